package io.tributary.gateway.endpoint;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.arrow.vector.types.TimeUnit;

/// Arrow counts time in units since an epoch; people and protocols write ISO 8601. Seconds are
/// always written, fractions as far as they go. The dates and timestamps that DuckDB keeps for
/// `infinity` and `-infinity` are written so.
public final class ArrowTimes {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
  private static final long INFINITE_DAY = Integer.MAX_VALUE;

  private ArrowTimes() {}

  /// `2026-03-01`
  public static String date(long epochDay) {
    if (Math.abs(epochDay) == INFINITE_DAY) {
      return infinity(epochDay);
    }
    return LocalDate.ofEpochDay(epochDay).toString();
  }

  /// `13:05:00.123456`, and `24:00:00` for the end of the day
  ///
  /// @param count units since midnight
  public static String time(long count, TimeUnit unit) {
    long nanos = Math.multiplyExact(count, NANOS_PER_SECOND / perSecond(unit));
    if (nanos == NANOS_PER_DAY) {
      return "24:00:00";
    }
    return DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(nanos));
  }

  /// `2026-03-01T13:05:00.123456`
  ///
  /// @param count units since 1970-01-01T00:00:00, wherever that is
  public static String timestamp(long count, TimeUnit unit) {
    if (isInfinite(count)) {
      return infinity(count);
    }
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(dateTime(count, unit));
  }

  /// `2026-03-01T13:05:00.123456Z`
  ///
  /// @param count units since 1970-01-01T00:00:00Z
  public static String instant(long count, TimeUnit unit) {
    return isInfinite(count) ? infinity(count) : timestamp(count, unit) + "Z";
  }

  private static boolean isInfinite(long timestamp) {
    return Math.abs(timestamp) == Long.MAX_VALUE;
  }

  private static String infinity(long count) {
    return count > 0 ? "infinity" : "-infinity";
  }

  private static LocalDateTime dateTime(long count, TimeUnit unit) {
    long perSecond = perSecond(unit);
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(count, perSecond),
            Math.floorMod(count, perSecond) * (NANOS_PER_SECOND / perSecond));
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1;
      case MILLISECOND -> 1_000;
      case MICROSECOND -> 1_000_000;
      case NANOSECOND -> NANOS_PER_SECOND;
    };
  }
}
