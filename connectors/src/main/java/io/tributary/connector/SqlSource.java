package io.tributary.connector;

import org.apache.arrow.memory.BufferAllocator;

/// A source that takes SQL in its own dialect.
public non-sealed interface SqlSource extends Source {

  SqlDialectTraits dialect();

  /// Starts reading a query. Returns before the first row is there.
  ///
  /// @param allocator owns the batches; empty again once the read is closed
  SourceRead read(SourceQuery query, BufferAllocator allocator);
}
