package io.tributary.gateway.query;

import io.tributary.gateway.session.SessionDefaults;
import java.util.List;
import java.util.Map;

/// Rows that a client sends for one table. Who sends them is
/// [io.tributary.connector.Caller#current].
///
/// @param id chosen by whoever may want to cancel
/// @param table its name, which may be short of source and schema
/// @param make whether the table is made where there is none
/// @param ifExists what is done where there is one
/// @param options of a table that is made, as in `WITH (…)`
public record IngestRequest(
    QueryId id,
    List<String> table,
    SessionDefaults defaults,
    boolean make,
    IfExists ifExists,
    Map<String, List<String>> options) {

  /// What is done where the table is there already.
  public enum IfExists {
    FAIL,
    APPEND,
    REPLACE
  }

  public IngestRequest {
    table = List.copyOf(table);
    options = Map.copyOf(options);
  }
}
