package io.tributary.gateway.planner.parser;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Text to tokens. Comments and white space are left out; `/* */` may be nested.
final class Lexer {

  private static final List<String> LONG_SYMBOLS =
      List.of(
          "!~~*", "->>", "!~~", "!~*", "~~~", "~~*", "<=>", "<->", "::", ":=", "->", "=>", "<=",
          ">=", "<>", "!=", "==", "||", "**", "//", "<<", ">>", "~~", "~*", "!~", "@>", "<@", "&&",
          "^@");

  private static final String SYMBOLS = "()[]{},.;:?+-*/%^<>=~&|!@#";

  private static final Set<Character> FIRST_OF_LONG = new HashSet<>();

  static {
    LONG_SYMBOLS.forEach(symbol -> FIRST_OF_LONG.add(symbol.charAt(0)));
  }

  private final SqlText text;
  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(SqlText text) {
    this.text = text;
    this.sql = text.sql();
  }

  /// All tokens and an END.
  static List<Token> tokens(SqlText text) {
    var lexer = new Lexer(text);
    lexer.refuseNul();
    lexer.skipBlanks();
    while (lexer.at < lexer.sql.length()) {
      lexer.tokens.add(lexer.next());
      lexer.skipBlanks();
    }
    lexer.tokens.add(Token.value(Token.Kind.END, "", lexer.at, lexer.at));
    return lexer.tokens;
  }

  /// DuckDB and most sources take it for the end of the statement.
  private void refuseNul() {
    int nul = sql.indexOf('\0');
    if (nul >= 0) {
      throw error("the character U+0000 has no place in SQL: write chr(0) for it in a text", nul);
    }
  }

  private Token next() {
    int start = at;
    char c = sql.charAt(at);
    if (c == '\'') {
      return Token.value(Token.Kind.STRING, quoted('\'', "text"), start, at);
    }
    if (c == '"') {
      return Token.value(Token.Kind.QUOTED_NAME, quoted('"', "a name"), start, at);
    }
    if (c == '$') {
      return dollar();
    }
    if (isDigit(at) || (c == '.' && isDigit(at + 1) && !followsName())) {
      return number();
    }
    int letter = sql.codePointAt(at);
    if (isWordStart(letter)) {
      return isPrefixedString(c) ? prefixedString(c) : word();
    }
    if (FIRST_OF_LONG.contains(c)) {
      for (String symbol : LONG_SYMBOLS) {
        if (sql.startsWith(symbol, at)) {
          at += symbol.length();
          return Token.symbol(symbol, start);
        }
      }
    }
    if (SYMBOLS.indexOf(c) < 0) {
      throw error("the character %s has no meaning here".formatted(Character.toString(letter)), at);
    }
    at++;
    return Token.symbol(String.valueOf(c), start);
  }

  /// In `t.1` the dot belongs to no number.
  private boolean followsName() {
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.getLast();
    return last.end() == at
        && (last.kind() == Token.Kind.WORD || last.kind() == Token.Kind.QUOTED_NAME);
  }

  private Token word() {
    int start = at;
    while (at < sql.length() && isWordPart(sql.codePointAt(at))) {
      at += Character.charCount(sql.codePointAt(at));
    }
    return Token.word(sql.substring(start, at), start, at);
  }

