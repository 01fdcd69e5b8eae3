package io.tributary.connector.mysql;

import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the server knows of columns: what MariaDB's `ANALYZE TABLE … PERSISTENT FOR ALL` wrote
/// down, and the number of distinct values by the indexes of columns that it did not see.
///
/// @param connection of the source's pool
record MysqlColumnStatistics(Connection connection) {

  /// The number of distinct values that the first column of an index has.
  private static final String INDEXES =
      """
      SELECT COLUMN_NAME, MAX(CARDINALITY) FROM information_schema.STATISTICS
      WHERE SEQ_IN_INDEX = 1 AND CARDINALITY IS NOT NULL AND COLUMN_NAME IS NOT NULL AND %s
      GROUP BY COLUMN_NAME\
      """
          .formatted(MysqlCatalog.ONE_TABLE);

  /// How often a value comes on average is of the rows that have one.
  private static final String ANALYSED =
      """
      SELECT i.COLUMN_NAME, s.nulls_ratio,
        round(t.cardinality * (1 - s.nulls_ratio) / s.avg_frequency),
        %s, %s
      FROM mysql.column_stats s
      JOIN mysql.table_stats t ON t.db_name = s.db_name AND t.table_name = s.table_name
      JOIN (
        SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE
        FROM information_schema.COLUMNS WHERE %s) i
      ON s.db_name = i.TABLE_SCHEMA AND s.table_name = i.TABLE_NAME
        AND s.column_name = i.COLUMN_NAME\
      """
          .formatted(number("s.min_value"), number("s.max_value"), MysqlCatalog.ONE_TABLE);

  /// Values are written as text. NULL of types whose text is not the whole value, which may be
  /// rounded, cut, or be of the time zone of whoever analysed.
  private static String number(String text) {
    return """
    CASE i.DATA_TYPE
      WHEN 'date' THEN datediff(%1$s, '1970-01-01')
      WHEN 'datetime' THEN timestampdiff(MICROSECOND, '1970-01-01', %1$s)
      WHEN 'tinyint' THEN %1$s + 0e0 WHEN 'smallint' THEN %1$s + 0e0
      WHEN 'mediumint' THEN %1$s + 0e0 WHEN 'int' THEN %1$s + 0e0
      WHEN 'bigint' THEN %1$s + 0e0 WHEN 'decimal' THEN %1$s + 0e0
      WHEN 'year' THEN %1$s + 0e0
    END\
    """
        .formatted(text);
  }

  Map<String, ColumnStatistics> of(TableName table) throws SQLException {
    Map<String, ColumnStatistics> columns = new HashMap<>(indexed(table));
    columns.putAll(analysed(table));
    return columns;
  }

  private Map<String, ColumnStatistics> indexed(TableName table) throws SQLException {
    Map<String, ColumnStatistics> columns = new HashMap<>();
    try (PreparedStatement statement = MysqlCatalog.about(connection, INDEXES, table);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        columns.put(
            rows.getString(1),
            new ColumnStatistics(OptionalDouble.of(rows.getDouble(2)), OptionalDouble.empty()));
      }
    }
    return columns;
  }

  /// Users need not have a right to these tables, and MySQL does not have them.
  private Map<String, ColumnStatistics> analysed(TableName table) throws SQLException {
    Map<String, ColumnStatistics> columns = new HashMap<>();
    try (PreparedStatement statement = MysqlCatalog.about(connection, ANALYSED, table);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        columns.put(
            rows.getString(1), new ColumnStatistics(number(rows, 3), number(rows, 2), range(rows)));
      }
    } catch (SQLException e) {
      return switch (MysqlErrors.code(e)) {
        case SOURCE_UNAUTHORIZED, TABLE_NOT_FOUND -> Map.of();
        default -> throw e;
      };
    }
    return columns;
  }

  private static OptionalDouble number(ResultSet row, int column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  private static Optional<ValueRange> range(ResultSet row) throws SQLException {
    OptionalDouble least = number(row, 4);
    OptionalDouble greatest = number(row, 5);
    return least.isPresent() && greatest.isPresent()
        ? ValueRange.of(least.getAsDouble(), greatest.getAsDouble())
        : Optional.empty();
  }
}
