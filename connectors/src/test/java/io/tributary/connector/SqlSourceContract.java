package io.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testing.Eventually;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What holds for every connector whose sources take SQL.
@Timeout(60)
public abstract class SqlSourceContract extends ConnectorContract {
  /// Within which whatever was cancelled has ended.
  protected static final Duration SOON = Duration.ofSeconds(1);

  private static final int BUSY_READS = 2 * Runtime.getRuntime().availableProcessors();

  /// A query for one BIGINT column `n` whose rows never end.
  protected abstract String endlessSql();

  /// A query for one BIGINT column that works for ever before its first row.
  protected abstract String silentSql();

  /// A query for one BIGINT column that gives 100,000 rows, which is more than drivers keep to
  /// themselves, and then works for ever.
  protected abstract String stallingSql();

  /// A query for one BIGINT column that gives many rows and then fails.
  protected abstract String failingSql();

  /// A table that is not there, as SQL names it; `dropped_in_between` is part of it.
  protected String missingTable() {
    return "dropped_in_between";
  }

  /// How many queries the server works on for us.
  protected abstract int runningQueries() throws Exception;

  protected final SqlSource sqlSource() {
    return (SqlSource) source;
  }

  @Override
  protected void copyIntoDuckDb(Connection duckDb, TableDescription table, String made)
      throws Exception {
    String columns = table.columns().stream().map(this::selected).collect(Collectors.joining(", "));
    String sql =
        "SELECT %s FROM %s.%s"
            .formatted(columns, quoted(table.name().schema()), quoted(table.name().table()));
    try (SourceRead read =
            sqlSource().read(new SourceQuery(sql, table.arrowSchema(), 2, false), allocator);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
        Statement statement = duckDb.createStatement()) {
      Data.exportArrayStream(allocator, read.partitions().getFirst(), stream);
      duckDb.unwrap(DuckDBConnection.class).registerArrowStream("rows_of_" + made, stream);
      statement.execute("CREATE TABLE %s AS SELECT * FROM rows_of_%s".formatted(made, made));
    }
  }

  @Test
  void theReaderDeliversTheSchemaThatWasAskedFor() throws Exception {
    Schema asked = bigint("of_my_choice");
    try (SourceRead read = read("SELECT 1", asked)) {
      ArrowReader reader = read.partitions().getFirst();
      assertThat(reader.loadNextBatch()).isTrue();
      assertThat(reader.getVectorSchemaRoot().getSchema()).isEqualTo(asked);
      assertThat(reader.loadNextBatch()).isFalse();
      assertThat(reader.loadNextBatch()).isFalse();
    }
  }

  @Test
  void aResultWithoutRowsIsAnEmptyStream() throws Exception {
    try (SourceRead read = read("SELECT 1 WHERE 1 = 0", bigint("n"))) {
      assertThat(read.partitions().getFirst().loadNextBatch()).isFalse();
    }
  }

  @Test
  void batchesHoldAsManyRowsAsAskedFor() throws Exception {
    try (SourceRead read =
        sqlSource().read(new SourceQuery(endlessSql(), bigint("n"), 700, false), allocator)) {
      ArrowReader reader = read.partitions().getFirst();
      for (int i = 0; i < 5; i++) {
        assertThat(reader.loadNextBatch()).isTrue();
        assertThat(reader.getVectorSchemaRoot().getRowCount()).isEqualTo(700);
      }
    }
  }

  @Test
  void aReadThatNobodyReadsLeavesNothing() throws Exception {
    read(endlessSql(), bigint("n")).close();

    Eventually.holds("the server is idle", SOON, () -> runningQueries() == 0);
  }

