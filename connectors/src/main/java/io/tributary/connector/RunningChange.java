package io.tributary.connector;

/// A change on its way. All of it is done, or nothing; a source without transactions says in its
/// documentation what a crash may leave behind.
public interface RunningChange extends AutoCloseable {

  /// Makes the change, once. Whatever the rows' reader throws ends it and is thrown on.
  ///
  /// @return rows that were written, changed or deleted; 0 where the source does not count them
  /// @throws ConnectorException where the source fails or refuses, CANCELLED after [#cancel]
  long run();

  /// Makes the source stop and undo, from any thread, at any time, more than once. Does not wait.
  /// What is done already stays done.
  void cancel();

  /// Gives everything back. Idempotent.
  @Override
  void close();
}
