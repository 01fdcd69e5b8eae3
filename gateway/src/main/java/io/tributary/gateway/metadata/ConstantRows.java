package io.tributary.gateway.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// Rows that are known before a query runs, of text and whole numbers.
///
/// @param rows cells are text or a [Long], as the column's type says, or null
public record ConstantRows(List<Column> columns, List<List<@Nullable Object>> rows) {

  /// A column's type.
  public enum Type {
    VARCHAR,
    BIGINT
  }

  /// A column.
  public record Column(String name, Type type) {

    public static Column text(String name) {
      return new Column(name, Type.VARCHAR);
    }

    public static Column number(String name) {
      return new Column(name, Type.BIGINT);
    }

    Field field() {
      return Field.nullable(
          name,
          switch (type) {
            case VARCHAR -> ArrowType.Utf8.INSTANCE;
            case BIGINT -> new ArrowType.Int(64, true);
          });
    }
  }

  public ConstantRows {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// Rows of text.
  public static ConstantRows ofText(List<String> columns, List<List<@Nullable String>> rows) {
    List<List<@Nullable Object>> cells = new ArrayList<>();
    rows.forEach(row -> cells.add(Collections.unmodifiableList(new ArrayList<>(row))));
    return new ConstantRows(columns.stream().map(Column::text).toList(), cells);
  }

  /// What goes after FROM in DuckDB and gives these rows.
  public String relation() {
    return "(SELECT %s FROM %s)".formatted(items(), values());
  }

  /// A query for DuckDB that gives these rows in this order.
  ///
  /// @param like a pattern that the first column is to match; empty for all rows
  public String query(Optional<String> like) {
    return "SELECT %s FROM %s%s ORDER BY place"
        .formatted(
            items(), values(), like.map(pattern -> " WHERE c0 LIKE " + cell(pattern)).orElse(""));
  }

  private String items() {
    return IntStream.range(0, columns.size())
        .mapToObj(i ->
            "CAST(c%d AS %s) AS %s".formatted(i, columns.get(i).type, quoted(columns.get(i).name)))
        .collect(Collectors.joining(", "));
  }

  /// DuckDB keeps no order by itself, so each row has its place.
  private String values() {
    String values =
        IntStream.range(0, rows.size())
            .mapToObj(i -> row(i, rows.get(i)))
            .collect(Collectors.joining(", "));
    String names =
        IntStream.range(0, columns.size())
            .mapToObj("c%d"::formatted)
            .collect(Collectors.joining(", "));
    if (rows.isEmpty()) {
      // VALUES cannot be empty, so a row that is filtered away stands for none.
      String nothing = columns.stream().map(_ -> "NULL").collect(Collectors.joining(", "));
      return "(SELECT * FROM (VALUES (0, %s)) AS n (place, %s) WHERE false) AS v"
          .formatted(nothing, names);
    }
    return "(VALUES %s) AS v (place, %s)".formatted(values, names);
  }

  private static String row(int place, List<@Nullable Object> row) {
    return row.stream()
        .map(ConstantRows::cell)
        .collect(Collectors.joining(", ", "(%d, ".formatted(place), ")"));
  }

  private static String cell(@Nullable Object cell) {
    return switch (cell) {
      case null -> "NULL";
      case Long number -> number.toString();
      default -> "'" + cell.toString().replace("'", "''") + "'";
    };
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
