package io.tributary.gateway.planner;

import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/// The share of a table's rows that have some values of a column, all values being equally
/// frequent.
final class ValueShares {

  private static final double MICROSECONDS = 1_000;

  private final double distinct;
  private final double notNull;
  private final Optional<ValueRange> range;

  ValueShares(SourceTable table, int column) {
    Optional<ColumnStatistics> known = table.statistics(column);
    this.distinct = table.distinctCount(column);
    this.notNull =
        1 - known.map(ColumnStatistics::nullFraction).orElse(OptionalDouble.empty()).orElse(0);
    this.range = known.flatMap(ColumnStatistics::range);
  }

  /// Of so many values.
  double points(int count) {
    return notNull * Math.min(1, count / distinct);
  }

  /// Of all values but so many.
  double allBut(int count) {
    return Math.max(notNull - points(count), notNull / (distinct + 1));
  }

  /// Of the values in a range, ends included.
  ///
  /// @param from as in a literal; null where there is no least
  /// @param to as in a literal; null where there is no greatest
  /// @return empty where the range of the column is not known
  OptionalDouble between(@Nullable Comparable<?> from, @Nullable Comparable<?> to) {
    if (range.isEmpty()) {
      return OptionalDouble.empty();
    }
    double least = range.get().least();
    double greatest = range.get().greatest();
    OptionalDouble lower = from == null ? OptionalDouble.of(least) : number(from);
    OptionalDouble upper = to == null ? OptionalDouble.of(greatest) : number(to);
    if (lower.isEmpty() || upper.isEmpty()) {
      return OptionalDouble.empty();
    }
    double width = Math.min(greatest, upper.getAsDouble()) - Math.max(least, lower.getAsDouble());
    double share = greatest == least ? (width < 0 ? 0 : 1) : width / (greatest - least);
    // Statistics are of some time ago: values outside may be there by now.
    return OptionalDouble.of(notNull * Math.clamp(share, Math.min(1, 1 / distinct), 1));
  }

  /// A literal's value as statistics write it.
  private static OptionalDouble number(Comparable<?> value) {
    return switch (value) {
      case BigDecimal number -> OptionalDouble.of(number.doubleValue());
      case DateString date -> OptionalDouble.of(date.getDaysSinceEpoch());
      case TimestampString time -> OptionalDouble.of(time.getMillisSinceEpoch() * MICROSECONDS);
      default -> OptionalDouble.empty();
    };
  }
}
