package io.tributary.connector.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.connector.SqlSource;
import io.tributary.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A file's queries are computed within this process, by the threads that ask for their rows.
@Timeout(60)
final class H2FileCancellingTest {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Schema NUMBERS =
      new Schema(List.of(new Field("n", FieldType.nullable(new ArrowType.Int(64, true)), null)));

  @TempDir private Path folder;

  private final BufferAllocator allocator = new RootAllocator();
  private SqlSource source;

  /// Keeps the database open, and sees what runs in it.
  private Connection keeper;

  @BeforeEach
  void open() throws SQLException {
    String url = "jdbc:h2:file:" + folder.resolve("shop");
    DriverManager.getConnection(url, "sa", "").close();
    source =
        (SqlSource)
            new H2Connector()
                .open(new SourceConfiguration("shop", "h2", Map.of("connection-url", url), "1"));
    keeper = DriverManager.getConnection(url + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r", "sa", "");
  }

  @AfterEach
  void close() throws SQLException {
    source.close();
    keeper.close();
    assertThat(allocator.getAllocatedMemory()).as("bytes left").isZero();
    allocator.close();
  }

  @Test
  void readsThatKeepEveryProcessorBusyCanBeCancelled() throws Exception {
    String sql = "SELECT count(*) FROM system_range(1, 1000000000000) WHERE mod(x, 7) = 8";
    AtomicInteger batches = new AtomicInteger();
    assertManyAreCancelled(
        sql, batches, () -> runningQueries() >= Runtime.getRuntime().availableProcessors());
  }

  @Test
  void readsThatKeepEveryProcessorBusyInMidStreamCanBeCancelled() throws Exception {
    String sql = "SELECT x FROM system_range(1, 1000000000000) WHERE x < 5000 OR mod(x, 7) = 8";
    AtomicInteger batches = new AtomicInteger();
    assertManyAreCancelled(
        sql, batches, () -> batches.get() >= 4 * Runtime.getRuntime().availableProcessors());
  }

  private void assertManyAreCancelled(String sql, AtomicInteger batches, Callable<Boolean> busy)
      throws Exception {
    List<Future<Boolean>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Reads reads = new Reads(new ArrayList<>())) {
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        SourceRead read = source.read(new SourceQuery(sql, NUMBERS, 1000, false), allocator);
        reads.running.add(read);
        readers.add(threads.submit(() -> readAll(read, batches)));
      }
      Eventually.holds("the processors are busy", Duration.ofSeconds(10), busy);

      reads.running.forEach(SourceRead::cancel);

      for (Future<Boolean> reader : readers) {
        assertThatThrownBy(() -> reader.get(1, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isInstanceOfSatisfying(
                ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
      }
      Eventually.holds("nothing runs in H2", SOON, () -> runningQueries() == 0);
    }
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

  private int runningQueries() throws SQLException {
    try (Statement statement = keeper.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM information_schema.sessions WHERE executing_statement IS NOT"
                    + " NULL AND session_id <> session_id()")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
