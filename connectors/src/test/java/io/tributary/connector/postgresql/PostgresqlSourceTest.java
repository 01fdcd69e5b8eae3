package io.tributary.connector.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlSource;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableDescription.ForeignKey;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import io.tributary.connector.TableSummary;
import io.tributary.testing.Eventually;
import io.tributary.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is PostgreSQL's own, beyond the contract of all connectors.
final class PostgresqlSourceTest {
  private static final Schema TEXT =
      new Schema(List.of(Field.nullable("v", ArrowType.Utf8.INSTANCE)));

  private static final String NESTED_LOOPS = "SELECT current_setting('enable_nestloop')";

  private static PostgresServer server;
  private static SqlSource source;

  private final BufferAllocator allocator = new RootAllocator();

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    source = open(server, Map.of());
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
  void allKindsOfRelationsAreListedWithTheirComments() {
    server.execute(
        "CREATE SCHEMA kinds",
        "CREATE TABLE kinds.a (id int)",
        "COMMENT ON TABLE kinds.a IS 'the first'",
        "CREATE TABLE kinds.b (id int) PARTITION BY RANGE (id)",
        "CREATE VIEW kinds.c AS SELECT 1 AS one",
        "CREATE MATERIALIZED VIEW kinds.d AS SELECT 1 AS one",
        "CREATE SEQUENCE kinds.e",
        "CREATE INDEX ON kinds.a (id)");

    assertThat(source.listTables(Optional.of("kinds"), Optional.empty(), 10).tables())
        .containsExactly(
            new TableSummary(new TableName("kinds", "a"), TableKind.TABLE, "the first"),
            new TableSummary(new TableName("kinds", "b"), TableKind.TABLE, ""),
            new TableSummary(new TableName("kinds", "c"), TableKind.VIEW, ""),
            new TableSummary(new TableName("kinds", "d"), TableKind.VIEW, ""));
  }

  @Test
  void systemSchemasAreNotListed() {
    assertThat(source.listSchemas())
        .contains("public")
        .doesNotContain("pg_catalog", "information_schema", "pg_toast");
  }

  @Test
  void lengthsOfTextsAreDescribed() {
    server.execute(
        "CREATE SCHEMA lengths",
        "CREATE DOMAIN lengths.code AS varchar(3)",
        "CREATE TABLE lengths.t (a varchar(25), b varchar, c text, d lengths.code, e char(5),"
            + " f varchar(7)[], g numeric(5,2))",
        "CREATE VIEW lengths.v AS SELECT a, b || a AS ba FROM lengths.t",
        "CREATE FOREIGN DATA WRAPPER elsewhere",
        "CREATE SERVER elsewhere FOREIGN DATA WRAPPER elsewhere",
        "CREATE FOREIGN TABLE lengths.f (a varchar(25)) SERVER elsewhere");

    assertThat(describe("lengths", "t").columns())
        .extracting(ColumnDescription::maxLength)
        .containsExactly(
            OptionalInt.of(25),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.of(3),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());
    assertThat(describe("lengths", "v").columns())
        .extracting(ColumnDescription::maxLength)
        .containsExactly(OptionalInt.of(25), OptionalInt.empty());
    assertThat(describe("lengths", "f").columns())
        .extracting(ColumnDescription::maxLength)
        .containsExactly(OptionalInt.empty());
  }

