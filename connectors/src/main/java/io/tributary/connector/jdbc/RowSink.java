package io.tributary.connector.jdbc;

import java.sql.SQLException;
import org.apache.arrow.vector.VectorSchemaRoot;

/// Takes rows into one table. Used by one thread at a time.
public interface RowSink extends AutoCloseable {

  /// Begins to take rows. Until then the connection may be asked other things.
  void start() throws SQLException;

  /// Sends all rows of a batch.
  ///
  /// @param batch whose vectors are always the same
  /// @throws io.tributary.connector.ConnectorException by [JdbcErrors#unfit] for a value that its
  ///   column cannot hold
  void write(VectorSchemaRoot batch) throws SQLException;

  /// Sends what is left.
  ///
  /// @return rows that the database has taken
  long finish() throws SQLException;

  /// Makes the driver stop what it does for this sink, from another thread, where it can be asked
  /// so. May be called again.
  default void cancel() throws SQLException {}

  /// Stops where it is, so that the connection can be used to roll back.
  @Override
  void close() throws SQLException;
}
