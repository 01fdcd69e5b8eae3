package io.tributary.connector.postgresql;

import io.tributary.connector.jdbc.UnfitValueException;
import io.tributary.connector.jdbc.ValueBinder;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;

/// Refuses values that the server would cut off or round in a column without a word. It goes by the
/// column's base type and that type's modifier, which a domain does not show.
@FunctionalInterface
interface ValueCheck {
  /// What is kept of a `name`.
  int NAME_BYTES = 63;

  int MONEY_DIGITS = 2;

  int SECOND_DIGITS = 6;

  /// What is behind a point.
  Pattern FRACTION = Pattern.compile("\\.(\\d+)");

  /// @param row where in the vector, which has a value there
  /// @throws UnfitValueException for a value that the column would not keep
  void check(int row);

  /// @param declared the column's type as PostgreSQL writes it, for messages
  /// @return empty where the column keeps every value of the vector, or the server refuses it
  static Optional<ValueCheck> of(int typeOid, int modifier, String declared, FieldVector vector) {
    return Optional.ofNullable(
        switch (vector) {
          case VarCharVector texts -> text(typeOid, modifier, declared, texts);
          case DecimalVector numbers when roundsWholeNumbers(typeOid, modifier) ->
              row -> digits(numbers.getObject(row), modifier, declared);
          case TimeMicroVector times -> time(modifier, declared, times);
          case TimeStampMicroVector times -> time(modifier, declared, times);
          case TimeStampMicroTZVector times -> time(modifier, declared, times);
          default -> null;
        });
  }

  /// Whether a column may alter what the server itself computes for it, where its declared type
  /// does not tell.
  static boolean alters(int typeOid, int modifier, String declared) {
    return switch (typeOid) {
      case Oid.VARCHAR -> modifier >= 0 && !ValueBinder.limited(declared).matches();
      case Oid.TIME, Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> tick(modifier) > 1;
      default -> roundsWholeNumbers(typeOid, modifier);
    };
  }

  private static boolean roundsWholeNumbers(int typeOid, int modifier) {
    return typeOid == Oid.NUMERIC && modifier >= 0 && ColumnTypes.scale(modifier) < 0;
  }

  private static @Nullable ValueCheck time(
      int modifier, String declared, BaseFixedWidthVector times) {
    long tick = tick(modifier);
    return tick == 1
        ? null
        : row -> {
          long microseconds = times.getDataBuffer().getLong((long) row * Long.BYTES);
          ValueBinder.kept(microseconds, tick, declared);
        };
  }

  /// The least difference of two times, in microseconds.
  private static long tick(int modifier) {
    long tick = 1;
    for (int digits = SECOND_DIGITS; modifier >= 0 && digits > modifier; digits--) {
      tick *= 10;
    }
    return tick;
  }

  private static @Nullable ValueCheck text(
      int typeOid, int modifier, String declared, VarCharVector texts) {
    return switch (typeOid) {
      case Oid.VARCHAR -> characters(ColumnTypes.maxLength(typeOid, modifier), texts);
      case Oid.NAME -> row -> bytes(texts.getValueLength(row), NAME_BYTES, declared);
      case Oid.CHAR -> row -> bytes(texts.getValueLength(row), 1, declared);
      case Oid.NUMERIC -> modifier < 0 ? null : row -> number(text(texts, row), modifier, declared);
      case Oid.MONEY -> row -> fraction(text(texts, row), MONEY_DIGITS, declared);
      case Oid.TIMETZ ->
          row -> fraction(text(texts, row), modifier < 0 ? SECOND_DIGITS : modifier, declared);
      case Oid.INTERVAL, Oid.INTERVAL_ARRAY, Oid.TIMETZ_ARRAY, Oid.NUMERIC_ARRAY ->
          modifier < 0 ? null : _ -> unknown(declared);
      case Oid.CHAR_ARRAY, Oid.MONEY_ARRAY -> _ -> unknown(declared);
      default -> null;
    };
  }

  private static String text(VarCharVector texts, int row) {
    return String.valueOf(texts.getObject(row));
  }

  private static @Nullable ValueCheck characters(OptionalInt most, VarCharVector texts) {
    return most.isEmpty()
        ? null
        : row -> {
          if (texts.getValueLength(row) > most.getAsInt()) {
            characters(text(texts, row), most.getAsInt());
          }
        };
  }

  private static void characters(String text, int most) {
    if (text.codePointCount(0, text.length()) > most) {
      throw new UnfitValueException(
          "a text is longer than the %d characters that fit".formatted(most));
    }
  }

  private static void bytes(int length, int most, String declared) {
    if (length > most) {
      throw new UnfitValueException(
          "a text has more bytes than the %d that %s keeps".formatted(most, declared));
    }
  }

  /// What has no digits, such as `NaN`, has none to lose.
  private static void number(String text, int modifier, String declared) {
    if (text.chars().noneMatch(Character::isDigit)) {
      return;
    }
    try {
      digits(new BigDecimal(text.strip()), modifier, declared);
    } catch (NumberFormatException _) {
      throw new UnfitValueException("'%s' is no number".formatted(text));
    }
  }

  private static void digits(BigDecimal number, int modifier, String declared) {
    if (number.signum() != 0 && number.stripTrailingZeros().scale() > ColumnTypes.scale(modifier)) {
      throw new UnfitValueException("%s has more digits than %s keeps".formatted(number, declared));
    }
  }

  private static void fraction(String text, int most, String declared) {
    if (FRACTION.matcher(text).results().anyMatch(found -> found.group(1).length() > most)) {
      throw new UnfitValueException(
          "'%s' has more than the %d digits behind the point that %s keeps"
              .formatted(text, most, declared));
    }
  }

  private static void unknown(String declared) {
    throw new UnfitValueException(
        "%s may round or cut off what is in a text: change it in the source itself"
            .formatted(declared));
  }
}
