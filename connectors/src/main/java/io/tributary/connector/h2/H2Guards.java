package io.tributary.connector.h2;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.jdbc.ValueGuard;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Which columns would keep other values than they are given.
final class H2Guards {
  private static final Pattern DECLARED =
      Pattern.compile(
          "(?<name>[A-Z ]+?)(\\((?<size>\\d+)(, (?<scale>\\d+))?\\)( WITH TIME"
              + " ZONE)?|\\((?<members>'.*')\\))?",
          Pattern.DOTALL);
  private static final Pattern MEMBER = Pattern.compile("'((?:[^']|'')*)'");

  private H2Guards() {}

  /// @param column whose type is as [H2Catalog] writes it
  static ValueGuard of(ColumnDescription column) {
    ValueGuard declared = ValueGuard.declared(column, ValueGuard.MICROSECOND_DIGITS);
    Matcher type = DECLARED.matcher(column.sourceType());
    if (!type.matches()) {
      return declared;
    }
    return switch (column.field().getType()) {
      case ArrowType.Binary _ when type.group("name").equals("BINARY") ->
          ValueGuard.bytes(size(type));
      case ArrowType.Utf8 _ -> ofTexts(type, declared);
      default -> declared;
    };
  }

  /// H2 counts a character beyond the first 65,536 as two.
  private static ValueGuard ofTexts(Matcher type, ValueGuard declared) {
    String name = type.group("name");
    return switch (name) {
      case "CHARACTER" -> {
        int length = size(type);
        yield ValueGuard.texts(
            text -> text.length() == length,
            "%d characters: fill them up with blanks".formatted(length));
      }
      case "NUMERIC" -> ValueGuard.decimalTexts(Integer.parseInt(type.group("scale")));
      case "DECFLOAT" -> {
        int digits = size(type);
        yield ValueGuard.texts(
            text -> digits(text) <= digits, "numbers with %d digits at most".formatted(digits));
      }
      case "TIME", "TIMESTAMP" -> ValueGuard.fractions(size(type), type.group());
      case "ENUM" ->
          type.group("members") == null
              ? ValueGuard.unknown(name)
              : ValueGuard.oneOf(members(type.group("members")));
      case "ARRAY", "INTERVAL", "JSON", "ROW" -> ValueGuard.unknown(name);
      default -> declared;
    };
  }

  private static int size(Matcher type) {
    return Integer.parseInt(type.group("size"));
  }

  /// None in what is no number, which H2 refuses, or is a word for one, such as `NaN`.
  private static int digits(String text) {
    try {
      return new BigDecimal(text.strip()).stripTrailingZeros().precision();
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static List<String> members(String quoted) {
    return MEMBER
        .matcher(quoted)
        .results()
        .map((MatchResult member) -> member.group(1).replace("''", "'"))
        .toList();
  }
}
