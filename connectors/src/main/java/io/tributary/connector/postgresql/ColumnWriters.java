package io.tributary.connector.postgresql;

import io.tributary.connector.jdbc.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
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
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;

/// The writer for each pair of a PostgreSQL type and a vector that can hold its values.
final class ColumnWriters {
  /// Digits that every BIGINT fits, as many as a decimal may have.
  private static final int MOST_DIGITS = 38;

  private ColumnWriters() {}

  /// @param typeOid PostgreSQL's OID of the type that arrives
  /// @return empty where the vector's type is not made for the values
  static Optional<ColumnWriter> of(int typeOid, FieldVector vector) {
    return Optional.ofNullable(
        switch (vector) {
          case BitVector bits when typeOid == Oid.BOOL ->
              (index, bytes, offset, length) -> bits.setSafe(index, bytes[offset]);
          case Float4Vector floats when typeOid == Oid.FLOAT4 ->
              (index, bytes, offset, length) -> floats.setSafe(index, Wire.float4(bytes, offset));
          case Float8Vector doubles -> float8(typeOid, doubles);
          case DecimalVector decimals -> decimal(typeOid, decimals);
          case VarCharVector text when isText(typeOid) ->
              (index, bytes, offset, length) -> text.setSafe(index, bytes, offset, length);
          case VarBinaryVector binary when typeOid == Oid.BYTEA ->
              (index, bytes, offset, length) -> binary.setSafe(index, bytes, offset, length);
          case DateDayVector dates when typeOid == Oid.DATE ->
              (index, bytes, offset, length) -> dates.setSafe(index, Wire.date(bytes, offset));
          case TimeMicroVector times when typeOid == Oid.TIME ->
              (index, bytes, offset, length) -> times.setSafe(index, Wire.time(bytes, offset));
          case TimeStampMicroVector timestamps when typeOid == Oid.TIMESTAMP ->
              (index, bytes, offset, length) ->
                  timestamps.setSafe(index, Wire.timestamp(bytes, offset));
          case TimeStampMicroTZVector timestamps when typeOid == Oid.TIMESTAMPTZ ->
              (index, bytes, offset, length) ->
                  timestamps.setSafe(index, Wire.timestamp(bytes, offset));
          case ListVector list -> array(typeOid, list);
          case TinyIntVector _, SmallIntVector _, IntVector _, BigIntVector _ ->
              integer(typeOid, vector);
          default -> null;
        });
  }

  private interface LongDecoder {
    long decode(byte[] bytes, int offset);
  }

  private interface LongSink {
    void set(int index, long value);
  }

  private static boolean isText(int typeOid) {
    return typeOid == Oid.TEXT || typeOid == Oid.VARCHAR || typeOid == Oid.NAME;
  }

  /// Integers of any width, and numerics without a fraction: PostgreSQL sums BIGINT to numeric.
  private static Optional<LongDecoder> whole(int typeOid) {
    return switch (typeOid) {
      case Oid.INT2 -> Optional.of(Wire::int2);
      case Oid.INT4 -> Optional.of(Wire::int4);
      case Oid.INT8 -> Optional.of(Wire::int8);
      case Oid.NUMERIC -> {
        NumericDecoder decoder = new NumericDecoder(MOST_DIGITS, 0);
        yield Optional.of((bytes, offset) -> {
          decoder.decode(bytes, offset);
          if (decoder.high() != decoder.low() >> 63) {
            throw new UnfitValueException("a number is too large for BIGINT");
          }
          return decoder.low();
        });
      }
      default -> Optional.empty();
    };
  }

