package io.tributary.gateway.endpoint.flight;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A filter of names as JDBC and Flight SQL write it: `%` for any text, `_` for any character, and
/// a backslash before either to mean the character itself.
record NamePattern(Pattern regex) implements Predicate<String> {
  static final NamePattern ANYTHING = of("%");

  static NamePattern of(String pattern) {
    var regex = new StringBuilder();
    boolean escaped = false;
    int[] characters = pattern.codePoints().toArray();
    for (int at = 0; at < characters.length; at++) {
      int character = characters[at];
      if (character == '\\' && !escaped && at + 1 < characters.length) {
        escaped = true;
        continue;
      }
      regex.append(escaped ? literal(character) : wildcard(character));
      escaped = false;
    }
    return new NamePattern(Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  private static String wildcard(int character) {
    return switch (character) {
      case '%' -> ".*";
      case '_' -> ".";
      default -> literal(character);
    };
  }

  private static String literal(int character) {
    return Pattern.quote(Character.toString(character));
  }

  @Override
  public boolean test(String name) {
    return regex.matcher(name).matches();
  }
}
