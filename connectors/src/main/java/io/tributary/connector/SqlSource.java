package io.tributary.connector;

import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/// A source that takes SQL in its own dialect.
public non-sealed interface SqlSource extends Source {

  SqlDialectTraits dialect();

  /// Starts reading a query. Returns before the first row is there.
  ///
  /// @param allocator owns the batches; empty again once the read is closed
  SourceRead read(SourceQuery query, BufferAllocator allocator);

  /// Keeps the rows of a query as they are now, so that several can read a part each.
  ///
  /// @param query with at most as many parts as [SourceQuery#partitions]
  /// @return empty where it is better read as one, or the source has nothing to spare
  default Optional<HeldRead> hold(SourceQuery query) {
    return Optional.empty();
  }
}
