package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Refuses values in place of which a column keeps others, without a word of the database.
@FunctionalInterface
public interface ValueGuard {
  int MICROSECOND_DIGITS = 6;

  Pattern SECOND_DIGITS = Pattern.compile("\\((\\d)\\)");

  Pattern LIMITED =
      Pattern.compile(
          "(?:var|national var)?char(?:acter)?(?: varying)?\\((\\d+)\\)(?: character set .*)?");

  /// What is behind a point.
  Pattern FRACTION = Pattern.compile("\\.(\\d+)");

  /// Of columns that keep every value, or whose database refuses the others itself.
  ValueGuard NONE =
      new ValueGuard() {
        @Override
        public void check(FieldVector vector, int row) {}

        @Override
        public boolean altersComputed() {
          return false;
        }
      };

  /// @param row where in the vector, which has a value there
  /// @throws UnfitValueException saying what the column keeps
  void check(FieldVector vector, int row);

  /// Whether the column makes other values of those that are computed for it, too.
  default boolean altersComputed() {
    return true;
  }

  /// What has to fit this and another one.
  default ValueGuard and(ValueGuard other) {
    return (vector, row) -> {
      check(vector, row);
      other.check(vector, row);
    };
  }

  /// By what a declared type says: a `varchar(3)` has three characters, a `timestamp(3)`
  /// milliseconds.
  ///
  /// @param secondDigits behind the point, in a type of times that names no number of them
  static ValueGuard declared(ColumnDescription column, int secondDigits) {
    String declared = column.sourceType();
    return switch (column.field().getType()) {
      case ArrowType.Utf8 _ -> {
        Matcher limited = LIMITED.matcher(declared.toLowerCase(Locale.ROOT));
        yield limited.matches() ? new Characters(Integer.parseInt(limited.group(1))) : NONE;
      }
      case ArrowType.Time _, ArrowType.Timestamp _ -> {
        Matcher named = SECOND_DIGITS.matcher(declared);
        yield seconds(named.find() ? Integer.parseInt(named.group(1)) : secondDigits, declared);
      }
      default -> NONE;
    };
  }

  /// Of texts of which databases take blanks away that are too many. In a statement that computes
  /// such a text, more can be made of it, which they refuse.
  ///
  /// @param most that fit
  record Characters(int most) implements ValueGuard {
    @Override
    public void check(FieldVector vector, int row) {
      VarCharVector texts = (VarCharVector) vector;
      if (texts.getValueLength(row) > most) {
        String text = text(texts, row);
        if (text.codePointCount(0, text.length()) > most) {
          throw new UnfitValueException(
              "a text is longer than the %d characters that fit".formatted(most));
        }
      }
    }

    @Override
    public boolean altersComputed() {
      return false;
    }
  }

  /// Of texts that are as long as their bytes in UTF-8, of which databases take blanks away that
  /// are too many.
  ///
  /// @param most that fit
  record Octets(int most) implements ValueGuard {
    @Override
    public void check(FieldVector vector, int row) {
      if (((VarCharVector) vector).getValueLength(row) > most) {
        throw new UnfitValueException(
            "a text is longer than the %d bytes that fit".formatted(most));
      }
    }

    @Override
    public boolean altersComputed() {
      return false;
    }
  }

  /// Of times, of which databases round or cut off the digits that a column does not have.
  ///
  /// @param digits of a second, behind the point
  /// @param declared the column's type
  static ValueGuard seconds(int digits, String declared) {
    if (digits >= MICROSECOND_DIGITS) {
      return NONE;
    }
    long tick = (long) Math.pow(10, MICROSECOND_DIGITS - (double) digits);
    return (vector, row) -> {
      var microseconds = ((BaseFixedWidthVector) vector).getDataBuffer();
      if (microseconds.getLong((long) row * Long.BYTES) % tick != 0) {
        throw new UnfitValueException(
            "a time has more digits behind the second than %s keeps".formatted(declared));
      }
    };
  }

  /// Of texts.
  ///
  /// @param kept what is wanted, after "the column keeps"
  static ValueGuard texts(Predicate<String> isKept, String kept) {
    return (vector, row) -> {
      if (vector instanceof VarCharVector texts && !isKept.test(text(texts, row))) {
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

  /// Of texts that are filled up with blanks, which are taken away when they are read.
  static ValueGuard unpadded() {
    return texts(text -> !text.endsWith(" "), "no blanks at the end of a text");
  }

  /// Of texts that name one of some.
  static ValueGuard oneOf(List<String> members) {
    return texts(members::contains, "one of " + members + ", letter by letter");
  }

  /// Of times that are written as text.
  ///
  /// @param most digits behind a point
  /// @param declared the column's type
  static ValueGuard fractions(int most, String declared) {
    return (vector, row) -> {
      String text = text((VarCharVector) vector, row);
      if (FRACTION.matcher(text).results().anyMatch(found -> found.group(1).length() > most)) {
        throw new UnfitValueException(
            "'%s' has more than the %d digits behind the point that %s keeps"
                .formatted(text, most, declared));
      }
    };
  }

  /// Of types that make something else of a text in too many ways.
  ///
  /// @param declared the column's type
  static ValueGuard unknown(String declared) {
    return (_, _) -> {
      throw new UnfitValueException(
          "%s may round or cut off what is in a text: change it in the source itself"
              .formatted(declared));
    };
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

  private static String text(VarCharVector texts, int row) {
    return new String(texts.get(row), StandardCharsets.UTF_8);
  }

  private static UnfitValueException unfit(String kept) {
    return new UnfitValueException("the column keeps " + kept);
  }
}
