package io.tributary.gateway.execution;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;

/// How the values of a query's column become those of a table's column: as they are, or not at all.
/// Nothing is rounded, cut off or taken for something else.
@FunctionalInterface
public interface Assignment {

  /// @param from holds the values of each batch in turn
  /// @param allocator for the vectors that are made
  Assigned bind(FieldVector from, BufferAllocator allocator);

  /// The values of a batch as they are written.
  interface Assigned extends AutoCloseable {

    /// Always the same.
    FieldVector vector();

    /// Takes over a batch.
    ///
    /// @throws UnfitException for a value that the column cannot hold
    void take(int rows);

    @Override
    void close();
  }

  /// A value does not fit; the message says which, and what was expected.
  final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message, null, false, false);
    }
  }
}
