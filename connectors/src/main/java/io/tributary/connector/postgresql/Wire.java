package io.tributary.connector.postgresql;

import io.tributary.connector.jdbc.UnfitValueException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// PostgreSQL's binary format of fixed-width values: big-endian, times counted from the year 2000.
final class Wire {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int DAYS_1970_TO_2000 = 10_957;
  private static final long MICROSECONDS_PER_DAY = 86_400_000_000L;

  private Wire() {}

  static short int2(byte[] bytes, int offset) {
    return (short) SHORT.get(bytes, offset);
  }

  static int int4(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  static long int8(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  static void put2(byte[] bytes, int offset, int value) {
    SHORT.set(bytes, offset, (short) value);
  }

  static void put4(byte[] bytes, int offset, int value) {
    INT.set(bytes, offset, value);
  }

  static void put8(byte[] bytes, int offset, long value) {
    LONG.set(bytes, offset, value);
  }

  static float float4(byte[] bytes, int offset) {
    return Float.intBitsToFloat(int4(bytes, offset));
  }

  static double float8(byte[] bytes, int offset) {
    return Double.longBitsToDouble(int8(bytes, offset));
  }

  /// Days since 1970.
  static int date(byte[] bytes, int offset) {
    int days = int4(bytes, offset);
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      throw new UnfitValueException("the date infinity is no date");
    }
    return days + DAYS_1970_TO_2000;
  }

  /// Microseconds since midnight.
  static long time(byte[] bytes, int offset) {
    long microseconds = int8(bytes, offset);
    if (microseconds >= MICROSECONDS_PER_DAY) {
      throw new UnfitValueException("the time 24:00:00 lies beyond the day");
    }
    return microseconds;
  }

  /// Microseconds since 1970.
  static long timestamp(byte[] bytes, int offset) {
    long microseconds = int8(bytes, offset);
    if (microseconds == Long.MAX_VALUE || microseconds == Long.MIN_VALUE) {
      throw new UnfitValueException("the timestamp infinity is no point in time");
    }
    try {
      return Math.addExact(microseconds, DAYS_1970_TO_2000 * MICROSECONDS_PER_DAY);
    } catch (ArithmeticException e) {
      throw new UnfitValueException(
          "a timestamp after the year 294246 does not fit microseconds since 1970");
    }
  }

  /// A date to be sent.
  ///
  /// @param days since 1970
  static int sentDate(int days) {
    // DuckDB's infinite dates are the ends of the range.
    if (days == Integer.MAX_VALUE || days == -Integer.MAX_VALUE) {
      throw new UnfitValueException("the date infinity is no date");
    }
    try {
      return Math.subtractExact(days, DAYS_1970_TO_2000);
    } catch (ArithmeticException e) {
      throw new UnfitValueException("a date lies before all that PostgreSQL has");
    }
  }

  /// A time to be sent.
  ///
  /// @param microseconds since midnight
  static long sentTime(long microseconds) {
    if (microseconds >= MICROSECONDS_PER_DAY) {
      throw new UnfitValueException("the time 24:00:00 lies beyond the day");
    }
    return microseconds;
  }

  /// A timestamp to be sent.
  ///
  /// @param microseconds since 1970
  static long sentTimestamp(long microseconds) {
    if (microseconds == Long.MAX_VALUE || microseconds == -Long.MAX_VALUE) {
      throw new UnfitValueException("the timestamp infinity is no point in time");
    }
    try {
      return Math.subtractExact(microseconds, DAYS_1970_TO_2000 * MICROSECONDS_PER_DAY);
    } catch (ArithmeticException e) {
      throw new UnfitValueException("a timestamp lies before all that PostgreSQL has");
    }
  }
}
