package io.tributary.gateway.execution;

import io.tributary.gateway.execution.Assignment.UnfitException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/// Reads values as exactly what they say. Floating-point numbers say the shortest decimal number
/// that is nearest to them alone.
final class Exact {
  private static final int MOST_DIGITS = 400;

  private Exact() {}

  /// Whole numbers, by row.
  interface Longs {
    long at(int row);
  }

  /// Numbers, by row.
  interface Decimals {
    BigDecimal at(int row);
  }

  /// Texts, by row.
  interface Texts {
    String at(int row);
  }

  static boolean isText(Field field) {
    return switch (field.getType()) {
      case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Utf8View _ ->
          field.getDictionary() == null;
      default -> false;
    };
  }

  static boolean isBytes(Field field) {
    return switch (field.getType()) {
      case ArrowType.Binary _,
          ArrowType.LargeBinary _,
          ArrowType.BinaryView _,
          ArrowType.FixedSizeBinary _ ->
          field.getDictionary() == null;
      default -> false;
    };
  }

  static boolean isWholeOrDecimal(Field field) {
    return switch (field.getType()) {
      case ArrowType.Int _ -> field.getDictionary() == null;
      case ArrowType.Decimal number -> number.getBitWidth() == 128;
      default -> false;
    };
  }

  static boolean isNumberOrText(Field field) {
    return isWholeOrDecimal(field) || isText(field) || isFloat(field);
  }

  private static boolean isFloat(Field field) {
    return field.getType() instanceof ArrowType.FloatingPoint number
        && number.getPrecision() != FloatingPointPrecision.HALF;
  }

  /// @return null where not every value is a long
  static @Nullable Longs longs(FieldVector vector) {
    return switch (vector) {
      case UInt8Vector _ -> null;
      case BaseIntVector numbers -> numbers::getValueAsLong;
      default -> null;
    };
  }

  static Texts texts(FieldVector vector) {
    return row -> text((Text) Objects.requireNonNull(vector.getObject(row)));
  }

  /// Its own way would put U+FFFD in the place of what is no character.
  private static String text(Text text) {
    try {
      return Text.decode(text.getBytes(), 0, (int) text.getLength(), false);
    } catch (CharacterCodingException _) {
      throw new UnfitException("a text is not in UTF-8");
    }
  }

  static Decimals decimals(FieldVector vector) {
    return switch (vector) {
      case UInt8Vector numbers -> row -> new BigDecimal(Long.toUnsignedString(numbers.get(row)));
      case BaseIntVector numbers -> row -> BigDecimal.valueOf(numbers.getValueAsLong(row));
      case DecimalVector numbers -> row -> bounded(numbers.getObject(row));
      case Float8Vector numbers -> row -> decimal(Double.toString(numbers.get(row)));
      case Float4Vector numbers -> row -> decimal(Float.toString(numbers.get(row)));
      default -> {
        Texts texts = texts(vector);
        yield row -> decimal(texts.at(row));
      }
    };
  }

  static BigDecimal decimal(String text) {
    try {
      // To parse very many digits takes long, too: a sign, a point and an exponent are besides.
      if (text.length() > MOST_DIGITS + 20) {
        throw tooLong();
      }
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException _) {
      throw new UnfitException("'%s' is no number".formatted(text));
    }
  }

  /// No type has numbers beyond these, and to compare a number with what a type has, or to write it
  /// down, could take all of its digits.
  private static BigDecimal bounded(BigDecimal value) {
    if (Math.abs((long) value.scale()) > MOST_DIGITS || value.precision() > MOST_DIGITS) {
      throw tooLong();
    }
    return value;
  }

  private static UnfitException tooLong() {
    return new UnfitException(
        "a number with more than %d digits before or behind its point fits no column"
            .formatted(MOST_DIGITS));
  }
}
