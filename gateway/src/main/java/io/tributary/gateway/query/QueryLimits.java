package io.tributary.gateway.query;

import java.time.Duration;

/// What queries may take together.
///
/// @param timeout of one query, planning and waiting included
/// @param concurrent how many run at once
/// @param concurrentPerOrganisation how many of one organisation run at once
/// @param waiting how many more may wait for their turn
/// @param planCacheBytes of plans that are kept for the next time
public record QueryLimits(
    Duration timeout,
    int concurrent,
    int concurrentPerOrganisation,
    int waiting,
    long planCacheBytes) {

  /// Thousands of plans.
  private static final long DEFAULT_PLAN_CACHE_BYTES = 32L << 20;

  /// One organisation may have all places.
  public QueryLimits(Duration timeout, int concurrent, int waiting) {
    this(timeout, concurrent, concurrent, waiting, DEFAULT_PLAN_CACHE_BYTES);
  }
}
