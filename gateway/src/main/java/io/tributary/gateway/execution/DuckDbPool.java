package io.tributary.gateway.execution;

import com.google.common.util.concurrent.MoreExecutors;
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
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// In-memory DuckDB instances, made ahead of time because making one takes some 15 milliseconds.
/// Each serves one query and is thrown away: settings and tables are global to an instance.
///
/// DuckDB is only called from platform threads: a virtual thread in native code holds its carrier,
/// and those who wait for one would wait as long as DuckDB's threads, which give way to all others,
/// wait for a core.
public final class DuckDbPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbPool.class);

  /// Each thread of a join holds parts of its own: with less, they leave no room to spill.
  private static final long BYTES_OF_A_THREAD = 48L << 20;

  private static final int THREADS_OF_A_CORE = 2;

  /// DuckDB follows the nesting of SQL on its caller's stack, and ends the process where that ends:
  /// in one MiB after some 600 levels, while it accepts 1,000.
  private static final long STACK_BYTES = 64L << 20;

  private final DuckDbSettings settings;
  private final BlockingQueue<DuckDBConnection> ready;

  /// Their own threads have the priority of the one that makes them.
  private final ExecutorService makers =
      Executors.newCachedThreadPool(DuckDbThreads.named("duckdb-make"));

  private final ExecutorService callers =
      Executors.newCachedThreadPool(DuckDbThreads.withStack("duckdb-query", STACK_BYTES));

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
    int threads = Math.min(threadsBeside(taken.getAndIncrement()), threadsIn(memoryBytes));
    boolean given = false;
    try {
      DuckDBConnection instance =
          Objects.requireNonNull(
              Uninterruptibles.getUninterruptibly(
                  makers.submit(() -> instance(memoryBytes, threads))));
      given = true;
      return instance;
    } catch (ExecutionException | RejectedExecutionException e) {
      throw new GatewayException(ErrorCode.INTERNAL, "DuckDB did not start", e);
    } finally {
      if (!given) {
        taken.decrementAndGet();
      }
    }
  }

  private DuckDBConnection instance(long memoryBytes, int threads) throws SQLException {
    DuckDBConnection waiting = ready.poll();
    DuckDBConnection instance = waiting == null ? make() : waiting;
    boolean set = false;
    try (Statement statement = instance.createStatement()) {
      statement.execute("SET memory_limit = '%d B'".formatted(memoryBytes));
      if (threads < settings.threads()) {
        statement.execute("SET threads = " + threads);
      }
      set = true;
      return instance;
    } finally {
      if (!set) {
        discard(instance);
      }
    }
  }

  /// To call one instance on: does one thing after the other.
  Executor caller() {
    return MoreExecutors.newSequentialExecutor(callers);
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
    discard(instance);
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
    callers.close();
    makers.close();
    discardAll();
  }

  private void discardAll() {
    for (DuckDBConnection instance = ready.poll(); instance != null; instance = ready.poll()) {
      discard(instance);
    }
  }

  private static void discard(DuckDBConnection instance) {
    try {
      instance.close();
    } catch (SQLException e) {
      LOG.warn("cannot close a DuckDB instance", e);
    }
  }
}
