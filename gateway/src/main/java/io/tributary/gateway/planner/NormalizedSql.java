package io.tributary.gateway.planner;

/// SQL with everything taken out that the parser skips: texts that differ in white space and
/// comments only become the same, and no others do.
public final class NormalizedSql {

  private NormalizedSql() {}

  /// One blank for each run of white space and comments; quoted text and names stay as they are.
  /// Letters keep their case, which decides the names of result columns.
  public static String of(String sql) {
    if (mayQuoteOtherwise(sql)) {
      return sql;
    }
    String mask = SqlText.masked(sql);
    var text = new StringBuilder(sql.length());
    boolean blank = false;
    for (int i = 0; i < mask.length(); i++) {
      if (isBlank(mask.charAt(i))) {
        blank = true;
        continue;
      }
      if (blank && !text.isEmpty()) {
        text.append(' ');
      }
      blank = false;
      text.append(sql.charAt(i));
    }
    return text.toString();
  }

  /// Where blanks might count, nothing is taken out: hints, and quotes other than `'` and `"`.
  private static boolean mayQuoteOtherwise(String sql) {
    return sql.contains("/*+")
        || sql.indexOf('$') >= 0
        || sql.indexOf('\\') >= 0
        || sql.indexOf('`') >= 0;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }
}
