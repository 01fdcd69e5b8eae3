package io.tributary.gateway.query;

import com.google.common.base.Throwables;
import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.PlanningTurn;
import io.tributary.gateway.planner.Abandonment;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where queries are planned: on stacks that are deep enough for long and nested SQL, no longer
/// than the query's time lasts, and no more at once than there are turns.
final class PlanningThreads implements AutoCloseable {

  /// Calcite walks a chain of 10,000 ORs by recursion. Only what is touched takes memory.
  private static final long STACK_BYTES = 512L << 20;

  /// All but those that have a turn wait for a source.
  private static final int MOST_THREADS = 256;

  /// What was touched is given back after that.
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final ExecutorService threads;
  private final Duration longest;
  private final Semaphore turns =
      new Semaphore(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), true);

  /// @param longest that any query may take
  PlanningThreads(Duration longest) {
    this.longest = longest;
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            task -> {
              var thread = new Thread(null, task, "query-planning", STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
  }

  /// Plans as the current caller.
  ///
  /// @throws GatewayException DEADLINE_EXCEEDED where that takes longer than the query may,
  ///   RESOURCE_EXHAUSTED where too many queries wait for sources to describe their tables
  <T> T call(QueryRequest request, Supplier<T> planning) {
    long started = System.nanoTime();
    Duration timeout = request.timeout().filter(t -> t.compareTo(longest) < 0).orElse(longest);
    Caller caller = Caller.current();
    var abandoned = new AtomicBoolean();
    var turn = new PlanningTurn(turns);
    var plan =
        new FutureTask<T>(
            () -> caller.call(() -> turn.call(() -> Abandonment.call(abandoned, planning::get))));
    try {
      if (!turns.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw late(timeout, "it waited for others to be planned: try again later", null);
      }
      begin(plan);
      return plan.get(started + timeout.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      Throwables.throwIfUnchecked(cause);
      throw new IllegalStateException(cause);
    } catch (TimeoutException e) {
      throw late(timeout, turn.awaited().map("it waits for "::concat).orElse("make it smaller"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorCode.CANCELLED, "the query was cancelled", e);
    } finally {
      abandoned.set(true);
      plan.cancel(false);
    }
  }

  private static GatewayException late(
      Duration timeout, String reason, @Nullable TimeoutException cause) {
    return new GatewayException(
        ErrorCode.DEADLINE_EXCEEDED,
        "the query was not even planned within its %s seconds: %s"
            .formatted(timeout.toMillis() / 1000.0, reason),
        cause);
  }

  /// Gives the turn back when the plan is made, or was given up before it was begun.
  private void begin(FutureTask<?> plan) {
    boolean begun = false;
    try {
      threads.execute(() -> {
        try {
          plan.run();
        } finally {
          turns.release();
        }
      });
      begun = true;
    } catch (RejectedExecutionException e) {
      throw new GatewayException(
          ErrorCode.RESOURCE_EXHAUSTED,
          threads.isShutdown()
              ? "the server is shutting down"
              : "%d queries wait for sources to tell what is in them, as many as may: try again later"
                  .formatted(MOST_THREADS),
          e);
    } finally {
      if (!begun) {
        turns.release();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
