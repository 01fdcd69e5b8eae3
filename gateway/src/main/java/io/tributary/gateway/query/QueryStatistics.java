package io.tributary.gateway.query;

import io.tributary.connector.SourceProgress;
import io.tributary.gateway.execution.PassedKeys;
import java.time.Duration;
import java.util.List;

/// What a query did.
///
/// @param route `native`, `duckdb` or `cache`
/// @param rows given to the client
/// @param cache what the cache of results did for it
public record QueryStatistics(
    String route,
    Duration planning,
    Duration total,
    long rows,
    List<FragmentStatistics> fragments,
    CacheReport cache) {

  /// What one source did for it.
  ///
  /// @param rows read from the source; -1 where DuckDB reads in place and does not say
  /// @param passedKeys by which its rows were reduced
  /// @param atSource what the source says of it
  public record FragmentStatistics(
      int id,
      String source,
      String sql,
      long rows,
      long bytes,
      Duration elapsed,
      List<PassedKeys> passedKeys,
      SourceProgress atSource) {}

  public QueryStatistics {
    fragments = List.copyOf(fragments);
  }

  QueryStatistics with(CacheReport report) {
    return new QueryStatistics(route, planning, total, rows, fragments, report);
  }
}
