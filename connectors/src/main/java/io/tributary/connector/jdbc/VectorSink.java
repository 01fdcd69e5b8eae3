package io.tributary.connector.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;

/// Puts values into vectors, exactly or not at all.
public final class VectorSink {
  private VectorSink() {}

  /// Into a vector of any integers or of booleans.
  public static void whole(FieldVector vector, int index, long value) {
    switch (vector) {
      case BigIntVector longs -> longs.setSafe(index, value);
      case IntVector ints ->
          ints.setSafe(index, (int) within(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER"));
      case SmallIntVector shorts ->
          shorts.setSafe(index, (int) within(value, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT"));
      case TinyIntVector bytes ->
          bytes.setSafe(index, (int) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT"));
      case UInt8Vector longs -> longs.setSafe(index, within(value, 0, Long.MAX_VALUE, "UBIGINT"));
      case UInt4Vector ints ->
          ints.setSafe(index, (int) within(value, 0, (1L << 32) - 1, "UINTEGER"));
      case UInt2Vector shorts ->
          shorts.setSafe(index, (int) within(value, 0, (1L << 16) - 1, "USMALLINT"));
      case UInt1Vector bytes ->
          bytes.setSafe(index, (int) within(value, 0, (1L << 8) - 1, "UTINYINT"));
      case BitVector bits -> bits.setSafe(index, (int) within(value, 0, 1, "BOOLEAN"));
      default -> throw new IllegalArgumentException(vector.getField() + " is no integer");
    }
  }

  /// A whole number of any size.
  public static void whole(FieldVector vector, int index, BigInteger value) {
    if (vector instanceof UInt8Vector longs && value.signum() >= 0 && value.bitLength() <= 64) {
      longs.setSafe(index, value.longValue());
    } else if (value.bitLength() > 63) {
      throw new UnfitValueException("%s does not fit %s".formatted(value, name(vector)));
    } else {
      whole(vector, index, value.longValue());
    }
  }

  public static void decimal(DecimalVector vector, int index, BigDecimal value) {
    BigDecimal scaled;
    try {
      scaled = value.setScale(vector.getScale());
    } catch (ArithmeticException e) {
      throw unfit(vector, value);
    }
    if (scaled.precision() > vector.getPrecision()) {
      throw unfit(vector, value);
    }
    vector.setSafe(index, scaled);
  }

  private static UnfitValueException unfit(DecimalVector vector, BigDecimal value) {
    return new UnfitValueException(
        "%s does not fit DECIMAL(%d,%d)"
            .formatted(value.toPlainString(), vector.getPrecision(), vector.getScale()));
  }

  public static void floating(FieldVector vector, int index, double value) {
    switch (vector) {
      case Float8Vector doubles -> doubles.setSafe(index, value);
      case Float4Vector floats -> {
        if (Double.compare((float) value, value) != 0) {
          throw new UnfitValueException("%s does not fit REAL".formatted(value));
        }
        floats.setSafe(index, (float) value);
      }
      default -> throw new IllegalArgumentException(vector.getField() + " is no float");
    }
  }

  /// Dates and times, written as [IsoText] has them.
  public static void temporal(FieldVector vector, int index, String value) {
    switch (vector) {
      case DateDayVector dates -> dates.setSafe(index, IsoText.date(value));
      case TimeMicroVector times -> times.setSafe(index, IsoText.time(value));
      case TimeStampMicroVector timestamps -> timestamps.setSafe(index, IsoText.timestamp(value));
      case TimeStampMicroTZVector timestamps -> timestamps.setSafe(index, IsoText.timestamp(value));
      default -> throw new IllegalArgumentException(vector.getField() + " is no date or time");
    }
  }

  public static void instant(TimeStampMicroTZVector vector, int index, Instant value) {
    vector.setSafe(index, microseconds(value));
  }

  /// @return microseconds since 1970
  public static long microseconds(Instant value) {
    if (value.getNano() % 1_000 != 0) {
      throw new UnfitValueException("%s has more than microseconds".formatted(value));
    }
    try {
      return Math.addExact(
          Math.multiplyExact(value.getEpochSecond(), 1_000_000), value.getNano() / 1_000);
    } catch (ArithmeticException e) {
      throw new UnfitValueException("%s does not fit a timestamp in microseconds".formatted(value));
    }
  }

  /// @return length in bytes
  public static int text(VarCharVector vector, int index, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    vector.setSafe(index, bytes);
    return bytes.length;
  }

  /// @return length in bytes
  public static int binary(VarBinaryVector vector, int index, byte[] value) {
    vector.setSafe(index, value);
    return value.length;
  }

  private static long within(long value, long least, long most, String type) {
    if (value < least || value > most) {
      throw new UnfitValueException("%d does not fit %s".formatted(value, type));
    }
    return value;
  }

  private static String name(FieldVector vector) {
    return vector.getField().getType().toString();
  }
}
