package io.tributary.gateway.execution;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// In-memory DuckDB instances, made ahead of time because making one takes some 15 milliseconds.
/// Each serves one query and is thrown away: settings and tables are global to an instance.
public final class DuckDbPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbPool.class);

  private final DuckDbSettings settings;
  private final BlockingQueue<DuckDBConnection> ready;
  private final ExecutorService makers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closed;

  /// @param warm how many instances wait ready
  public DuckDbPool(DuckDbSettings settings, int warm) {
    this.settings = settings;
    this.ready = new ArrayBlockingQueue<>(warm);
    for (int i = 0; i < warm; i++) {
      refill();
    }
  }

  /// An instance for one query; closing the connection ends it.
  DuckDBConnection take() {
    DuckDBConnection instance = ready.poll();
    refill();
    try {
      return instance == null ? make() : instance;
    } catch (SQLException e) {
      throw new GatewayException(ErrorCode.INTERNAL, "DuckDB did not start", e);
    }
  }

  private void refill() {
    try {
      makers.execute(() -> {
        try {
          DuckDBConnection instance = make();
          if (!ready.offer(instance)) {
            instance.close();
          }
          if (closed) {
            discardAll();
          }
        } catch (SQLException e) {
          LOG.warn("cannot make a DuckDB instance ahead of time", e);
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.debug("closed, so no instance is made ahead of time", e);
    }
  }

  /// That each instance has.
  int threads() {
    return settings.threads();
  }

  private DuckDBConnection make() throws SQLException {
    var properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    var instance = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
    try (Statement statement = instance.createStatement()) {
      statement.execute("SET memory_limit = '%d B'".formatted(settings.memoryBytes()));
      statement.execute("SET threads = " + settings.threads());
      statement.execute(
          "SET temp_directory = '%s'"
              .formatted(settings.spillDirectory().toString().replace("'", "''")));
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET preserve_insertion_order = false");
      statement.execute("SET autoinstall_known_extensions = false");
      statement.execute("SET autoload_known_extensions = false");
    }
    return instance;
  }

  @Override
  public void close() {
    closed = true;
    makers.close();
    discardAll();
  }

  private void discardAll() {
    for (DuckDBConnection instance = ready.poll(); instance != null; instance = ready.poll()) {
      try {
        instance.close();
      } catch (SQLException e) {
        LOG.warn("cannot close a DuckDB instance", e);
      }
    }
  }
}
