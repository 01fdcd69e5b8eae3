package io.tributary.gateway.query;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/// The result of a running query, pulled batch by batch by one thread at a time.
public interface ResultStream extends AutoCloseable {

  QueryId id();

  Schema arrowSchema();

  /// Holds the current batch after [#next] returned true; always the same object.
  VectorSchemaRoot root();

  /// Loads the next batch.
  ///
  /// @return false after the last
  /// @throws io.tributary.gateway.error.GatewayException when the query fails, is cancelled or runs
  ///   out of time
  boolean next();

  /// What was done so far; complete after [#next] returned false.
  QueryStatistics statistics();

  /// Says that the query was cancelled or ran out of time: for who waits for a slow client
  /// meanwhile. Loads nothing.
  ///
  /// @throws io.tributary.gateway.error.GatewayException why it was stopped, if it was
  void throwIfStopped();

  /// Stops the query down to its sources, from any thread. Does not wait.
  void cancel();

  /// Stops what still runs and gives everything back. Idempotent.
  @Override
  void close();
}
