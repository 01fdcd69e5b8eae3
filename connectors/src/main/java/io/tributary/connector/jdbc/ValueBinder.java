package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  /// @param secondDigits behind the point, in a type that names no number of them
  record Traits(
      boolean notANumber,
      boolean infinity,
      boolean decimalsAsDoubles,
      String instantSuffix,
      int secondDigits) {

    /// Whether a type of times or timestamps keeps microseconds.
    public boolean keepsMicroseconds(String declared) {
      return tick(declared) == 1;
    }

    /// The least difference of two times, in microseconds.
    public long tick(String declared) {
      Matcher named = SECOND_DIGITS.matcher(declared);
      int digits = named.find() ? Integer.parseInt(named.group(1)) : secondDigits;
      return digits >= MICROSECOND_DIGITS
          ? 1
          : (long) Math.pow(10, MICROSECOND_DIGITS - (double) digits);
    }
  }

  Pattern SECOND_DIGITS = Pattern.compile("\\((\\d)\\)");

  int MICROSECOND_DIGITS = 6;

  /// For values that a column keeps.
  ///
  /// @return empty where the column's type is not written
  static Optional<ValueBinder> of(
      FieldVector vector, ColumnDescription column, JdbcWriting writing) {
    ValueGuard guard = writing.guard(column);
    return of(vector, column.sourceType(), writing.traits())
        .map(binder ->
            (statement, parameter, row) -> {
              binder.bind(statement, parameter, row);
              guard.check(vector, row);
            });
  }

  /// @param declared the column's type as the database writes it
  /// @return empty where the type is not written
  private static Optional<ValueBinder> of(FieldVector vector, String declared, Traits traits) {
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
          case VarCharVector texts -> text(texts, declared);
          case VarBinaryVector bytes ->
              (statement, parameter, row) -> statement.setBytes(parameter, bytes.get(row));
          default -> moment(vector, declared, traits);
        });
  }

  private static @Nullable ValueBinder moment(FieldVector vector, String declared, Traits traits) {
    long tick = traits.tick(declared);
    return switch (vector) {
      case DateDayVector days ->
          (statement, parameter, row) ->
              statement.setString(parameter, date(LocalDate.ofEpochDay(days.get(row))));
      case TimeMicroVector times ->
          (statement, parameter, row) ->
              statement.setString(parameter, time(kept(times.get(row), tick, declared)));
      case TimeStampMicroVector times ->
          (statement, parameter, row) ->
              statement.setString(parameter, timestamp(kept(times.get(row), tick, declared)));
      case TimeStampMicroTZVector times ->
          (statement, parameter, row) ->
              statement.setString(
                  parameter,
                  timestamp(kept(times.get(row), tick, declared)) + traits.instantSuffix());
      default -> null;
    };
  }

  /// Databases round or cut off the digits that a column does not have, without a word.
  static long kept(long microseconds, long tick, String declared) {
    if (microseconds % tick != 0) {
      throw new UnfitValueException(
          "a time has more digits behind the second than %s keeps".formatted(declared));
    }
    return microseconds;
  }

  private static double checked(double value, Traits traits) {
    if (Double.isNaN(value) ? traits.notANumber() : Double.isFinite(value) || traits.infinity()) {
      return value;
    }
    throw new UnfitValueException("the database has no %s".formatted(value));
  }

  Pattern LIMITED =
      Pattern.compile(
          "(?:var|national var)?char(?:acter)?(?: varying)?\\((\\d+)\\)(?: character set .*)?");

  /// Matches types of texts that have a greatest length, in characters, as its first group.
  static Matcher limited(String declared) {
    return LIMITED.matcher(declared.toLowerCase(Locale.ROOT));
  }

  /// Blanks that are too many are taken away by some databases without a word.
  private static ValueBinder text(VarCharVector vector, String declared) {
    Matcher limited = limited(declared);
    int most = limited.matches() ? Integer.parseInt(limited.group(1)) : Integer.MAX_VALUE;
    return (statement, parameter, row) -> {
      String text = new String(vector.get(row), StandardCharsets.UTF_8);
      if (text.length() > most && text.codePointCount(0, text.length()) > most) {
        throw new UnfitValueException(
            "a text is longer than the %d characters that fit".formatted(most));
      }
      statement.setString(parameter, text);
    };
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
