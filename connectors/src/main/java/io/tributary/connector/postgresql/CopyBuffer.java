package io.tributary.connector.postgresql;

import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;

/// Bytes on their way to the server, big-endian. Grows as needed, so that a row is never parted.
final class CopyBuffer {
  private byte[] bytes = new byte[1 << 17];
  private int size;

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void int1(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void int2(int value) {
    room(Short.BYTES);
    Wire.put2(bytes, size, value);
    size += Short.BYTES;
  }

  void int4(int value) {
    room(Integer.BYTES);
    Wire.put4(bytes, size, value);
    size += Integer.BYTES;
  }

  void int8(long value) {
    room(Long.BYTES);
    Wire.put8(bytes, size, value);
    size += Long.BYTES;
  }

  void bytes(byte[] from) {
    room(from.length);
    System.arraycopy(from, 0, bytes, size, from.length);
    size += from.length;
  }

  void bytes(ArrowBuf from, long offset, int length) {
    room(length);
    from.getBytes(offset, bytes, size, length);
    size += length;
  }

  /// Leaves room for a length that is known later.
  ///
  /// @return where it is
  int openLength() {
    int4(0);
    return size;
  }

  /// Writes the length of all since [#openLength].
  void closeLength(int opened) {
    Wire.put4(bytes, opened - Integer.BYTES, size - opened);
  }

  private void room(int wanted) {
    if (bytes.length - size < wanted) {
      bytes = Arrays.copyOf(bytes, Math.addExact(bytes.length, Math.max(wanted, bytes.length)));
    }
  }
}