  @Test
  void closingInTheMiddleLeavesNothing() throws Exception {
    SourceRead read = read(endlessSql(), bigint("n"));
    assertThat(read.partitions().getFirst().loadNextBatch()).isTrue();
    read.close();
    read.close();

    Eventually.holds("the server is idle", SOON, () -> runningQueries() == 0);
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  @Test
  void cancellingEndsAReaderThatWaitsForItsFirstRow() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        SourceRead read = read(silentSql(), bigint("n"))) {
      Future<Boolean> first = threads.submit(() -> read.partitions().getFirst().loadNextBatch());
      Eventually.holds("the query runs", Duration.ofSeconds(10), () -> runningQueries() == 1);

      read.cancel();
      read.cancel();

      assertCancelled(first);
      Eventually.holds("the server is idle", SOON, () -> runningQueries() == 0);
    }
  }

  @Test
  void cancellingEndsAReaderInMidStream() throws Exception {
    AtomicInteger batches = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        SourceRead read = read(endlessSql(), bigint("n"))) {
      Future<Boolean> all = threads.submit(() -> readAll(read, batches));
      Eventually.holds("rows arrive", Duration.ofSeconds(10), () -> batches.get() > 2);

      read.cancel();

      assertCancelled(all);
      Eventually.holds("the server is idle", SOON, () -> runningQueries() == 0);
    }
  }

  @Test
  void cancellingEndsAReaderThatWaitsForMoreRows() throws Exception {
    AtomicInteger batches = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        SourceRead read = read(stallingSql(), bigint("n"))) {
      Future<Boolean> all = threads.submit(() -> readAll(read, batches));
      Eventually.holds("rows arrive", Duration.ofSeconds(10), () -> batches.get() > 2);

      read.cancel();

      assertCancelled(all);
      Eventually.holds("the server is idle", SOON, () -> runningQueries() == 0);
    }
  }

  @Test
  void readsThatKeepEveryProcessorBusyCanBeCancelled() throws Exception {
    assertManyAreCancelled(silentSql(), _ -> runningQueries() > 0);
  }

  @Test
  void readsThatKeepEveryProcessorBusyInMidStreamCanBeCancelled() throws Exception {
    assertManyAreCancelled(stallingSql(), batches -> batches >= 2 * BUSY_READS);
  }

  /// Virtual threads share few threads of the processor's: a query that computes within this
  /// process must not hold all of them.
  private void assertManyAreCancelled(String sql, Busy busy) throws Exception {
    AtomicInteger batches = new AtomicInteger();
    List<Future<Boolean>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Reads reads = new Reads(new ArrayList<>())) {
      for (int i = 0; i < BUSY_READS; i++) {
        SourceRead read = read(sql, bigint("n"));
        reads.running.add(read);
        readers.add(threads.submit(() -> readAll(read, batches)));
      }
      Eventually.holds("all are busy", Duration.ofSeconds(10), () -> busy.with(batches.get()));

      reads.running.forEach(SourceRead::cancel);

      for (Future<Boolean> reader : readers) {
        assertCancelled(reader);
      }
      Eventually.holds("the server is idle", SOON, () -> runningQueries() == 0);
    }
  }

  @FunctionalInterface
  private interface Busy {
    boolean with(int batches) throws Exception;
  }

  private record Reads(List<SourceRead> running) implements AutoCloseable {
    @Override
    public void close() {
      running.forEach(SourceRead::close);
    }
  }

  private static boolean readAll(SourceRead read, AtomicInteger batches) throws IOException {
    while (read.partitions().getFirst().loadNextBatch()) {
      batches.incrementAndGet();
    }
    return false;
  }

  @Test
  void closingEndsAReaderThatWaitsInAnotherThread() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        SourceRead read = read(silentSql(), bigint("n"))) {
      Future<Boolean> first = threads.submit(() -> read.partitions().getFirst().loadNextBatch());
      Eventually.holds("the query runs", Duration.ofSeconds(10), () -> runningQueries() == 1);

      read.close();

      assertCancelled(first);
      Eventually.holds("the server is idle", SOON, () -> runningQueries() == 0);
    }
  }

  @Test
  void aCancelledReadLeavesTheSourceUsable() throws Exception {
    for (int i = 0; i < 25; i++) {
      try (SourceRead read = read(endlessSql(), bigint("n"))) {
        assertThat(read.partitions().getFirst().loadNextBatch()).isTrue();
        read.cancel();
      }
    }
    try (SourceRead read = read("SELECT 1", bigint("n"))) {
      assertThat(read.partitions().getFirst().loadNextBatch()).isTrue();
    }
  }

  @Test
  void aFailureInMidStreamReachesTheReaderAndLeavesNothing() throws Exception {
    try (SourceRead read = read(failingSql(), bigint("n"))) {
      ArrowReader reader = read.partitions().getFirst();
      assertThatThrownBy(
              () -> {
                while (reader.loadNextBatch()) {
                  assertThat(reader.getVectorSchemaRoot().getRowCount()).isPositive();
                }
              })
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining(SOURCE_NAME)
          .hasMessageNotContaining("\n");
    }
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  @Test
  void sqlThatTheSourceRefusesFailsTheReader() throws Exception {
    try (SourceRead read = read("SELECT FROM WHERE", bigint("n"))) {
      assertThatThrownBy(() -> read.partitions().getFirst().loadNextBatch())
          .isInstanceOfSatisfying(
              ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_ERROR))
          .hasMessageContaining(SOURCE_NAME);
    }
  }

  @Test
  void aTableThatWasDroppedInBetweenIsToldAsSuch() throws Exception {
    try (SourceRead read = read("SELECT n FROM " + missingTable(), bigint("n"))) {
      assertThatThrownBy(() -> read.partitions().getFirst().loadNextBatch())
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND))
          .hasMessageContaining(SOURCE_NAME)
          .hasMessageFindingMatch("(?i)dropped_in_between");
    }
  }

  protected final SourceRead read(String sql, Schema arrowSchema) {
    return sqlSource().read(new SourceQuery(sql, arrowSchema, 1000, false), allocator);
  }

  protected static Schema bigint(String name) {
    return new Schema(
        List.of(new Field(name, FieldType.nullable(new ArrowType.Int(64, true)), null)));
  }

  /// A column as it is read.
  protected final String selected(ColumnDescription column) {
    String name = quoted(column.name());
    return column.readAsTextBecause().isEmpty()
        ? name
        : sqlSource()
            .dialect()
            .textForm(column.sourceType())
            .map(form -> form.replace("{0}", name))
            .orElse(name);
  }

  private String quoted(String name) {
    char quote = sqlSource().dialect().identifierQuote();
    return quote + name.replace("" + quote, "" + quote + quote) + quote;
  }

  private static void assertCancelled(Future<Boolean> reading) {
    assertThatThrownBy(() -> reading.get(1, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
  }
}
