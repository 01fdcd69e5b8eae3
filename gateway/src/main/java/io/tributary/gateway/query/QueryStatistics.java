package io.tributary.gateway.query;

import io.tributary.gateway.execution.PassedKeys;
import java.time.Duration;
import java.util.List;

/// What a query did.
///
/// @param route `native` or `duckdb`
/// @param rows given to the client
public record QueryStatistics(
    String route,
    Duration planning,
    Duration total,
    long rows,
    List<FragmentStatistics> fragments) {

  /// What one source did for it.
  ///
  /// @param rows read from the source; -1 where DuckDB reads in place and does not say
  /// @param passedKeys by which its rows were reduced
  public record FragmentStatistics(
      int id,
      String source,
      String sql,
      long rows,
      long bytes,
      Duration elapsed,
      List<PassedKeys> passedKeys) {}

  public QueryStatistics {
    fragments = List.copyOf(fragments);
  }
}
