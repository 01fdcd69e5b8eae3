package io.tributary.connector.duckdb;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableDescription.ForeignKey;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import io.tributary.connector.TableSummary;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/// Asks an attached database about itself. Never reads more of a table than its first row.
///
/// @param database name that it is attached under
record DuckDbCatalog(DuckDbInspector inspector, String database) {
  /// What DuckDB calls a file that it opens, so that views which name their own database find it.
  static String nameByFile(Path file) {
    String name = file.getFileName().toString().replaceFirst("^[.]+", "");
    int dot = name.indexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    return switch (stem.toLowerCase(Locale.ROOT)) {
      case "main", "system", "temp" -> stem + "_db";
      // A database in memory has this name already.
      case "", "memory" -> uniqueName(file);
      default -> stem;
    };
  }

  /// A name that no other file has.
  static String uniqueName(Path file) {
    return "file_" + Integer.toUnsignedString(file.hashCode(), 36) + "_" + file.getFileName();
  }

  /// A table as DuckDB reads it.
  ///
  /// @param searchesMain whether it only works with the schema `main` on the search path
  record Found(DuckDbRelation relation, boolean searchesMain) {}

  List<String> schemas() throws SQLException {
    return inspector
        .rows(
            """
            SELECT schema_name FROM duckdb_schemas() WHERE database_name = %s
              AND schema_name NOT IN ('information_schema', 'pg_catalog')\
            """
                .formatted(DuckDbSql.text(database)),
            row -> row.getString(1))
        .stream()
        .sorted()
        .toList();
  }

  Map<TableName, TableSummary> tables() throws SQLException {
    String sql =
        """
        SELECT schema_name, table_name, true, comment FROM duckdb_tables()
        WHERE database_name = %1$s AND NOT internal
        UNION ALL
        SELECT schema_name, view_name, false, comment FROM duckdb_views()
        WHERE database_name = %1$s AND NOT internal\
        """
            .formatted(DuckDbSql.text(database));
    Map<TableName, TableSummary> tables = new HashMap<>();
    inspector
        .rows(
            sql,
            row ->
                new TableSummary(
                    new TableName(row.getString(1), row.getString(2)),
                    row.getBoolean(3) ? TableKind.TABLE : TableKind.VIEW,
                    orEmpty(row.getString(4))))
        .forEach(table -> tables.put(table.name(), table));
    return tables;
  }

  Optional<TableDescription> describe(TableName name) throws SQLException {
    TableSummary table = tables().get(name);
    if (table == null) {
      return Optional.empty();
    }
    List<TableDescription.Key> keys = new ArrayList<>();
    List<ForeignKey> foreignKeys = new ArrayList<>();
    constraints(name, keys, foreignKeys);
    return Optional.of(
        new TableDescription(
            name, table.kind(), table.comment(), columns(table), keys, foreignKeys));
  }

