package io.tributary.catalog.endpoint;

import com.google.protobuf.ByteString;
import io.tributary.catalog.discovery.DiscoveredTable;
import io.tributary.catalog.source.ConfiguredSource;
import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics;
import io.tributary.v1.Column;
import io.tributary.v1.ColumnStatistics;
import io.tributary.v1.ForeignKey;
import io.tributary.v1.Key;
import io.tributary.v1.SourceState;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.Table;
import io.tributary.v1.TableKind;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Schema;

/// What the catalog knows, as protobuf messages. Nothing here carries a secret.
final class Messages {
  private Messages() {}

  static SourceSummary summary(ConfiguredSource source) {
    SourceSummary.Builder summary =
        SourceSummary.newBuilder().setName(source.name()).setConnector(source.connector());
    return switch (source) {
      case ConfiguredSource.Ready _ -> summary.setState(SourceState.SOURCE_STATE_READY).build();
      case ConfiguredSource.Failed failed ->
          summary.setState(SourceState.SOURCE_STATE_FAILED).setFailure(failed.reason()).build();
    };
  }

  static TableSummary summary(String source, io.tributary.connector.TableSummary table) {
    return TableSummary.newBuilder()
        .setRef(ref(source, table.name()))
        .setKind(kind(table.kind()))
        .setComment(table.comment())
        .build();
  }

  static Table table(DiscoveredTable table) {
    TableDescription description = table.description();
    Table.Builder message =
        Table.newBuilder()
            .setRef(ref(table.source(), description.name()))
            .setKind(kind(description.kind()))
            .setComment(description.comment())
            .setArrowSchema(ByteString.copyFrom(description.arrowSchema().serializeAsMessage()));
    description.columns().forEach(column -> message.addColumns(column(column)));
    description.keys().forEach(key -> message.addKeys(key(key)));
    description
        .foreignKeys()
        .forEach(key -> message.addForeignKeys(foreignKey(table.source(), key)));
    table.statistics().rowCount().ifPresent(message::setRowCount);
    for (Map.Entry<String, TableStatistics.ColumnStatistics> column :
        new TreeMap<>(table.statistics().columns()).entrySet()) {
      message.addStatistics(statistics(column.getKey(), column.getValue()));
    }
    return message.build();
  }

  /// A table of which nothing but its columns is told.
  static Table table(String source, TableName name, List<ColumnDescription> columns) {
    Schema arrowSchema = new Schema(columns.stream().map(ColumnDescription::field).toList());
    Table.Builder message =
        Table.newBuilder()
            .setRef(ref(source, name))
            .setArrowSchema(ByteString.copyFrom(arrowSchema.serializeAsMessage()));
    columns.forEach(column -> message.addColumns(column(column)));
    return message.build();
  }

  private static TableRef ref(String source, TableName name) {
    return TableRef.newBuilder()
        .setSource(source)
        .setSchema(name.schema())
        .setTable(name.table())
        .build();
  }

  private static TableKind kind(io.tributary.connector.TableKind kind) {
    return switch (kind) {
      case TABLE -> TableKind.TABLE_KIND_TABLE;
      case VIEW -> TableKind.TABLE_KIND_VIEW;
    };
  }

  private static Column column(ColumnDescription column) {
    Column.Builder message =
        Column.newBuilder()
            .setName(column.name())
            .setSourceType(column.sourceType())
            .setNullable(column.field().isNullable())
            .setComment(column.comment())
            .setReadAsTextBecause(column.readAsTextBecause().orElse(""))
            .setCollation(column.collation().orElse(""));
    column.maxLength().ifPresent(message::setMaxLength);
    return message.build();
  }

  private static Key key(TableDescription.Key key) {
    return Key.newBuilder()
        .setName(key.name())
        .addAllColumns(key.columns())
        .setPrimary(key.primary())
        .build();
  }

  private static ForeignKey foreignKey(String source, TableDescription.ForeignKey key) {
    return ForeignKey.newBuilder()
        .setName(key.name())
        .addAllColumns(key.columns())
        .setReferencedTable(ref(source, key.referencedTable()))
        .addAllReferencedColumns(key.referencedColumns())
        .build();
  }

  private static ColumnStatistics statistics(
      String column, TableStatistics.ColumnStatistics known) {
    ColumnStatistics.Builder message = ColumnStatistics.newBuilder().setColumn(column);
    known.distinctCount().ifPresent(message::setDistinctCount);
    known.nullFraction().ifPresent(message::setNullFraction);
    known.range().ifPresent(range -> message.setLeast(range.least()).setGreatest(range.greatest()));
    return message.build();
  }
}
