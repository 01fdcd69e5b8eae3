package io.tributary.gateway.execution;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/// No rows, of a schema.
final class EmptyReader extends ArrowReader {

  private final Schema schema;

  EmptyReader(Schema schema, BufferAllocator allocator) {
    super(allocator);
    this.schema = schema;
  }

  @Override
  public boolean loadNextBatch() {
    return false;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {}

  @Override
  protected Schema readSchema() {
    return schema;
  }
}
