package io.tributary.gateway.endpoint.flight;

import io.tributary.connector.ColumnDescription;
import io.tributary.gateway.endpoint.flight.StreamSender.BatchSink;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.TableId;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.TableKind;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.memory.BufferAllocator;

/// What there is, in the words of Flight SQL: a source is a catalog there, a schema a db_schema.
final class CatalogStreams {
  /// Of so many tables the columns are held at once.
  private static final int TABLES_AT_ONCE = 1_000;

  private final Metadata metadata;
  private final TableLookup lookup;
  private final BufferAllocator allocator;

  CatalogStreams(Metadata metadata, BufferAllocator allocator) {
    this.metadata = metadata;
    this.lookup = new TableLookup(metadata);
    this.allocator = allocator;
  }

  void sources(BatchSink sink) {
    try (var rows = new RowWriter(Schemas.GET_CATALOGS_SCHEMA, allocator, sink)) {
      for (SourceSummary source : metadata.sources()) {
        rows.text("catalog_name", source.getName()).endRow();
      }
      rows.finish();
    }
  }

  void schemas(FlightSql.CommandGetDbSchemas command, BatchSink sink) {
    NamePattern schemas =
        command.hasDbSchemaFilterPattern()
            ? NamePattern.of(command.getDbSchemaFilterPattern())
            : NamePattern.ANYTHING;
    Optional<String> source =
        command.hasCatalog() ? Optional.of(command.getCatalog()) : Optional.empty();
    try (var rows = new RowWriter(Schemas.GET_SCHEMAS_SCHEMA, allocator, sink)) {
      lookup.forEachSource(
          source,
          name ->
              metadata.schemas(name).stream()
                  .filter(schemas)
                  .forEach(schema ->
                      rows.text("catalog_name", name).text("db_schema_name", schema).endRow()));
      rows.finish();
    }
  }

  void tables(FlightSql.CommandGetTables command, BatchSink sink) {
    var filter = TableFilter.of(command);
    Optional<String> source =
        command.hasCatalog() ? Optional.of(command.getCatalog()) : Optional.empty();
    var arrowSchema =
        command.getIncludeSchema()
            ? Schemas.GET_TABLES_SCHEMA
            : Schemas.GET_TABLES_SCHEMA_NO_SCHEMA;
    try (var rows = new RowWriter(arrowSchema, allocator, sink)) {
      lookup.forEachSource(
          source,
          name -> {
            List<TableSummary> tables =
                metadata.tables(name, Optional.empty()).stream().filter(filter::accepts).toList();
            if (command.getIncludeSchema()) {
              writeWithSchemas(name, tables, rows);
            } else {
              tables.forEach(table -> write(table, rows));
            }
          });
      rows.finish();
    }
  }

  void tableTypes(BatchSink sink) {
    try (var rows = new RowWriter(Schemas.GET_TABLE_TYPES_SCHEMA, allocator, sink)) {
      rows.text("table_type", typeName(TableKind.TABLE_KIND_TABLE)).endRow();
      rows.text("table_type", typeName(TableKind.TABLE_KIND_VIEW)).endRow();
      rows.finish();
    }
  }

  private void writeWithSchemas(String source, List<TableSummary> tables, RowWriter rows) {
    for (int from = 0; from < tables.size(); from += TABLES_AT_ONCE) {
      List<TableSummary> some =
          tables.subList(from, Math.min(from + TABLES_AT_ONCE, tables.size()));
      Map<TableId, List<ColumnDescription>> columns =
          metadata.columns(source, some.stream().map(TableSummary::getRef).toList());
      for (TableSummary table : some) {
        TableRef ref = table.getRef();
        TableId id = new TableId(ref.getSource(), ref.getSchema(), ref.getTable());
        // It may have been dropped since it was listed.
        if (columns.containsKey(id)) {
          rows.bytes(
              "table_schema", ColumnMetadata.annotated(id, columns.get(id)).serializeAsMessage());
          write(table, rows);
        }
      }
    }
  }

  private static void write(TableSummary table, RowWriter rows) {
    var ref = table.getRef();
    rows.text("catalog_name", ref.getSource())
        .text("db_schema_name", ref.getSchema())
        .text("table_name", ref.getTable())
        .text("table_type", typeName(table.getKind()))
        .endRow();
  }

  private static String typeName(TableKind kind) {
    return kind == TableKind.TABLE_KIND_VIEW ? "VIEW" : "TABLE";
  }

  /// Which tables of a source are asked for.
  private record TableFilter(NamePattern schemas, NamePattern tables, Set<String> types) {

    static TableFilter of(FlightSql.CommandGetTables command) {
      return new TableFilter(
          command.hasDbSchemaFilterPattern()
              ? NamePattern.of(command.getDbSchemaFilterPattern())
              : NamePattern.ANYTHING,
          command.hasTableNameFilterPattern()
              ? NamePattern.of(command.getTableNameFilterPattern())
              : NamePattern.ANYTHING,
          Set.copyOf(List.copyOf(command.getTableTypesList())));
    }

    boolean accepts(TableSummary table) {
      return schemas.test(table.getRef().getSchema())
          && tables.test(table.getRef().getTable())
          && (types.isEmpty() || types.contains(typeName(table.getKind())));
    }
  }
}
