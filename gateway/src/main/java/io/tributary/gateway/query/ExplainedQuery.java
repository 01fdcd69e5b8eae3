package io.tributary.gateway.query;

import io.tributary.gateway.execution.PassedKeys;
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
      List<PlannedReduction> reductions,
      Optional<FragmentWork> work) {}

  /// Keys of what is read before a fragment, by which its rows are reduced when the query runs.
  ///
  /// @param waitsFor ids of the fragments that must be read before
  /// @param keySql how DuckDB finds the keys
  public record PlannedReduction(
      String column, List<Integer> waitsFor, String keySql, double estimatedKeys) {}

  /// What a query took.
  ///
  /// @param rows of the result
  public record QueryWork(long rows, Duration planning, Duration total) {}

  /// What a source did.
  ///
  /// @param rows read from the source; -1 where DuckDB reads in place and does not say
  /// @param bytes of these rows in Arrow
  /// @param passedKeys by which its rows were reduced
  /// @param sourceQueryId what the source itself calls it
  public record FragmentWork(
      long rows,
      long bytes,
      Duration elapsed,
      List<PassedKeys> passedKeys,
      Optional<String> sourceQueryId) {}

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
                    done ->
                        new FragmentWork(
                            done.rows(),
                            done.bytes(),
                            done.elapsed(),
                            done.passedKeys(),
                            done.atSource().queryId())));
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
                    fragment.reductions(),
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
      fragment.reductions().forEach(reduction -> text.append(line(reduction)));
      fragment.work().ifPresent(work -> text.append(lines(work)));
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

  private static String line(PlannedReduction reduction) {
    String after =
        reduction.waitsFor().isEmpty()
            ? ""
            : " after fragment "
                + reduction.waitsFor().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
    return "  reduced%s: %s to about %.0f keys of %s%n"
        .formatted(
            after,
            reduction.column(),
            reduction.estimatedKeys(),
            reduction.keySql().replaceAll("\\s*\n\\s*", " "));
  }

  private static String lines(FragmentWork work) {
    var lines = new StringBuilder();
    for (PassedKeys keys : work.passedKeys()) {
      lines.append(
          "  %d keys for %s, %s%n".formatted(keys.keys(), keys.column(), words(keys.form())));
    }
    work.sourceQueryId().ifPresent(id -> lines.append("  query %s there%n".formatted(id)));
    return lines
        .append(
            work.rows() < 0
                ? "  read in place by DuckDB, rows not counted%n".formatted()
                : "  gave %d rows, %d bytes, in %.1f ms%n"
                    .formatted(work.rows(), work.bytes(), milliseconds(work.elapsed())))
        .toString();
  }

  private static String words(PassedKeys.Form form) {
    return switch (form) {
      case LIST -> "passed as a list";
      case ARRAY -> "passed as an array";
      case RANGE -> "at least: their range was passed";
      case NOT_PASSED -> "not passed";
    };
  }

  private static double milliseconds(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
