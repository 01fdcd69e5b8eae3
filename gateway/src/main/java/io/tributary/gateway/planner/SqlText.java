package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import java.util.Arrays;
import java.util.Locale;

/// What can be told of a statement before it is parsed.
///
/// @param sql one statement, without the semicolon at its end
/// @param mask as long as `sql`: comments are spaces, quoted text and quoted names are `q`
record SqlText(String sql, String mask) {

  /// Takes the only statement out of a text.
  static SqlText of(String text) {
    String mask = masked(text);
    int semicolon = mask.indexOf(';');
    int end = semicolon < 0 ? text.length() : semicolon;
    var statement = new SqlText(text.substring(0, end), mask.substring(0, end));
    if (statement.mask.isBlank()) {
      throw new GatewayException(ErrorCode.SYNTAX_ERROR, "the SQL is empty: write a query");
    }
    for (int i = end; i < mask.length(); i++) {
      if (mask.charAt(i) != ';' && !Character.isWhitespace(mask.charAt(i))) {
        throw new GatewayException(
            ErrorCode.SYNTAX_ERROR,
            "a second statement begins here: send one query at a time",
            position(text, i));
      }
    }
    return statement;
  }

  /// The word that the statement begins with, in upper case; empty where it begins otherwise.
  String firstWord() {
    String text = mask.strip();
    int end = 0;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end).toUpperCase(Locale.ROOT);
  }

  /// Whether one pair of parentheses holds everything between two places.
  ///
  /// @param start the offset of the first character
  /// @param end the offset of the last one
  boolean isInParentheses(int start, int end) {
    if (start < 0 || end >= mask.length() || mask.charAt(start) != '(') {
      return false;
    }
    int depth = 0;
    for (int i = start; i <= end; i++) {
      switch (mask.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {
          continue;
        }
      }
      if (depth == 0) {
        return i == end;
      }
    }
    return false;
  }

  /// The offset of a place; both count from 1.
  int offset(int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = sql.indexOf('\n', start) + 1;
    }
    return start + column - 1;
  }

  private static SqlPosition position(String text, int offset) {
    String before = text.substring(0, offset);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new SqlPosition(line, offset - before.lastIndexOf('\n'));
  }

  /// As long as the text: comments are spaces, quoted text and quoted names are `q`.
  static String masked(String text) {
    char[] mask = text.toCharArray();
    int i = 0;
    while (i < mask.length) {
      int end = i + 1;
      if (text.startsWith("--", i)) {
        end = endOf(text, "\n", i);
        blank(mask, i, end);
      } else if (text.startsWith("/*", i)) {
        end = endOf(text, "*/", i + 2);
        blank(mask, i, end);
      } else if (mask[i] == '\'' || mask[i] == '"') {
        end = endOf(text, String.valueOf(mask[i]), i + 1);
        Arrays.fill(mask, i, end, 'q');
      }
      i = end;
    }
    return new String(mask);
  }

  private static int endOf(String text, String last, int from) {
    int found = text.indexOf(last, from);
    return found < 0 ? text.length() : found + last.length();
  }

  private static void blank(char[] mask, int start, int end) {
    for (int i = start; i < end; i++) {
      mask[i] = mask[i] == '\n' ? '\n' : ' ';
    }
  }
}
