package io.tributary.gateway.session;

import java.util.Optional;

/// How names with missing parts are completed.
///
/// @param source first part of `source.schema.table`
/// @param schema middle part
public record SessionDefaults(Optional<String> source, Optional<String> schema) {
  public static final SessionDefaults NONE =
      new SessionDefaults(Optional.empty(), Optional.empty());
}
