package io.tributary.gateway.query;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.time.Duration;
import java.util.Optional;

/// What a request wants of the cache of results.
///
/// @param maxAge how old a result may be that is used; empty for the server's bound
public record CachePolicy(Mode mode, Optional<Duration> maxAge) {

  /// The default: nobody gets rows of another time without asking.
  public static final CachePolicy BYPASS = new CachePolicy(Mode.BYPASS, Optional.empty());

  /// How a request stands to the cache.
  public enum Mode {
    /// Takes a result that was kept, else keeps its own.
    USE,
    /// Runs, and keeps its result in place of an older one.
    REFRESH,
    /// Runs, and leaves the cache alone.
    BYPASS
  }

  /// @throws GatewayException INVALID_ARGUMENT where an age makes no sense
  public CachePolicy {
    if (maxAge.isPresent() && mode != Mode.USE) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "a greatest age of cached results goes with cache=use, as only that takes cached"
              + " results");
    }
    if (maxAge.filter(Duration::isNegative).isPresent()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "the greatest age of cached results must not be below 0");
    }
  }
}
