package io.tributary.connector.jdbc;

import io.tributary.connector.SourceProgress;
import java.sql.SQLException;

/// The rows of one query, on their way from the server into vectors.
///
/// Used by one thread at a time; only [#cancel] and [#progress] come from any thread, at any time.
public interface RowStream extends AutoCloseable {
  /// Instead of a row's bytes, where there are no more rows.
  long END = -1;

  /// Starts the query. Returns when the server has the first row, if there is one: only until then
  /// a query that fails can be asked again.
  ///
  /// @throws io.tributary.connector.ConnectorException by [JdbcErrors#changed] where the answer has
  ///   other columns or types than the vectors can hold
  void start() throws SQLException;

  /// Whether the server may have begun to work on the query.
  boolean isSent();

  /// Moves the next row into the vectors.
  ///
  /// @param row where in the vectors
  /// @return bytes that the row took on its way, about; or [#END]
  /// @throws io.tributary.connector.ConnectorException by [JdbcErrors#unfit] for a value that a
  ///   vector cannot hold
  long move(int row) throws SQLException;

  /// How far the server is, from any thread.
  default SourceProgress progress() {
    return SourceProgress.UNKNOWN;
  }

  /// Makes the server stop. May be called again.
  void cancel() throws SQLException;

  /// Whether the connection cannot be given back before the server was made to stop.
  boolean mustBeStopped();

  /// Lets go of the connection, which is given back next. Not called where it is closed for good.
  @Override
  void close() throws SQLException;
}
