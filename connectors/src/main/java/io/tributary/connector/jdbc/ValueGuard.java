package io.tributary.connector.jdbc;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;

/// Refuses values in place of which a column would keep others, without a word of the database.
@FunctionalInterface
public interface ValueGuard {
  ValueGuard NONE = (_, _) -> {};

  /// @param row where in the vector, which has a value there
  /// @throws UnfitValueException saying what the column keeps
  void check(FieldVector vector, int row);

  /// Of texts.
  ///
  /// @param kept what is wanted, after "the column keeps"
  static ValueGuard texts(Predicate<String> isKept, String kept) {
    return (vector, row) -> {
      if (vector instanceof VarCharVector texts
          && !isKept.test(new String(texts.get(row), StandardCharsets.UTF_8))) {
        throw unfit(kept);
      }
    };
  }

  /// Of numbers that are written as text, to columns of more digits than other decimals have.
  static ValueGuard decimalTexts(int scale) {
    return texts(
        text -> {
          try {
            return new BigDecimal(text.strip()).stripTrailingZeros().scale() <= scale;
          } catch (NumberFormatException e) {
            return false;
          }
        },
        "numbers with %d digits behind the point at most".formatted(scale));
  }

  /// Of bytes, where fewer are filled up.
  static ValueGuard bytes(int length) {
    return (vector, row) -> {
      if (vector instanceof VarBinaryVector bytes && bytes.get(row).length < length) {
        throw unfit("%d bytes: fill them up".formatted(length));
      }
    };
  }

  /// Of numbers that are rounded.
  static ValueGuard rounded(int scale) {
    return (vector, row) -> {
      String number =
          switch (vector) {
            case Float4Vector floats -> Float.toString(floats.get(row));
            case Float8Vector doubles -> Double.toString(doubles.get(row));
            default -> throw new IllegalArgumentException(vector.getField().toString());
          };
      if (new BigDecimal(number).stripTrailingZeros().scale() > scale) {
        throw unfit("%d digits behind the point, and not %s: round it".formatted(scale, number));
      }
    };
  }

  /// Of whole numbers between two others, and zero.
  static ValueGuard zeroOr(long least, long most) {
    return (vector, row) -> {
      long value = ((BaseIntVector) vector).getValueAsLong(row);
      if (value != 0 && (value < least || value > most)) {
        throw unfit("0 and %d to %d, and not %d".formatted(least, most, value));
      }
    };
  }

  private static UnfitValueException unfit(String kept) {
    return new UnfitValueException("the column keeps " + kept);
  }
}
