package io.tributary.gateway.execution;

import io.tributary.gateway.error.GatewayException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/// Where the rows that a change writes come from. One thread at a time pulls; any may stop it.
public interface RowSupply extends AutoCloseable {

  /// Starts, and returns when the rows' schema is known.
  void open();

  /// Holds the current batch; always the same object once [#open] has returned.
  VectorSchemaRoot root();

  /// Loads the next batch.
  ///
  /// @return false after the last
  boolean next();

  /// The rows in the types of the columns that a change writes them to. Closing them closes this.
  default ArrowReader assigned(Change change, BufferAllocator allocator) {
    return new AssignedReader(this, change, allocator);
  }

  /// Makes every call from now on fail with this reason. Does not wait.
  void stop(GatewayException reason);

  /// Gives everything back. Idempotent.
  @Override
  void close();
}
