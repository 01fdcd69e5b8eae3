package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Describes a query in a database's own SQL, and refuses what is not to be read as a table.
///
/// @param source name of the source
record NativeDescription(String source, NativeQueries queries, JdbcErrors errors) {

  List<ColumnDescription> of(Connection connection, String sql) throws SQLException {
    try {
      queries.check(connection, sql);
    } catch (SQLException e) {
      throw refusal(e, "refuses the query: " + queries.complaint(JdbcErrors.told(e), sql));
    }
    try {
      return named(queries.columns(connection, asTable(sql)));
    } catch (SQLException e) {
      throw refusal(
          e,
          "takes the query, but not in parentheses as a table; write one SELECT, VALUES or WITH …"
              + " SELECT, without a semicolon: "
              + errors.database().message(JdbcErrors.told(e)));
    }
  }

  /// The query may end in a comment.
  private static String asTable(String sql) {
    return "SELECT * FROM (" + sql + "\n) AS native_query";
  }

  /// @return what the query is to blame for
  /// @throws SQLException what it is not to blame for
  private ConnectorException refusal(SQLException failure, String what) throws SQLException {
    if (JdbcErrors.isPoolExhausted(failure)) {
      throw failure;
    }
    return switch (errors.database().code(JdbcErrors.told(failure))) {
      case SOURCE_UNAVAILABLE,
          SOURCE_UNAUTHORIZED,
          SOURCE_MISCONFIGURED,
          CANCELLED,
          RESOURCE_EXHAUSTED ->
          throw failure;
      default -> refusal(what, failure);
    };
  }

  private ConnectorException refusal(String what, SQLException failure) {
    return new ConnectorException(
        ErrorCode.INVALID_ARGUMENT,
        "source %s %s".formatted(source, what.lines().findFirst().orElse("").strip()),
        failure);
  }

  private List<ColumnDescription> named(List<ColumnDescription> columns) {
    if (columns.isEmpty()) {
      throw refusal("the query has no columns: select one at least");
    }
    Set<String> names = new HashSet<>();
    for (ColumnDescription column : columns) {
      if (column.name().isBlank()) {
        throw refusal("a column of the query has no name: give it one with AS");
      }
      if (!names.add(column.name())) {
        throw refusal(
            "the query has two columns %s: give each a name of its own with AS"
                .formatted(column.name()));
      }
    }
    return columns;
  }

  private ConnectorException refusal(String what) {
    return new ConnectorException(
        ErrorCode.INVALID_ARGUMENT, "source %s: %s".formatted(source, what));
  }
}
