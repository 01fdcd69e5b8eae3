package io.tributary.connector.postgresql;

import io.tributary.connector.jdbc.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
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
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;

/// Encoders for the types that are written. Values' buffers are looked up at each value, because
/// batches bring their own.
final class ColumnEncoders {
  private static final int XML = 142;

  /// Sent in a byte that says which format of it follows.
  private static final int JSONB = 3802;

  private static final int JSONB_VERSION = 1;
  private static final int VARIABLE_OFFSET_BYTES = 4;
  private static final int DECIMAL_BYTES = 16;

  /// Types of elements by those of their arrays.
  static final Map<Integer, Integer> ELEMENTS =
      Map.ofEntries(
          Map.entry(Oid.BOOL_ARRAY, Oid.BOOL),
          Map.entry(Oid.INT2_ARRAY, Oid.INT2),
          Map.entry(Oid.INT4_ARRAY, Oid.INT4),
          Map.entry(Oid.INT8_ARRAY, Oid.INT8),
          Map.entry(Oid.FLOAT4_ARRAY, Oid.FLOAT4),
          Map.entry(Oid.FLOAT8_ARRAY, Oid.FLOAT8),
          Map.entry(Oid.NUMERIC_ARRAY, Oid.NUMERIC),
          Map.entry(Oid.TEXT_ARRAY, Oid.TEXT),
          Map.entry(Oid.VARCHAR_ARRAY, Oid.VARCHAR),
          Map.entry(Oid.BYTEA_ARRAY, Oid.BYTEA),
          Map.entry(Oid.DATE_ARRAY, Oid.DATE),
          Map.entry(Oid.TIME_ARRAY, Oid.TIME),
          Map.entry(Oid.TIMESTAMP_ARRAY, Oid.TIMESTAMP),
          Map.entry(Oid.TIMESTAMPTZ_ARRAY, Oid.TIMESTAMPTZ));

  private ColumnEncoders() {}

  /// @param typeOid of the column, a base type's: domains are resolved before
  /// @return empty where the type is not written, or not from such a vector
  static Optional<ColumnEncoder> of(int typeOid, FieldVector vector) {
    return Optional.ofNullable(
        switch (vector) {
          case VarCharVector text -> text(typeOid, text);
          case ListVector list -> list(typeOid, list);
          default -> typeOid == oidOf(vector) ? sameType(vector) : null;
        });
  }

  /// The one type that a vector's values are sent as.
  private static int oidOf(FieldVector vector) {
    return switch (vector) {
      case BitVector _ -> Oid.BOOL;
      case SmallIntVector _ -> Oid.INT2;
      case IntVector _ -> Oid.INT4;
      case BigIntVector _ -> Oid.INT8;
      case Float4Vector _ -> Oid.FLOAT4;
      case Float8Vector _ -> Oid.FLOAT8;
      case DecimalVector _ -> Oid.NUMERIC;
      case VarBinaryVector _ -> Oid.BYTEA;
      case DateDayVector _ -> Oid.DATE;
      case TimeMicroVector _ -> Oid.TIME;
      case TimeStampMicroVector _ -> Oid.TIMESTAMP;
      case TimeStampMicroTZVector _ -> Oid.TIMESTAMPTZ;
      default -> Oid.UNSPECIFIED;
    };
  }

  private static @Nullable ColumnEncoder sameType(FieldVector vector) {
    return switch (vector) {
      case BitVector bits ->
          (row, out) -> {
            out.int4(1);
            out.int1(bits.get(row));
          };
      case SmallIntVector numbers ->
          (row, out) -> {
            out.int4(Short.BYTES);
            out.int2(numbers.get(row));
          };
      case IntVector numbers -> int4(numbers);
      case Float4Vector numbers -> int4(numbers);
      case BigIntVector numbers -> int8(numbers);
      case Float8Vector numbers -> int8(numbers);
      case DecimalVector numbers -> numeric(numbers);
      case VarBinaryVector bytes -> (row, out) -> variable(bytes, row, out);
      case DateDayVector days ->
          (row, out) -> {
            out.int4(Integer.BYTES);
            out.int4(Wire.sentDate(days.get(row)));
          };
      case TimeMicroVector times ->
          (row, out) -> {
            out.int4(Long.BYTES);
            out.int8(Wire.sentTime(times.get(row)));
          };
      case TimeStampMicroVector times ->
          (row, out) -> {
            out.int4(Long.BYTES);
            out.int8(Wire.sentTimestamp(times.get(row)));
          };
      case TimeStampMicroTZVector times ->
          (row, out) -> {
            out.int4(Long.BYTES);
            out.int8(Wire.sentTimestamp(times.get(row)));
          };
      default -> null;
    };
  }

