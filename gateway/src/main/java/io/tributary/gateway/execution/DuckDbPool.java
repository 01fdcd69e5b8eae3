package io.tributary.gateway.execution;

import com.google.common.util.concurrent.Uninterruptibles;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// In-memory DuckDB instances, made ahead of time because making one takes some 15 milliseconds.
/// Each serves one query and is thrown away: settings and tables are global to an instance.
public final class DuckDbPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbPool.class);

  /// Each thread of a join holds parts of its own: with less, they leave no room to spill.
  private static final long BYTES_OF_A_THREAD = 48L << 20;

  private static final int THREADS_OF_A_CORE = 2;

  private final DuckDbSettings settings;
  private final BlockingQueue<DuckDBConnection> ready;
  private final ExecutorService makers =
      Executors.newThreadPerTaskExecutor(DuckDbThreads.named("duckdb-make"));

  /// Instances that were taken and have not ended.
  private final AtomicInteger taken = new AtomicInteger();

  private volatile boolean closed;

  /// @param warm how many instances wait ready
  public DuckDbPool(DuckDbSettings settings, int warm) {
    this.settings = settings;
    this.ready = new ArrayBlockingQueue<>(warm);
    for (int i = 0; i < warm; i++) {
      refill();
    }
  }

  /// An instance for one query, to be given to [#end].
  ///
  /// @param memoryBytes beyond which it spills, and fails when spilling does not help; where that
  ///   is little, it has fewer threads
  DuckDBConnection take(long memoryBytes) {
    DuckDBConnection waiting = ready.poll();
    int threads = Math.min(threadsBeside(taken.getAndIncrement()), threadsIn(memoryBytes));
    try {
      DuckDBConnection instance = waiting == null ? makeNow() : waiting;
      try (Statement statement = instance.createStatement()) {
        statement.execute("SET memory_limit = '%d B'".formatted(memoryBytes));
        if (threads < settings.threads()) {
          statement.execute("SET threads = " + threads);
        }
      }
      return instance;
    } catch (SQLException | RejectedExecutionException e) {
      taken.decrementAndGet();
      throw new GatewayException(ErrorCode.INTERNAL, "DuckDB did not start", e);
    }
  }

  /// All cores for each of two, and fewer the more there are: threads that wait for a core finish
  /// no query sooner, and keep queries that need none of DuckDB's from theirs.
  private int threadsBeside(int others) {
    return Math.clamp(settings.threads() * THREADS_OF_A_CORE / (others + 1), 1, settings.threads());
  }

  private int threadsIn(long memoryBytes) {
    return (int) Math.clamp(memoryBytes / BYTES_OF_A_THREAD, 1, (long) settings.threads());
  }

  /// Ends an instance with all that it holds. The next one is made now and not when this one was
  /// taken, as that would have taken a core from its query.
  void end(DuckDBConnection instance) {
    taken.decrementAndGet();
    try {
      instance.close();
    } catch (SQLException e) {
      LOG.warn("cannot close a DuckDB instance", e);
    }
    refill();
  }

  private void refill() {
    if (ready.remainingCapacity() == 0) {
      return;
    }
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

  /// That an instance has at most.
  long memoryBytes() {
    return settings.memoryBytes();
  }

  /// That an instance has at most.
  int threads() {
    return settings.threads();
  }

  /// On a thread whose priority the instance's own threads may have.
  private DuckDBConnection makeNow() throws SQLException {
    try {
      return Objects.requireNonNull(Uninterruptibles.getUninterruptibly(makers.submit(this::make)));
    } catch (ExecutionException e) {
      throw new SQLException(e.getCause());
    }
  }

  private DuckDBConnection make() throws SQLException {
    var properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    var instance = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
    try (Statement statement = instance.createStatement()) {
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
