package io.tributary.gateway.endpoint;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.arrow.vector.types.TimeUnit;

/// Arrow counts time in units since an epoch; people write ISO 8601.
public final class ArrowTimes {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private ArrowTimes() {}

  /// @param count units since 1970-01-01T00:00:00Z
  public static Instant instant(long count, TimeUnit unit) {
    long perSecond = perSecond(unit);
    return Instant.ofEpochSecond(
        Math.floorDiv(count, perSecond),
        Math.floorMod(count, perSecond) * (NANOS_PER_SECOND / perSecond));
  }

  /// @param count units since 1970-01-01T00:00:00, wherever that is
  public static LocalDateTime timestamp(long count, TimeUnit unit) {
    return LocalDateTime.ofInstant(instant(count, unit), ZoneOffset.UTC);
  }

  /// @param count units since midnight
  public static LocalTime time(long count, TimeUnit unit) {
    return LocalTime.ofNanoOfDay(Math.multiplyExact(count, NANOS_PER_SECOND / perSecond(unit)));
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
