package io.tributary.connector.postgresql;

import io.tributary.connector.jdbc.UnfitValueException;

/// Decodes PostgreSQL's `numeric`: groups of four decimal digits, of which the first counts
/// 10000^weight. Decodes to a 128-bit integer counting units of 10^-scale.
///
/// Not safe for use by several threads: the result is left in [#high] and [#low].
final class NumericDecoder {
  private static final int NEGATIVE = 0x4000;
  private static final int NOT_A_NUMBER = 0xC000;
  private static final int POSITIVE_INFINITY = 0xD000;
  private static final int NEGATIVE_INFINITY = 0xF000;

  private static final int HEADER_BYTES = 8;
  private static final int DIGITS_PER_GROUP = 4;
  private static final int[] POWERS_OF_TEN = {1, 10, 100, 1000, 10_000};

  private final int precision;
  private final int scale;
  private long high;
  private long low;

  /// @param precision digits that a value may have, up to 38
  /// @param scale digits of these after the point
  NumericDecoder(int precision, int scale) {
    this.precision = precision;
    this.scale = scale;
  }

  /// The upper half of what was decoded last.
  long high() {
    return high;
  }

  /// The lower half of what was decoded last.
  long low() {
    return low;
  }

  /// @throws UnfitValueException if the value is not a number of this precision and scale
  void decode(byte[] bytes, int offset) {
    int groups = Wire.int2(bytes, offset);
    int weight = Wire.int2(bytes, offset + 2);
    int sign = Wire.int2(bytes, offset + 4) & 0xffff;
    high = 0;
    low = 0;
    switch (sign) {
      case NOT_A_NUMBER -> throw unfit("NaN");
      case POSITIVE_INFINITY -> throw unfit("Infinity");
      case NEGATIVE_INFINITY -> throw unfit("-Infinity");
      default -> {}
    }
    if (groups == 0) {
      return;
    }
    checkSize(Wire.int2(bytes, offset + HEADER_BYTES), weight);
    for (int i = 0; i < groups; i++) {
      append(
          Wire.int2(bytes, offset + HEADER_BYTES + 2 * i), scale + (weight - i) * DIGITS_PER_GROUP);
    }
    // Groups of zeros at the end are not sent.
    int missing = scale + (weight - groups + 1) * DIGITS_PER_GROUP;
    for (; missing > 0; missing -= DIGITS_PER_GROUP) {
      multiplyAndAdd(POWERS_OF_TEN[Math.min(missing, DIGITS_PER_GROUP)], 0);
    }
    if (sign == NEGATIVE) {
      low = -low;
      high = low == 0 ? -high : ~high;
    }
  }

  /// @param digitsBelow how many decimal digits of the result lie below this group; negative where
  ///   only some digits of the group, or none, belong to the result
  private void append(int group, int digitsBelow) {
    if (digitsBelow >= 0) {
      multiplyAndAdd(POWERS_OF_TEN[DIGITS_PER_GROUP], group);
      return;
    }
    int dropped = Math.min(-digitsBelow, DIGITS_PER_GROUP);
    int divisor = POWERS_OF_TEN[dropped];
    if (group % divisor != 0) {
      throw new UnfitValueException(
          "a number has more than the %d digits after the point that were expected"
              .formatted(scale));
    }
    multiplyAndAdd(POWERS_OF_TEN[DIGITS_PER_GROUP - dropped], group / divisor);
  }

  private void multiplyAndAdd(int factor, int summand) {
    long carry = Math.unsignedMultiplyHigh(low, factor);
    long product = low * factor;
    low = product + summand;
    if (Long.compareUnsigned(low, product) < 0) {
      carry++;
    }
    high = high * factor + carry;
  }

  private void checkSize(int firstGroup, int weight) {
    int digitsOfFirst = firstGroup >= 1000 ? 4 : firstGroup >= 100 ? 3 : firstGroup >= 10 ? 2 : 1;
    if (digitsOfFirst + weight * DIGITS_PER_GROUP + scale > precision) {
      throw new UnfitValueException(
          "a number has more digits than fit DECIMAL(%d,%d)".formatted(precision, scale));
    }
  }

  private UnfitValueException unfit(String value) {
    return new UnfitValueException(
        "the numeric value %s is no DECIMAL(%d,%d)".formatted(value, precision, scale));
  }
}
