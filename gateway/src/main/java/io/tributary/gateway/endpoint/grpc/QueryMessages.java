package io.tributary.gateway.endpoint.grpc;

import com.google.protobuf.util.Durations;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.CacheOptions;
import io.tributary.gateway.endpoint.PriorityOptions;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.CacheReport;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryStatistics;
import io.tributary.gateway.query.Statement;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.CacheOutcome;
import io.tributary.v1.Engine;
import io.tributary.v1.ExplainRequest;
import io.tributary.v1.FragmentStatistics;
import java.time.Duration;
import java.util.Optional;

/// Translates between the messages of `query.proto` and the gateway's own types.
final class QueryMessages {
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
      message.addFragments(
          FragmentStatistics.newBuilder()
              .setFragmentId(fragment.id())
              .setSource(fragment.source())
              .setSql(fragment.sql())
              .setRows(fragment.rows())
              .setBytes(fragment.bytes())
              .setMilliseconds(milliseconds(fragment.elapsed())));
    }
    if (statistics.cache().outcome() != CacheReport.Outcome.BYPASSED) {
      message.setCache(cache(statistics.cache()));
    }
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
