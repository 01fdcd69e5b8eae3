package io.tributary.gateway.query;

import io.tributary.connector.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/// A query whose rows are held as they are now, to be read in parts.
///
/// @param count parts, numbered from 1 on
/// @param patience how long nobody need read any of them
public record HeldParts(int count, Duration patience) {

  /// How a query ended of which at least one part was asked for.
  ///
  /// @param total from when the first was asked for
  /// @param rows of all parts, those that were read again counted again
  /// @param failure why not all parts were read, if they were not
  public record Ending(Duration total, long rows, Optional<ErrorCode> failure) {}
}
