package io.tributary.gateway.planner.parser;

import java.util.Locale;

/// A word, a value or a symbol of a statement.
///
/// @param text what it says: a quoted name or string without its quotes, anything else as written
/// @param key what it is told by: a word in capitals, a symbol as written, else empty
/// @param start the offset of its first character
/// @param end the offset after its last one
public record Token(Kind kind, String text, String key, int start, int end) {

  /// What a token is.
  public enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    /// `x'0F'`; the text is the digits.
    BINARY,
    NUMBER,
    /// `$1`; the text is what follows the dollar.
    PARAMETER,
    SYMBOL,
    END
  }

  static Token word(String text, int start, int end) {
    return new Token(Kind.WORD, text, text.toUpperCase(Locale.ROOT), start, end);
  }

  static Token symbol(String text, int start) {
    return new Token(Kind.SYMBOL, text, text, start, start + text.length());
  }

  static Token value(Kind kind, String text, int start, int end) {
    return new Token(kind, text, "", start, end);
  }

  /// Whether it is this word, in capitals, or this symbol.
  public boolean is(String wordOrSymbol) {
    return key.equals(wordOrSymbol);
  }
}
