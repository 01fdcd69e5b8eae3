package io.tributary.connector;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// A table in full. Every column of the source's table is here: none is ever dropped.
///
/// @param keys primary and unique keys
public record TableDescription(
    TableName name,
    TableKind kind,
    String comment,
    List<ColumnDescription> columns,
    List<Key> keys,
    List<ForeignKey> foreignKeys) {

  /// Columns that identify a row.
  public record Key(String name, List<String> columns, boolean primary) {
    public Key {
      columns = List.copyOf(columns);
    }
  }

  /// Columns that refer to the key of another table of the source.
  public record ForeignKey(
      String name,
      List<String> columns,
      TableName referencedTable,
      List<String> referencedColumns) {
    public ForeignKey {
      columns = List.copyOf(columns);
      referencedColumns = List.copyOf(referencedColumns);
    }
  }

  public TableDescription {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
    foreignKeys = List.copyOf(foreignKeys);
  }

  public Schema arrowSchema() {
    return new Schema(columns.stream().map(ColumnDescription::field).toList());
  }
}
