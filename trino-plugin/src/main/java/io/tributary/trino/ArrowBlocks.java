package io.tributary.trino;

import static io.tributary.trino.ArrowBuffers.isSet;
import static io.trino.spi.type.DateTimeEncoding.packDateTimeWithZone;
import static io.trino.spi.type.TimeZoneKey.UTC_KEY;
import static java.lang.Math.floorDiv;
import static java.lang.Math.floorMod;
import static java.lang.Math.multiplyExact;
import static java.lang.Math.toIntExact;

import io.trino.spi.block.Block;
import io.trino.spi.block.ByteArrayBlock;
import io.trino.spi.block.Fixed12Block;
import io.trino.spi.block.Int128ArrayBlock;
import io.trino.spi.block.IntArrayBlock;
import io.trino.spi.block.LongArrayBlock;
import io.trino.spi.block.ShortArrayBlock;
import io.trino.spi.type.DecimalType;
import io.trino.spi.type.Type;
import io.trino.spi.type.UuidType;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TimeStampMilliTZVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TimeStampSecTZVector;
import org.apache.arrow.vector.TimeStampSecVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/// Arrow vectors as Trino's blocks, which have nearly the same layout: whole buffers are copied,
/// and where units or widths differ one loop converts them. Blocks share no memory with Arrow.
///
/// A value that the block's type cannot hold is an ArithmeticException.
final class ArrowBlocks {

  private static final long PICOSECONDS_PER_SECOND = 1_000_000_000_000L;
  private static final long PICOSECONDS_PER_MILLISECOND = 1_000_000_000L;
  private static final long PICOSECONDS_PER_MICROSECOND = 1_000_000L;
  private static final long PICOSECONDS_PER_NANOSECOND = 1_000L;
  private static final long PICOSECONDS_PER_DAY = 86_400 * PICOSECONDS_PER_SECOND;

  private static final long MICROSECONDS_PER_SECOND = 1_000_000L;
  private static final long MICROSECONDS_PER_MILLISECOND = 1_000L;
  private static final long NANOSECONDS_PER_MICROSECOND = 1_000L;
  private static final long MILLISECONDS_PER_SECOND = 1_000L;

  /// Trino keeps a time zone beside the milliseconds in one word.
  private static final long MOST_MILLISECONDS = (1L << 51) - 1;

  private ArrowBlocks() {}

  /// The first `count` values of a vector.
  ///
  /// @param type what [ArrowTypes] says of the vector's field, or `uuid` where that is text
  static Block block(FieldVector vector, Type type, int count) {
    return block(vector, type, count, null);
  }

  /// @param enclosing validity of the rows that the vector is a field of; null when all are valid
  static Block block(FieldVector vector, Type type, int count, long @Nullable [] enclosing) {
    if (count == 0) {
      // An empty vector may lack buffers.
      return type.createBlockBuilder(null, 0).build();
    }
    long[] valid = ArrowBuffers.validity(vector, count, enclosing);
    return switch (vector) {
      case FixedSizeBinaryVector binary -> ArrowTextBlocks.block(binary, count, valid);
      case BaseFixedWidthVector fixed -> fixedWidth(fixed, type, count, valid);
      case VarCharVector text when type instanceof UuidType ->
          ArrowTextBlocks.uuids(text, count, valid);
      case BaseVariableWidthVector text -> ArrowTextBlocks.block(text, count, valid);
      case BaseLargeVariableWidthVector text -> ArrowTextBlocks.block(text, count, valid);
      default -> ArrowNestedBlocks.block(vector, type, count, valid);
    };
  }

  private static Block fixedWidth(
      BaseFixedWidthVector vector, Type type, int count, long @Nullable [] valid) {
    Optional<long[]> validity = Optional.ofNullable(valid);
    ArrowBuf data = vector.getDataBuffer();
    return switch (vector) {
      case BitVector _ -> new ByteArrayBlock(count, validity, booleans(data, count));
      case TinyIntVector _ ->
          new ByteArrayBlock(count, validity, ArrowBuffers.bytes(data, 0, count));
      case SmallIntVector _ ->
          new ShortArrayBlock(count, validity, ArrowBuffers.shorts(data, count));
      case IntVector _, Float4Vector _ ->
          new IntArrayBlock(count, validity, ArrowBuffers.ints(data, count));
      case BigIntVector _, Float8Vector _ ->
          new LongArrayBlock(count, validity, ArrowBuffers.longs(data, count));
      case UInt1Vector _ -> new ShortArrayBlock(count, validity, unsignedBytes(data, count));
      case UInt2Vector _ -> new IntArrayBlock(count, validity, unsignedShorts(data, count));
      case UInt4Vector _ -> new LongArrayBlock(count, validity, unsignedInts(data, count));
      case UInt8Vector _ -> new Int128ArrayBlock(count, validity, unsignedLongs(data, count));
      case Float2Vector half -> new IntArrayBlock(count, validity, widened(half, count));
      case DecimalVector _ when ((DecimalType) type).isShort() ->
          new LongArrayBlock(count, validity, lowWords(data, count));
      case DecimalVector _ -> new Int128ArrayBlock(count, validity, bigEndianPairs(data, count));
      default -> temporal(vector, count, valid);
    };
  }

