package io.tributary.gateway.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Damages SQL.
final class Mutation {

  private static final Pattern TOKEN =
      Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|[A-Za-z_][A-Za-z_0-9.]*|[0-9.]+|[<>=!|]{2}|\\S");

  /// What is likely to matter where it does not belong.
  private static final List<String> REPLACEMENTS =
      List.of(
          "NULL",
          "(",
          ")",
          ",",
          "'",
          "\"",
          "1",
          "-1",
          "0",
          "''",
          "*",
          "+",
          "/",
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP BY",
          "ORDER BY",
          "DISTINCT",
          "NOT",
          "IN",
          "ALL",
          "ANY",
          "OVER",
          "FILTER",
          "CASE",
          "WHEN",
          "END",
          "INTERVAL",
          "'1'",
          "DATE '2024-02-30'",
          "99999999999999999999999999999999999999999",
          "1e400",
          "ROLLUP",
          "LATERAL",
          "UNION",
          "EXCEPT",
          "VALUES",
          "ROW",
          "ARRAY[1]",
          "[1]",
          "x.y.z",
          "?",
          ";",
          "--",
          "/*",
          "::",
          "CAST",
          "count(*)",
          "sum",
          "row_number()",
          "LIMIT",
          "OFFSET",
          "LIKE",
          "BETWEEN",
          "EXISTS",
          "JOIN",
          "ON",
          "USING",
          "NATURAL",
          "CROSS",
          "FULL",
          "QUALIFY",
          "HAVING",
          "WITH",
          "RECURSIVE",
          "AS",
          "true",
          "😀",
          "\u0000",
          "$1",
          "\\");

  private Mutation() {}

  static String of(String sql, Random random) {
    List<String> tokens =
        new ArrayList<>(TOKEN.matcher(sql).results().map(MatchResult::group).toList());
    for (int i = 1 + random.nextInt(3); i > 0 && tokens.size() > 1; i--) {
      mutate(tokens, random);
    }
    return String.join(" ", tokens);
  }

  private static void mutate(List<String> tokens, Random random) {
    int at = random.nextInt(tokens.size());
    int other = random.nextInt(tokens.size());
    switch (random.nextInt(5)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(at));
      case 2 -> {
        String swapped = tokens.set(at, tokens.get(other));
        tokens.set(other, swapped);
      }
      case 3 -> tokens.set(at, tokens.get(other));
      default -> tokens.set(at, REPLACEMENTS.get(random.nextInt(REPLACEMENTS.size())));
    }
  }
}
