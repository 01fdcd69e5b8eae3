package io.tributary.connector.postgresql;

import java.math.BigInteger;

/// Encodes 128-bit integers that count units of 10^-scale as PostgreSQL's `numeric`, with its
/// length: groups of four decimal digits, of which the first counts 10000^weight.
///
/// Not safe for use by several threads.
final class NumericEncoder {
  private static final int NEGATIVE = 0x4000;
  private static final int HEADER_BYTES = 8;
  private static final int DIGITS_PER_GROUP = 4;
  private static final int GROUP = 10_000;
  private static final int[] POWERS_OF_TEN = {1, 10, 100, 1000};
  private static final BigInteger BIG_GROUP = BigInteger.valueOf(GROUP);

  /// 41 digits at most: 38 and what fills the last group.
  private static final int MOST_GROUPS = 11;

  private final int scale;
  private final int groupsBehindPoint;
  private final int fill;
  private final int[] groups = new int[MOST_GROUPS];

  NumericEncoder(int scale) {
    this.scale = scale;
    this.groupsBehindPoint = Math.ceilDiv(scale, DIGITS_PER_GROUP);
    this.fill = POWERS_OF_TEN[groupsBehindPoint * DIGITS_PER_GROUP - scale];
  }

  /// @param high the upper half of the integer
  /// @param low its lower half
  void encode(long high, long low, CopyBuffer out) {
    boolean negative = high < 0;
    boolean fitsLong = high == low >> (Long.SIZE - 1) && low != Long.MIN_VALUE;
    int count =
        fitsLong && Math.abs(low) <= Long.MAX_VALUE / fill
            ? split(Math.abs(low) * fill)
            : split(big(high, low).abs().multiply(BigInteger.valueOf(fill)));
    write(negative, count, out);
  }

  /// Least group first.
  private int split(long value) {
    int count = 0;
    for (long left = value; left != 0; left /= GROUP) {
      groups[count++] = (int) (left % GROUP);
    }
    return count;
  }

  private int split(BigInteger value) {
    int count = 0;
    for (BigInteger left = value; left.signum() != 0; count++) {
      BigInteger[] parts = left.divideAndRemainder(BIG_GROUP);
      groups[count] = parts[1].intValue();
      left = parts[0];
    }
    return count;
  }

  private void write(boolean negative, int count, CopyBuffer out) {
    int first = 0;
    while (first < count && groups[first] == 0) {
      first++; // zeros at the end are not sent
    }
    out.int4(HEADER_BYTES + Short.BYTES * (count - first));
    out.int2(count - first);
    out.int2(count == 0 ? 0 : count - 1 - groupsBehindPoint);
    out.int2(negative ? NEGATIVE : 0);
    out.int2(scale);
    for (int i = count - 1; i >= first; i--) {
      out.int2(groups[i]);
    }
  }

  private static BigInteger big(long high, long low) {
    return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(unsigned(low));
  }

  private static BigInteger unsigned(long low) {
    BigInteger value = BigInteger.valueOf(low & Long.MAX_VALUE);
    return low < 0 ? value.setBit(Long.SIZE - 1) : value;
  }
}
