package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// How a database tells of queries in its own SQL, without running them. Safe for use by many
/// threads.
///
/// Only databases that keep such queries from writing have one: by transactions that only read, or
/// because no query of theirs writes.
public interface NativeQueries {

  /// Has the database read a query. One that it takes as a whole statement has no parenthesis,
  /// quote or comment that it does not close itself, so that it stays a sub-query in parentheses.
  ///
  /// @throws SQLException where it does not take it as one statement without parameters
  void check(Connection connection, String sql) throws SQLException;

  /// Has a driver prepare a query, where that alone tells whether the database takes it.
  static void prepare(Connection connection, String sql) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      if (prepared.getParameterMetaData().getParameterCount() > 0) {
        throw new SQLException("a ? outside of quotes would be a parameter: write constants");
      }
    }
  }

  /// The columns of a query, as those of a view with its text would be described.
  List<ColumnDescription> columns(Connection connection, String sql) throws SQLException;

  /// What the database says of the text that [#check] was given, with the place in it if it tells.
  String complaint(SQLException failure, String sql);
}
