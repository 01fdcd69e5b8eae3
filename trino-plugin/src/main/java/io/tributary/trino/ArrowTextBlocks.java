package io.tributary.trino;

import static io.airlift.slice.SliceUtf8.countCodePoints;
import static io.tributary.trino.ArrowBuffers.isSet;
import static io.trino.spi.type.UuidType.javaUuidToTrinoUuid;
import static java.lang.Math.multiplyExact;
import static java.lang.Math.subtractExact;
import static java.lang.Math.toIntExact;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.airlift.slice.Slice;
import io.airlift.slice.Slices;
import io.trino.spi.block.Block;
import io.trino.spi.block.Int128ArrayBlock;
import io.trino.spi.block.VariableWidthBlock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/// Text and binary vectors as Trino's blocks: offsets and bytes are copied as they are.
final class ArrowTextBlocks {

  private static final Pattern UUID_FORM =
      Pattern.compile(
          "\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

  private ArrowTextBlocks() {}

  static Block block(BaseVariableWidthVector vector, int count, long @Nullable [] valid) {
    int[] offsets = ArrowBuffers.ints(vector.getOffsetBuffer(), count + 1);
    int start = offsets[0];
    byte[] bytes = ArrowBuffers.bytes(vector.getDataBuffer(), start, offsets[count] - start);
    if (start != 0) {
      for (int i = 0; i <= count; i++) {
        offsets[i] -= start;
      }
    }
    return block(bytes, offsets, valid);
  }

  static Block block(BaseLargeVariableWidthVector vector, int count, long @Nullable [] valid) {
    long[] wide = ArrowBuffers.longs(vector.getOffsetBuffer(), count + 1);
    int[] offsets = new int[count + 1];
    for (int i = 0; i <= count; i++) {
      offsets[i] = toIntExact(subtractExact(wide[i], wide[0]));
    }
    byte[] bytes = ArrowBuffers.bytes(vector.getDataBuffer(), wide[0], offsets[count]);
    return block(bytes, offsets, valid);
  }

  static Block block(FixedSizeBinaryVector vector, int count, long @Nullable [] valid) {
    int[] offsets = new int[count + 1];
    for (int i = 1; i <= count; i++) {
      offsets[i] = multiplyExact(i, vector.getByteWidth());
    }
    byte[] bytes = ArrowBuffers.bytes(vector.getDataBuffer(), 0, offsets[count]);
    return block(bytes, offsets, valid);
  }

  static Block uuids(VarCharVector vector, int count, long @Nullable [] valid) {
    long[] halves = new long[2 * count];
    for (int i = 0; i < count; i++) {
      if (!vector.isNull(i)) {
        Slice uuid = javaUuidToTrinoUuid(uuid(new String(vector.get(i), US_ASCII)));
        halves[2 * i] = uuid.getLong(0);
        halves[2 * i + 1] = uuid.getLong(Long.BYTES);
      }
    }
    return new Int128ArrayBlock(count, Optional.ofNullable(valid), halves);
  }

  /// There are sources that call a column `uuid` and let it hold any text.
  private static UUID uuid(String text) {
    if (!UUID_FORM.matcher(text).matches()) {
      throw new ArithmeticException("it is not written as 8-4-4-4-12 hexadecimal digits");
    }
    return UUID.fromString(text);
  }

  /// Whether a text has more characters than so many.
  static boolean isAnyLonger(VariableWidthBlock texts, int characters) {
    for (int i = 0; i < texts.getPositionCount(); i++) {
      // No character has less than one byte.
      if (texts.getSliceLength(i) > characters && countCodePoints(texts.getSlice(i)) > characters) {
        return true;
      }
    }
    return false;
  }

  private static Block block(byte[] bytes, int[] offsets, long @Nullable [] valid) {
    int count = offsets.length - 1;
    if (valid != null) {
      emptyNulls(bytes, offsets, valid);
    }
    return new VariableWidthBlock(
        count, Slices.wrappedBuffer(bytes, 0, offsets[count]), offsets, Optional.ofNullable(valid));
  }

  /// Moves the bytes together, in place, where a NULL has some: Arrow allows that, Trino's wire
  /// format does not.
  private static void emptyNulls(byte[] bytes, int[] offsets, long[] valid) {
    int end = 0;
    int start = offsets[0];
    for (int i = 0; i < offsets.length - 1; i++) {
      int length = isSet(valid, i) ? offsets[i + 1] - start : 0;
      if (end != start) {
        System.arraycopy(bytes, start, bytes, end, length);
      }
      end += length;
      start = offsets[i + 1];
      offsets[i + 1] = end;
    }
  }
}
