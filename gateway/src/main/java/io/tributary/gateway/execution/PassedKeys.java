package io.tributary.gateway.execution;

/// Keys that a fragment was reduced by.
///
/// @param keys how many distinct ones there were; at least so many where they were too many
public record PassedKeys(String column, long keys, Form form) {

  /// How the source was told.
  public enum Form {
    LIST,
    ARRAY,
    RANGE,
    /// The source was told nothing.
    NOT_PASSED
  }
}
