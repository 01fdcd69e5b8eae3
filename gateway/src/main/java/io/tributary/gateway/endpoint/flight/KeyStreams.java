package io.tributary.gateway.endpoint.flight;

import io.tributary.connector.TableDescription;
import io.tributary.connector.TableDescription.ForeignKey;
import io.tributary.connector.TableName;
import io.tributary.gateway.endpoint.flight.StreamSender.BatchSink;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.v1.TableSummary;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.memory.BufferAllocator;

/// Primary and foreign keys as sources declare them.
final class KeyStreams {
  private final Metadata metadata;
  private final TableLookup tables;
  private final BufferAllocator allocator;

  KeyStreams(Metadata metadata, BufferAllocator allocator) {
    this.metadata = metadata;
    this.tables = new TableLookup(metadata);
    this.allocator = allocator;
  }

  void primary(FlightSql.CommandGetPrimaryKeys command, BatchSink sink) {
    List<TableMetadata> named =
        tables.named(
            optional(command.hasCatalog(), command.getCatalog()),
            optional(command.hasDbSchema(), command.getDbSchema()),
            command.getTable());
    try (var rows = new RowWriter(Schemas.GET_PRIMARY_KEYS_SCHEMA, allocator, sink)) {
      for (TableMetadata table : named) {
        table.description().keys().stream()
            .filter(TableDescription.Key::primary)
            .forEach(key -> write(table.id(), key, rows));
      }
      rows.finish();
    }
  }

  /// What the table refers to.
  void imported(FlightSql.CommandGetImportedKeys command, BatchSink sink) {
    List<TableMetadata> named =
        tables.named(
            optional(command.hasCatalog(), command.getCatalog()),
            optional(command.hasDbSchema(), command.getDbSchema()),
            command.getTable());
    try (var rows = new RowWriter(Schemas.GET_IMPORTED_KEYS_SCHEMA, allocator, sink)) {
      named.forEach(table -> writeKeys(table, _ -> true, rows));
      rows.finish();
    }
  }

  /// What refers to the table; sources declare keys only within themselves.
  void exported(FlightSql.CommandGetExportedKeys command, BatchSink sink) {
    List<TableMetadata> named =
        tables.named(
            optional(command.hasCatalog(), command.getCatalog()),
            optional(command.hasDbSchema(), command.getDbSchema()),
            command.getTable());
    try (var rows = new RowWriter(Schemas.GET_EXPORTED_KEYS_SCHEMA, allocator, sink)) {
      for (TableMetadata referenced : named) {
        for (TableSummary other : metadata.tables(referenced.id().source(), Optional.empty())) {
          tables
              .ifDescribed(other.getRef())
              .ifPresent(referring -> writeKeys(referring, refersTo(referenced), rows));
        }
      }
      rows.finish();
    }
  }

  /// What of one table refers to the other.
  void crossReference(FlightSql.CommandGetCrossReference command, BatchSink sink) {
    List<TableMetadata> referenced =
        tables.named(
            optional(command.hasPkCatalog(), command.getPkCatalog()),
            optional(command.hasPkDbSchema(), command.getPkDbSchema()),
            command.getPkTable());
    List<TableMetadata> referring =
        tables.named(
            optional(command.hasFkCatalog(), command.getFkCatalog()),
            optional(command.hasFkDbSchema(), command.getFkDbSchema()),
            command.getFkTable());
    try (var rows = new RowWriter(Schemas.GET_CROSS_REFERENCE_SCHEMA, allocator, sink)) {
      for (TableMetadata from : referring) {
        referenced.stream()
            .filter(to -> to.id().source().equals(from.id().source()))
            .forEach(to -> writeKeys(from, refersTo(to), rows));
      }
      rows.finish();
    }
  }

  private static Predicate<ForeignKey> refersTo(TableMetadata table) {
    TableName name = table.description().name();
    return key -> key.referencedTable().equals(name);
  }

  private static void write(TableId table, TableDescription.Key key, RowWriter rows) {
    for (int position = 0; position < key.columns().size(); position++) {
      rows.text("catalog_name", table.source())
          .text("db_schema_name", table.schema())
          .text("table_name", table.table())
          .text("column_name", key.columns().get(position))
          .integer("key_sequence", position + 1)
          .text("key_name", key.name())
          .endRow();
    }
  }

  private static void writeKeys(TableMetadata table, Predicate<ForeignKey> wanted, RowWriter rows) {
    table.description().foreignKeys().stream()
        .filter(wanted)
        .forEach(key -> write(table.id(), key, rows));
  }

  private static void write(TableId table, ForeignKey key, RowWriter rows) {
    for (int position = 0; position < key.columns().size(); position++) {
      rows.text("pk_catalog_name", table.source())
          .text("pk_db_schema_name", key.referencedTable().schema())
          .text("pk_table_name", key.referencedTable().table())
          .text("pk_column_name", key.referencedColumns().get(position))
          .text("fk_catalog_name", table.source())
          .text("fk_db_schema_name", table.schema())
          .text("fk_table_name", table.table())
          .text("fk_column_name", key.columns().get(position))
          .integer("key_sequence", position + 1)
          .text("fk_key_name", key.name())
          .unsignedByte("update_rule", DatabaseMetaData.importedKeyNoAction)
          .unsignedByte("delete_rule", DatabaseMetaData.importedKeyNoAction)
          .endRow();
    }
  }

  private static Optional<String> optional(boolean present, String value) {
    return present ? Optional.of(value) : Optional.empty();
  }
}
