package io.tributary.gateway.planner.whole;

/// What of SQL the planner does not take apart. A statement with one of these runs whole.
public enum Construct {
  ARRAY_OF_QUERY("ARRAY of a sub-query"),
  AGGREGATE_OF_OUTER_ROWS("an aggregate over the rows of an outer query"),
  ASOF_JOIN("ASOF JOIN"),
  COLLATE("COLLATE"),
  COLUMNS("COLUMNS"),
  COMPUTED_WITH_OUTER_ROW("values computed with an outer query's row"),
  EMPTY_LIST("an empty list"),
  EXTREMES("the largest or smallest few"),
  FIXED_SIZE_ARRAY("a type of arrays of a fixed size"),
  COMPUTED_LIMIT("a LIMIT that is computed"),
  GROUPS_FRAME("a frame of a number of GROUPS"),
  INTERVAL_OF_FRACTIONS("an interval of a number that may have a fraction"),
  JOIN_BESIDE_SEMI_JOIN("an outer join beside a SEMI or ANTI JOIN"),
  LAMBDA("a lambda"),
  LIMIT_IN_PERCENT("a LIMIT in percent"),
  MEMBERSHIP_OF_ROWS("rows with a NULL looked for in a sub-query"),
  MISPLANNED("SQL that the planner failed at"),
  MIXED_INTERVAL("an interval of months, days and time together"),
  NAME_OF_NATURAL_JOIN("a name of an item and of a NATURAL JOIN"),
  NAMED_ARGUMENT("a named argument"),
  NESTED_CAST("a cast of a list, struct or map"),
  NUMBERED_COLUMN("a column by its number"),
  ORDERED_AGGREGATE_IN_CORRELATED_QUERY("an aggregate with an ORDER BY in a correlated sub-query"),
  ORDER_OF_SUB_QUERY("the order of a sub-query"),
  PART_OF_TEXT("a part of a text in brackets"),
  PIVOT("PIVOT or UNPIVOT"),
  POSITIONAL_JOIN("POSITIONAL JOIN"),
  RECURSION("WITH RECURSIVE"),
  SAMPLE("a sample"),
  STAR_OF_STRUCT("all fields of a struct"),
  TABLE_FUNCTION("a function in FROM"),
  TOTAL_IN_LATERAL("ROLLUP or CUBE in LATERAL"),
  UNION_BY_NAME("UNION BY NAME"),
  UNNEST("UNNEST"),
  UNPLANNED("SQL that only DuckDB understands"),
  UNREPEATABLE_CALL(
      "a function that gives something else each time beside a sub-query or GROUP BY"),
  USING_AFTER_OUTER_JOIN("USING after a RIGHT or FULL JOIN"),
  WINDOW_FILTER("a FILTER of a window function"),
  WINDOW_IN_CORRELATED_QUERY("a window function in a correlated sub-query");

  private final String words;

  Construct(String words) {
    this.words = words;
  }

  /// For people: a noun.
  public String words() {
    return words;
  }
}
