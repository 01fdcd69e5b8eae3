package io.tributary.connector.mysql;

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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Asks the server's information schema, which shows what the user may read. Never touches the
/// tables themselves. Names are compared by their bytes, also where the server ignores case.
///
/// @param connection of the source's pool
record MysqlCatalog(Connection connection) implements JdbcCatalog {
  private static final String USER_SCHEMA =
      "LOWER(%s) NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')";

  private static final String SCHEMAS =
      "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE %s ORDER BY BINARY SCHEMA_NAME"
          .formatted(USER_SCHEMA.formatted("SCHEMA_NAME"));

  private static final String TABLES =
      """
      SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, TABLE_COMMENT FROM information_schema.TABLES
      WHERE %s AND TABLE_TYPE <> 'SEQUENCE' AND (? IS NULL OR BINARY TABLE_SCHEMA = ?)
        AND (? IS NULL OR BINARY TABLE_SCHEMA > ?
          OR (BINARY TABLE_SCHEMA = ? AND BINARY TABLE_NAME >= ?))
      ORDER BY BINARY TABLE_SCHEMA, BINARY TABLE_NAME LIMIT ?\
      """
          .formatted(USER_SCHEMA.formatted("TABLE_SCHEMA"));

  static final String ONE_TABLE =
      """
      TABLE_SCHEMA = ? AND BINARY TABLE_SCHEMA = ? AND TABLE_NAME = ? AND BINARY TABLE_NAME = ?\
      """;

  private static final String TABLE =
      "SELECT TABLE_TYPE, TABLE_COMMENT, TABLE_ROWS FROM information_schema.TABLES"
          + " WHERE TABLE_TYPE <> 'SEQUENCE' AND %s AND %s"
              .formatted(USER_SCHEMA.formatted("TABLE_SCHEMA"), ONE_TABLE);

  private static final String COLUMNS =
      """
      SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, NUMERIC_PRECISION, NUMERIC_SCALE, IS_NULLABLE,
        COLUMN_COMMENT, COLLATION_NAME, CHARACTER_MAXIMUM_LENGTH
      FROM information_schema.COLUMNS WHERE %s ORDER BY ORDINAL_POSITION\
      """
          .formatted(ONE_TABLE);

  private static final String KEYS =
      """
      SELECT CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME,
        REFERENCED_COLUMN_NAME
      FROM information_schema.KEY_COLUMN_USAGE WHERE %s
      ORDER BY CONSTRAINT_NAME, ORDINAL_POSITION\
      """
          .formatted(ONE_TABLE);

  @Override
  public List<String> schemas() throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SCHEMAS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        schemas.add(rows.getString(1));
      }
    }
    return schemas;
  }

  @Override
  public TablePage tables(Optional<String> schema, Optional<TableName> from, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, schema.orElse(null));
      statement.setString(2, schema.orElse(null));
      for (int i = 3; i <= 5; i++) {
        statement.setString(i, from.map(TableName::schema).orElse(null));
      }
      statement.setString(6, from.map(TableName::table).orElse(null));
      // One more than asked for is where the next page begins.
      statement.setLong(7, limit + 1L);
      List<TableSummary> tables = new ArrayList<>();
      Optional<TableName> next = Optional.empty();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          TableName name = new TableName(rows.getString(1), rows.getString(2));
          if (tables.size() == limit) {
            next = Optional.of(name);
          } else {
            String type = rows.getString(3);
            tables.add(new TableSummary(name, kind(type), comment(type, rows.getString(4))));
          }
        }
      }
      return new TablePage(tables, next);
    }
  }

  @Override
  public Optional<TableDescription> describe(TableName name) throws SQLException {
    try (PreparedStatement statement = about(TABLE, name);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return Optional.empty();
      }
      String type = rows.getString(1);
      List<TableDescription.Key> keys = new ArrayList<>();
      List<ForeignKey> foreignKeys = new ArrayList<>();
      keys(name, keys, foreignKeys);
      return Optional.of(
          new TableDescription(
              name,
              kind(type),
              comment(type, rows.getString(2)),
              columns(name, kind(type)),
              keys,
              foreignKeys));
    }
  }

  private List<ColumnDescription> columns(TableName name, TableKind kind) throws SQLException {
    List<ColumnDescription> columns = new ArrayList<>();
    try (PreparedStatement statement = about(COLUMNS, name);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String declared = rows.getString(3);
        String type = rows.getString(2).toLowerCase(Locale.ROOT);
        DeliveredType delivered =
            MysqlTypes.delivered(type, declared, rows.getLong(4), rows.getInt(5));
        Field field =
            new Field(
                rows.getString(1),
                new FieldType(!rows.getString(6).equals("NO"), delivered.type(), null),
                List.of());
        columns.add(
            new ColumnDescription(
                field,
                declared,
                delivered.asTextBecause(),
                rows.getString(7),
                Optional.ofNullable(rows.getString(8)),
                maxLength(kind, type, rows.getLong(9))));
      }
    }
    return columns;
  }

  /// What a view computes may be longer than the server takes it for. Of other texts than these it
  /// tells bytes.
  private static OptionalInt maxLength(TableKind kind, String type, long told) {
    return kind == TableKind.TABLE && type.equals("varchar")
        ? OptionalInt.of(Math.toIntExact(told))
        : OptionalInt.empty();
  }

  private void keys(TableName name, List<TableDescription.Key> keys, List<ForeignKey> foreignKeys)
      throws SQLException {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    Map<String, TableName> referenced = new HashMap<>();
    Map<String, List<String>> referencedColumns = new HashMap<>();
    try (PreparedStatement statement = about(KEYS, name);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String key = rows.getString(1);
        columns.computeIfAbsent(key, any -> new ArrayList<>()).add(rows.getString(2));
        if (rows.getString(4) != null) {
          referenced.put(key, new TableName(rows.getString(3), rows.getString(4)));
          referencedColumns.computeIfAbsent(key, any -> new ArrayList<>()).add(rows.getString(5));
        }
      }
    }
    columns.forEach((key, of) -> {
      TableName target = referenced.get(key);
      if (target == null) {
        keys.add(new TableDescription.Key(key, of, key.equals("PRIMARY")));
      } else {
        foreignKeys.add(
            new ForeignKey(key, of, target, referencedColumns.getOrDefault(key, List.of())));
      }
    });
  }

  @Override
  public TableStatistics statistics(TableName name) throws SQLException {
    OptionalDouble rowCount = OptionalDouble.empty();
    try (PreparedStatement statement = about(TABLE, name);
        ResultSet rows = statement.executeQuery()) {
      if (rows.next() && rows.getObject(3) != null) {
        rowCount = OptionalDouble.of(rows.getDouble(3));
      }
    }
    return new TableStatistics(rowCount, new MysqlColumnStatistics(connection).of(name));
  }

  private PreparedStatement about(String sql, TableName name) throws SQLException {
    return about(connection, sql, name);
  }

  /// @param sql asks for [#ONE_TABLE]
  static PreparedStatement about(Connection connection, String sql, TableName name)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, name.schema());
    statement.setString(2, name.schema());
    statement.setString(3, name.table());
    statement.setString(4, name.table());
    return statement;
  }

  private static TableKind kind(String type) {
    return type.contains("VIEW") ? TableKind.VIEW : TableKind.TABLE;
  }

  /// A view's comment is the word `VIEW`.
  private static String comment(String type, String comment) {
    return kind(type) == TableKind.VIEW ? "" : comment;
  }
}
