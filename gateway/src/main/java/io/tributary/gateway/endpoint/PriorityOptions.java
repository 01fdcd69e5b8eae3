package io.tributary.gateway.endpoint;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.Priority;
import io.tributary.v1.QueryPriority;
import java.util.Locale;

/// What requests say of their turn, in words or in messages.
public final class PriorityOptions {

  private PriorityOptions() {}

  /// `high`, `normal` or `low`
  ///
  /// @throws GatewayException INVALID_ARGUMENT for anything else
  public static Priority parse(String text) {
    return switch (text.strip()) {
      case "high" -> Priority.HIGH;
      case "normal" -> Priority.NORMAL;
      case "low" -> Priority.LOW;
      default ->
          throw new GatewayException(
              ErrorCode.INVALID_ARGUMENT,
              "priority must be one of high, normal, low, not \"%s\"".formatted(text));
    };
  }

  /// As [#parse] reads it.
  public static String text(Priority priority) {
    return priority.name().toLowerCase(Locale.ROOT);
  }

  /// As it goes into a message.
  public static QueryPriority message(Priority priority) {
    return switch (priority) {
      case HIGH -> QueryPriority.QUERY_PRIORITY_HIGH;
      case NORMAL -> QueryPriority.QUERY_PRIORITY_UNSPECIFIED;
      case LOW -> QueryPriority.QUERY_PRIORITY_LOW;
    };
  }

  /// @throws GatewayException INVALID_ARGUMENT for one that this gateway does not know
  public static Priority priority(QueryPriority message) {
    return switch (message) {
      case QUERY_PRIORITY_UNSPECIFIED -> Priority.NORMAL;
      case QUERY_PRIORITY_HIGH -> Priority.HIGH;
      case QUERY_PRIORITY_LOW -> Priority.LOW;
      case UNRECOGNIZED ->
          throw new GatewayException(
              ErrorCode.INVALID_ARGUMENT, "priority is none that this gateway knows");
    };
  }
}
