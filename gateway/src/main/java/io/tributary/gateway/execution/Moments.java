package io.tributary.gateway.execution;

import io.tributary.gateway.execution.Assignment.UnfitException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Reads dates and times, in ISO 8601 where they are texts, as counts of the unit that is wanted.
final class Moments {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long MILLIS_PER_DAY = 1000 * SECONDS_PER_DAY;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Moments() {}

  /// Counts, by row.
  interface Counts {
    long at(int row);
  }

  static boolean isDate(Field from) {
    return from.getType() instanceof ArrowType.Date;
  }

  static boolean isTime(Field from) {
    return from.getType() instanceof ArrowType.Time;
  }

  /// Whether both are moments, or both are what clocks show somewhere.
  static boolean isTimestamp(Field from, ArrowType.Timestamp to) {
    return switch (from.getType()) {
      case ArrowType.Timestamp type -> (type.getTimezone() == null) == (to.getTimezone() == null);
      case ArrowType.Date _ -> to.getTimezone() == null;
      default -> false;
    };
  }

  /// Days since 1970.
  static Counts days(FieldVector source) {
    if (source.getField().getType() instanceof ArrowType.Date type) {
      Counts counts = counts(source);
      return type.getUnit() == DateUnit.DAY
          ? counts
          : row -> day(divided(counts.at(row), MILLIS_PER_DAY));
    }
    Exact.Texts texts = Exact.texts(source);
    return row -> parsed(texts.at(row), "DATE", text -> day(LocalDate.parse(text).toEpochDay()));
  }

  private static int day(long days) {
    if (days != (int) days) {
      throw new UnfitException("a date or time is out of range");
    }
    return (int) days;
  }

  /// Microseconds since midnight.
  static Counts times(FieldVector source) {
    if (source.getField().getType() instanceof ArrowType.Time type) {
      return converted(counts(source), perSecond(type.getUnit()), perSecond(TimeUnit.MICROSECOND));
    }
    Exact.Texts texts = Exact.texts(source);
    return row ->
        parsed(texts.at(row), "TIME", text -> divided(LocalTime.parse(text).toNanoOfDay(), 1000));
  }

  /// Units of the type since 1970.
  static Counts timestamps(FieldVector source, ArrowType.Timestamp to) {
    long wanted = perSecond(to.getUnit());
    return switch (source.getField().getType()) {
      case ArrowType.Timestamp type -> converted(counts(source), perSecond(type.getUnit()), wanted);
      case ArrowType.Date _ -> {
        Counts days = days(source);
        yield row -> multiplied(days.at(row), SECONDS_PER_DAY * wanted);
      }
      default -> {
        Exact.Texts texts = Exact.texts(source);
        yield row ->
            parsed(
                texts.at(row),
                "TIMESTAMP",
                text -> {
                  Instant moment = moment(text, to.getTimezone() != null);
                  return Math.addExact(
                      multiplied(moment.getEpochSecond(), wanted),
                      divided(moment.getNano(), NANOS_PER_SECOND / wanted));
                });
      }
    };
  }

  static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new UnfitException("'%s' is no BOOLEAN".formatted(text));
    };
  }

  /// What has no offset is in UTC, as all that the gateway computes.
  private static Instant moment(String text, boolean mayHaveOffset) {
    String iso = text.replaceFirst("^(\\d{4,}-\\d\\d-\\d\\d) ", "$1T");
    if (iso.indexOf('T') < 0) {
      return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    boolean hasOffset = iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d:\\d\\d");
    return hasOffset && mayHaveOffset
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }

  private interface Parser {
    long parse(String text);
  }

  private static long parsed(String text, String type, Parser parser) {
    try {
      return parser.parse(text);
    } catch (DateTimeException | ArithmeticException _) {
      throw new UnfitException("'%s' is no %s".formatted(text, type));
    }
  }

  private static Counts converted(Counts counts, long perSecond, long wanted) {
    if (wanted == perSecond) {
      return counts;
    }
    return wanted > perSecond
        ? row -> multiplied(counts.at(row), wanted / perSecond)
        : row -> divided(counts.at(row), perSecond / wanted);
  }

  private static long multiplied(long count, long factor) {
    try {
      return Math.multiplyExact(count, factor);
    } catch (ArithmeticException _) {
      throw new UnfitException("a date or time is out of range");
    }
  }

  private static long divided(long count, long divisor) {
    if (count % divisor != 0) {
      throw new UnfitException("a date or time is finer than its column");
    }
    return count / divisor;
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1;
      case MILLISECOND -> 1_000;
      case MICROSECOND -> 1_000_000;
      case NANOSECOND -> NANOS_PER_SECOND;
    };
  }

  private static Counts counts(FieldVector vector) {
    BaseFixedWidthVector fixed = (BaseFixedWidthVector) vector;
    return fixed.getTypeWidth() == Long.BYTES
        ? row -> fixed.getDataBuffer().getLong((long) row * Long.BYTES)
        : row -> fixed.getDataBuffer().getInt((long) row * Integer.BYTES);
  }
}
