package io.tributary.gateway.endpoint;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.arrow.vector.types.TimeUnit;

/// Arrow counts time in units since an epoch; people and protocols write ISO 8601. Seconds are
/// always written, fractions as far as they go.
public final class ArrowTimes {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private ArrowTimes() {}

  /// `2026-03-01`
  public static String date(long epochDay) {
    return LocalDate.ofEpochDay(epochDay).toString();
  }

  /// `13:05:00.123456`
  ///
  /// @param count units since midnight
  public static String time(long count, TimeUnit unit) {
    long nanos = Math.multiplyExact(count, NANOS_PER_SECOND / perSecond(unit));
    return DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(nanos));
  }

  /// `2026-03-01T13:05:00.123456`
  ///
  /// @param count units since 1970-01-01T00:00:00, wherever that is
  public static String timestamp(long count, TimeUnit unit) {
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(dateTime(count, unit));
  }

  /// `2026-03-01T13:05:00.123456Z`
  ///
  /// @param count units since 1970-01-01T00:00:00Z
  public static String instant(long count, TimeUnit unit) {
    return timestamp(count, unit) + "Z";
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
