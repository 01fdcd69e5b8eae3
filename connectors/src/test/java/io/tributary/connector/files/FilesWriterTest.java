package io.tributary.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.RunningChange;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.TableChange;
import io.tributary.connector.TableName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of changes of the same files at the same time.
final class FilesWriterTest {
  private static final TableName TABLE = new TableName("main", "t");

  @TempDir private Path lake;
  private final BufferAllocator allocator = new RootAllocator();
  private Source source;

  @BeforeEach
  void open() throws SQLException {
    write(1);
    FilesConnector connector = new FilesConnector();
    source =
        connector.open(
            new SourceConfiguration(
                "lake",
                connector.descriptor().id(),
                Map.of("location", lake.toString(), "writable", "true"),
                "1"));
  }

  @AfterEach
  void close() {
    source.close();
    allocator.close();
  }

  @Test
  void whatOthersWriteWhileRowsComeStays() throws SQLException {
    assertThat(insert(() -> write(3)).run()).isEqualTo(1);
    assertThat(rows()).isEqualTo(4);
    assertThat(lake.toFile().list()).containsExactly("t.parquet");
  }

  @Test
  void aChangeWhoseRowsAreSlowKeepsNoOtherFromTheTable() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow =
          threads.submit(
              insert(() -> {
                begun.countDown();
                goesOn.await();
              })
                  ::run);
      begun.await();
      assertThat(insert(() -> {}).run()).isEqualTo(1);
      assertThat(rows()).isEqualTo(2);
      goesOn.countDown();
      assertThat(slow.get()).isEqualTo(1);
    }
    assertThat(rows()).isEqualTo(3);
  }

  @Test
  void rowsOfManyChangesAtOnceAreAllKept() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> changes =
          Stream.generate(() -> insert(() -> {}))
              .limit(8)
              .<Callable<Long>>map(change -> change::run)
              .toList();
      for (var change : threads.invokeAll(changes)) {
        assertThat(change.get()).isEqualTo(1);
      }
    }
    assertThat(rows()).isEqualTo(9);
  }

  @Test
  void anEmptyTextOfAnyLayoutIsNotWrittenAsCsv() throws IOException {
    Field text = Field.nullable("v", ArrowType.LargeUtf8.INSTANCE);
    var create =
        new TableChange.Create(
            new TableName("main", "u"),
            source.writer().columnsFor(List.of(text), Map.of()),
            false,
            Map.of("format", List.of("csv")));
    try (var empty =
        new OneRow(
            allocator,
            text,
            () -> {},
            vector -> ((LargeVarCharVector) vector).setSafe(0, new byte[0]))) {
      RunningChange change = source.writer().start(create, empty, allocator);
      assertThatThrownBy(change::run)
          .hasMessageContaining("column v: an empty text would be read as NULL");
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private RunningChange insert(Action beforeTheRow) {
    var columns = source.describe(TABLE).orElseThrow().columns();
    return source
        .writer()
        .start(
            new TableChange.Append(TABLE, columns),
            new OneRow(
                allocator,
                Field.nullable("a", new ArrowType.Int(64, true)),
                beforeTheRow,
                vector -> ((BigIntVector) vector).setSafe(0, 1)),
            allocator);
  }

  private void write(int rows) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY (FROM range(%d) t(a)) TO '%s' (FORMAT parquet)".formatted(rows, file()));
    }
  }

  private long rows() throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var result = statement.executeQuery("SELECT count(*) FROM '%s'".formatted(file()))) {
      result.next();
      return result.getLong(1);
    }
  }

  private Path file() {
    return lake.resolve("t.parquet");
  }

  /// Acts before it gives its row.
  private static final class OneRow extends ArrowReader {
    private final Field column;
    private final Action before;
    private final Consumer<FieldVector> value;
    private boolean given;

    private OneRow(
        BufferAllocator allocator, Field column, Action before, Consumer<FieldVector> value) {
      super(allocator);
      this.column = column;
      this.before = before;
      this.value = value;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
      if (given) {
        return false;
      }
      given = true;
      try {
        before.run();
      } catch (Exception e) {
        throw new IOException(e);
      }
      VectorSchemaRoot root = getVectorSchemaRoot();
      value.accept(root.getVector(0));
      root.setRowCount(1);
      return true;
    }

    @Override
    protected Schema readSchema() {
      return new Schema(List.of(column));
    }

    @Override
    public long bytesRead() {
      return 0;
    }

    @Override
    protected void closeReadSource() {}
  }
}
