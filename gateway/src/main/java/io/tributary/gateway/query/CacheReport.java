package io.tributary.gateway.query;

import java.time.Duration;
import java.util.Optional;

/// What the cache of results did for a query.
///
/// @param age of a result that was kept before, from when it began to be read
/// @param reason why a result was not kept
public record CacheReport(Outcome outcome, Optional<Duration> age, Optional<String> reason) {

  static final CacheReport BYPASSED =
      new CacheReport(Outcome.BYPASSED, Optional.empty(), Optional.empty());

  static final CacheReport KEPT = new CacheReport(Outcome.KEPT, Optional.empty(), Optional.empty());

  /// What happened.
  public enum Outcome {
    /// It was not asked for.
    BYPASSED,
    /// The rows are those of a query before, or of one that ran at the same time.
    HIT,
    /// The query ran, and its rows are kept.
    KEPT,
    /// The query ran, and its rows are not kept.
    NOT_KEPT
  }

  static CacheReport hit(Duration age) {
    return new CacheReport(Outcome.HIT, Optional.of(age), Optional.empty());
  }

  static CacheReport notKept(String reason) {
    return new CacheReport(Outcome.NOT_KEPT, Optional.empty(), Optional.of(reason));
  }
}
