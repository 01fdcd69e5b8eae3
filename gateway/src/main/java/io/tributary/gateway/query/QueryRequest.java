package io.tributary.gateway.query;

import io.tributary.gateway.session.SessionDefaults;
import java.time.Duration;
import java.util.Optional;

/// A query and how to run it. Who asks is [io.tributary.connector.Caller#current].
///
/// @param id chosen by whoever may want to cancel
/// @param timeout empty for the configured one, which is also the upper bound
/// @param requirePushdown whether to refuse the query, with the reasons, where an operator that has
///   its rows from a source would run outside of it
/// @param cache whether rows of an earlier query will do
/// @param priority among the waiting queries of its organisation
public record QueryRequest(
    QueryId id,
    Statement statement,
    SessionDefaults defaults,
    EngineChoice engine,
    Optional<Duration> timeout,
    boolean requirePushdown,
    CachePolicy cache,
    Priority priority) {

  /// A query in its turn that has nothing to do with the cache of results.
  public QueryRequest(
      QueryId id,
      Statement statement,
      SessionDefaults defaults,
      EngineChoice engine,
      Optional<Duration> timeout,
      boolean requirePushdown) {
    this(
        id,
        statement,
        defaults,
        engine,
        timeout,
        requirePushdown,
        CachePolicy.BYPASS,
        Priority.NORMAL);
  }

  /// A query that runs wherever its parts can.
  public QueryRequest(
      QueryId id,
      Statement statement,
      SessionDefaults defaults,
      EngineChoice engine,
      Optional<Duration> timeout) {
    this(id, statement, defaults, engine, timeout, false);
  }

  /// The same once more.
  public QueryRequest withId(QueryId other) {
    return new QueryRequest(
        other, statement, defaults, engine, timeout, requirePushdown, cache, priority);
  }

  /// The same for another engine.
  QueryRequest withEngine(EngineChoice other) {
    return new QueryRequest(
        id, statement, defaults, other, timeout, requirePushdown, cache, priority);
  }
}
