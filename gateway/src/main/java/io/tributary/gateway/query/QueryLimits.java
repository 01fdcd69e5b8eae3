package io.tributary.gateway.query;

import java.time.Duration;

/// What queries may take together.
///
/// @param timeout of one query, planning and waiting included
/// @param concurrent how many run at once
/// @param concurrentPerOrganisation how many of one organisation run at once
/// @param waiting how many more may wait for their turn
/// @param planCacheBytes of plans that are kept for the next time
/// @param partsWait how long a source keeps the rows of a query that is read in parts while nobody
///   reads; zero where no query is
public record QueryLimits(
    Duration timeout,
    int concurrent,
    int concurrentPerOrganisation,
    int waiting,
    long planCacheBytes,
    Duration partsWait) {

  /// Thousands of plans.
  private static final long DEFAULT_PLAN_CACHE_BYTES = 32L << 20;

  /// A client that reads one part after the other is back much sooner.
  private static final Duration DEFAULT_PARTS_WAIT = Duration.ofMinutes(1);

  /// Parts wait for a minute.
  public QueryLimits(
      Duration timeout,
      int concurrent,
      int concurrentPerOrganisation,
      int waiting,
      long planCacheBytes) {
    this(
        timeout,
        concurrent,
        concurrentPerOrganisation,
        waiting,
        planCacheBytes,
        DEFAULT_PARTS_WAIT);
  }

  /// One organisation may have all places.
  public QueryLimits(Duration timeout, int concurrent, int waiting) {
    this(timeout, concurrent, concurrent, waiting, DEFAULT_PLAN_CACHE_BYTES);
  }
}
