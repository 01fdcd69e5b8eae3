package io.tributary.connector.duckdb;

import io.tributary.connector.ColumnDescription;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;

/// What DuckDB reads as a table.
///
/// @param sql what goes after FROM; delivers exactly the columns
public record DuckDbRelation(String sql, List<ColumnDescription> columns) {
  public DuckDbRelation {
    columns = List.copyOf(columns);
  }

  /// Looks at what can follow FROM, and casts the columns that would otherwise be delivered in a
  /// type with other rules.
  public static DuckDbRelation of(String relation, DuckDbInspector inspector) throws SQLException {
    List<DuckDbInspector.Column> columns = inspector.columns(relation);
    boolean allAsTheyAre =
        columns.stream()
            .allMatch(column -> DuckDbType.delivered(column.type()).equals(column.type()));
    String sql = allAsTheyAre ? relation : casting(relation, columns);
    List<Field> fields = inspector.arrowSchema(sql).getFields();
    List<ColumnDescription> descriptions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String type = columns.get(i).type();
      descriptions.add(new ColumnDescription(fields.get(i), type, readAsTextBecause(type), ""));
    }
    return new DuckDbRelation(sql, descriptions);
  }

  private static String casting(String relation, List<DuckDbInspector.Column> columns) {
    return columns.stream()
        .map(column -> {
          String name = DuckDbSql.identifier(column.name());
          String delivered = DuckDbType.delivered(column.type());
          return delivered.equals(column.type())
              ? name
              : "CAST(%s AS %s) AS %s".formatted(name, delivered, name);
        })
        .collect(Collectors.joining(", ", "(SELECT ", " FROM " + relation + ")"));
  }

  private static Optional<String> readAsTextBecause(String type) {
    String delivered = DuckDbType.delivered(type);
    return delivered.equals(type) || delivered.startsWith("DECIMAL")
        ? Optional.empty()
        : Optional.of(
            delivered.equals("VARCHAR")
                ? "%s has no counterpart of its own".formatted(type)
                : "parts of %s have no counterpart of their own".formatted(type));
  }
}
