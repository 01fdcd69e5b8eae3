package io.tributary.trino;

import static io.trino.spi.session.PropertyMetadata.booleanProperty;
import static io.trino.spi.session.PropertyMetadata.enumProperty;

import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.session.PropertyMetadata;
import java.util.List;

/// What a session may set, by the names that Trino's own connectors have for it.
final class TributarySessionProperties {

  private static final String AGGREGATION_PUSHDOWN = "aggregation_pushdown_enabled";
  private static final String TOPN_PUSHDOWN = "topn_pushdown_enabled";
  private static final String JOIN_PUSHDOWN = "join_pushdown_enabled";
  private static final String JOIN_PUSHDOWN_STRATEGY = "join_pushdown_strategy";

  /// Which of the joins that the gateway can make are left to it.
  enum JoinPushdownStrategy {
    /// Those that are expected to have no more rows than both sides together.
    AUTOMATIC,
    /// All.
    EAGER
  }

  private TributarySessionProperties() {}

  static List<PropertyMetadata<?>> all() {
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
            false));
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
