package io.tributary.gateway.metadata;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.Source;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Answers as another does, except for what a subclass answers in a way of its own.
public abstract class ForwardingMetadata implements Metadata {

  private final Metadata metadata;

  protected ForwardingMetadata(Metadata metadata) {
    this.metadata = metadata;
  }

  @Override
  public TableMetadata table(String source, String schema, String table) {
    return metadata.table(source, schema, table);
  }

  @Override
  public TableMetadata query(NativeQuery query) {
    return metadata.query(query);
  }

  @Override
  public List<SourceSummary> sources() {
    return metadata.sources();
  }

  @Override
  public List<String> schemas(String source) {
    return metadata.schemas(source);
  }

  @Override
  public List<TableSummary> tables(String source, Optional<String> schema) {
    return metadata.tables(source, schema);
  }

  @Override
  public SequencedMap<TableId, List<ColumnDescription>> columns(
      String source, List<TableRef> tables) {
    return metadata.columns(source, tables);
  }

  @Override
  public String configurationVersion(Source source) {
    return metadata.configurationVersion(source);
  }

  @Override
  public Source source(String name) {
    return metadata.source(name);
  }

  @Override
  public void refresh(String source) {
    metadata.refresh(source);
  }

  @Override
  public SourceLease lease(Collection<Source> sources) {
    return metadata.lease(sources);
  }
}
