package io.tributary.gateway.metadata;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.Column;
import io.tributary.v1.ColumnStatistics;
import io.tributary.v1.ForeignKey;
import io.tributary.v1.Key;
import io.tributary.v1.Table;
import io.tributary.v1.TableRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Reads the catalog's messages.
final class TableMessages {
  private TableMessages() {}

  static TableId id(TableRef ref) {
    return new TableId(ref.getSource(), ref.getSchema(), ref.getTable());
  }

  static TableDescription description(Table table) {
    return new TableDescription(
        name(table.getRef()),
        kind(table),
        table.getComment(),
        columns(table),
        table.getKeysList().stream().map(TableMessages::key).toList(),
        table.getForeignKeysList().stream().map(TableMessages::foreignKey).toList());
  }

  static TableStatistics statistics(Table table) {
    Map<String, TableStatistics.ColumnStatistics> columns = new HashMap<>();
    for (ColumnStatistics column : table.getStatisticsList()) {
      columns.put(
          column.getColumn(),
          new TableStatistics.ColumnStatistics(
              known(column.hasDistinctCount(), column.getDistinctCount()),
              known(column.hasNullFraction(), column.getNullFraction()),
              column.hasLeast() && column.hasGreatest()
                  ? ValueRange.of(column.getLeast(), column.getGreatest())
                  : Optional.empty()));
    }
    return new TableStatistics(known(table.hasRowCount(), table.getRowCount()), columns);
  }

  static List<ColumnDescription> columns(Table table) {
    List<Field> fields =
        Schema.deserializeMessage(table.getArrowSchema().asReadOnlyByteBuffer()).getFields();
    if (fields.size() != table.getColumnsCount()) {
      throw unreadable(
          table, "%d columns, %d Arrow fields".formatted(table.getColumnsCount(), fields.size()));
    }
    List<ColumnDescription> columns = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      Column column = table.getColumns(i);
      columns.add(
          new ColumnDescription(
              fields.get(i),
              column.getSourceType(),
              Optional.of(column.getReadAsTextBecause()).filter(reason -> !reason.isEmpty()),
              column.getComment(),
              Optional.of(column.getCollation()).filter(name -> !name.isEmpty()),
              column.hasMaxLength() ? OptionalInt.of(column.getMaxLength()) : OptionalInt.empty()));
    }
    return columns;
  }

  private static TableDescription.Key key(Key key) {
    return new TableDescription.Key(key.getName(), key.getColumnsList(), key.getPrimary());
  }

  private static TableDescription.ForeignKey foreignKey(ForeignKey key) {
    return new TableDescription.ForeignKey(
        key.getName(),
        key.getColumnsList(),
        name(key.getReferencedTable()),
        key.getReferencedColumnsList());
  }

  private static TableName name(TableRef ref) {
    return new TableName(ref.getSchema(), ref.getTable());
  }

  private static TableKind kind(Table table) {
    return switch (table.getKind()) {
      case TABLE_KIND_TABLE -> TableKind.TABLE;
      case TABLE_KIND_VIEW -> TableKind.VIEW;
      case TABLE_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw unreadable(table, "neither a table nor a view: " + table.getKindValue());
    };
  }

  private static OptionalDouble known(boolean present, double value) {
    return present ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static GatewayException unreadable(Table table, String problem) {
    return new GatewayException(
        ErrorCode.INTERNAL,
        "the catalog service describes %s in a way that this gateway cannot read (%s)"
            .formatted(id(table.getRef()), problem));
  }
}
