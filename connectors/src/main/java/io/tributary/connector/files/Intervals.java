package io.tributary.connector.files;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Intervals on their way to a file. What they have below the unit that is kept would be cut off in
/// silence: Parquet keeps milliseconds, DuckDB microseconds.
final class Intervals {
  private final String source;
  private final FileFormat format;

  Intervals(String source, FileFormat format) {
    this.source = source;
    this.format = format;
  }

  /// Whether each is whole is not looked at within other values.
  ///
  /// @throws ConnectorException NOT_SUPPORTED where there are any
  void refuseNested(List<ColumnDescription> columns) {
    for (ColumnDescription column : columns) {
      if (format == FileFormat.PARQUET && hasInterval(column.field().getChildren())) {
        throw new ConnectorException(
            ErrorCode.NOT_SUPPORTED,
            "source %s, column %s: intervals within other values are not written to Parquet: give them columns of their own"
                .formatted(source, column.name()));
      }
    }
  }

  private static boolean hasInterval(List<Field> fields) {
    return fields.stream()
        .anyMatch(field ->
            field.getType() instanceof ArrowType.Interval
                || field.getType() instanceof ArrowType.Duration
                || hasInterval(field.getChildren()));
  }

  /// @throws ConnectorException DATA_ERROR where a value would not be kept
  void check(FieldVector column) {
    switch (column) {
      case IntervalMonthDayNanoVector intervals ->
          requireWhole(
              intervals,
              row -> IntervalMonthDayNanoVector.getNanoseconds(intervals.getDataBuffer(), row),
              TimeUnit.NANOSECOND);
      case DurationVector durations ->
          requireWhole(
              durations,
              row -> DurationVector.get(durations.getDataBuffer(), row),
              ((ArrowType.Duration) durations.getField().getType()).getUnit());
      default -> {}
    }
  }

  private void requireWhole(FieldVector column, IntToLongFunction counts, TimeUnit unit) {
    long divisor = divisor(unit);
    for (int row = 0; row < column.getValueCount(); row++) {
      if (!column.isNull(row) && counts.applyAsLong(row) % divisor != 0) {
        throw new ConnectorException(
            ErrorCode.DATA_ERROR,
            "source %s, column %s: %s keeps whole %s of an interval: round %s to these"
                .formatted(
                    source,
                    column.getName(),
                    format,
                    format == FileFormat.PARQUET ? "milliseconds" : "microseconds",
                    column.getObject(row)));
      }
    }
  }

  private long divisor(TimeUnit unit) {
    long perMicrosecond = format == FileFormat.PARQUET ? 1_000 : 1;
    return switch (unit) {
      case NANOSECOND -> 1_000 * perMicrosecond;
      case MICROSECOND -> perMicrosecond;
      case MILLISECOND, SECOND -> 1;
    };
  }
}
