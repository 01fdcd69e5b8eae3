package io.tributary.gateway.query;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.Execution;
import io.tributary.gateway.execution.FragmentProgress;
import io.tributary.gateway.metadata.SourceLease;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// A query from its start to its close.
final class RunningQuery implements ResultStream {

  /// @param startedNanos by [System#nanoTime]
  record Times(long startedNanos, Duration planning, Duration timeout) {
    Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - startedNanos);
    }
  }

  /// @param sql empty of what is not written so
  record Asked(QueryId id, Caller caller, Optional<String> sql) {
    static Asked by(QueryRequest request) {
      return new Asked(request.id(), Caller.current(), sql(request.statement()));
    }

    private static Optional<String> sql(Statement statement) {
      return statement instanceof Statement.Sql(String text, var _)
          ? Optional.of(text)
          : Optional.empty();
    }
  }

  private final Asked asked;
  private final Execution execution;
  private final Times times;
  private final Consumer<RunningQuery> onEnd;
  private final SourceLease lease;
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable ScheduledFuture<?> deadline;
  private volatile @Nullable Duration total;
  private boolean ended;

  /// What is done must not look as if it could be asked for again.
  private volatile boolean changed;

  /// As long as it has not ended, a close means that nobody wants it any more.
  private Optional<ErrorCode> failure = Optional.of(ErrorCode.CANCELLED);

  private final AtomicReference<GatewayException> stopped = new AtomicReference<>();
  private final AtomicLong rows = new AtomicLong();

  RunningQuery(
      Asked asked,
      Execution execution,
      Times times,
      Consumer<RunningQuery> onEnd,
      SourceLease lease) {
    this.asked = asked;
    this.execution = execution;
    this.times = times;
    this.onEnd = onEnd;
    this.lease = lease;
  }

  void open(ScheduledExecutorService deadlines) {
    long left = times.timeout().minus(times.elapsed()).toMillis();
    deadline = deadlines.schedule(this::expire, Math.max(0, left), TimeUnit.MILLISECONDS);
    try {
      execution.open();
    } catch (RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  private void failed(Throwable e) {
    failure = Optional.of(e instanceof GatewayException known ? known.code() : ErrorCode.INTERNAL);
  }

  private void expire() {
    stop(
        new GatewayException(
            ErrorCode.DEADLINE_EXCEEDED,
            "the query took longer than its %s seconds"
                .formatted(times.timeout().toMillis() / 1000.0)));
  }

  /// Only the first reason counts.
  private void stop(GatewayException reason) {
    if (stopped.compareAndSet(null, reason)) {
      execution.stop(reason);
    }
  }

  String organisation() {
    return asked.caller().organisation();
  }

  /// Why it was not read to its end; empty if it was.
  Optional<ErrorCode> failure() {
    return failure;
  }

  /// How it stands, from any thread.
  ///
  /// @param running whether its rows are still to be read
  QueryState state(boolean running) {
    return new QueryState(
        asked.id(),
        asked.caller().user(),
        asked.sql(),
        Instant.now().minus(times.elapsed()).truncatedTo(ChronoUnit.MILLIS),
        running,
        running ? Optional.empty() : failure,
        statistics());
  }

  boolean belongsTo(Caller other) {
    return organisation().equals(other.organisation());
  }

  @Override
  public QueryId id() {
    return asked.id();
  }

  @Override
  public Schema arrowSchema() {
    return execution.root().getSchema();
  }

  @Override
  public VectorSchemaRoot root() {
    return execution.root();
  }

  @Override
  public boolean next() {
    try {
      boolean loaded = execution.next();
      if (loaded) {
        rows.addAndGet(execution.root().getRowCount());
        if (execution.isChange()) {
          changed = true;
          failure = Optional.empty();
        }
      } else {
        ended = true;
        failure = Optional.empty();
        total = times.elapsed();
      }
      return loaded;
    } catch (RuntimeException | Error e) {
      ended = true;
      failed(e);
      throw e;
    }
  }

  @Override
  public QueryStatistics statistics() {
    Duration known = total;
    Duration elapsed = known == null ? times.elapsed() : known;
    List<QueryStatistics.FragmentStatistics> fragments =
        execution.progress().stream().map(RunningQuery::statistics).toList();
    return new QueryStatistics(
        execution.route(), times.planning(), elapsed, rows.get(), fragments, CacheReport.BYPASSED);
  }

  private static QueryStatistics.FragmentStatistics statistics(FragmentProgress fragment) {
    return new QueryStatistics.FragmentStatistics(
        fragment.id(),
        fragment.source(),
        fragment.sql(),
        fragment.rows(),
        fragment.bytes(),
        fragment.elapsed(),
        fragment.passedKeys(),
        fragment.atSource());
  }

  @Override
  public void throwIfStopped() {
    GatewayException reason = stopped.get();
    if (reason == null) {
      return;
    }
    if (changed) {
      throw new GatewayException(
          ErrorCode.CANCELLED, "the change was made, but the client did not read the answer");
    }
    failed(reason);
    throw reason;
  }

  @Override
  public void cancel() {
    stop(new GatewayException(ErrorCode.CANCELLED, "the query was cancelled"));
  }

  /// Gives back what was taken, without a word to anybody.
  void discard() {
    if (deadline != null) {
      deadline.cancel(false);
    }
    execution.close();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (!ended) {
      // What computes or waits would else be waited for.
      cancel();
    }
    try {
      discard();
    } finally {
      lease.close();
      onEnd.accept(this);
    }
  }
}
