package io.tributary.gateway.endpoint.grpc;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.CacheOptions;
import io.tributary.gateway.endpoint.PriorityOptions;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.CacheReport;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryState;
import io.tributary.gateway.query.QueryStatistics;
import io.tributary.gateway.query.Statement;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.CacheOutcome;
import io.tributary.v1.Engine;
import io.tributary.v1.ExplainRequest;
import io.tributary.v1.FragmentStatistics;
import io.tributary.v1.ListQueriesResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Translates between the messages of `query.proto` and the gateway's own types.
final class QueryMessages {
  private static final int MOST_CHARACTERS = 10_000;

  private QueryMessages() {}

  static QueryRequest request(io.tributary.v1.QueryRequest message) {
    return new QueryRequest(
        QueryId.random(),
        new Statement.Sql(message.getSql(), message.getParametersList()),
        defaults(message.getDefaultSource(), message.getDefaultSchema()),
        engine(message.getEngine()),
        message.hasTimeout() ? Optional.of(timeout(message.getTimeout())) : Optional.empty(),
        message.getRequirePushdown(),
        CacheOptions.policy(
            message.getCache(),
            message.hasCacheMaxAge() ? Optional.of(message.getCacheMaxAge()) : Optional.empty()),
        PriorityOptions.priority(message.getPriority()));
  }

  static QueryRequest request(ExplainRequest message) {
    return new QueryRequest(
        QueryId.random(),
        new Statement.Sql(message.getSql(), message.getParametersList()),
        defaults(message.getDefaultSource(), message.getDefaultSchema()),
        engine(message.getEngine()),
        Optional.empty());
  }

  static io.tributary.v1.QueryStatistics statistics(QueryStatistics statistics) {
    var message =
        io.tributary.v1.QueryStatistics.newBuilder()
            .setRoute(statistics.route())
            .setPlanningMilliseconds(milliseconds(statistics.planning()))
            .setTotalMilliseconds(milliseconds(statistics.total()));
    for (QueryStatistics.FragmentStatistics fragment : statistics.fragments()) {
      message.addFragments(fragment(fragment));
    }
    if (statistics.cache().outcome() != CacheReport.Outcome.BYPASSED) {
      message.setCache(cache(statistics.cache()));
    }
    return message.build();
  }

  static ListQueriesResponse list(List<QueryState> queries) {
    return ListQueriesResponse.newBuilder()
        .addAllQueries(queries.stream().map(QueryMessages::state).toList())
        .build();
  }

  private static io.tributary.v1.QueryState state(QueryState query) {
    var statistics = statistics(query.statistics()).toBuilder();
    statistics
        .getFragmentsBuilderList()
        .forEach(fragment -> fragment.setSql(shortened(fragment.getSql())));
    return io.tributary.v1.QueryState.newBuilder()
        .setQueryId(query.id().toString())
        .setUser(query.user().orElse(""))
        .setSql(shortened(query.sql().orElse("")))
        .setStartedAt(Timestamps.fromMillis(query.startedAt().toEpochMilli()))
        .setRunning(query.running())
        .setErrorCode(query.failure().map(ErrorCode::name).orElse(""))
        .setRows(query.statistics().rows())
        .setStatistics(statistics)
        .build();
  }

  /// Lists are looked at by people, and must fit a message.
  private static String shortened(String sql) {
    return sql.length() <= MOST_CHARACTERS
        ? sql
        : "%s… (%d characters)".formatted(sql.substring(0, MOST_CHARACTERS), sql.length());
  }

  private static FragmentStatistics fragment(QueryStatistics.FragmentStatistics fragment) {
    var message =
        FragmentStatistics.newBuilder()
            .setFragmentId(fragment.id())
            .setSource(fragment.source())
            .setSql(fragment.sql())
            .setRows(fragment.rows())
            .setBytes(fragment.bytes())
            .setMilliseconds(milliseconds(fragment.elapsed()))
            .setSourceQueryId(fragment.atSource().queryId().orElse(""));
    fragment.atSource().done().ifPresent(message::setDone);
    return message.build();
  }

  private static io.tributary.v1.CacheReport cache(CacheReport report) {
    var message =
        io.tributary.v1.CacheReport.newBuilder()
            .setOutcome(
                switch (report.outcome()) {
                  case BYPASSED -> CacheOutcome.CACHE_OUTCOME_UNSPECIFIED;
                  case HIT -> CacheOutcome.CACHE_OUTCOME_HIT;
                  case KEPT -> CacheOutcome.CACHE_OUTCOME_KEPT;
                  case NOT_KEPT -> CacheOutcome.CACHE_OUTCOME_NOT_KEPT;
                })
            .setReason(report.reason().orElse(""));
    report.age().ifPresent(age -> message.setAge(Durations.fromMillis(age.toMillis())));
    return message.build();
  }

  private static SessionDefaults defaults(String source, String schema) {
    return new SessionDefaults(
        Optional.of(source).filter(name -> !name.isEmpty()),
        Optional.of(schema).filter(name -> !name.isEmpty()));
  }

  private static EngineChoice engine(Engine engine) {
    return switch (engine) {
      case ENGINE_UNSPECIFIED -> EngineChoice.AUTO;
      case ENGINE_NATIVE -> EngineChoice.NATIVE;
      case ENGINE_DUCKDB -> EngineChoice.DUCKDB;
      case ENGINE_TRINO -> EngineChoice.TRINO;
      case UNRECOGNIZED ->
          throw new GatewayException(
              ErrorCode.INVALID_ARGUMENT, "engine is none that this gateway knows");
    };
  }

  private static Duration timeout(com.google.protobuf.Duration timeout) {
    if (!Durations.isValid(timeout) || !Durations.isPositive(timeout)) {
      throw new GatewayException(ErrorCode.INVALID_ARGUMENT, "timeout must be above 0");
    }
    return Duration.ofSeconds(timeout.getSeconds(), timeout.getNanos());
  }

  private static double milliseconds(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