  private static ColumnEncoder int4(BaseFixedWidthVector vector) {
    return (row, out) -> {
      out.int4(Integer.BYTES);
      out.int4(vector.getDataBuffer().getInt((long) row * Integer.BYTES));
    };
  }

  private static ColumnEncoder int8(BaseFixedWidthVector vector) {
    return (row, out) -> {
      out.int4(Long.BYTES);
      out.int8(vector.getDataBuffer().getLong((long) row * Long.BYTES));
    };
  }

  private static ColumnEncoder numeric(DecimalVector vector) {
    var numeric = new NumericEncoder(vector.getScale());
    return (row, out) -> {
      ArrowBuf data = vector.getDataBuffer();
      long start = (long) row * DECIMAL_BYTES;
      numeric.encode(data.getLong(start + Long.BYTES), data.getLong(start), out);
    };
  }

  private static void variable(BaseVariableWidthVector vector, int row, CopyBuffer out) {
    long at = (long) row * VARIABLE_OFFSET_BYTES;
    int start = vector.getOffsetBuffer().getInt(at);
    int length = vector.getOffsetBuffer().getInt(at + VARIABLE_OFFSET_BYTES) - start;
    out.int4(length);
    out.bytes(vector.getDataBuffer(), start, length);
  }

  private static @Nullable ColumnEncoder text(int typeOid, VarCharVector vector) {
    return switch (typeOid) {
      case Oid.TEXT, Oid.VARCHAR, Oid.BPCHAR, Oid.NAME, Oid.JSON, XML ->
          (row, out) -> variable(vector, row, out);
      case JSONB ->
          (row, out) -> {
            int length = out.openLength();
            out.int1(JSONB_VERSION);
            out.bytes(vector.get(row));
            out.closeLength(length);
          };
      case Oid.UUID ->
          (row, out) -> {
            UUID id = uuid(String.valueOf(vector.getObject(row)));
            out.int4(2 * Long.BYTES);
            out.int8(id.getMostSignificantBits());
            out.int8(id.getLeastSignificantBits());
          };
      case Oid.NUMERIC -> (row, out) -> numeric(String.valueOf(vector.getObject(row)), out);
      default -> null;
    };
  }

  private static UUID uuid(String text) {
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException _) {
      // told below, like what only looks like one
    }
    throw new UnfitValueException("'%s' is no uuid".formatted(text));
  }

  /// A number of any length.
  private static void numeric(String text, CopyBuffer out) {
    try {
      BigDecimal written = new BigDecimal(text);
      long whole = (long) written.precision() - written.scale();
      if (written.precision() > 38 || written.scale() > 38 || whole > 38) {
        throw new UnfitValueException("'%s' has more than 38 digits".formatted(text));
      }
      BigDecimal number = written.setScale(Math.max(written.scale(), 0));
      BigInteger units = number.unscaledValue();
      new NumericEncoder(number.scale())
          .encode(units.shiftRight(Long.SIZE).longValue(), units.longValue(), out);
    } catch (NumberFormatException _) {
      throw new UnfitValueException("'%s' is no number".formatted(text));
    }
  }

  private static @Nullable ColumnEncoder list(int typeOid, ListVector vector) {
    Integer elementOid = ELEMENTS.get(typeOid);
    if (elementOid == null) {
      return null;
    }
    FieldVector values = vector.getDataVector();
    ColumnEncoder element = of(elementOid, values).orElse(null);
    return element == null
        ? null
        : (row, out) -> array(elementOid, element, vector, values, row, out);
  }

  private static void array(
      int elementOid,
      ColumnEncoder element,
      ListVector vector,
      FieldVector values,
      int row,
      CopyBuffer out) {
    int start = vector.getElementStartIndex(row);
    int end = vector.getElementEndIndex(row);
    boolean hasNull = false;
    for (int i = start; i < end; i++) {
      hasNull |= values.isNull(i);
    }
    int length = out.openLength();
    out.int4(start == end ? 0 : 1); // dimensions
    out.int4(hasNull ? 1 : 0);
    out.int4(elementOid);
    if (start < end) {
      out.int4(end - start);
      out.int4(1); // index of the first
    }
    for (int i = start; i < end; i++) {
      if (values.isNull(i)) {
        out.int4(-1);
      } else {
        element.encode(i, out);
      }
    }
    out.closeLength(length);
  }
}
