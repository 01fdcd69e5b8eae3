package io.tributary.trino;

import static java.lang.Math.multiplyExact;
import static java.lang.Math.toIntExact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ValueVector;
import org.jspecify.annotations.Nullable;

/// Copies of Arrow buffers as Java arrays, in bulk. Arrow is little-endian whatever the machine.
final class ArrowBuffers {

  private static final int BITS_PER_WORD = Long.SIZE;

  private ArrowBuffers() {}

  static byte[] bytes(ArrowBuf buffer, long start, int count) {
    byte[] values = new byte[count];
    buffer.getBytes(start, values);
    return values;
  }

  static short[] shorts(ArrowBuf buffer, int count) {
    short[] values = new short[count];
    view(buffer, count, Short.BYTES).asShortBuffer().get(values);
    return values;
  }

  static int[] ints(ArrowBuf buffer, int count) {
    int[] values = new int[count];
    view(buffer, count, Integer.BYTES).asIntBuffer().get(values);
    return values;
  }

  static long[] longs(ArrowBuf buffer, int count) {
    long[] values = new long[count];
    view(buffer, count, Long.BYTES).asLongBuffer().get(values);
    return values;
  }

  /// A bitmap of `count` bits in words of 64, first bit lowest: Arrow's layout and Trino's.
  static long[] bitmap(ArrowBuf buffer, int count) {
    byte[] padded = new byte[words(count) * Long.BYTES];
    buffer.getBytes(0, padded, 0, Math.ceilDiv(count, Byte.SIZE));
    long[] bits = new long[words(count)];
    ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(bits);
    return bits;
  }

  /// Which of the first `count` values are not NULL.
  ///
  /// @param enclosing validity of the rows that the vector is a field of: a field of no row is NULL
  /// @return a bitmap, or null when all are valid
  static long @Nullable [] validity(ValueVector vector, int count, long @Nullable [] enclosing) {
    if (vector.getNullCount() == 0) {
      return enclosing;
    }
    long[] valid = bitmap(vector.getValidityBuffer(), count);
    if (enclosing != null) {
      for (int i = 0; i < valid.length; i++) {
        valid[i] &= enclosing[i];
      }
    }
    return valid;
  }

  static boolean isSet(long @Nullable [] bitmap, int position) {
    return bitmap == null
        || (bitmap[position / BITS_PER_WORD] >>> (position % BITS_PER_WORD) & 1) != 0;
  }

  private static int words(int bits) {
    return Math.ceilDiv(bits, BITS_PER_WORD);
  }

  private static ByteBuffer view(ArrowBuf buffer, int count, int width) {
    int length = toIntExact(multiplyExact((long) count, width));
    return buffer.nioBuffer(0, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
