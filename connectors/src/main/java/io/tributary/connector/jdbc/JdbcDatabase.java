package io.tributary.connector.jdbc;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.SqlDialectTraits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/// What differs between the databases that are read through JDBC. Safe for use by many threads.
public interface JdbcDatabase {

  SqlDialectTraits dialect();

  JdbcCatalog catalog(Connection connection);

  /// Runs a query so that its rows are fetched piece by piece and never all held.
  ///
  /// @param fetchRows rows of the first piece, where the driver takes such a wish
  ResultSet execute(Connection connection, String sql, int fetchRows) throws SQLException;

  /// One reader for each vector, in order.
  ///
  /// @throws io.tributary.connector.ConnectorException by [JdbcErrors#changed] where the answer has
  ///   other columns or types than the vectors can hold
  List<ColumnReader> columns(ResultSet result, List<FieldVector> vectors, JdbcErrors errors)
      throws SQLException;

  /// Makes the database stop what a connection does, from another thread. May be called again.
  void cancel(Connection running) throws SQLException;

  /// Whether closing a result reads on to its end, so that it must be cancelled before.
  default boolean closingReadsOn() {
    return false;
  }

  /// What kind of failure this is.
  ErrorCode code(SQLException failure);

  /// The database's own words, of which users see the first line. Holds no secrets.
  default String message(SQLException failure) {
    String text = failure.getMessage();
    return text == null ? "no reason given" : text;
  }
}
