package io.tributary.connector.mysql;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.jdbc.DeliveredType;
import io.tributary.connector.jdbc.NativeQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Queries in a MariaDB's or MySQL's own SQL, by what the server tells when it prepares them. It
/// takes one statement at a time, and the driver makes every transaction of a connection that only
/// reads `READ ONLY`.
///
/// @param database whose words its failures are in
record MysqlQueries(MysqlDatabase database) implements NativeQueries {

  @Override
  public void check(Connection connection, String sql) throws SQLException {
    NativeQueries.prepare(connection, sql);
  }

  @Override
  public List<ColumnDescription> columns(Connection connection, String sql) throws SQLException {
    boolean jsonIsText = connection.getMetaData().getDatabaseProductName().equals("MariaDB");
    List<ColumnDescription> columns = new ArrayList<>();
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      ResultSetMetaData told = prepared.getMetaData();
      for (int column = 1; column <= told.getColumnCount(); column++) {
        columns.add(column(told, column, jsonIsText));
      }
    }
    return columns;
  }

  private static ColumnDescription column(ResultSetMetaData told, int column, boolean jsonIsText)
      throws SQLException {
    String type = told.getColumnTypeName(column).toLowerCase(Locale.ROOT);
    String name = dataType(type.replace(" unsigned", ""), jsonIsText);
    int precision = told.getPrecision(column);
    int scale = told.getScale(column);
    String declared =
        (name.equals("decimal") ? "decimal(%d,%d)".formatted(precision, scale) : name)
            + (type.endsWith(" unsigned") ? " unsigned" : "");
    DeliveredType delivered = MysqlTypes.delivered(name, declared, precision, scale);
    return new ColumnDescription(
        new Field(
            told.getColumnLabel(column), new FieldType(true, delivered.type(), null), List.of()),
        declared,
        delivered.asTextBecause(),
        "");
  }

  /// As `DATA_TYPE` has it. MariaDB keeps JSON as text.
  private static String dataType(String told, boolean jsonIsText) {
    return switch (told) {
      case "integer" -> "int";
      case "json" -> jsonIsText ? "longtext" : told;
      default -> told;
    };
  }

  /// The server writes the line, and the text that it stopped at.
  @Override
  public String complaint(SQLException failure, String sql) {
    return database.message(failure);
  }
}
