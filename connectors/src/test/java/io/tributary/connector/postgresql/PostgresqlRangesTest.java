package io.tributary.connector.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.HeldRead;
import io.tributary.connector.ScannedTable;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.connector.SqlSource;
import io.tributary.connector.TableName;
import io.tributary.testing.Eventually;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.RefusingProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Several connections read one table together.
final class PostgresqlRangesTest {
  private static final int ROWS = 40_000;
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("id", new ArrowType.Int(64, true)),
              Field.nullable("query", ArrowType.Utf8.INSTANCE)));

  private static PostgresServer server;
  private static SqlSource source;

  private final BufferAllocator allocator = new RootAllocator();

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    server.execute(
        "CREATE TABLE large (id bigint PRIMARY KEY, amount bigint, filler char(1000))",
        "INSERT INTO large SELECT i, 10, '' FROM generate_series(1, %d) AS i".formatted(ROWS),
        "CREATE TABLE small (id bigint PRIMARY KEY)",
        "INSERT INTO small SELECT generate_series(1, 10)",
        "VACUUM ANALYZE large");
    source = open("10");
  }

  @AfterAll
  static void stop() {
    source.close();
    server.close();
  }

  @AfterEach
  void nothingIsLeftAllocated() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  @Test
  void everyRowIsReadOnce() throws Exception {
    List<Row> rows = rows(source, query("large", ""));

    assertThat(rows.stream().map(Row::id).sorted())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, ROWS).boxed().toList());
    assertThat(rows).allMatch(row -> row.query.contains("ctid"));
  }

  @Test
  void conditionsHoldInEveryRange() throws Exception {
    assertThat(rows(source, query("large", " WHERE id % 1000 = 0")))
        .hasSize(ROWS / 1000)
        .allMatch(row -> row.query.contains("ctid") && row.id % 1000 == 0);
  }

  @Test
  void allConnectionsReadAtOnce() throws Exception {
    SourceQuery query = query("large", "");
    try (SourceRead read = source.read(query, allocator)) {
      assertThat(read.partitions()).hasSize(PARTITIONS);
      for (ArrowReader partition : read.partitions()) {
        assertThat(partition.loadNextBatch()).isTrue();
      }
      assertThat(active()).isEqualTo(PARTITIONS);
    }
    Eventually.holds("all connections are idle", PATIENCE, () -> active() == 0);
  }

  /// Every change keeps the sum, so only a mixture of moments has another.
  @Test
  void aTableThatChangesIsReadAsOfOneMoment() throws Exception {
    String sql = "SELECT amount, '' FROM ";
    var scan = new ScannedTable(new TableName("public", "large"), sql, " AS large");
    var query =
        new SourceQuery(sql + "large", SCHEMA, 1_000, false, Optional.of(scan), PARTITIONS, false);
    try (var changes = new Changes()) {
      for (int i = 0; i < 5; i++) {
        long before = changes.count();
        assertThat(rows(source, query).stream().mapToLong(Row::id).sum()).isEqualTo(10L * ROWS);
        Eventually.holds("the table changes", PATIENCE, () -> changes.count() > before);
      }
    }
  }

  @Test
  void heldPartsHaveEveryRowOnceHoweverOftenTheyAreRead() throws Exception {
    try (HeldRead held = source.hold(query("large", "")).orElseThrow()) {
      server.execute("INSERT INTO large VALUES (0, 10, '')");
      assertThat(held.parts()).isEqualTo(PARTITIONS);
      for (int time = 0; time < 2; time++) {
        List<Long> ids = new ArrayList<>();
        for (int part = 1; part <= held.parts(); part++) {
          try (SourceRead read = held.read(part, allocator)) {
            List<Row> rows = rows(read.partitions().getFirst());
            assertThat(rows).isNotEmpty().allMatch(row -> row.query.contains("ctid"));
            rows.forEach(row -> ids.add(row.id));
          }
        }
        assertThat(ids.stream().sorted())
            .containsExactlyElementsOf(LongStream.rangeClosed(1, ROWS).boxed().toList());
      }
    } finally {
      server.execute("DELETE FROM large WHERE id = 0");
    }
    assertThat(active()).isZero();
  }

  @Test
  void whatIsBetterReadAsOneIsNotHeld() throws Exception {
    assertThat(source.hold(query("small", ""))).isEmpty();
    assertThat(source.hold(query("large", " WHERE id = 7"))).isEmpty();
    try (SqlSource few = open("5")) {
      assertThat(few.hold(query("large", ""))).isEmpty();
    }
    assertThat(active()).isZero();
  }

  @Test
  void whatIsHeldAndReadInPartsTakesHalfOfTheConnectionsAtMost() throws Exception {
    try (SqlSource six = open("6")) {
      for (int time = 0; time < 2; time++) {
        try (HeldRead held = six.hold(query("large", "")).orElseThrow()) {
          assertThat(held.parts()).isEqualTo(2);
          assertThat(six.hold(query("large", ""))).isEmpty();
        }
      }
    }
  }

  @Test
  void manyWhoAskAtOnceDoNotTakeMoreThanHalfOfTheConnections() throws Exception {
    try (SqlSource six = open("6");
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Optional<HeldRead>>> asking =
          Collections.nCopies(8, () -> six.hold(query("large", "")));
      List<HeldRead> held = new ArrayList<>();
      for (Future<Optional<HeldRead>> answer : clients.invokeAll(asking)) {
        answer.get().ifPresent(held::add);
      }
      assertThat(held).hasSizeLessThanOrEqualTo(1);
      held.forEach(HeldRead::close);
    }
  }

  /// The others have the only connection for longer than the pool lets anybody wait.
  @Test
  void whatIsReadAloneWaitsForAConnection() throws Exception {
    try (SqlSource single = open("1", "300ms");
        SourceRead first = single.read(query("large", ""), allocator)) {
      ArrowReader rows = first.partitions().getFirst();
      assertThat(rows.loadNextBatch()).isTrue();

      try (SourceRead alone = single.read(query("large", "").readAlone(), allocator);
          SourceRead besideOthers = single.read(query("large", ""), allocator)) {
        assertThatThrownBy(() -> rows(besideOthers.partitions().getFirst()))
            .hasMessageContaining("all connections of its pool are in use");
        while (rows.loadNextBatch()) {
          assertThat(rows.getVectorSchemaRoot().getRowCount()).isPositive();
        }
        assertThat(rows(alone.partitions().getFirst())).hasSize(ROWS);
      }
    }
  }

  @Test
  void whatWaitsForAConnectionCanBeCancelled() throws Exception {
    try (SqlSource single = open("1", "300ms");
        SourceRead first = single.read(query("large", ""), allocator)) {
      assertThat(first.partitions().getFirst().loadNextBatch()).isTrue();

      try (SourceRead second = single.read(query("large", "").readAlone(), allocator)) {
        second.cancel();

        assertThatThrownBy(() -> rows(second.partitions().getFirst()))
            .hasMessageContaining("was cancelled");
      }
    }
  }

  @Test
  void whatAnIndexFindsIsReadAsOne() throws Exception {
    assertThat(rows(source, query("large", " WHERE id = 7")))
        .singleElement()
        .matches(row -> row.id == 7 && !row.query.contains("ctid"));
  }

  @Test
  void whatTheServerReadsWithSeveralWorkersIsReadAsOne() throws Exception {
    server.execute("ALTER DATABASE postgres SET parallel_setup_cost = 0");
    try (SqlSource parallel = open("10")) {
      assertThat(rows(parallel, query("large", " WHERE id % 1000 = 0")))
          .hasSize(ROWS / 1000)
          .noneMatch(row -> row.query.contains("ctid"));
    } finally {
      server.execute("ALTER DATABASE postgres RESET parallel_setup_cost");
    }
  }

  /// A range reads every column.
  @Test
  void whatTheRoleMayReadSomeColumnsOfIsReadAsOne() throws Exception {
    server.execute(
        "CREATE ROLE guest LOGIN PASSWORD 'guest'", "GRANT SELECT (id) ON large TO guest");
    try (SqlSource guest =
        open(Map.of("connection-user", "guest", "connection-password", "guest"))) {
      assertThat(rows(guest, query("large", "")))
          .hasSize(ROWS)
          .noneMatch(row -> row.query.contains("ctid"));
    }
  }

  @Test
  void aSmallTableIsReadAsOne() throws Exception {
    assertThat(rows(source, query("small", "")))
        .hasSize(10)
        .noneMatch(row -> row.query.contains("ctid"));
  }

  @Test
  void aViewIsReadAsOne() throws Exception {
    server.execute("CREATE OR REPLACE VIEW seen AS SELECT * FROM large");

    assertThat(rows(source, query("seen", "")))
        .hasSize(ROWS)
        .noneMatch(row -> row.query.contains("ctid"));
  }

  @Test
  void theOnlyConnectionReadsAllRanges() throws Exception {
    try (SqlSource single = open("1")) {
      assertThat(rows(single, query("large", ""))).hasSize(ROWS);
    }
  }

  @Test
  void cancellingStopsAllConnections() throws Exception {
    SourceQuery query = query("large", "");
    try (SourceRead read = source.read(query, allocator)) {
      for (ArrowReader partition : read.partitions()) {
        assertThat(partition.loadNextBatch()).isTrue();
      }

      read.cancel();

      Eventually.holds("all connections are idle", PATIENCE, () -> active() == 0);
      for (ArrowReader partition : read.partitions()) {
        assertThatThrownBy(partition::loadNextBatch)
            .isInstanceOf(ConnectorException.class)
            .hasMessageContaining("cancelled");
      }
    }
  }

  @Test
  void cancellingStopsWhoFindsOutTheRangesOfALockedTable() throws Exception {
    try (Connection holder = lock("large");
        SourceRead read = source.read(query("large", ""), allocator)) {
      Eventually.holds("the lock is waited for", PATIENCE, () -> waiting() > 0);

      read.cancel();

      Eventually.holds("nobody waits", PATIENCE, () -> waiting() == 0);
      assertThat(holder.isClosed()).isFalse();
    }
  }

  @Test
  void aLockedTableIsNotHeld() throws Exception {
    try (Connection holder = lock("large")) {
      assertThat(source.hold(query("large", ""))).isEmpty();

      Eventually.holds("nobody waits", PATIENCE, () -> waiting() == 0);
      assertThat(holder.isClosed()).isFalse();
    }
    // Its connections are free a moment after the server has let go.
    Eventually.holds("all parts are held", PATIENCE, () -> heldParts() == PARTITIONS);
  }

  private static int heldParts() {
    Optional<HeldRead> held = source.hold(query("large", ""));
    held.ifPresent(HeldRead::close);
    return held.map(HeldRead::parts).orElse(0);
  }

  @Test
  void aServerThatCannotBeToldToStopIsNotWaitedFor() throws Exception {
    try (RefusingProxy proxy = new RefusingProxy(server.port());
        SqlSource source =
            open(
                Map.of(
                    "connection-url",
                    "jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=disable"
                        .formatted(proxy.port())));
        ExecutorService client = Executors.newVirtualThreadPerTaskExecutor();
        Connection holder = lock("large")) {
      Future<Optional<HeldRead>> holding = client.submit(() -> source.hold(query("large", "")));
      Eventually.holds("the lock is waited for", PATIENCE, () -> waiting() > 0);

      proxy.fallSilent();

      assertThat(holding.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
      assertThat(holder.isClosed()).isFalse();
    }
    Eventually.holds("all connections are idle", PATIENCE, () -> active() == 0);
  }

  private static Connection lock(String table) throws SQLException {
    Connection holder = server.connect();
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(table));
    }
    return holder;
  }

  /// Connections that wait for a lock.
  private static long waiting() throws SQLException {
    return count("SELECT count(*) FROM pg_locks WHERE NOT granted");
  }

  @Test
  void aFailureEndsAllPartitions() {
    assertThatThrownBy(() -> rows(source, query("large", " WHERE 1 / (id - id) = 1")))
        .cause()
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("source sales failed: division by zero");
  }

  private record Row(long id, String query) {}

  private static SourceQuery query(String table, String where) {
    String before = "SELECT id, current_query() FROM ";
    String after = " AS \"t\"" + where;
    return new SourceQuery(
        before + table + after,
        SCHEMA,
        1_000,
        false,
        Optional.of(new ScannedTable(new TableName("public", table), before, after)),
        PARTITIONS,
        false);
  }

  private static SqlSource open(String poolSize) {
    return open(poolSize, "10s");
  }

  private static SqlSource open(String poolSize, String timeout) {
    return open(Map.of("connection-pool-size", poolSize, "connection-timeout", timeout));
  }

  private static SqlSource open(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(server.sourceProperties());
    properties.putAll(more);
    return (SqlSource)
        new PostgresqlConnector()
            .open(new SourceConfiguration("sales", "postgresql", properties, "1"));
  }

  /// Connections in a transaction.
  private static long active() throws SQLException {
    return count(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tributary'"
            + " AND state <> 'idle'");
  }

  private static long count(String sql) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private List<Row> rows(SqlSource from, SourceQuery query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (SourceRead read = from.read(query, allocator);
        ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<Row>>> parts = new ArrayList<>();
      read.partitions().forEach(partition -> parts.add(() -> rows(partition)));
      for (Future<List<Row>> part : readers.invokeAll(parts)) {
        rows.addAll(part.get());
      }
    }
    return rows;
  }

  private static List<Row> rows(ArrowReader partition) throws Exception {
    List<Row> rows = new ArrayList<>();
    while (partition.loadNextBatch()) {
      VectorSchemaRoot root = partition.getVectorSchemaRoot();
      BigIntVector ids = (BigIntVector) root.getVector("id");
      VarCharVector queries = (VarCharVector) root.getVector("query");
      for (int i = 0; i < root.getRowCount(); i++) {
        rows.add(new Row(ids.get(i), queries.getObject(i).toString()));
      }
    }
    return rows;
  }

  /// Moves amounts between rows of the table that are far apart, one transaction after the other.
  private static final class Changes implements AutoCloseable {
    private volatile boolean ended;
    private final AtomicLong count = new AtomicLong();
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final Future<?> writing = writer.submit(this::write);

    private Void write() throws SQLException {
      try (Connection connection = server.connect();
          Statement statement = connection.createStatement()) {
        for (long i = 1; !ended; i = i % (ROWS / 2) + 1) {
          statement.execute(
              "UPDATE large SET amount = amount + CASE WHEN id = %d THEN 1 ELSE -1 END WHERE id IN (%d, %d)"
                  .formatted(i, i, ROWS - i));
          count.incrementAndGet();
        }
      }
      return null;
    }

    long count() {
      return count.get();
    }

    @Override
    public void close() throws Exception {
      ended = true;
      writing.get();
      writer.close();
    }
  }
}
