package io.tributary.gateway.metadata;

/// A query in a source's own SQL, to be read as a table.
///
/// @param source its name, whatever the case of the letters
/// @param sql without blanks or semicolons at its end
public record NativeQuery(String source, String sql) {

  /// Of which a call in FROM stands for one, in small letters.
  public static final String FUNCTION = "source_query";

  /// Without what may end a statement but no sub-query.
  public NativeQuery {
    int end = sql.length();
    while (end > 0 && (sql.charAt(end - 1) == ';' || Character.isWhitespace(sql.charAt(end - 1)))) {
      end--;
    }
    sql = sql.substring(0, end);
  }
}
