package io.tributary.connector.foreign;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableSummary;
import io.tributary.connector.jdbc.DeliveredType;
import io.tributary.connector.jdbc.JdbcCatalog;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/// Asks the driver what there is. Where a database has catalogs instead of schemas, they are the
/// schemas.
///
/// Keys are left out: not every database keeps to those that it declares, and plans rely on them.
///
/// @param connection of the source's pool
record ForeignCatalog(Connection connection) implements JdbcCatalog {
  private static final Set<String> SYSTEM_SCHEMAS =
      Set.of(
          "information_schema",
          "pg_catalog",
          "pg_toast",
          "sys",
          "system",
          "system_lobs",
          "mysql",
          "performance_schema");

  private static final List<String> NO_TABLES =
      List.of("SYSTEM", "INDEX", "SEQUENCE", "TYPE", "TOAST", "TEMPORARY");

  @Override
  public List<String> schemas() throws SQLException {
    return tables(null, null).stream()
        .map(table -> table.name().schema())
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public TablePage tables(Optional<String> schema, Optional<TableName> from, int limit)
      throws SQLException {
    return TablePage.of(tables(schema.orElse(null), null), from, limit);
  }

  /// @param schema and `table` any where null
  private List<TableSummary> tables(@Nullable String schema, @Nullable String table)
      throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    List<TableSummary> tables = new ArrayList<>();
    boolean schemas = hasSchemas(metadata);
    try (ResultSet rows =
        metadata.getTables(
            schemas ? connection.getCatalog() : schema,
            schemas ? pattern(schema, metadata) : null,
            pattern(table, metadata),
            null)) {
      while (rows.next()) {
        String catalog = rows.getString("TABLE_CAT");
        String found = rows.getString("TABLE_SCHEM");
        String name = rows.getString("TABLE_NAME");
        String type = Objects.requireNonNullElse(rows.getString("TABLE_TYPE"), "TABLE");
        String comment = Objects.requireNonNullElse(rows.getString("REMARKS"), "");
        String in = schemas ? found : catalog;
        if (in == null || in.isEmpty()) {
          throw new SQLFeatureNotSupportedException(
              "the table %s is in no schema and no catalog; such tables are not read"
                  .formatted(name));
        }
        if (isTable(type) && !isSystem(in)) {
          tables.add(
              new TableSummary(
                  new TableName(in, name),
                  type.toUpperCase(Locale.ROOT).contains("VIEW") ? TableKind.VIEW : TableKind.TABLE,
                  comment));
        }
      }
    }
    return tables;
  }

  private static boolean hasSchemas(DatabaseMetaData metadata) throws SQLException {
    return metadata.supportsSchemasInDataManipulation();
  }

  /// A name that is a pattern for nothing but itself.
  private static @Nullable String pattern(@Nullable String name, DatabaseMetaData metadata)
      throws SQLException {
    if (name == null) {
      return null;
    }
    String escape = metadata.getSearchStringEscape();
    return name.replace(escape, escape + escape)
        .replace("_", escape + "_")
        .replace("%", escape + "%");
  }

  private static boolean isTable(String type) {
    String upper = type.toUpperCase(Locale.ROOT);
    return NO_TABLES.stream().noneMatch(upper::contains);
  }

  private static boolean isSystem(String schema) {
    String lower = schema.toLowerCase(Locale.ROOT);
    return SYSTEM_SCHEMAS.contains(lower) || lower.startsWith("syscat") || lower.equals("sysibm");
  }

  @Override
  public Optional<TableDescription> describe(TableName name) throws SQLException {
    if (name.schema().isEmpty() || name.table().isEmpty()) {
      return Optional.empty();
    }
    Optional<TableSummary> found =
        tables(name.schema(), name.table()).stream()
            .filter(table -> table.name().equals(name))
            .findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    TableSummary table = found.get();
    return Optional.of(
        new TableDescription(
            name, table.kind(), table.comment(), columns(name), List.of(), List.of()));
  }

  private List<ColumnDescription> columns(TableName name) throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    boolean schemas = hasSchemas(metadata);
    TreeMap<Integer, ColumnDescription> columns = new TreeMap<>();
    try (ResultSet rows =
        metadata.getColumns(
            schemas ? connection.getCatalog() : name.schema(),
            schemas ? pattern(name.schema(), metadata) : null,
            pattern(name.table(), metadata),
            null)) {
      while (rows.next()) {
        String table = rows.getString("TABLE_NAME");
        String column = rows.getString("COLUMN_NAME");
        int type = rows.getInt("DATA_TYPE");
        String typeName = rows.getString("TYPE_NAME");
        int size = rows.getInt("COLUMN_SIZE");
        int digits = rows.getInt("DECIMAL_DIGITS");
        int scale = rows.wasNull() ? ForeignTypes.NO_SCALE : digits;
        boolean nullable = rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
        String comment = Objects.requireNonNullElse(rows.getString("REMARKS"), "");
        int position = rows.getInt("ORDINAL_POSITION");
        if (!table.equals(name.table())) {
          continue;
        }
        DeliveredType delivered = ForeignTypes.delivered(type, typeName, size, scale);
        Field field = new Field(column, new FieldType(nullable, delivered.type(), null), List.of());
        columns.put(
            position, new ColumnDescription(field, typeName, delivered.asTextBecause(), comment));
      }
    }
    return List.copyOf(columns.values());
  }

  /// JDBC tells nothing of how many there are.
  @Override
  public TableStatistics statistics(TableName name) {
    return TableStatistics.UNKNOWN;
  }
}