  private static Block temporal(BaseFixedWidthVector vector, int count, long @Nullable [] valid) {
    ArrowBuf data = vector.getDataBuffer();
    return switch (vector) {
      case DateDayVector _ -> dates(ArrowBuffers.ints(data, count), valid);
      case TimeSecVector _ ->
          converted(widened(data, count), valid, time -> picos(time, PICOSECONDS_PER_SECOND));
      case TimeMilliVector _ ->
          converted(widened(data, count), valid, time -> picos(time, PICOSECONDS_PER_MILLISECOND));
      case TimeMicroVector _ ->
          converted(
              ArrowBuffers.longs(data, count),
              valid,
              time -> picos(time, PICOSECONDS_PER_MICROSECOND));
      case TimeNanoVector _ ->
          converted(
              ArrowBuffers.longs(data, count),
              valid,
              time -> picos(time, PICOSECONDS_PER_NANOSECOND));
      case TimeStampSecVector _ ->
          converted(
              ArrowBuffers.longs(data, count),
              valid,
              seconds -> multiplyExact(seconds, MICROSECONDS_PER_SECOND));
      case TimeStampMilliVector _ ->
          converted(
              ArrowBuffers.longs(data, count),
              valid,
              millis -> multiplyExact(millis, MICROSECONDS_PER_MILLISECOND));
      case TimeStampMicroVector _ ->
          converted(ArrowBuffers.longs(data, count), valid, ArrowBlocks::finite);
      case TimeStampNanoVector _ -> nanosecondTimestamps(data, count, valid);
      case TimeStampSecTZVector _ ->
          converted(
              ArrowBuffers.longs(data, count),
              valid,
              seconds -> packedUtc(multiplyExact(seconds, MILLISECONDS_PER_SECOND)));
      case TimeStampMilliTZVector _ ->
          converted(ArrowBuffers.longs(data, count), valid, ArrowBlocks::packedUtc);
      case TimeStampMicroTZVector _ ->
          instants(data, count, valid, MICROSECONDS_PER_MILLISECOND, PICOSECONDS_PER_MICROSECOND);
      case TimeStampNanoTZVector _ ->
          instants(
              data,
              count,
              valid,
              MICROSECONDS_PER_MILLISECOND * NANOSECONDS_PER_MICROSECOND,
              PICOSECONDS_PER_NANOSECOND);
      default -> throw unexpected(vector);
    };
  }

  /// [ArrowTypes] knows every type that there is a block for.
  static IllegalStateException unexpected(FieldVector vector) {
    return new IllegalStateException("No block for Arrow vectors of " + vector.getField());
  }

