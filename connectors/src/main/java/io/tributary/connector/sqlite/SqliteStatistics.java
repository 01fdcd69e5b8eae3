package io.tributary.connector.sqlite;

import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import io.tributary.connector.jdbc.QuotedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// What `ANALYZE` found, and the ends of a table's indexes, which SQLite looks up without reading
/// the table.
///
/// @param connection of the source's pool
/// @param table its name
record SqliteStatistics(Connection connection, String table) {

  private static final String ANALYSED =
      """
      SELECT s.stat, i.name FROM main.sqlite_stat1 s
      LEFT JOIN pragma_index_info(s.idx, 'main') i ON i.seqno = 0
      WHERE s.tbl = ?\
      """;

  private static final String IS_ANALYSED =
      "SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_stat1' AND ? IS NOT NULL";

  private static final String HAS_ROW_IDS =
      "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0"
          + " AND name = ?";

  /// Columns that an index begins with, in the order in which their ends are asked for, and those
  /// that are row ids.
  private static final String ORDERED_COLUMNS =
      """
      SELECT c.name, c.type
      FROM (SELECT ? AS tbl) t, pragma_table_xinfo(t.tbl, 'main') c
      WHERE c.hidden = 0 AND (
        EXISTS (
          SELECT 1 FROM pragma_index_list(t.tbl, 'main') l, pragma_index_xinfo(l.name, 'main') i
          WHERE l.partial = 0 AND i.seqno = 0 AND i.name = c.name AND i.coll = 'BINARY')
        OR upper(c.type) = 'INTEGER' AND c.pk = 1
          AND (SELECT count(*) FROM pragma_table_xinfo(t.tbl, 'main') k WHERE k.pk > 0) = 1)\
      """;

  TableStatistics all() throws SQLException {
    Map<String, Double> distinct = new HashMap<>();
    OptionalDouble rowCount = isThere(IS_ANALYSED) ? analysed(distinct) : OptionalDouble.empty();
    if (rowCount.isEmpty()) {
      rowCount = rowIdSpan();
    }
    Map<String, ColumnStatistics> columns = new HashMap<>();
    ranges().forEach((name, range) -> columns.put(name, known(distinct.get(name), range)));
    distinct.forEach((name, count) -> columns.putIfAbsent(name, known(count, Optional.empty())));
    return new TableStatistics(rowCount, columns);
  }

  private static ColumnStatistics known(@Nullable Double distinct, Optional<ValueRange> range) {
    return new ColumnStatistics(
        distinct == null ? OptionalDouble.empty() : OptionalDouble.of(distinct),
        OptionalDouble.empty(),
        range);
  }

  /// @param distinct takes the number of distinct values of columns that an index begins with
  /// @return rows
  private OptionalDouble analysed(Map<String, Double> distinct) throws SQLException {
    OptionalDouble rowCount = OptionalDouble.empty();
    try (PreparedStatement statement = about(ANALYSED);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String[] stat = rows.getString(1).split(" ", -1);
        double count = Double.parseDouble(stat[0]);
        rowCount = OptionalDouble.of(count);
        if (rows.getString(2) != null && stat.length > 1) {
          double alike = Math.max(1, Double.parseDouble(stat[1]));
          distinct.put(rows.getString(2), Math.rint(count / alike));
        }
      }
    }
    return rowCount;
  }

  /// About as many as there are rows, where none was deleted.
  private OptionalDouble rowIdSpan() throws SQLException {
    if (!isThere(HAS_ROW_IDS)) {
      return OptionalDouble.empty();
    }
    String sql =
        "SELECT (SELECT max(rowid) FROM %1$s) - (SELECT min(rowid) FROM %1$s) + 1.0"
            .formatted(quotedTable());
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return OptionalDouble.of(rows.getDouble(1));
    }
  }

  private Map<String, Optional<ValueRange>> ranges() throws SQLException {
    Map<String, String> declared = new LinkedHashMap<>();
    try (PreparedStatement statement = about(ORDERED_COLUMNS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        declared.put(rows.getString(1), rows.getString(2));
      }
    }
    Map<String, Optional<ValueRange>> ranges = new HashMap<>();
    for (Map.Entry<String, String> column : declared.entrySet()) {
      Optional<ValueRange> range = range(column.getKey(), column.getValue());
      if (range.isPresent()) {
        ranges.put(column.getKey(), range);
      }
    }
    return ranges;
  }

  /// Empty where one of the ends is not of the type that the column promises.
  private Optional<ValueRange> range(String column, String declared) throws SQLException {
    Optional<String> number = number(SqliteTypes.delivered(declared).type());
    if (number.isEmpty()) {
      return Optional.empty();
    }
    String sql =
        """
        WITH ends(value) AS (
          SELECT min(%1$s COLLATE BINARY) FROM %2$s UNION ALL
          SELECT max(%1$s COLLATE BINARY) FROM %2$s)
        SELECT min(number), max(number), count(number) FROM (SELECT %3$s AS number FROM ends)\
        """
            .formatted(QuotedName.of(column), quotedTable(), number.get());
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getInt(3) == 2
          ? ValueRange.of(rows.getDouble(1), rows.getDouble(2))
          : Optional.empty();
    }
  }

  /// How a value is written as a number, NULL where it is none.
  private static Optional<String> number(ArrowType type) {
    String since1970 = "CASE WHEN typeof(value) = 'text' THEN unixepoch(value) %s END";
    return switch (type) {
      case ArrowType.Int _, ArrowType.FloatingPoint _, ArrowType.Decimal _ ->
          Optional.of("CASE WHEN typeof(value) IN ('integer', 'real') THEN value END");
      case ArrowType.Date _ -> Optional.of(since1970.formatted("/ 86400.0"));
      case ArrowType.Timestamp _ -> Optional.of(since1970.formatted("* 1000000"));
      default -> Optional.empty();
    };
  }

  private boolean isThere(String sql) throws SQLException {
    try (PreparedStatement statement = about(sql);
        ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  private PreparedStatement about(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, table);
    return statement;
  }

  private String quotedTable() {
    return "main." + QuotedName.of(table);
  }
}
