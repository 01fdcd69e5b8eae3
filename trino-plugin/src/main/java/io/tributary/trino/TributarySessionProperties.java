package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.INVALID_SESSION_PROPERTY;
import static io.trino.spi.session.PropertyMetadata.booleanProperty;
import static io.trino.spi.session.PropertyMetadata.enumProperty;
import static io.trino.spi.session.PropertyMetadata.integerProperty;
import static io.trino.spi.type.VarcharType.VARCHAR;

import io.trino.spi.TrinoException;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.session.PropertyMetadata;
import java.time.Duration;
import java.util.List;

/// What a session may set, by the names that Trino's own connectors have for it.
final class TributarySessionProperties {

  private static final String AGGREGATION_PUSHDOWN = "aggregation_pushdown_enabled";
  private static final String TOPN_PUSHDOWN = "topn_pushdown_enabled";
  private static final String JOIN_PUSHDOWN = "join_pushdown_enabled";
  private static final String JOIN_PUSHDOWN_STRATEGY = "join_pushdown_strategy";
  private static final String DYNAMIC_FILTERING = "dynamic_filtering_enabled";
  private static final String DYNAMIC_FILTERING_WAIT = "dynamic_filtering_wait_timeout";
  private static final String PARALLEL_READS = "parallel_reads_enabled";
  private static final String DOMAIN_COMPACTION_THRESHOLD = "domain_compaction_threshold";

  private static final int DEFAULT_MOST_RANGES = 1_000;

  /// Which of the joins that the gateway can make are left to it.
  enum JoinPushdownStrategy {
    /// Those that are expected to have no more rows than both sides together.
    AUTOMATIC,
    /// All.
    EAGER
  }

  private TributarySessionProperties() {}

  /// @param dynamicFilterWait where a session has no other
  static List<PropertyMetadata<?>> all(Duration dynamicFilterWait) {
    return List.of(
        booleanProperty(AGGREGATION_PUSHDOWN, "Let the gateway group and aggregate", true, false),
        booleanProperty(
            TOPN_PUSHDOWN, "Let the gateway find the first rows of an order", true, false),
        booleanProperty(JOIN_PUSHDOWN, "Let the gateway join its own tables", true, false),
        enumProperty(
            JOIN_PUSHDOWN_STRATEGY,
            "Which joins are left to the gateway:",
            JoinPushdownStrategy.class,
            JoinPushdownStrategy.AUTOMATIC,
            false),
        booleanProperty(DYNAMIC_FILTERING, "Read what the other sides of joins need", true, false),
        new PropertyMetadata<>(
            DYNAMIC_FILTERING_WAIT,
            "How long to wait for the other sides of joins",
            VARCHAR,
            Duration.class,
            dynamicFilterWait,
            false,
            TributarySessionProperties::duration,
            duration -> duration.toMillis() + "ms"),
        booleanProperty(PARALLEL_READS, "Read a large table by several splits", true, false),
        integerProperty(
            DOMAIN_COMPACTION_THRESHOLD,
            "How many ranges of a column are told apart",
            DEFAULT_MOST_RANGES,
            false));
  }

  private static Duration duration(Object text) {
    return PropertyReader.duration((String) text)
        .orElseThrow(() ->
            new TrinoException(
                INVALID_SESSION_PROPERTY,
                "%s must be a duration such as 20s, and not %s"
                    .formatted(DYNAMIC_FILTERING_WAIT, text)));
  }

  static boolean isDynamicFilteringEnabled(ConnectorSession session) {
    return session.getProperty(DYNAMIC_FILTERING, Boolean.class);
  }

  static Duration dynamicFilteringWait(ConnectorSession session) {
    return session.getProperty(DYNAMIC_FILTERING_WAIT, Duration.class);
  }

  static boolean areParallelReadsEnabled(ConnectorSession session) {
    return session.getProperty(PARALLEL_READS, Boolean.class);
  }

  static int domainCompactionThreshold(ConnectorSession session) {
    return session.getProperty(DOMAIN_COMPACTION_THRESHOLD, Integer.class);
  }

  static boolean isAggregationPushdownEnabled(ConnectorSession session) {
    return session.getProperty(AGGREGATION_PUSHDOWN, Boolean.class);
  }

  static boolean isTopNPushdownEnabled(ConnectorSession session) {
    return session.getProperty(TOPN_PUSHDOWN, Boolean.class);
  }

  static boolean isJoinPushdownEnabled(ConnectorSession session) {
    return session.getProperty(JOIN_PUSHDOWN, Boolean.class);
  }

  static JoinPushdownStrategy joinPushdownStrategy(ConnectorSession session) {
    return session.getProperty(JOIN_PUSHDOWN_STRATEGY, JoinPushdownStrategy.class);
  }
}
