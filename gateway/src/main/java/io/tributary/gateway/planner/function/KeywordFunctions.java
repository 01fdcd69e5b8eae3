package io.tributary.gateway.planner.function;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import java.util.Locale;
import java.util.Map;

/// Functions whose names the parser claims for syntax of its own, such as `date_trunc`, or standard
/// SQL for another meaning, such as `typeof`.
///
/// Before parsing, the first letter of such a name is replaced by one that looks like it: the name
/// is then an ordinary one, and every place in the text stays where it was.
public final class KeywordFunctions {

  private static final Map<String, Character> FIRST_LETTERS =
      Map.ofEntries(
          Map.entry("date_trunc", 'đ'),
          Map.entry("date_part", 'đ'),
          Map.entry("datepart", 'đ'),
          Map.entry("date_diff", 'đ'),
          Map.entry("datediff", 'đ'),
          Map.entry("first", 'ƒ'),
          Map.entry("last", 'ł'),
          Map.entry("json_array", 'ĵ'),
          Map.entry("json_exists", 'ĵ'),
          Map.entry("json_object", 'ĵ'),
          Map.entry("json_value", 'ĵ'),
          Map.entry("translate", 'ŧ'),
          Map.entry("typeof", 'ŧ'),
          Map.entry("uuid", 'ū'));

  private KeywordFunctions() {}

  static boolean isKeyword(String function) {
    return FIRST_LETTERS.containsKey(function);
  }

  static String disguised(String function) {
    return FIRST_LETTERS.get(function) + function.substring(1);
  }

  /// The text for the parser, as long as the user's.
  ///
  /// @throws GatewayException for `//`, which the parser would take for a comment
  public static String disguise(String sql) {
    var text = new StringBuilder(sql);
    int i = 0;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == '\'' || c == '"') {
        i = after(sql, String.valueOf(c), i + 1);
      } else if (sql.startsWith("--", i)) {
        i = after(sql, "\n", i);
      } else if (sql.startsWith("/*", i)) {
        i = after(sql, "*/", i + 2);
      } else if (sql.startsWith("//", i)) {
        throw new GatewayException(
            ErrorCode.NOT_SUPPORTED,
            "the operator // is not supported: write CAST(trunc(a / b) AS BIGINT)",
            position(sql, i));
      } else if (Character.isJavaIdentifierStart(c)) {
        int end = i;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
          end++;
        }
        Character letter = FIRST_LETTERS.get(sql.substring(i, end).toLowerCase(Locale.ROOT));
        if (letter != null && isCall(sql, i, end)) {
          text.setCharAt(i, letter);
        }
        i = end;
      } else {
        i++;
      }
    }
    return text.toString();
  }

  /// A message with the names as the user wrote them.
  public static String reveal(String message) {
    String revealed = message;
    for (Map.Entry<String, Character> function : FIRST_LETTERS.entrySet()) {
      String rest = function.getKey().substring(1);
      revealed = revealed.replaceAll("(?i)" + function.getValue() + rest, function.getKey());
    }
    return revealed;
  }

  private static boolean isCall(String sql, int start, int end) {
    int next = end;
    while (next < sql.length() && Character.isWhitespace(sql.charAt(next))) {
      next++;
    }
    return next < sql.length()
        && sql.charAt(next) == '('
        && (start == 0 || sql.charAt(start - 1) != '.');
  }

  private static int after(String sql, String end, int from) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  private static SqlPosition position(String sql, int offset) {
    int line = (int) sql.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    return new SqlPosition(line, offset - sql.lastIndexOf('\n', offset - 1));
  }
}