  private static @Nullable ColumnWriter integer(int typeOid, FieldVector vector) {
    Optional<LongDecoder> whole = whole(typeOid);
    if (whole.isEmpty()) {
      return null;
    }
    LongDecoder decoder = whole.get();
    LongSink sink =
        switch (vector) {
          case BigIntVector longs -> longs::setSafe;
          case IntVector ints ->
              (index, value) -> {
                checkRange(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
                ints.setSafe(index, (int) value);
              };
          case SmallIntVector shorts ->
              (index, value) -> {
                checkRange(value, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT");
                shorts.setSafe(index, (short) value);
              };
          case TinyIntVector bytes ->
              (index, value) -> {
                checkRange(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT");
                bytes.setSafe(index, (byte) value);
              };
          default -> throw new IllegalArgumentException(vector.getField() + " is no integer");
        };
    return (index, bytes, offset, length) -> sink.set(index, decoder.decode(bytes, offset));
  }

  private static void checkRange(long value, long least, long most, String type) {
    if (value < least || value > most) {
      throw new UnfitValueException("%d does not fit %s".formatted(value, type));
    }
  }

  private static @Nullable ColumnWriter float8(int typeOid, Float8Vector vector) {
    return switch (typeOid) {
      case Oid.FLOAT8 ->
          (index, bytes, offset, length) -> vector.setSafe(index, Wire.float8(bytes, offset));
      case Oid.FLOAT4 ->
          (index, bytes, offset, length) -> vector.setSafe(index, Wire.float4(bytes, offset));
      case Oid.INT2 ->
          (index, bytes, offset, length) -> vector.setSafe(index, Wire.int2(bytes, offset));
      case Oid.INT4 ->
          (index, bytes, offset, length) -> vector.setSafe(index, Wire.int4(bytes, offset));
      default -> null;
    };
  }

  private static @Nullable ColumnWriter decimal(int typeOid, DecimalVector vector) {
    int precision = vector.getPrecision();
    int scale = vector.getScale();
    if (typeOid == Oid.NUMERIC) {
      NumericDecoder decoder = new NumericDecoder(precision, scale);
      return (index, bytes, offset, length) -> {
        decoder.decode(bytes, offset);
        vector.setSafe(index, decoder.low());
        // The line above extended the sign of the lower half over the upper one.
        vector
            .getDataBuffer()
            .setLong((long) index * DecimalVector.TYPE_WIDTH + Long.BYTES, decoder.high());
      };
    }
    Optional<LongDecoder> whole = whole(typeOid);
    if (whole.isEmpty()) {
      return null;
    }
    LongDecoder decoder = whole.get();
    BigInteger bound = BigInteger.TEN.pow(precision);
    BigInteger unit = BigInteger.TEN.pow(scale);
    return (index, bytes, offset, length) -> {
      long value = decoder.decode(bytes, offset);
      BigInteger unscaled = BigInteger.valueOf(value).multiply(unit);
      if (unscaled.abs().compareTo(bound) >= 0) {
        throw new UnfitValueException(
            "%d does not fit DECIMAL(%d,%d)".formatted(value, precision, scale));
      }
      vector.setSafe(index, new BigDecimal(unscaled, scale));
    };
  }

  /// The element types of the arrays that are delivered as lists.
  static int elementOid(int arrayOid) {
    return switch (arrayOid) {
      case Oid.BOOL_ARRAY -> Oid.BOOL;
      case Oid.INT2_ARRAY -> Oid.INT2;
      case Oid.INT4_ARRAY -> Oid.INT4;
      case Oid.INT8_ARRAY -> Oid.INT8;
      case Oid.FLOAT4_ARRAY -> Oid.FLOAT4;
      case Oid.FLOAT8_ARRAY -> Oid.FLOAT8;
      case Oid.NUMERIC_ARRAY -> Oid.NUMERIC;
      case Oid.TEXT_ARRAY -> Oid.TEXT;
      case Oid.VARCHAR_ARRAY -> Oid.VARCHAR;
      case Oid.NAME_ARRAY -> Oid.NAME;
      case Oid.BYTEA_ARRAY -> Oid.BYTEA;
      case Oid.DATE_ARRAY -> Oid.DATE;
      case Oid.TIME_ARRAY -> Oid.TIME;
      case Oid.TIMESTAMP_ARRAY -> Oid.TIMESTAMP;
      case Oid.TIMESTAMPTZ_ARRAY -> Oid.TIMESTAMPTZ;
      default -> Oid.UNSPECIFIED;
    };
  }

  private static @Nullable ColumnWriter array(int arrayOid, ListVector vector) {
    return of(elementOid(arrayOid), vector.getDataVector())
        .map(element -> new ArrayWriter(vector, element))
        .orElse(null);
  }

  /// Dimensions, then elements each with its length.
  private record ArrayWriter(ListVector vector, ColumnWriter element) implements ColumnWriter {
    private static final int HEADER_BYTES = 12;
    private static final int DIMENSION_BYTES = 8;

    @Override
    public void write(int index, byte[] bytes, int offset, int length) {
      int dimensions = Wire.int4(bytes, offset);
      if (dimensions > 1) {
        throw new UnfitValueException(
            "an array of %d dimensions is no list of its elements".formatted(dimensions));
      }
      int start = vector.startNewValue(index);
      int size = 0;
      if (dimensions == 1) {
        size = Wire.int4(bytes, offset + HEADER_BYTES);
        int position = offset + HEADER_BYTES + DIMENSION_BYTES;
        for (int i = 0; i < size; i++) {
          int elementLength = Wire.int4(bytes, position);
          position += Integer.BYTES;
          if (elementLength >= 0) {
            element.write(start + i, bytes, position, elementLength);
            position += elementLength;
          } else {
            setNull(start + i);
          }
        }
      }
      vector.endValue(index, size);
    }

    /// Makes room even where no value is written.
    private void setNull(int index) {
      FieldVector elements = vector.getDataVector();
      while (index >= elements.getValueCapacity()) {
        elements.reAlloc();
      }
      elements.setNull(index);
    }
  }
}
