package io.tributary.gateway.endpoint;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import org.apache.arrow.memory.OutOfMemoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns whatever was thrown into what users may see. Endpoints are the edge: what is nobody's
/// fault but ours is logged here, once, and told to users without its inner words.
public final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /// The failure for users: known ones as they are, any other as INTERNAL.
  public static GatewayException forUsers(Throwable failure) {
    return switch (failure) {
      case GatewayException known -> known;
      case ConnectorException known -> GatewayException.of(known);
      case OutOfMemoryException full ->
          new GatewayException(
              ErrorCode.RESOURCE_EXHAUSTED,
              "the gateway has no memory for a batch of rows (%s): try again later, or raise"
                      .formatted(full.getMessage())
                  + " memory.limit",
              full);
      case Throwable unknown -> {
        log.error("A request failed for a reason that nobody foresaw", unknown);
        yield new GatewayException(
            ErrorCode.INTERNAL,
            "The gateway failed at this request; its log says why (%s)"
                .formatted(unknown.getClass().getSimpleName()),
            unknown);
      }
    };
  }

  /// The code that [#forUsers] would give, without logging anything.
  public static ErrorCode code(Throwable failure) {
    return switch (failure) {
      case GatewayException known -> known.code();
      case ConnectorException known -> known.code();
      case OutOfMemoryException _ -> ErrorCode.RESOURCE_EXHAUSTED;
      case Throwable _ -> ErrorCode.INTERNAL;
    };
  }

  /// The message in one line, as it goes into a status or a log.
  public static String oneLine(GatewayException failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
