package io.tributary.connector;

import java.util.Map;
import java.util.Optional;
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
  /// @param range what values lie in, as far as estimates go: some may lie outside
  public record ColumnStatistics(
      OptionalDouble distinctCount, OptionalDouble nullFraction, Optional<ValueRange> range) {

    public ColumnStatistics(OptionalDouble distinctCount, OptionalDouble nullFraction) {
      this(distinctCount, nullFraction, Optional.empty());
    }
  }

  /// The least and the greatest value of a column of numbers, dates or timestamps. Dates are days,
  /// timestamps microseconds, since 1970-01-01 in UTC.
  public record ValueRange(double least, double greatest) {

    /// @throws IllegalArgumentException unless both are finite and in order
    public ValueRange {
      if (!Double.isFinite(least) || !Double.isFinite(greatest) || least > greatest) {
        throw new IllegalArgumentException("no range: %s to %s".formatted(least, greatest));
      }
    }

    /// @return empty where values are not finite or not in order: what a source writes down as its
    ///   statistics need not make sense
    public static Optional<ValueRange> of(double least, double greatest) {
      return Double.isFinite(least) && Double.isFinite(greatest) && least <= greatest
          ? Optional.of(new ValueRange(least, greatest))
          : Optional.empty();
    }
  }

  public TableStatistics {
    columns = Map.copyOf(columns);
  }
}
