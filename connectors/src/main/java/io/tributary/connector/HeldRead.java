package io.tributary.connector;

import org.apache.arrow.memory.BufferAllocator;

/// A query whose rows a source keeps as they were at one moment, to be read in parts. Safe for use
/// by many threads.
public interface HeldRead extends AutoCloseable {

  /// How many parts there are, two at least. Together they have every row once.
  int parts();

  /// Starts reading a part, which may be done more than once with the same result. Returns before
  /// the first row is there. The read fails with SOURCE_ERROR where the source has let go of that
  /// moment.
  ///
  /// @param part from 1 on
  /// @param allocator owns the batches; empty again once the read is closed
  SourceRead read(int part, BufferAllocator allocator);

  /// Lets the source go on; parts that are being read are read to their end. Idempotent.
  @Override
  void close();
}
