package io.tributary.gateway.execution;

import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A query's share of the Arrow memory, checked for leaks when the query ends.
final class QueryMemory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryMemory.class);

  private final BufferAllocator allocator;
  private boolean closed;

  QueryMemory(BufferAllocator all, String query) {
    this.allocator = all.newChildAllocator(query, 0, Long.MAX_VALUE);
  }

  BufferAllocator allocator() {
    return allocator;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      allocator.close();
    } catch (IllegalStateException e) {
      LOG.error("query {} did not give back all its memory", allocator.getName(), e);
    }
  }
}
