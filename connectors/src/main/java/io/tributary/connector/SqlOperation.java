package io.tributary.connector;

/// What a source may be asked to compute.
public enum SqlOperation {
  // relations
  FILTER,
  PROJECT,
  JOIN_INNER,
  JOIN_OUTER,
  JOIN_FULL,
  JOIN_SEMI,
  AGGREGATE,
  GROUPING_SETS,
  SORT,
  LIMIT,
  UNION_ALL,
  SET_DISTINCT,
  // scalars
  COMPARISON,
  TEXT_ORDER,
  LOGIC,
  NULL_TEST,
  ARITHMETIC,
  DIVISION,
  MODULO,
  CASE,
  COALESCE,
  CAST,
  LIKE,
  SUBSTRING,
  CONCAT,
  EXTRACT,
  DATE_ARITHMETIC,
  // aggregates
  COUNT,
  SUM,
  MIN_MAX,
  AVG,
  DISTINCT_AGGREGATE,
  FILTERED_AGGREGATE
}
