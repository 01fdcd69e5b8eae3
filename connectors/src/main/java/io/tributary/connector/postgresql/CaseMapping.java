package io.tributary.connector.postgresql;

import java.util.function.IntUnaryOperator;

/// Small and capital letters by Unicode's simple mapping, one code point for one, which is
/// DuckDB's: what PostgreSQL's own functions do depends on the collation and on the server's
/// libraries.
///
/// DuckDB knows Unicode 15, and the capital sharp S; a test compares every code point.
final class CaseMapping {

  private static final int SHARP_S = 0xdf;
  private static final int CAPITAL_SHARP_S = 0x1e9e;

  private static final String LOWER = sql("lower", CaseMapping::lower);
  private static final String UPPER = sql("upper", CaseMapping::upper);

  private CaseMapping() {}

  static int lower(int letter) {
    return isOlderThanUnicode16(letter) ? Character.toLowerCase(letter) : letter;
  }

  static int upper(int letter) {
    if (letter == SHARP_S) {
      return CAPITAL_SHARP_S;
    }
    return isOlderThanUnicode16(letter) && isOlderThanUnicode16(Character.toUpperCase(letter))
        ? Character.toUpperCase(letter)
        : letter;
  }

  /// Of the letters that have another case.
  private static boolean isOlderThanUnicode16(int letter) {
    boolean latin =
        (letter >= 0xa7cb && letter <= 0xa7cd) || (letter >= 0xa7da && letter <= 0xa7dc);
    boolean cyrillic = letter == 0x1c89 || letter == 0x1c8a;
    boolean garay = letter >= 0x10d40 && letter <= 0x10d8f;
    return !latin && !cyrillic && !garay;
  }

  static String lower(String text) {
    return LOWER.replace("{0}", text);
  }

  static String upper(String text) {
    return UPPER.replace("{0}", text);
  }

  /// Text of ASCII alone, as most is, takes the fast way.
  private static String sql(String function, IntUnaryOperator mapping) {
    var from = new StringBuilder();
    var to = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      int mapped = mapping.applyAsInt(c);
      if (mapped != c) {
        from.appendCodePoint(c);
        to.appendCodePoint(mapped);
      }
    }
    return "CASE WHEN octet_length({0}) = char_length({0}) THEN %s({0} COLLATE \"C\")"
            .formatted(function)
        + " ELSE translate({0}, '%s', '%s') END".formatted(from, to);
  }
}
