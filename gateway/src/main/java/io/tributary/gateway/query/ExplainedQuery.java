package io.tributary.gateway.query;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A plan, as shown to users.
///
/// @param route `native` or `duckdb`
/// @param duckDbSql what DuckDB runs over the fragments; empty on the native route
/// @param work what running it took, where it was run
public record ExplainedQuery(
    String route,
    String routeReason,
    List<PlannedFragment> fragments,
    Optional<String> duckDbSql,
    List<StayedOperator> stayed,
    Optional<QueryWork> work) {

  /// A source's share.
  ///
  /// @param work what running it took, where it was run
  public record PlannedFragment(
      int id,
      String source,
      String sql,
      double estimatedRows,
      List<String> pushedOperators,
      Optional<FragmentWork> work) {}

  /// What a query took.
  ///
  /// @param rows of the result
  public record QueryWork(long rows, Duration planning, Duration total) {}

  /// What a source did.
  ///
  /// @param rows read from the source; -1 where DuckDB reads in place and does not say
  /// @param bytes of these rows in Arrow
  public record FragmentWork(long rows, long bytes, Duration elapsed) {}

  /// An operator that no source was given.
  ///
  /// @param reasonCode stable, such as `CROSS_SOURCE`
  public record StayedOperator(String operator, String reasonCode, String reason) {}

  /// The same plan with what running it took.
  ExplainedQuery with(QueryStatistics statistics) {
    Map<Integer, FragmentWork> byId =
        statistics.fragments().stream()
            .collect(
                Collectors.toMap(
                    QueryStatistics.FragmentStatistics::id,
                    done -> new FragmentWork(done.rows(), done.bytes(), done.elapsed())));
    return new ExplainedQuery(
        route,
        routeReason,
        fragments.stream()
            .map(fragment ->
                new PlannedFragment(
                    fragment.id(),
                    fragment.source(),
                    fragment.sql(),
                    fragment.estimatedRows(),
                    fragment.pushedOperators(),
                    Optional.ofNullable(byId.get(fragment.id()))))
            .toList(),
        duckDbSql,
        stayed,
        Optional.of(new QueryWork(statistics.rows(), statistics.planning(), statistics.total())));
  }

  /// All of it for people.
  public String text() {
    var text = new StringBuilder();
    text.append("Route: ").append(route).append(" (").append(routeReason).append(")\n");
    for (PlannedFragment fragment : fragments) {
      text.append(
          "Fragment %d at %s, about %.0f rows: %s%n  %s%n"
              .formatted(
                  fragment.id(),
                  fragment.source(),
                  fragment.estimatedRows(),
                  String.join(", ", fragment.pushedOperators()),
                  fragment.sql().replace("\n", "\n  ")));
      fragment.work().ifPresent(work -> text.append(line(work)));
    }
    duckDbSql.ifPresent(
        sql -> text.append("DuckDB:\n  ").append(sql.replace("\n", "\n  ")).append('\n'));
    for (StayedOperator operator : stayed) {
      text.append(
          "Stayed: %s [%s] %s%n"
              .formatted(operator.operator(), operator.reasonCode(), operator.reason()));
    }
    work.ifPresent(work ->
        text.append(
            "Gave %d rows in %.1f ms, %.1f ms of them planning%n"
                .formatted(
                    work.rows(), milliseconds(work.total()), milliseconds(work.planning()))));
    return text.toString();
  }

  private static String line(FragmentWork work) {
    return work.rows() < 0
        ? "  read in place by DuckDB, rows not counted%n".formatted()
        : "  gave %d rows, %d bytes, in %.1f ms%n"
            .formatted(work.rows(), work.bytes(), milliseconds(work.elapsed()));
  }

  private static double milliseconds(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
