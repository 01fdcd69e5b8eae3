package io.tributary.connector.sqlite;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableDescription.ForeignKey;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableSummary;
import io.tributary.connector.jdbc.DeliveredType;
import io.tributary.connector.jdbc.JdbcCatalog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Asks SQLite's schema table and its pragmas. All tables are in the schema `main`.
///
/// @param connection of the source's pool
record SqliteCatalog(Connection connection) implements JdbcCatalog {
  private static final String SCHEMA = "main";

  private static final String USER_TABLE =
      "schema = 'main' AND type IN ('table', 'view', 'virtual') AND name NOT LIKE 'sqlite\\_%'"
          + " ESCAPE '\\'";

  private static final String TABLES =
      "SELECT name, type FROM pragma_table_list WHERE %s AND name >= ? ORDER BY name LIMIT ?"
          .formatted(USER_TABLE);

  private static final String TABLE =
      "SELECT name, type FROM pragma_table_list WHERE %s AND name = ?".formatted(USER_TABLE);

  /// Columns that are hidden in a virtual table are no columns of `SELECT *`.
  private static final String COLUMNS =
      """
      SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?, ?)
      WHERE hidden <> 1 ORDER BY cid\
      """;

  private static final String UNIQUE_KEYS =
      """
      SELECT l.name, i.name FROM pragma_index_list(?, 'main') l, pragma_index_info(l.name, 'main') i
      WHERE l."unique" = 1 AND l.partial = 0 AND l.origin <> 'pk' ORDER BY l.seq, i.seqno\
      """;

  private static final String FOREIGN_KEYS =
      """
      SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?, 'main') ORDER BY id, seq\
      """;

  @Override
  public List<String> schemas() throws SQLException {
    // Without this nobody would notice that there is no file.
    listed("", 1);
    return List.of(SCHEMA);
  }

  @Override
  public TablePage tables(Optional<String> schema, Optional<TableName> from, int limit)
      throws SQLException {
    if (schema.isPresent() && !schema.get().equals(SCHEMA)) {
      return new TablePage(List.of(), Optional.empty());
    }
    if (from.isPresent() && from.get().schema().compareTo(SCHEMA) > 0) {
      return new TablePage(List.of(), Optional.empty());
    }
    String first =
        from.filter(name -> name.schema().equals(SCHEMA)).map(TableName::table).orElse("");
    List<TableSummary> tables = listed(first, limit + 1L);
    return tables.size() <= limit
        ? new TablePage(tables, Optional.empty())
        : new TablePage(tables.subList(0, limit), Optional.of(tables.getLast().name()));
  }

  private List<TableSummary> listed(String from, long limit) throws SQLException {
    List<TableSummary> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, from);
      statement.setLong(2, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          tables.add(
              new TableSummary(
                  new TableName(SCHEMA, rows.getString(1)), kind(rows.getString(2)), ""));
        }
      }
    }
    return tables;
  }

  @Override
  public Optional<TableDescription> describe(TableName table) throws SQLException {
    if (!table.schema().equals(SCHEMA)) {
      return Optional.empty();
    }
    try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
      statement.setString(1, table.table());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        List<String> primaryKey = new ArrayList<>();
        List<ColumnDescription> columns = columns(table.table(), SCHEMA, primaryKey);
        return Optional.of(
            new TableDescription(
                table,
                kind(rows.getString(2)),
                "",
                columns,
                deliveredKeys(keys(table.table(), primaryKey), columns),
                foreignKeys(table.table())));
      }
    }
  }

  /// The columns of a view that this connection alone sees.
  List<ColumnDescription> columnsOfTemporaryView(String view) throws SQLException {
    return columns(view, "temp", new ArrayList<>());
  }

  /// @param primaryKey takes the names of the key's columns, in the key's order
  private List<ColumnDescription> columns(String table, String schema, List<String> primaryKey)
      throws SQLException {
    List<ColumnDescription> columns = new ArrayList<>();
    Map<Integer, String> key = new java.util.TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table);
      statement.setString(2, schema);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String name = rows.getString(1);
          String declared = Optional.ofNullable(rows.getString(2)).orElse("");
          DeliveredType delivered = SqliteTypes.delivered(declared);
          Field field =
              new Field(
                  name, new FieldType(!rows.getBoolean(3), delivered.type(), null), List.of());
          columns.add(new ColumnDescription(field, declared, delivered.asTextBecause(), ""));
          if (rows.getInt(4) > 0) {
            key.put(rows.getInt(4), name);
          }
        }
      }
    }
    primaryKey.addAll(key.values());
    return columns;
  }

  /// Those that still are keys of the rows as they are delivered.
  private static List<TableDescription.Key> deliveredKeys(
      List<TableDescription.Key> keys, List<ColumnDescription> columns) {
    Set<String> distinct =
        columns.stream()
            .filter(SqliteCatalog::keepsValuesDistinct)
            .map(ColumnDescription::name)
            .collect(Collectors.toSet());
    return keys.stream().filter(key -> distinct.containsAll(key.columns())).toList();
  }

  /// SQLite compares what it stores. Several texts are one time, with a `T` or a blank or zeros at
  /// its end, and of what is read as text, a number and what it looks like are the same.
  private static boolean keepsValuesDistinct(ColumnDescription column) {
    return column.readAsTextBecause().isEmpty()
        && switch (column.field().getType()) {
          case ArrowType.Time _, ArrowType.Timestamp _ -> false;
          default -> true;
        };
  }

  private List<TableDescription.Key> keys(String table, List<String> primaryKey)
      throws SQLException {
    List<TableDescription.Key> keys = new ArrayList<>();
    if (!primaryKey.isEmpty()) {
      keys.add(new TableDescription.Key("primary key", primaryKey, true));
    }
    Map<String, List<String>> unique = new java.util.LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(UNIQUE_KEYS)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          // An expression in an index has no name.
          unique
              .computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
              .add(Optional.ofNullable(rows.getString(2)).orElse(""));
        }
      }
    }
    unique.forEach((name, columns) -> {
      if (!columns.contains("")) {
        keys.add(new TableDescription.Key(name, columns, false));
      }
    });
    return keys;
  }

  private List<ForeignKey> foreignKeys(String table) throws SQLException {
    Map<Integer, ForeignKey> keys = new java.util.LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(FOREIGN_KEYS)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          List<String> to = rows.getString(4) == null ? List.of() : List.of(rows.getString(4));
          ForeignKey column =
              new ForeignKey(
                  "foreign key " + rows.getInt(1),
                  List.of(rows.getString(3)),
                  new TableName(SCHEMA, rows.getString(2)),
                  to);
          keys.merge(rows.getInt(1), column, SqliteCatalog::joined);
        }
      }
    }
    return List.copyOf(keys.values());
  }

  private static ForeignKey joined(ForeignKey key, ForeignKey more) {
    List<String> columns = new ArrayList<>(key.columns());
    columns.addAll(more.columns());
    List<String> referenced = new ArrayList<>(key.referencedColumns());
    referenced.addAll(more.referencedColumns());
    return new ForeignKey(key.name(), columns, key.referencedTable(), referenced);
  }

  @Override
  public TableStatistics statistics(TableName table) throws SQLException {
    return new SqliteStatistics(connection, table.table()).all();
  }

  private static TableKind kind(String type) {
    return type.equals("view") ? TableKind.VIEW : TableKind.TABLE;
  }
}
