package io.tributary.connector.h2;

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
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/// Asks the database's information schema, which shows what the user may read.
///
/// @param connection of the source's pool
record H2Catalog(Connection connection) implements JdbcCatalog {
  private static final String SCHEMAS =
      "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA"
          + " WHERE SCHEMA_NAME <> 'INFORMATION_SCHEMA'";

  /// Databases with a collation take different texts for equal.
  private static final String COLLATION =
      "SELECT DEFAULT_COLLATION_NAME FROM INFORMATION_SCHEMA.SCHEMATA"
          + " WHERE SCHEMA_NAME = ? AND DEFAULT_COLLATION_NAME <> 'OFF'";

  /// The setting IGNORECASE turns every VARCHAR into one that ignores case, also one of a cast.
  private static final String IGNORES_CASE = "VALUES CAST('a' AS VARCHAR) = CAST('A' AS VARCHAR)";

  private static final String TABLES =
      """
      SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, REMARKS, ROW_COUNT_ESTIMATE
      FROM INFORMATION_SCHEMA.TABLES
      WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' AND (? IS NULL OR TABLE_SCHEMA = ?)
        AND (? IS NULL OR TABLE_NAME = ?)\
      """;

  private static final String COLUMNS =
      """
      SELECT COLUMN_NAME, DATA_TYPE, NUMERIC_PRECISION, NUMERIC_SCALE, DATETIME_PRECISION,
        IS_NULLABLE, REMARKS, CHARACTER_MAXIMUM_LENGTH,
        CASE WHEN DATA_TYPE = 'ENUM' THEN (
          SELECT LISTAGG('''' || REPLACE(VALUE_NAME, '''', '''''') || '''', ', ')
            WITHIN GROUP (ORDER BY VALUE_ORDINAL)
          FROM INFORMATION_SCHEMA.ENUM_VALUES E
          WHERE E.OBJECT_SCHEMA = TABLE_SCHEMA AND E.OBJECT_NAME = TABLE_NAME
            AND E.OBJECT_TYPE = 'TABLE' AND E.ENUM_IDENTIFIER = DTD_IDENTIFIER) END
      FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?
      ORDER BY ORDINAL_POSITION\
      """;

  private static final String KEYS =
      """
      SELECT C.CONSTRAINT_NAME, C.CONSTRAINT_TYPE, U.COLUMN_NAME, T.TABLE_SCHEMA, T.TABLE_NAME,
        T.COLUMN_NAME
      FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS C
      JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE U
        ON U.CONSTRAINT_SCHEMA = C.CONSTRAINT_SCHEMA AND U.CONSTRAINT_NAME = C.CONSTRAINT_NAME
      LEFT JOIN INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS R
        ON R.CONSTRAINT_SCHEMA = C.CONSTRAINT_SCHEMA AND R.CONSTRAINT_NAME = C.CONSTRAINT_NAME
      LEFT JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE T
        ON T.CONSTRAINT_SCHEMA = R.UNIQUE_CONSTRAINT_SCHEMA
        AND T.CONSTRAINT_NAME = R.UNIQUE_CONSTRAINT_NAME
        AND T.ORDINAL_POSITION = U.POSITION_IN_UNIQUE_CONSTRAINT
      WHERE C.TABLE_SCHEMA = ? AND C.TABLE_NAME = ?
        AND C.CONSTRAINT_TYPE IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
      ORDER BY C.CONSTRAINT_NAME, U.ORDINAL_POSITION\
      """;

  /// A table as the information schema has it.
  private record Listed(TableSummary summary, OptionalDouble rowCount) {}

