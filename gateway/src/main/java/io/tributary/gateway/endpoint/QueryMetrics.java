package io.tributary.gateway.endpoint;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.query.HeldParts;
import io.tributary.gateway.query.ResultStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// Counts and times queries by protocol, route and outcome.
///
/// `tributary_queries_seconds` is a histogram from the request to the last batch,
/// `tributary_query_rows_total` counts the rows that queries gave. An outcome is `completed` or the
/// error code in small letters; a route is `none` where the query failed before it had one.
public final class QueryMetrics {

  /// How a query came in.
  public enum Protocol {
    FLIGHT,
    GRPC,
    HTTP
  }

  static final String COMPLETED = "completed";

  private static final String NO_ROUTE = "none";

  private static final Duration[] BUCKETS =
      LongStream.of(
              5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

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

  /// Measures a query whose rows were read in parts.
  ///
  /// @param route that its parts took
  public void parts(Protocol protocol, String route, HeldParts.Ending ending) {
    String outcome = ending.failure().map(QueryMetrics::outcome).orElse(COMPLETED);
    record(protocol, route, outcome, System.nanoTime() - ending.total().toNanos(), ending.rows());
  }

  void record(Protocol protocol, String route, String outcome, long beganNanos, long rows) {
    String protocolTag = tag(protocol);
    Timer.builder("tributary.queries")
        .description("Queries, from the request to the last batch")
        .tags("protocol", protocolTag, "route", route, "outcome", outcome)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(Duration.ofNanos(System.nanoTime() - beganNanos));
    Counter.builder("tributary.query.rows")
        .description("Rows that queries gave")
        .tags("protocol", protocolTag, "route", route)
        .register(registry)
        .increment((double) rows);
  }

  static String outcome(ErrorCode code) {
    return tag(code);
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
