package io.tributary.connector.trino;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableSummary;
import io.tributary.connector.jdbc.DeliveredType;
import io.tributary.connector.jdbc.JdbcCatalog;
import io.tributary.connector.jdbc.QuotedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the information schemas of Trino's catalogs, each of which has one.
///
/// Trino knows of no keys.
///
/// @param connection of the source's pool
/// @param only the catalog that the source shows; empty for all, whose schemas are then called
///   `CATALOG.SCHEMA`
record TrinoCatalog(Connection connection, Optional<String> only) implements JdbcCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(TrinoCatalog.class);

  /// For more than 100 names, Trino looks through all tables of the catalog.
  private static final int TABLES_AT_ONCE = 100;

  /// Of Trino itself: what it and its catalogs are doing.
  private static final String SYSTEM = "system";

  private static final String CATALOGS =
      "SELECT catalog_name FROM system.metadata.catalogs ORDER BY catalog_name";

  private static final String SCHEMAS =
      """
      SELECT schema_name FROM %s.information_schema.schemata
      WHERE schema_name <> 'information_schema'\
      """;

  private static final String TABLES =
      """
      SELECT table_schema, table_name, table_type FROM %s.information_schema.tables
      WHERE table_schema <> 'information_schema'\
      """;

  private static final String COLUMNS =
      """
      SELECT table_name, column_name, data_type, is_nullable, comment
      FROM %s.information_schema.columns WHERE table_schema = ?\
      """;

  @Override
  public List<String> schemas() throws SQLException {
    List<String> schemas = new ArrayList<>();
    for (String catalog : catalogs()) {
      schemas.addAll(ofThoseThatAnswer(catalog, () -> schemas(catalog)));
    }
    return schemas.stream().sorted().toList();
  }

  private List<String> schemas(String catalog) throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (PreparedStatement statement = about(SCHEMAS, catalog);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        schemas.add(schemaName(catalog, rows.getString(1)));
      }
    }
    return schemas;
  }

  private interface Listing<T> {
    List<T> make() throws SQLException;
  }

  /// Of all catalogs, one that fails by itself must not hide the others: the log says why it is
  /// missing. One that shows this very source, by way of a gateway, has nothing that is not listed
  /// anyhow.
  private <T> List<T> ofThoseThatAnswer(String catalog, Listing<T> listing) throws SQLException {
    try {
      return listing.make();
    } catch (SQLException e) {
      if (e.getErrorCode() == TrinoDatabase.QUERY_LOOP) {
        return List.of();
      }
      if (only.isPresent() || e.getErrorCode() < TrinoDatabase.EXTERNAL) {
        throw e;
      }
      LOG.warn(
          "What Trino's catalog {} has is not listed: {}",
          catalog,
          TrinoDatabase.withoutQueryId(String.valueOf(e.getMessage())));
      return List.of();
    }
  }

  private List<String> catalogs() throws SQLException {
    if (only.isPresent()) {
      return List.of(only.get());
    }
    List<String> catalogs = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(CATALOGS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        if (!rows.getString(1).equals(SYSTEM)) {
          catalogs.add(rows.getString(1));
        }
      }
    }
    return catalogs;
  }

  private String schemaName(String catalog, String schema) {
    return only.isPresent() ? schema : catalog + TrinoTable.SEPARATOR + schema;
  }

  @Override
  public TablePage tables(Optional<String> schema, Optional<TableName> from, int limit)
      throws SQLException {
    List<TableSummary> tables = new ArrayList<>();
    if (schema.isPresent()) {
      Optional<TrinoTable> place = TrinoTable.of(new TableName(schema.get(), ""), only);
      if (place.isPresent()) {
        tables.addAll(tables(place.get().catalog(), place.get().schema(), null));
      }
    } else {
      for (String catalog : catalogs()) {
        tables.addAll(ofThoseThatAnswer(catalog, () -> tables(catalog, null, null)));
      }
    }
    return TablePage.of(tables, from, limit);
  }

  /// @param schema and `table` any where null
  private List<TableSummary> tables(String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    String sql =
        TABLES
            + (schema == null ? "" : " AND table_schema = ?")
            + (table == null ? "" : " AND table_name = ?");
    List<TableSummary> tables = new ArrayList<>();
    try (PreparedStatement statement = about(sql, catalog, schema, table);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        tables.add(
            new TableSummary(
                new TableName(schemaName(catalog, rows.getString(1)), rows.getString(2)),
                rows.getString(3).equals("VIEW") ? TableKind.VIEW : TableKind.TABLE,
                ""));
      }
    }
    return tables;
  }

  @Override
  public Optional<TableDescription> describe(TableName name) throws SQLException {
    Optional<TrinoTable> place = TrinoTable.of(name, only);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    TrinoTable table = place.get();
    for (TableSummary found : tables(table.catalog(), table.schema(), table.table())) {
      if (found.name().equals(name)) {
        return Optional.of(
            new TableDescription(
                name,
                found.kind(),
                found.comment(),
                columns(List.of(name)).getOrDefault(name, List.of()),
                List.of(),
                List.of()));
      }
    }
    return Optional.empty();
  }

  @Override
  public Map<TableName, List<ColumnDescription>> columns(List<TableName> tables)
      throws SQLException {
    Map<String, List<String>> bySchema =
        tables.stream().collect(groupingBy(TableName::schema, mapping(TableName::table, toList())));
    Map<TableName, List<ColumnDescription>> columns = new HashMap<>();
    for (Map.Entry<String, List<String>> of : bySchema.entrySet()) {
      Optional<TrinoTable> place = TrinoTable.of(new TableName(of.getKey(), ""), only);
      List<String> names = of.getValue();
      for (int i = 0; i < names.size() && place.isPresent(); i += TABLES_AT_ONCE) {
        List<String> some = names.subList(i, Math.min(names.size(), i + TABLES_AT_ONCE));
        columns(place.get(), some)
            .forEach((table, found) -> columns.put(new TableName(of.getKey(), table), found));
      }
    }
    return columns;
  }

  /// By the names of their tables, which all are in the schema of one.
  private Map<String, List<ColumnDescription>> columns(TrinoTable place, List<String> tables)
      throws SQLException {
    String names = String.join(", ", Collections.nCopies(tables.size(), "?"));
    String sql = COLUMNS + " AND table_name IN (" + names + ") ORDER BY ordinal_position";
    Map<String, List<ColumnDescription>> columns = new HashMap<>();
    try (PreparedStatement statement = about(sql, place.catalog(), place.schema())) {
      for (int i = 0; i < tables.size(); i++) {
        statement.setString(i + 2, tables.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(column(rows));
        }
      }
    }
    return columns;
  }

  private static ColumnDescription column(ResultSet rows) throws SQLException {
    String type = rows.getString(3);
    DeliveredType delivered = TrinoTypes.delivered(type);
    Field field =
        new Field(
            rows.getString(2),
            new FieldType(!rows.getString(4).equals("NO"), delivered.type(), null),
            List.of());
    return new ColumnDescription(
        field, type, delivered.asTextBecause(), Objects.requireNonNullElse(rows.getString(5), ""));
  }

  @Override
  public TableStatistics statistics(TableName name) throws SQLException {
    Optional<TrinoTable> table = TrinoTable.of(name, only);
    return table.isEmpty()
        ? TableStatistics.UNKNOWN
        : new TrinoStatistics(connection, table.get()).all();
  }

  /// @param arguments in order, those that are null left out
  private PreparedStatement about(String sql, String catalog, @Nullable String... arguments)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(sql.formatted(QuotedName.of(catalog)));
    int place = 1;
    for (String argument : arguments) {
      if (argument != null) {
        statement.setString(place++, argument);
      }
    }
    return statement;
  }
}
