package io.tributary.gateway.metadata;

import io.tributary.connector.ColumnDescription;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.TableKind;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Gives every source an [InformationSchema].
public final class SelfDescribingMetadata extends ForwardingMetadata {

  public SelfDescribingMetadata(Metadata metadata) {
    super(metadata);
  }

  @Override
  public TableMetadata table(String source, String schema, String table) {
    return isInformationSchema(schema)
        ? new InformationSchema(spelled(source), this).table(table)
        : super.table(source, schema, table);
  }

  @Override
  public List<String> schemas(String source) {
    List<String> schemas = new ArrayList<>(super.schemas(source));
    if (schemas.stream().noneMatch(SelfDescribingMetadata::isInformationSchema)) {
      schemas.add(InformationSchema.NAME);
      schemas.sort(null);
    }
    return schemas;
  }

  @Override
  public List<TableSummary> tables(String source, Optional<String> schema) {
    if (schema.isPresent() && isInformationSchema(schema.get())) {
      return informationSchema(spelled(source));
    }
    List<TableSummary> tables = new ArrayList<>(super.tables(source, schema));
    if (schema.isEmpty()) {
      tables.addAll(informationSchema(spelled(source)));
    }
    return tables;
  }

  @Override
  public SequencedMap<TableId, List<ColumnDescription>> columns(
      String source, List<TableRef> tables) {
    SequencedMap<TableId, List<ColumnDescription>> columns =
        new LinkedHashMap<>(
            super.columns(
                source,
                tables.stream().filter(table -> !isInformationSchema(table.getSchema())).toList()));
    tables.stream()
        .filter(table -> isInformationSchema(table.getSchema()))
        .map(table -> table(table.getSource(), table.getSchema(), table.getTable()))
        .forEach(table -> columns.put(table.id(), table.description().columns()));
    return columns;
  }

  private static boolean isInformationSchema(String schema) {
    return schema.equalsIgnoreCase(InformationSchema.NAME);
  }

  private static List<TableSummary> informationSchema(String source) {
    return InformationSchema.tableNames().stream()
        .map(table ->
            TableSummary.newBuilder()
                .setRef(
                    TableRef.newBuilder()
                        .setSource(source)
                        .setSchema(InformationSchema.NAME)
                        .setTable(table))
                .setKind(TableKind.TABLE_KIND_VIEW)
                .build())
        .toList();
  }

  /// The source's name as the catalog spells it; fails where there is no such source.
  private String spelled(String source) {
    List<String> names = super.sources().stream().map(SourceSummary::getName).toList();
    if (names.contains(source)) {
      return source;
    }
    return names.stream()
        .filter(source::equalsIgnoreCase)
        .findFirst()
        .orElseGet(() -> {
          super.schemas(source);
          return source;
        });
  }
}
