package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.NOT_SUPPORTED;
import static io.trino.spi.type.DateTimeEncoding.unpackMillisUtc;
import static io.trino.spi.type.UuidType.trinoUuidToJavaUuid;
import static java.lang.Math.toIntExact;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.UnsafeByteOperations;
import io.airlift.slice.Slice;
import io.trino.spi.TrinoException;
import io.trino.spi.block.Block;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.DecimalType;
import io.trino.spi.type.Int128;
import io.trino.spi.type.LongTimestampWithTimeZone;
import io.trino.spi.type.RealType;
import io.trino.spi.type.TimestampWithTimeZoneType;
import io.trino.spi.type.Type;
import io.trino.spi.type.UuidType;
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

/// Trino's blocks as Arrow vectors of the fields that [ArrowTypes#field] gives their types.
interface BlockWriter {

  /// Sets one value that is not NULL; the vector grows where it must.
  void set(Block block, int position, int index);

  FieldVector vector();

  /// The first values of a block, in place of what the vector holds.
  default void write(Block block, int count) {
    FieldVector vector = vector();
    vector.clear();
    vector.setInitialCapacity(count);
    vector.allocateNew();
    for (int i = 0; i < count; i++) {
      setOrNull(block, i, i);
    }
    vector.setValueCount(count);
  }

  default void setOrNull(Block block, int position, int index) {
    if (block.isNull(position)) {
      vector().setNull(index);
    } else {
      set(block, position, index);
    }
  }

  static BlockWriter of(Type type, FieldVector vector) {
    return switch (vector) {
      case BitVector bits -> of(bits, (b, p, i) -> bits.setSafe(i, type.getBoolean(b, p) ? 1 : 0));
      case TinyIntVector v -> of(v, (b, p, i) -> v.setSafe(i, (byte) type.getLong(b, p)));
      case SmallIntVector v -> of(v, (b, p, i) -> v.setSafe(i, (short) type.getLong(b, p)));
      case IntVector v -> of(v, (b, p, i) -> v.setSafe(i, (int) type.getLong(b, p)));
      case BigIntVector v -> of(v, (b, p, i) -> v.setSafe(i, type.getLong(b, p)));
      case Float4Vector v -> of(v, (b, p, i) -> v.setSafe(i, ((RealType) type).getFloat(b, p)));
      case Float8Vector v -> of(v, (b, p, i) -> v.setSafe(i, type.getDouble(b, p)));
      case DecimalVector v -> decimals((DecimalType) type, v);
      case VarCharVector v -> of(v, (b, p, i) -> v.setSafe(i, text(type, type.getSlice(b, p))));
      case VarBinaryVector v -> of(v, (b, p, i) -> v.setSafe(i, type.getSlice(b, p).getBytes()));
      case DateDayVector v -> of(v, (b, p, i) -> v.setSafe(i, toIntExact(type.getLong(b, p))));
      case TimeMicroVector v -> of(v, (b, p, i) -> v.setSafe(i, type.getLong(b, p) / 1_000_000));
      case TimeStampMicroVector v -> of(v, (b, p, i) -> v.setSafe(i, type.getLong(b, p)));
      case TimeStampMicroTZVector v -> instants((TimestampWithTimeZoneType) type, v);
      case ListVector v -> lists((ArrayType) type, v);
      default -> throw new IllegalArgumentException("nothing is written as " + vector.getField());
    };
  }

  /// How one value is set.
  @FunctionalInterface
  interface Setter {
    void set(Block block, int position, int index);
  }

  private static BlockWriter of(FieldVector vector, Setter setter) {
    return new BlockWriter() {
      @Override
      public void set(Block block, int position, int index) {
        setter.set(block, position, index);
      }

      @Override
      public FieldVector vector() {
        return vector;
      }
    };
  }

  private static BlockWriter decimals(DecimalType type, DecimalVector vector) {
    return type.isShort()
        ? of(vector, (b, p, i) -> vector.setSafe(i, type.getLong(b, p)))
        : of(
            vector,
            (b, p, i) ->
                vector.setBigEndianSafe(i, ((Int128) type.getObject(b, p)).toBigEndianBytes()));
  }

  private static BlockWriter instants(
      TimestampWithTimeZoneType type, TimeStampMicroTZVector vector) {
    return type.isShort()
        ? of(vector, (b, p, i) -> vector.setSafe(i, unpackMillisUtc(type.getLong(b, p)) * 1_000))
        : of(
            vector,
            (b, p, i) -> {
              var instant = (LongTimestampWithTimeZone) type.getObject(b, p);
              vector.setSafe(
                  i, instant.getEpochMillis() * 1_000 + instant.getPicosOfMilli() / 1_000_000);
            });
  }

  private static BlockWriter lists(ArrayType type, ListVector vector) {
    BlockWriter elements = of(type.getElementType(), vector.getDataVector());
    return of(
        vector,
        (b, p, i) -> {
          Block array = type.getObject(b, p);
          int first = vector.startNewValue(i);
          for (int element = 0; element < array.getPositionCount(); element++) {
            elements.setOrNull(array, element, first + element);
          }
          vector.endValue(i, array.getPositionCount());
        });
  }

  /// Trino's text may be of any bytes.
  private static byte[] text(Type type, Slice value) {
    if (type instanceof UuidType) {
      return trinoUuidToJavaUuid(value).toString().getBytes(US_ASCII);
    }
    byte[] bytes = value.getBytes();
    if (!UnsafeByteOperations.unsafeWrap(bytes).isValidUtf8()) {
      throw new TrinoException(
          NOT_SUPPORTED, "A %s that is not UTF-8 cannot be written".formatted(type));
    }
    return bytes;
  }
}
