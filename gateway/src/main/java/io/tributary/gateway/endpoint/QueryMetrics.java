package io.tributary.gateway.endpoint;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.query.ResultStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/// Counts and times queries by protocol, route and outcome.
///
/// `tributary_queries_seconds` is a histogram from the request to the last batch,
/// `tributary_query_rows_total` counts the rows given to clients. An outcome is `completed` or the
/// error code in small letters; a route is `none` where the query failed before it had one.
public final class QueryMetrics {

  /// How a query came in.
  public enum Protocol {
    FLIGHT,
    GRPC,
    HTTP
  }

  private static final String NO_ROUTE = "none";

  private final MeterRegistry registry;

  public QueryMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Starts a query, and measures it until its stream is closed.
  ///
  /// @throws io.tributary.gateway.error.GatewayException as the start does
  public ResultStream start(Protocol protocol, Supplier<ResultStream> start) {
    long began = System.nanoTime();
    try {
      return new MeasuredStream(this, protocol, began, start.get());
    } catch (RuntimeException failure) {
      record(protocol, NO_ROUTE, outcome(Failures.code(failure)), began, 0);
      throw failure;
    }
  }

  void record(Protocol protocol, String route, String outcome, long beganNanos, long rows) {
    String protocolTag = tag(protocol);
    Timer.builder("tributary.queries")
        .description("Queries, from the request to the last batch")
        .tags("protocol", protocolTag, "route", route, "outcome", outcome)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofMinutes(10))
        .register(registry)
        .record(Duration.ofNanos(System.nanoTime() - beganNanos));
    registry
        .counter("tributary.query.rows", "protocol", protocolTag, "route", route)
        .increment((double) rows);
  }

  static String outcome(ErrorCode code) {
    return tag(code);
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