  @Override
  public List<String> schemas() throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SCHEMAS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        schemas.add(rows.getString(1));
      }
    }
    return schemas.stream().sorted().toList();
  }

  @Override
  public TablePage tables(Optional<String> schema, Optional<TableName> from, int limit)
      throws SQLException {
    return TablePage.of(
        listed(schema.orElse(null), null).stream().map(Listed::summary).toList(), from, limit);
  }

  private List<Listed> listed(@Nullable String schema, @Nullable String table) throws SQLException {
    List<Listed> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, schema);
      statement.setString(2, schema);
      statement.setString(3, table);
      statement.setString(4, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          double count = rows.getDouble(5);
          OptionalDouble rowCount =
              rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(count);
          TableKind kind = rows.getString(3).equals("VIEW") ? TableKind.VIEW : TableKind.TABLE;
          tables.add(
              new Listed(
                  new TableSummary(
                      new TableName(rows.getString(1), rows.getString(2)),
                      kind,
                      orEmpty(rows.getString(4))),
                  kind == TableKind.VIEW ? OptionalDouble.empty() : rowCount));
        }
      }
    }
    return tables;
  }

  private Optional<Listed> find(TableName name) throws SQLException {
    // The database's collation may take other names for equal.
    return listed(name.schema(), name.table()).stream()
        .filter(table -> table.summary().name().equals(name))
        .findFirst();
  }

  @Override
  public Optional<TableDescription> describe(TableName name) throws SQLException {
    Optional<Listed> found = find(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    refuseCollation(name);
    TableSummary table = found.get().summary();
    List<TableDescription.Key> keys = new ArrayList<>();
    List<ForeignKey> foreignKeys = new ArrayList<>();
    keys(name, keys, foreignKeys);
    return Optional.of(
        new TableDescription(
            name, table.kind(), table.comment(), columns(name), keys, foreignKeys));
  }

  private void refuseCollation(TableName name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLLATION)) {
      statement.setString(1, name.schema());
      try (ResultSet rows = statement.executeQuery()) {
        if (rows.next()) {
          throw new SQLFeatureNotSupportedException(
              "databases whose text has a collation (%s) are not read: only COLLATION OFF is"
                  .formatted(rows.getString(1)));
        }
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(IGNORES_CASE)) {
      rows.next();
      if (rows.getBoolean(1)) {
        throw new SQLFeatureNotSupportedException(
            "databases with the setting IGNORECASE are not read: text would be the same in"
                + " capitals");
      }
    }
  }

  private List<ColumnDescription> columns(TableName name) throws SQLException {
    List<ColumnDescription> columns = new ArrayList<>();
    try (PreparedStatement statement = about(COLUMNS, name);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String type = rows.getString(2);
        DeliveredType delivered =
            H2Types.delivered(type, rows.getInt(3), rows.getInt(4), rows.getInt(5));
        String declared = declared(type, rows);
        Field field =
            new Field(
                rows.getString(1),
                new FieldType(!rows.getString(6).equals("NO"), delivered.type(), null),
                List.of());
        columns.add(
            new ColumnDescription(
                field, declared, delivered.asTextBecause(), orEmpty(rows.getString(7))));
      }
    }
    return columns;
  }

  private static String declared(String type, ResultSet row) throws SQLException {
    return switch (type) {
      case "NUMERIC" -> "NUMERIC(%d, %d)".formatted(row.getInt(3), row.getInt(4));
      case "CHARACTER", "CHARACTER VARYING", "BINARY", "BINARY VARYING" ->
          row.getString(8) == null ? type : "%s(%s)".formatted(type, row.getString(8));
      case "TIME", "TIMESTAMP" -> "%s(%d)".formatted(type, row.getInt(5));
      case "TIME WITH TIME ZONE" -> "TIME(%d) WITH TIME ZONE".formatted(row.getInt(5));
      case "TIMESTAMP WITH TIME ZONE" -> "TIMESTAMP(%d) WITH TIME ZONE".formatted(row.getInt(5));
      case "DECFLOAT" -> "DECFLOAT(%d)".formatted(row.getInt(3));
      case "ENUM" -> row.getString(9) == null ? type : "ENUM(%s)".formatted(row.getString(9));
      default -> type;
    };
  }

  private void keys(TableName name, List<TableDescription.Key> keys, List<ForeignKey> foreignKeys)
      throws SQLException {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    Map<String, String> types = new HashMap<>();
    Map<String, TableName> referenced = new HashMap<>();
    Map<String, List<String>> referencedColumns = new HashMap<>();
    try (PreparedStatement statement = about(KEYS, name);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String key = rows.getString(1);
        types.put(key, rows.getString(2));
        columns.computeIfAbsent(key, any -> new ArrayList<>()).add(rows.getString(3));
        if (rows.getString(5) != null) {
          referenced.put(key, new TableName(rows.getString(4), rows.getString(5)));
          referencedColumns.computeIfAbsent(key, any -> new ArrayList<>()).add(rows.getString(6));
        }
      }
    }
    columns.forEach((key, of) -> {
      TableName target = referenced.get(key);
      if (target == null) {
        keys.add(new TableDescription.Key(key, of, "PRIMARY KEY".equals(types.get(key))));
      } else {
        foreignKeys.add(
            new ForeignKey(key, of, target, referencedColumns.getOrDefault(key, List.of())));
      }
    });
  }

  /// H2 counts the rows of its tables as they change.
  @Override
  public TableStatistics statistics(TableName name) throws SQLException {
    OptionalDouble rowCount = find(name).map(Listed::rowCount).orElse(OptionalDouble.empty());
    return rowCount.isEmpty()
        ? TableStatistics.UNKNOWN
        : new TableStatistics(
            rowCount, new H2ColumnStatistics(connection, name, rowCount.getAsDouble()).all());
  }

  private PreparedStatement about(String sql, TableName name) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, name.schema());
    statement.setString(2, name.table());
    return statement;
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
