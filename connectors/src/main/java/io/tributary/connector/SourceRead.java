package io.tributary.connector;

import java.util.List;
import org.apache.arrow.vector.ipc.ArrowReader;

/// A running read. The readers' union is the result, in no order unless there is only one.
///
/// Failures of the source reach the caller of [ArrowReader#loadNextBatch] as [ConnectorException].
/// Readers may be used from any thread, one thread at a time.
public interface SourceRead extends AutoCloseable {

  /// The partitions, one at least. They belong to this read: closing it closes them.
  List<ArrowReader> partitions();

  /// How far the source is, from any thread, at any time.
  default SourceProgress progress() {
    return SourceProgress.UNKNOWN;
  }

  /// Ends the query at the source, from any thread, at any time, more than once. A reader that is
  /// waiting fails with CANCELLED.
  void cancel();

  /// Ends what still runs and gives everything back. Idempotent.
  @Override
  void close();
}
