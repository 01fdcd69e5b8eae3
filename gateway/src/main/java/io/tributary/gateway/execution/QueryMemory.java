package io.tributary.gateway.execution;

import static io.tributary.gateway.execution.MemoryBudget.size;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a query may use of the memory, checked for leaks when the query ends.
final class QueryMemory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryMemory.class);

  private final MemoryBudget budget;
  private final long duckDbBytes;
  private final BufferAllocator allocator;
  private final BufferAllocator ofDuckDb;
  private boolean closed;

  /// @param all that its batches are made of
  /// @param duckDbBytes that its DuckDB may have; 0 where it has none
  QueryMemory(MemoryBudget budget, BufferAllocator all, String query, long duckDbBytes) {
    this.budget = budget;
    this.duckDbBytes = duckDbBytes;
    this.allocator = all.newChildAllocator(query, new Guard(), 0, Long.MAX_VALUE);
    this.ofDuckDb =
        allocator.newChildAllocator(query + "-duckdb", AllocationListener.NOOP, 0, Long.MAX_VALUE);
  }

  private final class Guard implements AllocationListener {
    @Override
    public void onPreAllocation(long size) {
      if (!fits(size)) {
        throw new OutOfMemoryException("%s more".formatted(size(size)));
      }
    }
  }

  private boolean fits(long bytes) {
    return allocator.getAllocatedMemory() + bytes <= budget.limits().queryBytes()
        && budget.fits(bytes);
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /// Of batches that DuckDB has made, which are not refused but looked at by [#throwIfOverdrawn].
  BufferAllocator ofDuckDb() {
    return ofDuckDb;
  }

  /// @throws GatewayException RESOURCE_EXHAUSTED where batches take more than they may
  void throwIfOverdrawn() {
    if (!fits(0)) {
      throw GatewayException.of(batchDoesNotFit(null));
    }
  }

  /// What to tell of a batch that there is no memory for.
  ConnectorException batchDoesNotFit(@Nullable OutOfMemoryException e) {
    String more = e == null ? "" : ", which takes " + e.getMessage();
    return new ConnectorException(
        ErrorCode.RESOURCE_EXHAUSTED,
        "there is no memory for a batch of the query's rows%s: it holds %s in batches, of %s"
                .formatted(
                    more, size(allocator.getAllocatedMemory()), size(budget.limits().queryBytes()))
            + " (query.max-memory); %s; ask for fewer or shorter columns, run fewer queries at"
                .formatted(budget.usage())
            + " once, or raise these settings",
        e);
  }

  /// What to tell where DuckDB cannot go on, even with the help of the disk.
  ///
  /// @param message of DuckDB's, in one line
  GatewayException duckDbIsFull(String message, Throwable cause) {
    return new GatewayException(
        ErrorCode.RESOURCE_EXHAUSTED,
        "%s; the query's DuckDB may have %s, as %s; run it with fewer others at once, or raise"
                .formatted(message, size(duckDbBytes), budget.usage())
            + " query.max-memory (%s) or memory.limit"
                .formatted(size(budget.limits().queryBytes())),
        cause);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      ofDuckDb.close();
      allocator.close();
    } catch (IllegalStateException e) {
      LOG.error("query {} did not give back all its memory", allocator.getName(), e);
    }
  }
}