  @Test
  void keysCommentsAndNullabilityAreDescribed() {
    server.execute(
        "CREATE SCHEMA keys",
        "CREATE TABLE keys.customer (region int, id int, email text UNIQUE, dropped int,"
            + " PRIMARY KEY (region, id))",
        "ALTER TABLE keys.customer DROP COLUMN dropped",
        "CREATE TABLE keys.orders (id bigint PRIMARY KEY, r int NOT NULL, c int, total"
            + " numeric(9,2), CONSTRAINT placed_by FOREIGN KEY (r, c) REFERENCES keys.customer"
            + " (region, id))",
        "COMMENT ON COLUMN keys.orders.total IS 'with tax'");

    TableDescription customer = describe("keys", "customer");
    TableDescription orders = describe("keys", "orders");

    assertThat(customer.columns())
        .extracting(ColumnDescription::name)
        .containsExactly("region", "id", "email");
    assertThat(customer.keys())
        .containsExactly(
            new TableDescription.Key("customer_pkey", List.of("region", "id"), true),
            new TableDescription.Key("customer_email_key", List.of("email"), false));
    assertThat(orders.foreignKeys())
        .containsExactly(
            new ForeignKey(
                "placed_by",
                List.of("r", "c"),
                new TableName("keys", "customer"),
                List.of("region", "id")));
    assertThat(orders.columns())
        .extracting(column -> column.field().isNullable())
        .containsExactly(false, false, true, true);
    assertThat(orders.columns().getLast().comment()).isEqualTo("with tax");
    assertThat(orders.columns().getLast().sourceType()).isEqualTo("numeric(9,2)");
  }

  @Test
  void whatTheRoleMayNotReadIsNotThere() {
    server.execute(
        "CREATE SCHEMA vault",
        "CREATE TABLE vault.open (id int)",
        "CREATE TABLE vault.closed (id int)",
        "CREATE ROLE guest LOGIN PASSWORD 'guest'",
        "GRANT USAGE ON SCHEMA vault TO guest",
        "GRANT SELECT ON vault.open TO guest");
    try (SqlSource guest =
        open(server, Map.of("connection-user", "guest", "connection-password", "guest"))) {
      assertThat(guest.listTables(Optional.of("vault"), Optional.empty(), 10).tables())
          .extracting(table -> table.name().table())
          .containsExactly("open");
      assertThat(guest.describe(new TableName("vault", "closed"))).isEmpty();
    }
  }

  @Test
  void statisticsComeFromTheLastAnalysisAndTheSizeOfNow() {
    server.execute(
        "CREATE TABLE counted AS SELECT i AS id, i % 7 AS week_day, CASE WHEN i % 4 = 0 THEN NULL"
            + " ELSE 'x' END AS t, DATE '1970-01-01' - i % 3 AS day, TIMESTAMP '1970-01-01"
            + " 00:00:02' + interval '1 second' * (i % 3) AS at, TIMESTAMPTZ '1970-01-01"
            + " 00:00:02+00' AS tz, 'infinity'::date AS never, i * 1.5 AS n FROM generate_series(1,"
            + " 10000) s(i)",
        "ANALYZE counted");

    TableStatistics statistics = source.statistics(new TableName("public", "counted"));

    assertThat(statistics.rowCount()).hasValue(10_000);
    assertThat(statistics.columns().get("id"))
        .isEqualTo(
            new TableStatistics.ColumnStatistics(
                OptionalDouble.of(10_000), OptionalDouble.of(0), ValueRange.of(1, 10_000)));
    assertThat(statistics.columns().get("week_day"))
        .isEqualTo(
            new TableStatistics.ColumnStatistics(
                OptionalDouble.of(7), OptionalDouble.of(0), ValueRange.of(0, 6)));
    assertThat(range(statistics, "day")).isEqualTo(ValueRange.of(-2, 0));
    assertThat(range(statistics, "at")).isEqualTo(ValueRange.of(2e6, 4e6));
    assertThat(range(statistics, "tz")).isEqualTo(ValueRange.of(2e6, 2e6));
    assertThat(range(statistics, "n")).isEqualTo(ValueRange.of(1.5, 15_000));
    assertThat(range(statistics, "never")).isEmpty();
    assertThat(range(statistics, "t")).isEmpty();
    assertThat(statistics.columns().get("t"))
        .satisfies(t -> assertThat(t.nullFraction().orElseThrow()).isBetween(0.24, 0.26));

    server.execute("INSERT INTO counted SELECT * FROM counted");
    assertThat(source.statistics(new TableName("public", "counted")).rowCount().orElseThrow())
        .isBetween(15_000.0, 22_000.0);
  }

