package io.tributary.gateway.execution;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.testing.Eventually;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.junit.jupiter.api.Test;

final class RunningPartsTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  /// Gives its first rows at once, and then finds no more among billions.
  private static final String SLOW =
      "SELECT a.x, b.x FROM t a, t b WHERE a.x < 100 OR hash(a.x + b.x) = 5";

  private final RunningParts parts = new RunningParts();

  @Test
  void aStopInterruptsTheSearchForFurtherRows() throws Exception {
    try (BufferAllocator allocator = new RootAllocator();
        DuckDBConnection duckDb = open();
        PreparedStatement query = duckDb.prepareStatement(SLOW);
        DuckDBResultSet result = (DuckDBResultSet) query.executeQuery();
        ArrowReader batches = (ArrowReader) result.arrowExportStream(allocator, 2048);
        ExecutorService reader = Executors.newSingleThreadExecutor()) {
      AtomicLong rows = new AtomicLong();
      Future<AtomicLong> reading =
          reader.submit(() ->
              parts.interruptibly(
                  duckDb,
                  () -> {
                    while (batches.loadNextBatch()) {
                      rows.addAndGet(batches.getVectorSchemaRoot().getRowCount());
                    }
                    return rows;
                  }));
      Eventually.holds("the first rows are there", SOON, () -> rows.get() > 0);

      parts.stop(new GatewayException(ErrorCode.CANCELLED, "nobody wants it"));

      assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  private static DuckDBConnection open() throws SQLException {
    var properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    var duckDb = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
    try (Statement statement = duckDb.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute("CREATE TABLE t AS SELECT i AS x FROM range(200000) r(i)");
    }
    return duckDb;
  }
}
