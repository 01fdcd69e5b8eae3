package io.tributary.gateway.query;

import io.tributary.gateway.execution.KeptBatches;
import io.tributary.gateway.execution.KeptResult;
import java.util.List;
import java.util.function.UnaryOperator;

/// A stream that also says what the cache did for it. It may have given some of its batches to the
/// cache already, which come first.
final class ReportedStream extends ForwardingStream {
  private final KeptBatches before;
  private final UnaryOperator<QueryStatistics> statistics;

  /// @param statistics what to make of the stream's own
  ReportedStream(ResultStream stream, UnaryOperator<QueryStatistics> statistics) {
    this(stream, new KeptResult(stream.arrowSchema(), List.of(), 0), statistics);
  }

  /// @param before batches that the stream gave already
  /// @param statistics what to make of the stream's own
  ReportedStream(
      ResultStream stream, KeptResult before, UnaryOperator<QueryStatistics> statistics) {
    super(stream);
    this.before = new KeptBatches(before);
    this.statistics = statistics;
  }

  @Override
  public boolean next() {
    throwIfStopped();
    // The root is the stream's, and so is the memory that it is given.
    return before.next(root(), root().getVector(0).getAllocator()) || super.next();
  }

  @Override
  public QueryStatistics statistics() {
    return statistics.apply(super.statistics());
  }
}