  private static Optional<ValueRange> range(TableStatistics statistics, String column) {
    return Objects.requireNonNull(statistics.columns().get(column)).range();
  }

  @Test
  void aPartitionedTableHasTheRowsOfItsParts() {
    server.execute(
        "CREATE TABLE parted (id int) PARTITION BY RANGE (id)",
        "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (100)",
        "CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (100) TO (1000)",
        "INSERT INTO parted SELECT generate_series(0, 499)",
        "ANALYZE parted_1",
        "ANALYZE parted_2");

    assertThat(source.statistics(new TableName("public", "parted")).rowCount()).hasValue(500);
  }

  @Test
  void datesBeyondTimestampsHaveStatistics() {
    server.execute(
        "CREATE TABLE far AS SELECT date '300000-01-01' + i AS day FROM generate_series(0, 99)"
            + " s(i)",
        "INSERT INTO far VALUES ('infinity'), ('-infinity')",
        "ANALYZE far");

    assertThat(source.statistics(new TableName("public", "far")).rowCount()).hasValue(102);
  }

  @Test
  void aTableThatOthersInheritFromHasTheirRowsAndNoKeys() {
    server.execute(
        "CREATE TABLE par (id int PRIMARY KEY, word varchar(3))",
        "CREATE TABLE kid () INHERITS (par)",
        "CREATE TABLE grandkid () INHERITS (kid)",
        "INSERT INTO par VALUES (1, 'a')",
        "INSERT INTO kid VALUES (1, 'b'), (1, 'c')",
        "INSERT INTO grandkid VALUES (2, 'd')",
        "ANALYZE par, kid, grandkid");

    TableDescription parent = describe("public", "par");
    assertThat(parent.keys()).isEmpty();
    assertThat(parent.columns()).allMatch(column -> column.field().isNullable());
    assertThat(parent.columns().getLast().maxLength()).hasValue(3);
    assertThat(source.statistics(new TableName("public", "par")).rowCount()).hasValue(4);
    assertThat(describe("public", "grandkid").columns().getFirst().field().isNullable()).isFalse();
  }

  @Test
  void aPartitionedTableKeepsItsKeysAndWhatItsPartsSeeTo() {
    server.execute(
        "CREATE TABLE keyed (id int PRIMARY KEY) PARTITION BY RANGE (id)",
        "CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES FROM (0) TO (100)",
        "CREATE TABLE loose (id int NOT NULL, word varchar(3)) PARTITION BY RANGE (id)",
        "CREATE FOREIGN DATA WRAPPER beyond",
        "CREATE SERVER beyond FOREIGN DATA WRAPPER beyond",
        "CREATE FOREIGN TABLE loose_1 PARTITION OF loose FOR VALUES FROM (0) TO (9) SERVER beyond");

    assertThat(describe("public", "keyed").keys()).hasSize(1);
    assertThat(describe("public", "keyed").columns().getFirst().field().isNullable()).isFalse();
    assertThat(describe("public", "loose").columns())
        .allMatch(column -> column.field().isNullable() && column.maxLength().isEmpty());
  }

  @Test
  void aNotNullThatIsNotValidatedPromisesNothing() {
    server.execute(
        "CREATE TABLE unvalidated (id int NOT NULL, word text)",
        "INSERT INTO unvalidated VALUES (1, NULL)",
        "ALTER TABLE unvalidated ADD NOT NULL word NOT VALID");

    assertThat(describe("public", "unvalidated").columns())
        .extracting(column -> column.field().isNullable())
        .containsExactly(false, true);
  }

  @Test
  void aNotNullThatAPartHasNotValidatedPromisesNothingOfTheWhole() {
    server.execute(
        "CREATE TABLE sparse (id int NOT NULL, word text) PARTITION BY RANGE (id)",
        "CREATE TABLE sparse_1 (word text, id int NOT NULL)",
        "INSERT INTO sparse_1 VALUES (NULL, 1)",
        "ALTER TABLE sparse_1 ADD NOT NULL word NOT VALID",
        "ALTER TABLE sparse ATTACH PARTITION sparse_1 FOR VALUES FROM (0) TO (9)",
        "ALTER TABLE sparse ADD NOT NULL word NOT VALID");

    assertThat(describe("public", "sparse").columns())
        .extracting(column -> column.field().isNullable())
        .containsExactly(false, true);
  }

