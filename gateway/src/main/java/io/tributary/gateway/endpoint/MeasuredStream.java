package io.tributary.gateway.endpoint;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryStatistics;
import io.tributary.gateway.query.ResultStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/// A result stream that says how it ended when it is closed.
final class MeasuredStream implements ResultStream {
  private final QueryMetrics metrics;
  private final QueryMetrics.Protocol protocol;
  private final long beganNanos;
  private final ResultStream stream;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// Until the last batch is out, a close means that the client went away.
  private String outcome = QueryMetrics.outcome(ErrorCode.CANCELLED);

  private long rows;

  MeasuredStream(
      QueryMetrics metrics, QueryMetrics.Protocol protocol, long beganNanos, ResultStream stream) {
    this.metrics = metrics;
    this.protocol = protocol;
    this.beganNanos = beganNanos;
    this.stream = stream;
  }

  @Override
  public QueryId id() {
    return stream.id();
  }

  @Override
  public Schema arrowSchema() {
    return stream.arrowSchema();
  }

  @Override
  public VectorSchemaRoot root() {
    return stream.root();
  }

  @Override
  public boolean next() {
    try {
      boolean loaded = stream.next();
      if (loaded) {
        rows += stream.root().getRowCount();
      } else {
        outcome = "completed";
      }
      return loaded;
    } catch (RuntimeException failure) {
      outcome = QueryMetrics.outcome(Failures.code(failure));
      throw failure;
    }
  }

  @Override
  public QueryStatistics statistics() {
    return stream.statistics();
  }

  @Override
  public boolean stopped() {
    return stream.stopped();
  }

  @Override
  public void cancel() {
    stream.cancel();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try (stream) {
        metrics.record(protocol, stream.statistics().route(), outcome, beganNanos, rows);
      }
    }
  }
}