  private static byte[] booleans(ArrowBuf data, int count) {
    long[] bits = ArrowBuffers.bitmap(data, count);
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = (byte) (isSet(bits, i) ? 1 : 0);
    }
    return values;
  }

  private static short[] unsignedBytes(ArrowBuf data, int count) {
    byte[] narrow = ArrowBuffers.bytes(data, 0, count);
    short[] values = new short[count];
    for (int i = 0; i < count; i++) {
      values[i] = (short) Byte.toUnsignedInt(narrow[i]);
    }
    return values;
  }

  private static int[] unsignedShorts(ArrowBuf data, int count) {
    short[] narrow = ArrowBuffers.shorts(data, count);
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = Short.toUnsignedInt(narrow[i]);
    }
    return values;
  }

  private static long[] unsignedInts(ArrowBuf data, int count) {
    int[] narrow = ArrowBuffers.ints(data, count);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = Integer.toUnsignedLong(narrow[i]);
    }
    return values;
  }

  /// High word first, which is zero.
  private static long[] unsignedLongs(ArrowBuf data, int count) {
    long[] low = ArrowBuffers.longs(data, count);
    long[] values = new long[2 * count];
    for (int i = 0; i < count; i++) {
      values[2 * i + 1] = low[i];
    }
    return values;
  }

  private static int[] widened(Float2Vector half, int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      if (!half.isNull(i)) {
        values[i] = Float.floatToRawIntBits(half.getValueAsFloat(i));
      }
    }
    return values;
  }

  private static long[] widened(ArrowBuf data, int count) {
    int[] narrow = ArrowBuffers.ints(data, count);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = narrow[i];
    }
    return values;
  }

  /// Of 128-bit decimals that fit into 64 bits.
  private static long[] lowWords(ArrowBuf data, int count) {
    long[] words = ArrowBuffers.longs(data, 2 * count);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = words[2 * i];
    }
    return values;
  }

  /// 128-bit decimals: Arrow has the low word first, Trino the high word.
  private static long[] bigEndianPairs(ArrowBuf data, int count) {
    long[] words = ArrowBuffers.longs(data, 2 * count);
    for (int i = 0; i < words.length; i += 2) {
      long low = words[i];
      words[i] = words[i + 1];
      words[i + 1] = low;
    }
    return words;
  }

  /// Converts in place. What lies under a NULL is no value and might not convert.
  private static Block converted(
      long[] values, long @Nullable [] valid, LongUnaryOperator conversion) {
    for (int i = 0; i < values.length; i++) {
      if (isSet(valid, i)) {
        values[i] = conversion.applyAsLong(values[i]);
      }
    }
    return new LongArrayBlock(values.length, Optional.ofNullable(valid), values);
  }

  private static Block dates(int[] days, long @Nullable [] valid) {
    for (int i = 0; i < days.length; i++) {
      // DuckDB's infinity and -infinity
      if (Math.abs(days[i]) == Integer.MAX_VALUE && isSet(valid, i)) {
        throw infinite();
      }
    }
    return new IntArrayBlock(days.length, Optional.ofNullable(valid), days);
  }

  /// A timestamp, if it is none of DuckDB's infinity and -infinity.
  private static long finite(long units) {
    if (Math.abs(units) == Long.MAX_VALUE) {
      throw infinite();
    }
    return units;
  }

  private static ArithmeticException infinite() {
    return new ArithmeticException("it is infinite");
  }

  private static long picos(long time, long picosPerUnit) {
    long picos = multiplyExact(time, picosPerUnit);
    if (picos < 0 || picos >= PICOSECONDS_PER_DAY) {
      throw new ArithmeticException("a time of day is less than 24:00:00");
    }
    return picos;
  }

  private static long packedUtc(long millis) {
    if (Math.abs(millis) > MOST_MILLISECONDS) {
      throw new ArithmeticException("an instant is within 71,000 years of 1970");
    }
    return packDateTimeWithZone(millis, UTC_KEY);
  }

  private static Block nanosecondTimestamps(ArrowBuf data, int count, long @Nullable [] valid) {
    long[] nanos = ArrowBuffers.longs(data, count);
    int[] values = new int[3 * count];
    for (int i = 0; i < count; i++) {
      if (isSet(valid, i)) {
        long micros = floorDiv(finite(nanos[i]), NANOSECONDS_PER_MICROSECOND);
        long rest = floorMod(nanos[i], NANOSECONDS_PER_MICROSECOND);
        Fixed12Block.encodeFixed12(
            micros, toIntExact(rest * PICOSECONDS_PER_NANOSECOND), values, i);
      }
    }
    return new Fixed12Block(count, Optional.ofNullable(valid), values);
  }

  private static Block instants(
      ArrowBuf data,
      int count,
      long @Nullable [] valid,
      long unitsPerMillisecond,
      long picosPerUnit) {
    long[] units = ArrowBuffers.longs(data, count);
    int[] values = new int[3 * count];
    for (int i = 0; i < count; i++) {
      if (isSet(valid, i)) {
        long millis = floorDiv(units[i], unitsPerMillisecond);
        long rest = floorMod(units[i], unitsPerMillisecond);
        Fixed12Block.encodeFixed12(packedUtc(millis), toIntExact(rest * picosPerUnit), values, i);
      }
    }
    return new Fixed12Block(count, Optional.ofNullable(valid), values);
  }
}
