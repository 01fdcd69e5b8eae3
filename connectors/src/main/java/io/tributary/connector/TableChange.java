package io.tributary.connector;

import java.util.List;
import java.util.Map;

/// Something to be done to one table, all of it or nothing.
public sealed interface TableChange {

  TableName table();

  /// Adds rows.
  ///
  /// @param columns that get values, as the table had them when the change was planned; the others
  ///   get their defaults
  record Append(TableName table, List<ColumnDescription> columns) implements TableChange {
    public Append {
      columns = List.copyOf(columns);
    }
  }

  /// Makes a table with its rows, and takes away the one that had its name.
  ///
  /// @param columns of [SourceWriter#columnsFor]
  /// @param replace whether there may be a table of this name
  /// @param options what was written in `WITH (…)`, by name in lower case
  record Create(
      TableName table,
      List<ColumnDescription> columns,
      boolean replace,
      Map<String, List<String>> options)
      implements TableChange {
    public Create {
      columns = List.copyOf(columns);
      options = Map.copyOf(options);
    }
  }

  /// Takes a table away.
  record Drop(TableName table) implements TableChange {}

  /// Takes all rows away.
  record Truncate(TableName table) implements TableChange {}

  /// Changes or deletes rows.
  ///
  /// @param sql in the source's dialect
  record Execute(TableName table, String sql) implements TableChange {}
}
