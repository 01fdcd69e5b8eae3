package io.tributary.gateway.planner.whole;

import io.tributary.gateway.metadata.TableMetadata;
import java.util.List;

/// A query over views, and what it reads of the table behind each.
///
/// @param sql in DuckDB's dialect, over the views
/// @param columns names of the result's columns
/// @param unrepeatable what of it gives other rows each time, such as `random` or a sample
public record WholeStatement(
    String sql, List<Read> reads, List<String> columns, List<String> unrepeatable) {

  public WholeStatement {
    reads = List.copyOf(reads);
    columns = List.copyOf(columns);
    unrepeatable = List.copyOf(unrepeatable);
  }

  /// One mention of a table.
  ///
  /// @param view its name in the statement; it has all columns of the table
  /// @param types of the table's columns, as DuckDB spells them
  /// @param columns whose values matter, in order
  /// @param filters that rows must pass to matter
  public record Read(
      TableMetadata table,
      String view,
      List<String> types,
      List<Integer> columns,
      List<ScanFilter> filters) {
    public Read {
      types = List.copyOf(types);
      columns = List.copyOf(columns);
      filters = List.copyOf(filters);
    }
  }
}
