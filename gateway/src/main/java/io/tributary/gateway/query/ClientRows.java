package io.tributary.gateway.query;

import org.apache.arrow.vector.VectorSchemaRoot;

/// Rows that come from a client, pulled by one thread at a time.
public interface ClientRows {

  /// Holds the current batch; always the same object.
  VectorSchemaRoot root();

  /// Waits for the next batch.
  ///
  /// @return false after the last
  boolean next();
}