  @Test
  void ofAViewOrATableThatWasNeverAnalysedNothingIsClaimed() {
    server.execute(
        "CREATE VIEW viewed AS SELECT 1 AS one",
        "CREATE TABLE unanalysed AS SELECT i FROM generate_series(1, 1000) s(i)");

    assertThat(source.statistics(new TableName("public", "viewed")))
        .isEqualTo(TableStatistics.UNKNOWN);
    assertThat(source.statistics(new TableName("public", "unanalysed")))
        .isEqualTo(TableStatistics.UNKNOWN);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.SECONDS)
  void aWrongPasswordIsToldAtOnceAndNotRepeated() {
    try (SqlSource stranger = open(server, Map.of("connection-password", "wrong-horse"))) {
      for (Runnable action : List.<Runnable>of(stranger::test, stranger::listSchemas)) {
        assertThatThrownBy(action::run)
            .isInstanceOfSatisfying(
                ConnectorException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAUTHORIZED))
            .hasMessage(
                "source sales refused the credentials:"
                    + " password authentication failed for user \"postgres\"");
      }
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsToldAsSuch() {
    String url = server.jdbcUrl().replace("/postgres", "/nowhere");
    try (SqlSource lost = open(server, Map.of("connection-url", url))) {
      assertThatThrownBy(lost::test)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_MISCONFIGURED))
          .hasMessageContaining("nowhere");
    }
  }

  @Test
  void anAnswerDoesNotDependOnTheServersSettings() throws Exception {
    server.execute(
        "CREATE ROLE tokyo LOGIN SUPERUSER PASSWORD 'tokyo'",
        "ALTER ROLE tokyo SET TimeZone = 'Asia/Tokyo'",
        "ALTER ROLE tokyo SET DateStyle = 'SQL, DMY'",
        "ALTER ROLE tokyo SET IntervalStyle = 'iso_8601'",
        "ALTER ROLE tokyo SET extra_float_digits = -10",
        "ALTER ROLE tokyo SET standard_conforming_strings = off");
    try (SqlSource tokyo =
        open(server, Map.of("connection-user", "tokyo", "connection-password", "tokyo"))) {
      String sql =
          "SELECT concat_ws('|', '2024-02-01 00:00:00+00'::timestamptz, date '2024-02-01',"
              + " interval '1 day', 0.1::float8 + 0.2::float8, '\\n')";
      // The second time, the connection has been through the pool.
      for (int i = 0; i < 2; i++) {
        assertThat(rows(tokyo, sql))
            .containsExactly("2024-02-01 00:00:00+00|2024-02-01|1 day|0.30000000000000004|\\n");
      }
    }
  }

  @Test
  void textThatIsNotUnicodeFailsInsteadOfArrivingGarbled() throws Exception {
    server.execute("CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
    String url = server.jdbcUrl().replace("/postgres", "/bytes");
    try (SqlSource bytes = open(server, Map.of("connection-url", url))) {
      assertThat(rows(bytes, "SELECT 'plain'")).containsExactly("plain");
      assertThatThrownBy(() -> rows(bytes, "SELECT convert_from('\\xff41', 'SQL_ASCII')"))
          .isInstanceOfSatisfying(
              ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_ERROR))
          .hasMessageStartingWith("source sales");
    }
  }

  @Test
  void nothingCanBeWritten() {
    assertThatThrownBy(
            () -> rows(source, "WITH w AS (SELECT setval('pg_seq', 1)) SELECT '' FROM w"))
        .isInstanceOf(ConnectorException.class);
    server.execute("CREATE TABLE precious (id int)");
    assertThatThrownBy(() -> rows(source, "INSERT INTO precious VALUES (1) RETURNING id::text"))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("read-only transaction");
  }

  @Test
  void aQueryThatJoinsDerivedRowsRunsWithoutNestedLoops() throws Exception {
    assertThat(rows(source, new SourceQuery(NESTED_LOOPS, TEXT, 100, true))).containsExactly("off");
  }

  @Test
  void theNextQueryOfTheConnectionRunsWithNestedLoops() throws Exception {
    try (SqlSource small = open(server, Map.of("connection-pool-size", "1"))) {
      String backend = "SELECT pg_backend_pid()::text";
      List<String> first = rows(small, new SourceQuery(backend, TEXT, 100, true));

      assertThat(rows(small, NESTED_LOOPS)).containsExactly("on");
      assertThat(rows(small, backend)).isEqualTo(first);
    }
  }

  @Test
  void aHugeResultStreamsInConstantMemory() throws Exception {
    try (SourceRead read =
        source.read(
            new SourceQuery(
                "SELECT repeat('x', 1000) FROM (SELECT generate_series(1, 300000)) AS s",
                TEXT,
                65_536,
                false),
            allocator)) {
      ArrowReader reader = read.partitions().getFirst();
      long rows = 0;
      while (reader.loadNextBatch()) {
        rows += reader.getVectorSchemaRoot().getRowCount();
      }
      assertThat(rows).isEqualTo(300_000);
    }
    // 300 MB went through; a batch holds 16 of them, and its buffer at most twice that.
    assertThat(allocator.getPeakMemoryAllocation()).isLessThan(64L << 20);
  }

  @Test
  void veryWideRowsComeInFewRowsABatch() throws Exception {
    try (SourceRead read =
        source.read(
            new SourceQuery(
                "SELECT repeat('x', 5000000) FROM (SELECT generate_series(1, 20)) AS s",
                TEXT,
                65_536,
                false),
            allocator)) {
      ArrowReader reader = read.partitions().getFirst();
      List<Integer> batches = new ArrayList<>();
      while (reader.loadNextBatch()) {
        batches.add(reader.getVectorSchemaRoot().getRowCount());
      }
      assertThat(batches).containsExactly(4, 4, 4, 4, 4);
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void aServerThatStopsInMidStreamIsNamed() throws Exception {
    PostgresServer doomed = PostgresServer.start();
    try (SqlSource lost = open(doomed, Map.of("connection-timeout", "2s"));
        SourceRead read =
            lost.read(
                new SourceQuery(
                    "SELECT repeat('x', 100) FROM (SELECT generate_series(1, 9223372036854775807))"
                        + " AS s",
                    TEXT,
                    100,
                    false),
                allocator)) {
      ArrowReader reader = read.partitions().getFirst();
      assertThat(reader.loadNextBatch()).isTrue();
      doomed.close();

      assertThatThrownBy(
              () -> {
                while (reader.loadNextBatch()) {
                  assertThat(reader.getVectorSchemaRoot().getRowCount()).isPositive();
                }
              })
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE))
          .hasMessageStartingWith("source sales cannot be reached: ");
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void aSourceWhoseConnectionsWereCutMakesNewOnes() {
    try (SqlSource again = open(server, Map.of("connection-timeout", "5s"))) {
      assertThat(again.listSchemas()).contains("public");
      server.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'tributary'");

      assertThat(again.listSchemas()).contains("public");
    }
  }

  @Test
  void moreReadsThanThePoolHasConnectionsSayWhatToRaise() throws Exception {
    try (SqlSource small =
            open(server, Map.of("connection-pool-size", "1", "connection-timeout", "300ms"));
        SourceRead first =
            small.read(
                new SourceQuery("SELECT generate_series(1, 1000000)::text", TEXT, 10, false),
                allocator)) {
      assertThat(first.partitions().getFirst().loadNextBatch()).isTrue();
      assertThatThrownBy(small::listSchemas)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED))
          .hasMessageContaining("source sales")
          .hasMessageContaining("connection-pool-size");
    }
  }

  @Test
  void manyWhoComeAtOnceNeverHaveMoreConnectionsThanThePool() throws Exception {
    server.execute("CREATE ROLE crowd LOGIN PASSWORD 'crowd'");
    Map<String, String> properties =
        Map.of(
            "connection-pool-size", "2",
            "connection-user", "crowd",
            "connection-password", "crowd");
    try (SqlSource small = open(server, properties);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<String>>> questions = Collections.nCopies(20, small::listSchemas);
      for (Future<List<String>> answer : clients.invokeAll(questions)) {
        assertThat(answer.get()).contains("public");
      }
      assertThat(connectionsOf("crowd")).isBetween(1L, 2L);
    }
  }

  private static long connectionsOf(String role) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = '%s'".formatted(role))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void theDialectIsAskedOnAConnectionOfThePool() {
    server.execute("CREATE ROLE single LOGIN CONNECTION LIMIT 1 PASSWORD 'single'");
    Map<String, String> properties =
        Map.of(
            "connection-user", "single",
            "connection-password", "single",
            "connection-pool-size", "1");
    try (SqlSource single = open(server, properties)) {
      single.listSchemas();

      assertThat(single.dialect()).isNotNull();
    }
  }

  @Test
  void theDialectIsAskedAgainWhereThereWasNoConnectionForAMoment() throws Exception {
    server.execute("CREATE ROLE shared LOGIN CONNECTION LIMIT 1 PASSWORD 'shared'");
    Map<String, String> properties =
        Map.of("connection-user", "shared", "connection-password", "shared");
    try (SqlSource shared = open(server, properties);
        ExecutorService asker = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<SqlDialectTraits> asked;
      try (Connection _ = DriverManager.getConnection(server.jdbcUrl(), "shared", "shared")) {
        asked = asker.submit(shared::dialect);
        Eventually.holds(
            "the question waits for a connection",
            Duration.ofSeconds(10),
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread ->
                        thread.getName().equals("source-dialect-sales")
                            && thread.getState() == Thread.State.TIMED_WAITING));
      }

      assertThat(asked.get(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void allProblemsOfAConfigurationAreToldTogetherAndWithoutTheUrl() {
    assertThatThrownBy(() ->
            open(
                server,
                Map.of(
                    "connection-url",
                    "jdbc:postgresql://db/sales?password=hunter2&socketFactory=evil.Class",
                    "connection-user",
                    " ",
                    "connection-pool-size",
                    "many",
                    "connection-timeout",
                    "soon",
                    "conection-url",
                    "x")))
        .isInstanceOf(ConnectorException.class)
        .hasMessageNotContaining("hunter2")
        .hasMessageContaining("conection-url is not known; did you mean connection-url?")
        .hasMessageContaining("connection-user is missing")
        .hasMessageContaining("must not hold password: use connection-password")
        .hasMessageContaining("may not set socketFactory")
        .hasMessageContaining("connection-pool-size must be a whole number from 1 to 1000")
        .hasMessageContaining("connection-timeout must be a time such as 500ms, 10s or 2m");
  }

  private static SqlSource open(PostgresServer server, Map<String, String> changes) {
    Map<String, String> properties = new HashMap<>(server.sourceProperties());
    properties.putAll(changes);
    return (SqlSource)
        new PostgresqlConnector()
            .open(new SourceConfiguration("sales", "postgresql", properties, "1"));
  }

  private static TableDescription describe(String schema, String table) {
    return source.describe(new TableName(schema, table)).orElseThrow();
  }

  private List<String> rows(SqlSource from, String sql) throws Exception {
    return rows(from, new SourceQuery(sql, TEXT, 100, false));
  }

  private List<String> rows(SqlSource from, SourceQuery query) throws Exception {
    List<String> values = new ArrayList<>();
    try (SourceRead read = from.read(query, allocator)) {
      ArrowReader reader = read.partitions().getFirst();
      while (reader.loadNextBatch()) {
        for (int i = 0; i < reader.getVectorSchemaRoot().getRowCount(); i++) {
          values.add(String.valueOf(reader.getVectorSchemaRoot().getVector(0).getObject(i)));
        }
      }
    }
    return values;
  }
}
