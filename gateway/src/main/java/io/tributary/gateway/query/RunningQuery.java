package io.tributary.gateway.query;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.Execution;
import io.tributary.gateway.execution.FragmentProgress;
import io.tributary.gateway.metadata.SourceLease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

  private final QueryId id;
  private final Caller caller;
  private final Execution execution;
  private final Times times;
  private final Consumer<RunningQuery> onEnd;
  private final SourceLease lease;
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable ScheduledFuture<?> deadline;
  private @Nullable Duration total;
  private boolean ended;

  /// As long as it has not ended, a close means that nobody wants it any more.
  private Optional<ErrorCode> failure = Optional.of(ErrorCode.CANCELLED);

  private volatile boolean stopped;
  private long rows;

  RunningQuery(
      QueryId id,
      Caller caller,
      Execution execution,
      Times times,
      Consumer<RunningQuery> onEnd,
      SourceLease lease) {
    this.id = id;
    this.caller = caller;
    this.execution = execution;
    this.times = times;
    this.onEnd = onEnd;
    this.lease = lease;
  }

  void open(ScheduledExecutorService deadlines) {
    long left = times.timeout().minus(times.elapsed()).toMillis();
    deadline = deadlines.schedule(this::expire, Math.max(0, left), TimeUnit.MILLISECONDS);
    execution.open();
  }

  private void expire() {
    stopped = true;
    execution.stop(
        new GatewayException(
            ErrorCode.DEADLINE_EXCEEDED,
            "the query took longer than its %s seconds"
                .formatted(times.timeout().toMillis() / 1000.0)));
  }

  String organisation() {
    return caller.organisation();
  }

  /// Why it was not read to its end; empty if it was.
  Optional<ErrorCode> failure() {
    return failure;
  }

  boolean belongsTo(Caller other) {
    return organisation().equals(other.organisation());
  }

  @Override
  public QueryId id() {
    return id;
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
        rows += execution.root().getRowCount();
      } else {
        ended = true;
        failure = Optional.empty();
        total = times.elapsed();
      }
      return loaded;
    } catch (GatewayException e) {
      ended = true;
      failure = Optional.of(e.code());
      throw e;
    }
  }

  @Override
  public QueryStatistics statistics() {
    Duration elapsed = total == null ? times.elapsed() : total;
    List<QueryStatistics.FragmentStatistics> fragments =
        execution.progress().stream().map(RunningQuery::statistics).toList();
    return new QueryStatistics(
        execution.route(), times.planning(), elapsed, rows, fragments, CacheReport.BYPASSED);
  }

  private static QueryStatistics.FragmentStatistics statistics(FragmentProgress fragment) {
    return new QueryStatistics.FragmentStatistics(
        fragment.id(),
        fragment.source(),
        fragment.sql(),
        fragment.rows(),
        fragment.bytes(),
        fragment.elapsed(),
        fragment.passedKeys());
  }

  @Override
  public boolean stopped() {
    return stopped;
  }

  @Override
  public void cancel() {
    stopped = true;
    execution.stop(new GatewayException(ErrorCode.CANCELLED, "the query was cancelled"));
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
