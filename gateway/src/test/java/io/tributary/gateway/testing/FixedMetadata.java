package io.tributary.gateway.testing;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.NativeQuery;
import io.tributary.gateway.metadata.SourceLease;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.v1.SourceState;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.TableKind;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Sources that are just there, without a catalog.
public final class FixedMetadata implements Metadata {

  private final Map<String, Source> sources;
  private final Map<TableId, TableMetadata> known = new HashMap<>();

  public FixedMetadata(Map<String, Source> sources) {
    this.sources = Map.copyOf(sources);
  }

  @Override
  public synchronized TableMetadata table(String source, String schema, String table) {
    Source open = open(source);
    return known.computeIfAbsent(
        new TableId(source, schema, table),
        id -> {
          var name = new TableName(schema, table);
          TableDescription description =
              open.describe(name)
                  .orElseThrow(() ->
                      new GatewayException(
                          ErrorCode.TABLE_NOT_FOUND, "table %s does not exist".formatted(id)));
          return new TableMetadata(id, open, description, open.statistics(name));
        });
  }

  @Override
  public TableMetadata query(NativeQuery query) {
    Source open = open(query.source());
    try {
      return TableMetadata.ofQuery(
          query.source(), open, query.sql(), open.describeQuery(query.sql()));
    } catch (ConnectorException e) {
      throw GatewayException.of(e);
    }
  }

  @Override
  public List<SourceSummary> sources() {
    return sources.keySet().stream()
        .sorted()
        .map(name ->
            SourceSummary.newBuilder()
                .setName(name)
                .setConnector("test")
                .setState(SourceState.SOURCE_STATE_READY)
                .build())
        .toList();
  }

  @Override
  public List<String> schemas(String source) {
    return open(source).listSchemas();
  }

  @Override
  public List<TableSummary> tables(String source, Optional<String> schema) {
    Source open = open(source);
    if (schema.isPresent() && !open.listSchemas().contains(schema.get())) {
      throw new GatewayException(
          ErrorCode.SCHEMA_NOT_FOUND,
          "schema %s.%s does not exist".formatted(source, schema.get()));
    }
    return open.listTables(schema, Optional.empty(), Integer.MAX_VALUE).tables().stream()
        .map(table ->
            TableSummary.newBuilder()
                .setRef(
                    TableRef.newBuilder()
                        .setSource(source)
                        .setSchema(table.name().schema())
                        .setTable(table.name().table()))
                .setKind(TableKind.TABLE_KIND_TABLE)
                .build())
        .toList();
  }

  @Override
  public SequencedMap<TableId, List<ColumnDescription>> columns(
      String source, List<TableRef> tables) {
    SequencedMap<TableId, List<ColumnDescription>> columns = new LinkedHashMap<>();
    for (TableRef table : tables) {
      TableMetadata found = table(source, table.getSchema(), table.getTable());
      columns.put(found.id(), found.description().columns());
    }
    return columns;
  }

  private Source open(String source) {
    Source open = sources.get(source);
    if (open == null) {
      throw new GatewayException(
          ErrorCode.SOURCE_NOT_FOUND, "source %s does not exist".formatted(source));
    }
    return open;
  }

  @Override
  public String configurationVersion(Source source) {
    return "fixed";
  }

  @Override
  public Source source(String name) {
    return open(name);
  }

  @Override
  public synchronized void refresh(String source) {
    known.keySet().removeIf(table -> table.source().equals(source));
  }

  @Override
  public SourceLease lease(Collection<Source> leased) {
    return () -> {};
  }
}
