package io.tributary.connector;

import java.util.Optional;
import java.util.OptionalDouble;

/// What a source says of a query that it runs.
///
/// @param queryId what the source itself calls the query
/// @param done share of its work that it has done, 0 to 1, by its own estimate
public record SourceProgress(Optional<String> queryId, OptionalDouble done) {

  /// It says nothing.
  public static final SourceProgress UNKNOWN =
      new SourceProgress(Optional.empty(), OptionalDouble.empty());
}
