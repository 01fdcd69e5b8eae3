package io.tributary.connector.jdbc;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/// Gives a statement the value of one vector's row. Dates and times go as ISO 8601, which no driver
/// takes to another time zone.
@FunctionalInterface
public interface ValueBinder {

  /// @param parameter from 1 on
  /// @param row where in the vector, which has a value there
  /// @throws UnfitValueException for a value that the column's type does not have
  void bind(PreparedStatement statement, int parameter, int row) throws SQLException;

  /// What a database does not hold as it is.
  ///
  /// @param notANumber whether there is NaN
  /// @param infinity whether there are infinite numbers
  /// @param decimalsAsDoubles whether decimals are kept so
  /// @param instantSuffix behind a point in time, which is written in UTC
  record Traits(
      boolean notANumber, boolean infinity, boolean decimalsAsDoubles, String instantSuffix) {}

  /// For values that a column keeps.
  ///
  /// @return empty where the column's type is not written
  static Optional<ValueBinder> of(FieldVector vector, ValueGuard guard, Traits traits) {
    return of(vector, traits)
        .map(binder ->
            (statement, parameter, row) -> {
              binder.bind(statement, parameter, row);
              guard.check(vector, row);
            });
  }

  /// @return empty where the type is not written
  private static Optional<ValueBinder> of(FieldVector vector, Traits traits) {
    return Optional.ofNullable(
        switch (vector) {
          case BitVector bits ->
              (statement, parameter, row) -> statement.setBoolean(parameter, bits.get(row) != 0);
          case UInt8Vector numbers ->
              (statement, parameter, row) ->
                  statement.setBigDecimal(
                      parameter, new BigDecimal(Long.toUnsignedString(numbers.get(row))));
          case BaseIntVector numbers ->
              (statement, parameter, row) ->
                  statement.setLong(parameter, numbers.getValueAsLong(row));
          case Float4Vector numbers ->
              (statement, parameter, row) ->
                  statement.setFloat(parameter, (float) checked(numbers.get(row), traits));
          case Float8Vector numbers ->
              (statement, parameter, row) ->
                  statement.setDouble(parameter, checked(numbers.get(row), traits));
          case DecimalVector numbers when traits.decimalsAsDoubles() ->
              (statement, parameter, row) ->
                  statement.setDouble(parameter, numbers.getObject(row).doubleValue());
          case DecimalVector numbers ->
              (statement, parameter, row) ->
                  statement.setBigDecimal(parameter, numbers.getObject(row));
          case VarCharVector texts ->
              (statement, parameter, row) -> statement.setString(parameter, text(texts.get(row)));
          case VarBinaryVector bytes ->
              (statement, parameter, row) -> statement.setBytes(parameter, bytes.get(row));
          default -> moment(vector, traits);
        });
  }

  private static @Nullable ValueBinder moment(FieldVector vector, Traits traits) {
    return switch (vector) {
      case DateDayVector days ->
          (statement, parameter, row) ->
              statement.setString(parameter, date(LocalDate.ofEpochDay(days.get(row))));
      case TimeMicroVector times ->
          (statement, parameter, row) -> statement.setString(parameter, time(times.get(row)));
      case TimeStampMicroVector times ->
          (statement, parameter, row) -> statement.setString(parameter, timestamp(times.get(row)));
      case TimeStampMicroTZVector times ->
          (statement, parameter, row) ->
              statement.setString(parameter, timestamp(times.get(row)) + traits.instantSuffix());
      default -> null;
    };
  }

  private static String text(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException _) {
      throw new UnfitValueException("a text is not in UTF-8");
    }
  }

  private static double checked(double value, Traits traits) {
    if (Double.isNaN(value) ? traits.notANumber() : Double.isFinite(value) || traits.infinity()) {
      return value;
    }
    throw new UnfitValueException("the database has no %s".formatted(value));
  }

  private static String date(LocalDate day) {
    if (day.getYear() < 1 || day.getYear() > 9999) {
      throw new UnfitValueException("a date lies outside of the years 1 to 9999");
    }
    return day.toString();
  }

  private static String time(long microseconds) {
    if (microseconds >= 86_400_000_000L) {
      throw new UnfitValueException("the time 24:00:00 lies beyond the day");
    }
    return DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(microseconds * 1000));
  }

  private static String timestamp(long microseconds) {
    Instant moment =
        Instant.ofEpochSecond(
            Math.floorDiv(microseconds, 1_000_000L),
            Math.floorMod(microseconds, 1_000_000L) * 1000);
    LocalDateTime time = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    return date(time.toLocalDate())
        + " "
        + DateTimeFormatter.ISO_LOCAL_TIME.format(time.toLocalTime());
  }
}
