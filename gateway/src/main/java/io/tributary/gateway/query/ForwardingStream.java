package io.tributary.gateway.query;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/// Another stream's result, for those that change some of it.
public abstract class ForwardingStream implements ResultStream {
  private final ResultStream stream;

  protected ForwardingStream(ResultStream stream) {
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
    return stream.next();
  }

  @Override
  public QueryStatistics statistics() {
    return stream.statistics();
  }

  @Override
  public void throwIfStopped() {
    stream.throwIfStopped();
  }

  @Override
  public void cancel() {
    stream.cancel();
  }

  @Override
  public void close() {
    stream.close();
  }
}
