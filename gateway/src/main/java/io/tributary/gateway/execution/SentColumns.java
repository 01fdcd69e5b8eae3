package io.tributary.gateway.execution;

import io.tributary.connector.duckdb.DuckDbType;
import io.tributary.gateway.fragment.FragmentedPlan.OutputColumn;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is written around a query so that its columns leave DuckDB as the values that they are.
final class SentColumns {

  /// Arrow counts an interval's time in nanoseconds, of which 64 bits hold so many whole hours;
  /// DuckDB does not look whether there are more.
  private static final int MOST_HOURS = 2_562_046;

  private SentColumns() {}

  /// The query that gives the values; the same where they need nothing.
  ///
  /// @param columns the query's
  /// @param output what clients call them
  static String of(String sql, ResultSetMetaData columns, List<OutputColumn> output)
      throws SQLException {
    List<String> items = new ArrayList<>();
    boolean differs = false;
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String column = "c" + i;
      String item = item(column, columns.getColumnTypeName(i), name(i - 1, output));
      differs |= !item.equals(column);
      items.add(item);
    }
    if (!differs) {
      return sql;
    }
    String names =
        IntStream.rangeClosed(1, items.size())
            .mapToObj(column -> "c" + column)
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM (%s\n) AS result (%s)".formatted(String.join(", ", items), sql, names);
  }

  private static String name(int index, List<OutputColumn> output) {
    return output.stream()
        .filter(column -> column.index() == index)
        .map(OutputColumn::name)
        .findFirst()
        .orElse("");
  }

  private static String item(String column, String type, String name) {
    String sent = DuckDbType.sent(type);
    String value = sent.equals(type) ? column : "CAST(%s AS %s)".formatted(column, sent);
    if (!sent.contains("INTERVAL")) {
      return value;
    }
    String hours =
        sent.equals("INTERVAL")
            ? "abs(date_part('hour', %s))".formatted(column)
            : mostHoursWithin(value);
    String refusal =
        "column %s: Arrow holds no interval of more than 292 years in hours: cast it to VARCHAR"
            .formatted(name);
    return "CASE WHEN %s > %d THEN error('%s') ELSE %s END"
        .formatted(hours, MOST_HOURS, refusal.replace("'", "''"), value);
  }

  /// Within other values, intervals are known by their text alone.
  private static String mostHoursWithin(String value) {
    return "list_max(list_transform(regexp_extract_all(CAST(%s AS VARCHAR), '([0-9]{7,10}):[0-9]{2}:[0-9]{2}', 1), lambda hours: CAST(hours AS BIGINT)))"
        .formatted(value);
  }
}
