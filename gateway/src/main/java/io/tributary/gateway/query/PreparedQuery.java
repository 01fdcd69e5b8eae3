package io.tributary.gateway.query;

import org.apache.arrow.vector.types.pojo.Schema;

/// What a statement takes and gives, known without running it.
///
/// @param parameters one field a `?`, in order
/// @param changes whether it changes a table, and gives but the number of rows
public record PreparedQuery(Schema result, Schema parameters, boolean changes) {

  /// What gives rows.
  PreparedQuery(Schema result, Schema parameters) {
    this(result, parameters, false);
  }
}
