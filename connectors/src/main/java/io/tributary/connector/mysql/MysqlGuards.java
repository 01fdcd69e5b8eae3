package io.tributary.connector.mysql;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.jdbc.ValueGuard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which columns would keep other values than they are given, also in the strictest mode.
final class MysqlGuards {
  private static final Pattern DECLARED =
      Pattern.compile(
          "(?<name>[a-z]+)(\\((?<first>\\d+)(,(?<second>\\d+))?\\)|\\((?<members>'.*')\\))?.*",
          Pattern.DOTALL);

  /// What the server writes for a quote, a backslash, or a character that is none to print.
  private static final Pattern ESCAPED = Pattern.compile("''|\\\\.");

  private static final Pattern MEMBER = Pattern.compile("'((?:[^']|'')*)'");
  private static final int MOST_DIGITS = 38;

  private MysqlGuards() {}

  /// @param column whose type is as `COLUMN_TYPE` has it
  static ValueGuard of(ColumnDescription column) {
    ValueGuard declared = ValueGuard.declared(column, 0);
    Matcher type = DECLARED.matcher(column.sourceType());
    if (!type.matches()) {
      return declared;
    }
    return switch (type.group("name")) {
      case "year" -> ValueGuard.zeroOr(1901, 2155);
      case "char" -> declared.and(ValueGuard.unpadded());
      case "tinytext" -> new ValueGuard.Octets((1 << 8) - 1);
      case "text" -> new ValueGuard.Octets((1 << 16) - 1);
      case "mediumtext" -> new ValueGuard.Octets((1 << 24) - 1);
      case "binary" -> type.group("first") == null ? ValueGuard.NONE : bytes(type);
      case "float", "double" ->
          type.group("second") == null
              ? ValueGuard.NONE
              : ValueGuard.rounded(Integer.parseInt(type.group("second")));
      case "decimal" ->
          Integer.parseInt(type.group("first")) <= MOST_DIGITS
              ? ValueGuard.NONE
              : ValueGuard.decimalTexts(Integer.parseInt(type.group("second")));
      case "enum" -> ValueGuard.oneOf(members(type));
      case "set" -> {
        List<String> members = members(type);
        yield ValueGuard.texts(
            text -> text.equals(inOrder(members, text)),
            "some of %s, in this order and with commas between them".formatted(members));
      }
      default -> declared;
    };
  }

  private static ValueGuard bytes(Matcher type) {
    return ValueGuard.bytes(Integer.parseInt(type.group("first")));
  }

  private static List<String> members(Matcher type) {
    List<String> members = new ArrayList<>();
    Matcher member = MEMBER.matcher(type.group("members"));
    while (member.find()) {
      members.add(unescaped(member.group(1)));
    }
    return List.copyOf(members);
  }

  private static String unescaped(String member) {
    return ESCAPED
        .matcher(member)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                switch (found.group()) {
                  case "''" -> "'";
                  case "\\n" -> "\n";
                  case "\\r" -> "\r";
                  case "\\0" -> "\0";
                  case String other -> other.substring(1);
                }));
  }

  private static String inOrder(List<String> members, String text) {
    List<String> given = Arrays.asList(text.split(",", -1));
    return members.stream().filter(given::contains).collect(Collectors.joining(","));
  }
}