  private static boolean isWordStart(int c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isWordPart(int c) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || c == '$'
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private boolean isDigit(int offset) {
    return offset < sql.length() && sql.charAt(offset) >= '0' && sql.charAt(offset) <= '9';
  }

  // Numbers: 1, 1_000, 1.5, .5, 5., 1e3, 0x1F

  private Token number() {
    int start = at;
    if (sql.charAt(at) == '0' && at + 1 < sql.length() && (sql.charAt(at + 1) | 32) == 'x') {
      at += 2;
      while (at < sql.length()
          && (Character.digit(sql.charAt(at), 16) >= 0 || sql.charAt(at) == '_')) {
        at++;
      }
      return number(start);
    }
    digits();
    if (at < sql.length() && sql.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < sql.length() && (sql.charAt(at) | 32) == 'e') {
      int sign = at + 1;
      if (sign < sql.length() && (sql.charAt(sign) == '+' || sql.charAt(sign) == '-')) {
        sign++;
      }
      if (isDigit(sign)) {
        at = sign;
        digits();
      }
    }
    return number(start);
  }

  private Token number(int start) {
    return Token.value(Token.Kind.NUMBER, sql.substring(start, at).replace("_", ""), start, at);
  }

  private void digits() {
    while (isDigit(at) || (at < sql.length() && sql.charAt(at) == '_' && isDigit(at + 1))) {
      at++;
    }
  }

  // Text

  /// Takes quoted text; the quote is doubled inside.
  private String quoted(char quote, String what) {
    int start = at++;
    var value = new StringBuilder();
    while (true) {
      int end = sql.indexOf(quote, at);
      if (end < 0) {
        throw error("%s has no closing %s".formatted(what, quote), start);
      }
      value.append(sql, at, end);
      at = end + 1;
      if (at >= sql.length() || sql.charAt(at) != quote) {
        return value.toString();
      }
      value.append(quote);
      at++;
    }
  }

  private boolean isPrefixedString(char c) {
    return "eExXnN".indexOf(c) >= 0 && at + 1 < sql.length() && sql.charAt(at + 1) == '\'';
  }

  private Token prefixedString(char prefix) {
    int start = at++;
    return switch (prefix | 32) {
      case 'e' -> Token.value(Token.Kind.STRING, escaped(start), start, at);
      case 'x' -> Token.value(Token.Kind.BINARY, quoted('\'', "a binary value"), start, at);
      default -> Token.value(Token.Kind.STRING, quoted('\'', "text"), start, at);
    };
  }

  /// The text of `E'…'`, from its quote on.
  private String escaped(int start) {
    at++;
    var value = new StringBuilder();
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c == '\\' && at < sql.length()) {
        value.appendCodePoint(escape());
      } else if (c != '\'') {
        value.append(c);
      } else if (at < sql.length() && sql.charAt(at) == '\'') {
        value.append('\'');
        at++;
      } else {
        return value.toString();
      }
    }
    throw error("text has no closing '", start);
  }

  private int escape() {
    char c = sql.charAt(at++);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'x' -> code(16, 2);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        yield code(8, 3);
      }
      default -> c;
    };
  }

  private int code(int radix, int mostDigits) {
    int start = at;
    int code = 0;
    while (at < sql.length()
        && at < start + mostDigits
        && Character.digit(sql.charAt(at), radix) >= 0) {
      code = code * radix + Character.digit(sql.charAt(at++), radix);
    }
    if (at == start || !Character.isValidCodePoint(code) || code == 0) {
      throw error("this escape names no character", start);
    }
    return code;
  }

  /// `$tag$text$tag$`, or a parameter `$1`.
  private Token dollar() {
    int start = at++;
    while (at < sql.length() && sql.charAt(at) != '$' && isWordPart(sql.codePointAt(at))) {
      at += Character.charCount(sql.codePointAt(at));
    }
    String tag = sql.substring(start, at);
    if (at >= sql.length() || sql.charAt(at) != '$') {
      if (tag.length() == 1) {
        throw error("the character $ has no meaning here", start);
      }
      return Token.value(Token.Kind.PARAMETER, tag.substring(1), start, at);
    }
    int from = ++at;
    int end = sql.indexOf(tag + "$", from);
    if (end < 0) {
      throw error("text has no closing %s$".formatted(tag), start);
    }
    at = end + tag.length() + 1;
    return Token.value(Token.Kind.STRING, sql.substring(from, end), start, at);
  }

  // What is skipped

  private void skipBlanks() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF') {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
      } else if (sql.startsWith("/*", at)) {
        comment();
      } else {
        return;
      }
    }
  }

  private void comment() {
    int start = at;
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else if (++at >= sql.length()) {
        throw error("a comment has no closing */", start);
      }
    } while (depth > 0);
  }

  private GatewayException error(String message, int offset) {
    return text.error(ErrorCode.SYNTAX_ERROR, message, offset);
  }
}
