package io.tributary.gateway.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A query in parts, so that parts can be left out to find the smallest one that still fails.
/// Tables are written `{source}.table`.
///
/// @param with common table expressions, each `name AS (…)`
/// @param setOperators between the branches
/// @param orders how each output column is ordered, such as `DESC NULLS FIRST`; empty for no order
/// @param limit such as `LIMIT 3 OFFSET 1`, or empty
record RandomQuery(
    List<String> with,
    List<Branch> branches,
    List<String> setOperators,
    List<String> orders,
    String limit) {

  /// One SELECT.
  ///
  /// @param from the first table, then joins
  /// @param grouping what follows GROUP BY, or empty
  record Branch(
      boolean distinct,
      List<String> items,
      List<String> from,
      List<String> where,
      String grouping,
      List<String> having) {

    String sql() {
      var sql = new StringBuilder(distinct ? "SELECT DISTINCT " : "SELECT ");
      sql.append(
          IntStream.range(0, items.size())
              .mapToObj(i -> "%s AS r%d".formatted(items.get(i), i + 1))
              .collect(Collectors.joining(", ")));
      sql.append(" FROM ").append(String.join(" ", from));
      if (!where.isEmpty()) {
        sql.append(" WHERE ").append(String.join(" AND ", where));
      }
      if (!grouping.isEmpty()) {
        sql.append(" GROUP BY ").append(grouping);
      }
      if (!having.isEmpty()) {
        sql.append(" HAVING ").append(String.join(" AND ", having));
      }
      return sql.toString();
    }

    private Stream<Branch> smaller() {
      return Stream.of(
              without(items.size() > 1 ? items : List.of(), rest -> withParts(rest, from, where)),
              without(
                  from.subList(1, from.size()),
                  rest ->
                      withParts(
                          items,
                          Stream.concat(Stream.of(from.getFirst()), rest.stream()).toList(),
                          where)),
              without(where, rest -> withParts(items, from, rest)),
              without(having, rest -> new Branch(distinct, items, from, where, grouping, rest)),
              distinct
                  ? Stream.of(new Branch(false, items, from, where, grouping, having))
                  : Stream.<Branch>empty())
          .flatMap(Function.identity());
    }

    private Branch withParts(List<String> newItems, List<String> newFrom, List<String> newWhere) {
      return new Branch(distinct, newItems, newFrom, newWhere, grouping, having);
    }
  }

  String sql() {
    var sql = new StringBuilder(with.isEmpty() ? "" : "WITH " + String.join(", ", with) + " ");
    sql.append(branches.getFirst().sql());
    for (int i = 1; i < branches.size(); i++) {
      sql.append(' ').append(setOperators.get(i - 1)).append(' ').append(branches.get(i).sql());
    }
    if (!orders.isEmpty()) {
      sql.append(
          IntStream.range(0, branches.getFirst().items().size())
              .mapToObj(i -> (i + 1) + " " + orders.get(i))
              .collect(Collectors.joining(", ", " ORDER BY ", "")));
    }
    return limit.isEmpty() ? sql.toString() : sql + " " + limit;
  }

  boolean isOrdered() {
    return !orders.isEmpty();
  }

  /// The query with one part less, for each part. Some of these are no valid queries.
  Stream<RandomQuery> smaller() {
    Stream<RandomQuery> single =
        branches.size() > 1
            ? branches.stream()
                .map(branch -> new RandomQuery(with, List.of(branch), List.of(), orders, limit))
            : branches.getFirst().smaller().map(branch -> withBranches(List.of(branch)));
    Stream<RandomQuery> unlimited =
        limit.isEmpty()
            ? Stream.empty()
            : Stream.of(new RandomQuery(with, branches, setOperators, orders, ""));
    Stream<RandomQuery> unordered =
        orders.isEmpty() || !limit.isEmpty()
            ? Stream.empty()
            : Stream.of(new RandomQuery(with, branches, setOperators, List.of(), ""));
    Stream<RandomQuery> fewerExpressions =
        without(with, rest -> new RandomQuery(rest, branches, setOperators, orders, limit));
    return Stream.of(single, unlimited, unordered, fewerExpressions).flatMap(Function.identity());
  }

  private RandomQuery withBranches(List<Branch> newBranches) {
    return new RandomQuery(with, newBranches, setOperators, orders, limit);
  }

  private static <T> Stream<T> without(List<String> parts, Function<List<String>, T> rebuilt) {
    return IntStream.range(0, parts.size())
        .mapToObj(i -> {
          var rest = new ArrayList<>(parts);
          rest.remove(i);
          return rebuilt.apply(List.copyOf(rest));
        });
  }
}
