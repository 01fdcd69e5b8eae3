package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import java.util.Locale;

/// Reads SQL text word by word; white space and comments are skipped.
final class SqlWords {

  private final String sql;
  private int at;

  SqlWords(String sql) {
    this.sql = sql;
    skipBlanks();
  }

  /// Where the next word begins.
  int offset() {
    return at;
  }

  void back(int offset) {
    at = offset;
  }

  SqlPosition position() {
    int line = 1;
    int lineStart = 0;
    for (int i = sql.indexOf('\n'); i >= 0 && i < at; i = sql.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    return new SqlPosition(line, at - lineStart + 1);
  }

  boolean atEnd() {
    return at == sql.length();
  }

  /// The next word in capitals, without taking it; empty where none is.
  String peek() {
    return sql.substring(at, wordEnd()).toUpperCase(Locale.ROOT);
  }

  /// Takes the next word if it is this one.
  boolean take(String word) {
    if (!peek().equals(word)) {
      return false;
    }
    moveTo(wordEnd());
    return true;
  }

  boolean take(char symbol) {
    if (atEnd() || sql.charAt(at) != symbol) {
      return false;
    }
    moveTo(at + 1);
    return true;
  }

  /// Takes an identifier, quoted or not.
  String identifier() {
    if (!atEnd() && sql.charAt(at) == '"') {
      return quoted('"', "a name");
    }
    int end = wordEnd();
    if (end == at) {
      throw expected("a name");
    }
    String word = sql.substring(at, end);
    moveTo(end);
    return word;
  }

  String string() {
    if (atEnd() || sql.charAt(at) != '\'') {
      throw expected("text in single quotes");
    }
    return quoted('\'', "text");
  }

  GatewayException expected(String what) {
    String found = atEnd() ? "the end" : peek().isEmpty() ? sql.substring(at, at + 1) : peek();
    return new GatewayException(
        ErrorCode.SYNTAX_ERROR, "expected %s, not %s".formatted(what, found), position());
  }

  private String quoted(char quote, String what) {
    var text = new StringBuilder();
    for (int i = at + 1; i < sql.length(); i++) {
      if (sql.charAt(i) != quote) {
        text.append(sql.charAt(i));
      } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
        text.append(quote);
        i++;
      } else {
        moveTo(i + 1);
        return text.toString();
      }
    }
    throw new GatewayException(
        ErrorCode.SYNTAX_ERROR, "%s has no closing %s".formatted(what, quote), position());
  }

  private int wordEnd() {
    int end = at;
    while (end < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(end))
            || sql.charAt(end) == '_'
            || sql.charAt(end) == '$')) {
      end++;
    }
    return end;
  }

  private void moveTo(int offset) {
    at = offset;
    skipBlanks();
  }

  private void skipBlanks() {
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        at = end < 0 ? sql.length() : end + 2;
      } else {
        return;
      }
    }
  }
}
