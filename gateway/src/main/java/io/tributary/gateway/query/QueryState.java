package io.tributary.gateway.query;

import io.tributary.connector.ErrorCode;
import java.time.Instant;
import java.util.Optional;

/// A query that runs or has run.
///
/// @param user who asked, within the organisation
/// @param sql as it was written; empty of an engine's plan and of rows to be added
/// @param running whether its rows are still to be read
/// @param failure why it was not read to its end, once it is over
/// @param statistics so far
public record QueryState(
    QueryId id,
    Optional<String> user,
    Optional<String> sql,
    Instant startedAt,
    boolean running,
    Optional<ErrorCode> failure,
    QueryStatistics statistics) {

  /// Characters that it takes.
  int size() {
    return sql.map(String::length).orElse(0)
        + statistics.fragments().stream().mapToInt(fragment -> fragment.sql().length()).sum();
  }
}
