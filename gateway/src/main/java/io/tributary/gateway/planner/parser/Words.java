package io.tributary.gateway.planner.parser;

import java.util.Set;

/// Which words are names only in quotes. Only these: a column may be called `date`, `year`, `value`
/// or `row`.
final class Words {

  /// DuckDB's reserved words; those that come after an expression end it.
  private static final Set<String> RESERVED =
      Set.of(
          "ALL",
          "ANALYSE",
          "ANALYZE",
          "AND",
          "ANY",
          "ARRAY",
          "AS",
          "ASC",
          "ASYMMETRIC",
          "BOTH",
          "CASE",
          "CAST",
          "CHECK",
          "COLLATE",
          "CONSTRAINT",
          "CREATE",
          "DEFAULT",
          "DEFERRABLE",
          "DESC",
          "DESCRIBE",
          "DISTINCT",
          "DO",
          "ELSE",
          "END",
          "EXCEPT",
          "FALSE",
          "FETCH",
          "FOR",
          "FOREIGN",
          "FROM",
          "GROUP",
          "HAVING",
          "IN",
          "INITIALLY",
          "INTERSECT",
          "INTO",
          "LAMBDA",
          "LATERAL",
          "LEADING",
          "LIMIT",
          "NOT",
          "NULL",
          "OFFSET",
          "ON",
          "ONLY",
          "OR",
          "ORDER",
          "PIVOT",
          "PIVOT_LONGER",
          "PIVOT_WIDER",
          "PLACING",
          "PRIMARY",
          "QUALIFY",
          "REFERENCES",
          "RETURNING",
          "SELECT",
          "SHOW",
          "SOME",
          "SUMMARIZE",
          "SYMMETRIC",
          "TABLE",
          "THEN",
          "TO",
          "TRAILING",
          "TRUE",
          "UNION",
          "UNIQUE",
          "UNPIVOT",
          "USING",
          "VARIADIC",
          "WHEN",
          "WHERE",
          "WINDOW",
          "WITH");

  /// Words between tables or between values: functions may have these names, nothing else.
  private static final Set<String> BETWEEN_OPERANDS =
      Set.of(
          "ANTI",
          "ASOF",
          "AT",
          "CROSS",
          "FULL",
          "GLOB",
          "ILIKE",
          "INNER",
          "IS",
          "ISNULL",
          "JOIN",
          "LEFT",
          "LIKE",
          "NATURAL",
          "NOTNULL",
          "OUTER",
          "OVERLAPS",
          "POSITIONAL",
          "RIGHT",
          "SEMI",
          "SIMILAR",
          "TABLESAMPLE");

  /// Words that go on with what stands before them, where an alias without AS could stand too.
  private static final Set<String> GOING_ON =
      Set.of(
          "BETWEEN", "ESCAPE", "EXCLUDE", "FILTER", "IGNORE", "NULLS", "OVER", "RENAME", "REPLACE",
          "RESPECT", "WITHIN");

  private Words() {}

  static boolean isReserved(Token word) {
    return RESERVED.contains(word.key());
  }

  /// Whether a word may name a column or a table without quotes.
  static boolean isName(Token token) {
    return switch (token.kind()) {
      case QUOTED_NAME -> true;
      case WORD -> !RESERVED.contains(token.key()) && !BETWEEN_OPERANDS.contains(token.key());
      default -> false;
    };
  }

  static boolean isFunctionName(Token token) {
    return token.kind() == Token.Kind.QUOTED_NAME
        || (token.kind() == Token.Kind.WORD && !RESERVED.contains(token.key()));
  }

  /// Whether a word after an expression is its alias.
  static boolean isBareAlias(Token token) {
    return isName(token) && !GOING_ON.contains(token.key());
  }
}
