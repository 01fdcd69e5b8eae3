package io.tributary.connector.trino;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.jdbc.DeliveredType;
import io.tributary.connector.jdbc.NativeQueries;
import io.tributary.connector.jdbc.QuotedName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Queries in Trino's own SQL. Trino takes one statement at a time, and what stands in parentheses
/// as a table writes nothing.
final class TrinoQueries implements NativeQueries {
  private static final Pattern PLACE =
      Pattern.compile("line (?<line>\\d+):(?<column>\\d+): (?<what>.*)", Pattern.DOTALL);

  private static final Pattern UNNAMED = Pattern.compile("_col\\d+");

  @Override
  public void check(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet valid = statement.executeQuery("EXPLAIN (TYPE VALIDATE)\n" + sql)) {
      valid.next();
    }
  }

  /// Trino plans no work for a query without rows.
  @Override
  public List<ColumnDescription> columns(Connection connection, String sql) throws SQLException {
    List<ColumnDescription> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery(sql + " LIMIT 0")) {
      ResultSetMetaData told = none.getMetaData();
      for (int column = 1; column <= told.getColumnCount(); column++) {
        String type = told.getColumnTypeName(column);
        DeliveredType delivered = TrinoTypes.delivered(type);
        Field field =
            new Field(
                told.getColumnLabel(column),
                new FieldType(true, delivered.type(), null),
                List.of());
        columns.add(new ColumnDescription(field, type, delivered.asTextBecause(), ""));
      }
    }
    if (columns.stream().anyMatch(column -> UNNAMED.matcher(column.name()).matches())) {
      checkNames(connection, columns, sql);
    }
    return columns;
  }

  /// What Trino calls a column without a name cannot be asked for, unless it is called so.
  private void checkNames(Connection connection, List<ColumnDescription> columns, String sql)
      throws SQLException {
    String names =
        columns.stream()
            .map(column -> QuotedName.of(column.name()))
            .collect(Collectors.joining(", "));
    try {
      check(connection, "SELECT %s FROM (%s)".formatted(names, sql));
    } catch (SQLException e) {
      var unnamed = new SQLException("a column has no name: give it one with AS");
      unnamed.addSuppressed(e);
      throw unnamed;
    }
  }

  @Override
  public String complaint(SQLException failure, String sql) {
    String message = TrinoDatabase.withoutQueryId(String.valueOf(failure.getMessage()));
    Matcher place = PLACE.matcher(message);
    return place.matches()
        ? "%s (line %d, column %s of the query)"
            .formatted(
                place.group("what"),
                Integer.parseInt(place.group("line")) - 1,
                place.group("column"))
        : message;
  }
}
