package io.tributary.gateway.query;

import java.util.List;
import java.util.Optional;

/// A plan, as shown to users.
///
/// @param route `native` or `duckdb`
/// @param duckDbSql what DuckDB runs over the fragments; empty on the native route
public record ExplainedQuery(
    String route,
    String routeReason,
    List<PlannedFragment> fragments,
    Optional<String> duckDbSql,
    List<StayedOperator> stayed) {

  /// A source's share.
  public record PlannedFragment(
      int id, String source, String sql, double estimatedRows, List<String> pushedOperators) {}

  /// An operator that no source was given.
  ///
  /// @param reasonCode stable, such as `CROSS_SOURCE`
  public record StayedOperator(String operator, String reasonCode, String reason) {}

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
    }
    duckDbSql.ifPresent(
        sql -> text.append("DuckDB:\n  ").append(sql.replace("\n", "\n  ")).append('\n'));
    for (StayedOperator operator : stayed) {
      text.append(
          "Stayed: %s [%s] %s%n"
              .formatted(operator.operator(), operator.reasonCode(), operator.reason()));
    }
    return text.toString();
  }
}
