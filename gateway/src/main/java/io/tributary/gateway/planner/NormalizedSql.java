package io.tributary.gateway.planner;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.planner.parser.TokenStream;

/// SQL with everything taken out that the parser skips: texts that differ in white space and
/// comments only become the same, and no others do.
public final class NormalizedSql {

  private NormalizedSql() {}

  /// One blank for each run of white space and comments; quoted text and names stay as they are.
  /// Letters keep their case, which decides the names of result columns. What is no SQL stays.
  public static String of(String sql) {
    try {
      return new TokenStream(sql).normalized();
    } catch (GatewayException e) {
      return sql;
    }
  }
}