  /// How to read a table or view. A view that names tables of `main` alone is found to do so by
  /// failing otherwise.
  Found relation(TableSummary table) throws SQLException {
    String sql = qualified(table.name());
    if (table.kind() == TableKind.TABLE) {
      return new Found(DuckDbRelation.of(sql, inspector), false);
    }
    try {
      return new Found(DuckDbRelation.of(sql, inspector), false);
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("Catalog Error")) {
        throw e;
      }
      return new Found(
          inspector.searching(database, "main", () -> DuckDbRelation.of(sql, inspector)), true);
    }
  }

  private String qualified(TableName name) {
    return String.join(
        ".",
        DuckDbSql.identifier(database),
        DuckDbSql.identifier(name.schema()),
        DuckDbSql.identifier(name.table()));
  }

  /// The columns of tables, without those that do not exist.
  Map<TableName, List<ColumnDescription>> columns(List<TableName> names) throws SQLException {
    Map<TableName, TableSummary> tables = tables();
    Map<TableName, Map<String, Declared>> declared =
        declared("database_name = " + DuckDbSql.text(database));
    Map<TableName, List<ColumnDescription>> columns = new HashMap<>();
    for (TableName name : names) {
      TableSummary table = tables.get(name);
      if (table != null) {
        columns.put(name, columns(table, declared.getOrDefault(name, Map.of())));
      }
    }
    return columns;
  }

  /// A column as it was written down.
  private record Declared(TableName table, String name, boolean nullable, String comment) {}

  /// @param which a condition on `duckdb_columns()`
  private Map<TableName, Map<String, Declared>> declared(String which) throws SQLException {
    Map<TableName, Map<String, Declared>> declared = new HashMap<>();
    inspector
        .rows(
            "SELECT schema_name, table_name, column_name, is_nullable, comment"
                + " FROM duckdb_columns() WHERE "
                + which,
            row ->
                new Declared(
                    new TableName(row.getString(1), row.getString(2)),
                    row.getString(3),
                    row.getBoolean(4),
                    orEmpty(row.getString(5))))
        .forEach(column ->
            declared
                .computeIfAbsent(column.table(), _ -> new HashMap<>())
                .put(column.name(), column));
    return declared;
  }

  private List<ColumnDescription> columns(TableSummary table) throws SQLException {
    return columns(table, declared(isTable(table.name())).getOrDefault(table.name(), Map.of()));
  }

  /// A stored view has neither comments on columns nor columns without NULLs.
  private List<ColumnDescription> columns(TableSummary table, Map<String, Declared> declared)
      throws SQLException {
    List<ColumnDescription> columns = new ArrayList<>();
    for (ColumnDescription column : relation(table).relation().columns()) {
      Declared as = declared.get(column.name());
      boolean nullable = table.kind() == TableKind.VIEW || as == null || as.nullable();
      Field field = column.field();
      columns.add(
          new ColumnDescription(
              new Field(
                  field.getName(),
                  new FieldType(nullable, field.getType(), field.getDictionary()),
                  field.getChildren()),
              column.sourceType(),
              column.readAsTextBecause(),
              as == null ? "" : as.comment()));
    }
    return columns;
  }

  private void constraints(
      TableName name, List<TableDescription.Key> keys, List<ForeignKey> foreignKeys)
      throws SQLException {
    String sql =
        """
        SELECT constraint_type, constraint_name, constraint_column_names, referenced_table,
          referenced_column_names
        FROM duckdb_constraints()
        WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY') AND %s
        ORDER BY constraint_index\
        """
            .formatted(isTable(name));
    record Constraint(
        String type,
        String name,
        List<String> columns,
        @Nullable String referencedTable,
        List<String> referencedColumns) {}
    for (Constraint constraint :
        inspector.rows(
            sql,
            row ->
                new Constraint(
                    row.getString(1),
                    row.getString(2),
                    strings(row.getArray(3)),
                    row.getString(4),
                    strings(row.getArray(5))))) {
      if (constraint.referencedTable() == null) {
        keys.add(
            new TableDescription.Key(
                constraint.name(), constraint.columns(), constraint.type().equals("PRIMARY KEY")));
      } else {
        // DuckDB's foreign keys stay within their schema.
        foreignKeys.add(
            new ForeignKey(
                constraint.name(),
                constraint.columns(),
                new TableName(name.schema(), constraint.referencedTable()),
                constraint.referencedColumns()));
      }
    }
  }

  /// What DuckDB keeps of each column as it is written. It is asked for with one row, whatever the
  /// size of the table; a view keeps nothing.
  TableStatistics statistics(TableName name) throws SQLException {
    List<Double> rowCounts =
        inspector.rows(
            "SELECT estimated_size FROM duckdb_tables() WHERE " + isTable(name),
            row -> row.getDouble(1));
    if (rowCounts.isEmpty()) {
      return TableStatistics.UNKNOWN;
    }
    List<String> names = new ArrayList<>();
    List<Boolean> hasRange = new ArrayList<>();
    inspector.rows(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE " + isTable(name),
        row -> {
          hasRange.add(!row.getString(2).equals("VARCHAR"));
          return names.add(row.getString(1));
        });
    List<String> known = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      known.add("stats(%s) AS s%d".formatted(DuckDbSql.identifier(names.get(i)), i));
      parts.add("s%1$d.approx_unique::DOUBLE, s%1$d.has_null::BOOLEAN".formatted(i));
      parts.add(hasRange.get(i) ? end("s%d.min".formatted(i)) : "NULL");
      parts.add(hasRange.get(i) ? end("s%d.max".formatted(i)) : "NULL");
    }
    String sql =
        "SELECT %s FROM (SELECT %s FROM %s LIMIT 1)"
            .formatted(String.join(", ", parts), String.join(", ", known), qualified(name));
    Map<String, ColumnStatistics> columns = new HashMap<>();
    // An empty table has no row to ask with.
    inspector
        .rows(sql, row -> statistics(row, names))
        .forEach(statistics -> columns.putAll(statistics));
    return new TableStatistics(OptionalDouble.of(rowCounts.getFirst()), columns);
  }

  private static Map<String, ColumnStatistics> statistics(ResultSet row, List<String> names)
      throws SQLException {
    Map<String, ColumnStatistics> columns = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      double distinct = row.getDouble(4 * i + 1);
      OptionalDouble distinctCount =
          row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(distinct);
      boolean hasNull = row.getBoolean(4 * i + 2);
      // Whether there is a NULL is known, but not how many.
      OptionalDouble nullFraction =
          row.wasNull() || hasNull ? OptionalDouble.empty() : OptionalDouble.of(0);
      double least = row.getDouble(4 * i + 3);
      double greatest = row.getDouble(4 * i + 4);
      Optional<ValueRange> range =
          row.wasNull() ? Optional.empty() : ValueRange.of(least, greatest);
      columns.put(names.get(i), new ColumnStatistics(distinctCount, nullFraction, range));
    }
    return columns;
  }

  private static String end(String statistic) {
    return DuckDbSql.rangeEnd("CAST(%s AS VARCHAR)".formatted(statistic));
  }

  private String isTable(TableName name) {
    return "database_name = %s AND schema_name = %s AND table_name = %s"
        .formatted(
            DuckDbSql.text(database), DuckDbSql.text(name.schema()), DuckDbSql.text(name.table()));
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static List<String> strings(@Nullable Array array) throws SQLException {
    return array == null
        ? List.of()
        : Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
  }
}
