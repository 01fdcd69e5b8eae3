package io.tributary.gateway.endpoint;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.query.ForwardingStream;
import io.tributary.gateway.query.ResultStream;
import java.util.concurrent.atomic.AtomicBoolean;

/// A result stream that says how it ended when it is closed.
final class MeasuredStream extends ForwardingStream {
  private final QueryMetrics metrics;
  private final QueryMetrics.Protocol protocol;
  private final long beganNanos;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// Until the last batch is out, a close means that the client went away.
  private String outcome = QueryMetrics.outcome(ErrorCode.CANCELLED);

  private long rows;

  MeasuredStream(
      QueryMetrics metrics, QueryMetrics.Protocol protocol, long beganNanos, ResultStream stream) {
    super(stream);
    this.metrics = metrics;
    this.protocol = protocol;
    this.beganNanos = beganNanos;
  }

  @Override
  public boolean next() {
    try {
      boolean loaded = super.next();
      if (loaded) {
        rows += root().getRowCount();
      } else {
        outcome = QueryMetrics.COMPLETED;
      }
      return loaded;
    } catch (RuntimeException failure) {
      outcome = QueryMetrics.outcome(Failures.code(failure));
      throw failure;
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        metrics.record(protocol, statistics().route(), outcome, beganNanos, rows);
      } finally {
        super.close();
      }
    }
  }
}
