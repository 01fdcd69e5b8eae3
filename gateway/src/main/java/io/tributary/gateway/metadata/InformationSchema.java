package io.tributary.gateway.metadata;

import static io.tributary.gateway.metadata.ConstantRows.Column.number;
import static io.tributary.gateway.metadata.ConstantRows.Column.text;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.LocalRelation;
import io.tributary.connector.LocalSource;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.NearestNames;
import io.tributary.gateway.metadata.ConstantRows.Column;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the catalog knows of one source, as the tables of SQL's `information_schema`: the caller's
/// view, the same for every kind of source.
public final class InformationSchema implements LocalSource {
  public static final String NAME = "information_schema";

  private static final Map<String, List<Column>> TABLES =
      new TreeMap<>(
          Map.of(
              "schemata",
              List.of(text("catalog_name"), text("schema_name")),
              "tables",
              List.of(
                  text("table_catalog"),
                  text("table_schema"),
                  text("table_name"),
                  text("table_type"),
                  text("table_comment")),
              "columns",
              List.of(
                  text("table_catalog"),
                  text("table_schema"),
                  text("table_name"),
                  text("column_name"),
                  number("ordinal_position"),
                  text("column_default"),
                  text("is_nullable"),
                  text("data_type"),
                  text("source_type"),
                  text("column_comment"))));

  private final String source;
  private final Metadata metadata;

  /// @param source spelled as the catalog spells it
  InformationSchema(String source, Metadata metadata) {
    this.source = source;
    this.metadata = metadata;
  }

  static List<String> tableNames() {
    return List.copyOf(TABLES.keySet());
  }

  /// One of its tables, whatever the case of the letters.
  ///
  /// @throws GatewayException TABLE_NOT_FOUND
  TableMetadata table(String name) {
    String table = name.toLowerCase(Locale.ROOT);
    return describe(new TableName(NAME, table))
        .map(description ->
            new TableMetadata(
                new TableId(source, NAME, table), this, description, TableStatistics.UNKNOWN))
        .orElseThrow(() ->
            new GatewayException(
                ErrorCode.TABLE_NOT_FOUND,
                "table %s.%s.%s does not exist%s"
                    .formatted(
                        source, NAME, name, NearestNames.suggestion(name, TABLES.keySet()))));
  }

  @Override
  public String name() {
    return source;
  }

  @Override
  public void test() {
    metadata.schemas(source);
  }

  @Override
  public List<String> listSchemas() {
    return List.of(NAME);
  }

  @Override
  public TablePage listTables(Optional<String> schema, Optional<TableName> from, int limit) {
    List<io.tributary.connector.TableSummary> tables =
        tableNames().stream()
            .map(table -> new TableName(NAME, table))
            .filter(table -> from.isEmpty() || table.compareTo(from.get()) >= 0)
            .map(table -> new io.tributary.connector.TableSummary(table, TableKind.VIEW, ""))
            .toList();
    return tables.size() <= limit
        ? new TablePage(tables, Optional.empty())
        : new TablePage(tables.subList(0, limit), Optional.of(tables.get(limit).name()));
  }

  @Override
  public Optional<TableDescription> describe(TableName table) {
    return Optional.ofNullable(TABLES.get(table.table()))
        .map(columns ->
            new TableDescription(
                table,
                TableKind.VIEW,
                "",
                columns.stream()
                    .map(column ->
                        new ColumnDescription(
                            column.field(), column.type().name(), Optional.empty(), ""))
                    .toList(),
                List.of(),
                List.of()));
  }

  @Override
  public TableStatistics statistics(TableName table) {
    return TableStatistics.UNKNOWN;
  }

  /// Asks the catalog now: the relation holds the rows themselves.
  @Override
  public LocalRelation relation(TableName table) {
    List<Column> columns = TABLES.getOrDefault(table.table(), List.of());
    List<List<@Nullable Object>> rows =
        switch (table.table()) {
          case "schemata" -> schemata();
          case "tables" -> tables();
          default -> columns();
        };
    return new LocalRelation(new ConstantRows(columns, rows).relation(), List.of());
  }

  private List<List<@Nullable Object>> schemata() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (String schema : metadata.schemas(source)) {
      rows.add(row(source, schema));
    }
    return rows;
  }

  private List<List<@Nullable Object>> tables() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (TableSummary table : metadata.tables(source, Optional.empty())) {
      rows.add(
          row(
              source,
              table.getRef().getSchema(),
              table.getRef().getTable(),
              switch (table.getKind()) {
                case TABLE_KIND_VIEW -> "VIEW";
                case TABLE_KIND_TABLE, TABLE_KIND_UNSPECIFIED, UNRECOGNIZED -> "BASE TABLE";
              },
              emptyAsNull(table.getComment())));
    }
    return rows;
  }

  private List<List<@Nullable Object>> columns() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<TableRef> tables =
        metadata.tables(source, Optional.empty()).stream().map(TableSummary::getRef).toList();
    metadata.columns(source, tables).forEach((table, columns) -> addColumns(table, columns, rows));
    return rows;
  }

  private void addColumns(
      TableId table, List<ColumnDescription> columns, List<List<@Nullable Object>> rows) {
    long position = 1;
    for (ColumnDescription column : columns) {
      rows.add(
          row(
              source,
              table.schema(),
              table.table(),
              column.name(),
              position++,
              null,
              column.field().isNullable() ? "YES" : "NO",
              SqlTypeNames.of(column.field()),
              column.sourceType(),
              emptyAsNull(column.comment())));
    }
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }

  private static @Nullable String emptyAsNull(String text) {
    return text.isEmpty() ? null : text;
  }

  @Override
  public void close() {}
}
