package io.tributary.connector.h2;

import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import io.tributary.connector.jdbc.QuotedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What H2 found when it last analysed a table, which it does by itself as the table changes, and
/// the ends of its indexes, which it looks up without reading the table.
///
/// @param connection of the source's pool
/// @param rows that the table has
record H2ColumnStatistics(Connection connection, TableName table, double rows) {

  /// The share of a column's values that are distinct, in hundredths; also that of columns that
  /// were not analysed.
  private static final int UNKNOWN_SELECTIVITY = 50;

  /// H2 looks at so many rows where it was not set otherwise.
  private static final double ANALYSED_ROWS = 10_000;

  /// An index of a column that may be NULL has to be read up to where the NULLs end; one of a
  /// linked table is another database's.
  private static final String COLUMNS =
      """
      SELECT C.COLUMN_NAME, C.DATA_TYPE, C.SELECTIVITY,
        C.IS_NULLABLE = 'NO' AND T.STORAGE_TYPE IN ('CACHED', 'MEMORY') AND EXISTS (
          SELECT 1 FROM INFORMATION_SCHEMA.INDEX_COLUMNS I
          WHERE I.TABLE_SCHEMA = C.TABLE_SCHEMA AND I.TABLE_NAME = C.TABLE_NAME
            AND I.COLUMN_NAME = C.COLUMN_NAME AND I.ORDINAL_POSITION = 1)
      FROM INFORMATION_SCHEMA.COLUMNS C
      JOIN INFORMATION_SCHEMA.TABLES T
        ON T.TABLE_SCHEMA = C.TABLE_SCHEMA AND T.TABLE_NAME = C.TABLE_NAME
      WHERE C.TABLE_SCHEMA = ? AND C.TABLE_NAME = ?\
      """;

  Map<String, ColumnStatistics> all() throws SQLException {
    Map<String, ColumnStatistics> columns = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.table());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String name = row.getString(1);
          Optional<ValueRange> range =
              row.getBoolean(4) ? range(name, row.getString(2)) : Optional.empty();
          OptionalDouble distinct = distinct(row.getInt(3));
          if (range.isPresent() || distinct.isPresent()) {
            columns.put(name, new ColumnStatistics(distinct, OptionalDouble.empty(), range));
          }
        }
      }
    }
    return columns;
  }

  /// H2 writes 1 for whatever is less, and values that are so few have all been seen.
  private OptionalDouble distinct(int selectivity) {
    return switch (selectivity) {
      case UNKNOWN_SELECTIVITY -> OptionalDouble.empty();
      case 0, 1 -> OptionalDouble.of(Math.min(rows, ANALYSED_ROWS) / 100);
      default -> OptionalDouble.of(rows * selectivity / 100);
    };
  }

  private Optional<ValueRange> range(String column, String type) throws SQLException {
    Optional<String> number =
        switch (type) {
          case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "NUMERIC" -> Optional.of("%s");
          case "DATE" -> Optional.of("EXTRACT(EPOCH FROM %s) / 86400");
          case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE" ->
              Optional.of("EXTRACT(EPOCH FROM %s) * 1000000");
          default -> Optional.empty();
        };
    if (number.isEmpty()) {
      return Optional.empty();
    }
    String sql =
        "SELECT %s, %s FROM %s.%s"
            .formatted(
                number.get().formatted("MIN(%s)".formatted(QuotedName.of(column))),
                number.get().formatted("MAX(%s)".formatted(QuotedName.of(column))),
                QuotedName.of(table.schema()),
                QuotedName.of(table.table()));
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      double least = row.getDouble(1);
      double greatest = row.getDouble(2);
      return row.wasNull() ? Optional.empty() : ValueRange.of(least, greatest);
    }
  }
}
