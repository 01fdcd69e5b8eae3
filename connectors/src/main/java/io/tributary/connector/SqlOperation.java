package io.tributary.connector;

/// What a source may be asked to do with relations. What it computes with their values is in its
/// [SqlForms].
public enum SqlOperation {
  FILTER,
  PROJECT,
  JOIN_INNER,
  JOIN_OUTER,
  JOIN_FULL,
  JOIN_SEMI,
  AGGREGATE,
  GROUPING_SETS,
  DISTINCT_AGGREGATE,
  FILTERED_AGGREGATE,
  WINDOW,
  /// Windows over all rows in one SELECT with windows of several keys.
  MIXED_WINDOWS,
  /// Sums and averages of inexact numbers over frames that rows leave as well as enter: most
  /// sources subtract what leaves, and what it had rounded away, or made infinite, stays lost.
  SLIDING_SUMS,
  SORT,
  LIMIT,
  UNION_ALL,
  SET_DISTINCT,
  /// `INTERSECT ALL` and `EXCEPT ALL`.
  SET_ALL,
  /// `WITH name AS MATERIALIZED (…)`, for what is to be computed once. Sources without it get the
  /// plain sub-query.
  MATERIALIZED_QUERY,
  /// Reading one table in ranges: the source wants to know of [SourceQuery#scan].
  RANGED_SCAN
}
