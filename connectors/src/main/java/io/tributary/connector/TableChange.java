package io.tributary.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

  /// Takes rows away.
  ///
  /// @param where in the source's dialect, with its first word; empty for all rows
  record Delete(TableName table, String where) implements TableChange {}

  /// Gives rows other values, all of which are computed from the old ones.
  ///
  /// @param constants columns that get the values of the one row that is written; without any, no
  ///   row is
  /// @param computed columns that get what the source computes
  /// @param where in the source's dialect, with its first word; empty for all rows
  record Update(
      TableName table, List<ColumnDescription> constants, List<Computed> computed, String where)
      implements TableChange {
    public Update {
      constants = List.copyOf(constants);
      computed = List.copyOf(computed);
    }

    /// All that get values.
    public List<ColumnDescription> columns() {
      return Stream.concat(constants.stream(), computed.stream().map(Computed::column)).toList();
    }

    /// Whether a value is computed from a column that gets another one.
    public boolean readsWhatItChanges() {
      return computed.stream()
          .anyMatch(value ->
              columns().stream()
                  .filter(changed -> !changed.name().equals(value.column().name()))
                  .anyMatch(changed -> value.reads().contains(changed.name())));
    }
  }

  /// Several, one after the other. Each update takes the next batch of what is written.
  ///
  /// @param parts [Update] and [Delete], of this table
  record InOrder(TableName table, List<TableChange> parts) implements TableChange {
    public InOrder {
      parts = List.copyOf(parts);
    }
  }

  /// A value that a source computes for a column.
  ///
  /// @param column which its values fit in, or the source refuses them, but for what its declared
  ///   type cuts off
  /// @param sql in the source's dialect
  /// @param reads names of the columns that it is computed from
  /// @param copyOf the column that it is the value of, if that is declared the same
  record Computed(
      ColumnDescription column, String sql, Set<String> reads, Optional<String> copyOf) {
    public Computed {
      reads = Set.copyOf(reads);
    }
  }
}
