package io.tributary.connector.sqlite;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What SQLite makes of texts that look like numbers, by the type that a column declares.
///
/// @see <a href="https://www.sqlite.org/datatype3.html#determination_of_column_affinity">Column
///   affinity</a>
enum SqliteAffinity {
  /// Texts stay what they are.
  NONE,
  /// They become numbers, whole ones if they can be.
  NUMERIC,
  /// They become numbers with a point.
  REAL;

  private static final Pattern NUMBER =
      Pattern.compile(
          "[ \\t\\n\\x0B\\f\\r]*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?[ \\t\\n\\x0B\\f\\r]*");

  /// That SQLite writes without an exponent, and in these digits.
  private static final Pattern FRACTION = Pattern.compile("-?(0|[1-9]\\d*)\\.(?!0000)\\d*[1-9]");

  private static final Pattern WHOLE_WITH_POINT = Pattern.compile("0\\.0|-?[1-9]\\d*\\.0");

  /// @param strict whether the table is, in which `ANY` is no type of numbers
  static SqliteAffinity of(String declared, boolean strict) {
    String type = declared.toUpperCase(Locale.ROOT);
    if (strict && type.equals("ANY")) {
      return NONE;
    }
    if (type.contains("INT")) {
      return NUMERIC;
    }
    if (type.isBlank() || Stream.of("CHAR", "CLOB", "TEXT", "BLOB").anyMatch(type::contains)) {
      return NONE;
    }
    return Stream.of("REAL", "FLOA", "DOUB").anyMatch(type::contains) ? REAL : NUMERIC;
  }

  /// Whether a text is read back as it was.
  boolean keeps(String text) {
    if (this == NONE || !NUMBER.matcher(text).matches()) {
      return true;
    }
    boolean isFewDigits = text.length() <= SqliteTypes.MOST_DIGITS;
    return this == REAL
        ? isFewDigits
            && (FRACTION.matcher(text).matches() || WHOLE_WITH_POINT.matcher(text).matches())
        : isWhole(text) || (isFewDigits && FRACTION.matcher(text).matches());
  }

  /// In 64 bits, and as SQLite writes it.
  private static boolean isWhole(String text) {
    try {
      return Long.toString(Long.parseLong(text)).equals(text);
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
