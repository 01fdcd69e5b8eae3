package io.tributary.gateway.query;

import com.google.common.base.Throwables;
import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.planner.Abandonment;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Where queries are planned: on stacks that are deep enough for long and nested SQL, and no longer
/// than the query's time lasts.
final class PlanningThreads implements AutoCloseable {

  /// Calcite walks a chain of 10,000 ORs by recursion. Only what is touched takes memory.
  private static final long STACK_BYTES = 512L << 20;

  /// What was touched is given back after that.
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final ExecutorService threads;
  private final Duration longest;

  /// @param longest that any query may take
  PlanningThreads(Duration longest) {
    this.longest = longest;
    int size = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    var pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var thread = new Thread(null, task, "query-planning", STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  /// Plans as the current caller; DEADLINE_EXCEEDED where that takes longer than the query may.
  <T> T call(QueryRequest request, Supplier<T> planning) {
    Duration timeout = request.timeout().filter(t -> t.compareTo(longest) < 0).orElse(longest);
    Caller caller = Caller.current();
    var abandoned = new AtomicBoolean();
    Future<T> plan =
        threads.submit(() -> caller.call(() -> Abandonment.call(abandoned, planning::get)));
    try {
      return plan.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      Throwables.throwIfUnchecked(cause);
      throw new IllegalStateException(cause);
    } catch (TimeoutException e) {
      throw new GatewayException(
          ErrorCode.DEADLINE_EXCEEDED,
          "the query was not even planned within its %s seconds: make it smaller"
              .formatted(timeout.toMillis() / 1000.0),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorCode.CANCELLED, "the query was cancelled", e);
    } finally {
      abandoned.set(true);
      plan.cancel(false);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
