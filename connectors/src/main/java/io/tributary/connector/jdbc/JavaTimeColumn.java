package io.tributary.connector.jdbc;

import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.jspecify.annotations.Nullable;

/// Reads truth values, dates and times as the objects that every driver makes of them.
final class JavaTimeColumn {
  private static final int VALUE_BYTES = 9;

  private JavaTimeColumn() {}

  /// Puts a value that is there into a vector.
  private interface Sink<T> {
    void put(int row, T value);
  }

  /// @return null for what is neither a truth value nor a date or time
  static ResultColumn.@Nullable Mover mover(int arriving, FieldVector vector) {
    return switch (vector) {
      case BitVector bits when arriving == Types.BIT || arriving == Types.BOOLEAN ->
          (result, column, row) -> {
            boolean value = result.getBoolean(column);
            if (!result.wasNull()) {
              bits.setSafe(row, value ? 1 : 0);
            }
            return 1;
          };
      case DateDayVector dates ->
          moving(LocalDate.class, (row, value) -> dates.setSafe(row, day(value)));
      case TimeMicroVector times ->
          moving(LocalTime.class, (row, value) -> times.setSafe(row, microseconds(value)));
      case TimeStampMicroVector timestamps ->
          moving(
              LocalDateTime.class,
              (row, value) ->
                  timestamps.setSafe(
                      row, VectorSink.microseconds(value.toInstant(ZoneOffset.UTC))));
      case TimeStampMicroTZVector instants ->
          moving(
              OffsetDateTime.class,
              (row, value) -> VectorSink.instant(instants, row, value.toInstant()));
      default -> null;
    };
  }

  private static <T> ResultColumn.Mover moving(Class<T> type, Sink<T> sink) {
    return (result, column, row) -> {
      T value = result.getObject(column, type);
      if (value != null) {
        sink.put(row, value);
      }
      return VALUE_BYTES;
    };
  }

  private static int day(LocalDate date) {
    try {
      return Math.toIntExact(date.toEpochDay());
    } catch (ArithmeticException e) {
      throw new UnfitValueException("%s does not fit DATE".formatted(date));
    }
  }

  private static long microseconds(LocalTime time) {
    long nanoseconds = time.toNanoOfDay();
    if (nanoseconds % 1_000 != 0) {
      throw new UnfitValueException("%s has more than microseconds".formatted(time));
    }
    return nanoseconds / 1_000;
  }
}
