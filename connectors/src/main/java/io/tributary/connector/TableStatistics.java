package io.tributary.connector;

import java.util.Map;
import java.util.OptionalDouble;

/// What a source knows of a table without reading it.
///
/// @param rowCount estimated rows
/// @param columns by column name; columns of which nothing is known are missing
public record TableStatistics(OptionalDouble rowCount, Map<String, ColumnStatistics> columns) {

  public static final TableStatistics UNKNOWN =
      new TableStatistics(OptionalDouble.empty(), Map.of());

  /// What is known of one column.
  ///
  /// @param distinctCount estimated number of distinct values
  /// @param nullFraction share of NULLs, 0 to 1
  public record ColumnStatistics(OptionalDouble distinctCount, OptionalDouble nullFraction) {}

  public TableStatistics {
    columns = Map.copyOf(columns);
  }
}
