package io.tributary.gateway.error;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A query could not be answered. The message is one line for users: the offending value, what was
/// expected, and where. It holds neither secrets nor stack traces.
public class GatewayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Optional<SqlPosition> position;

  public GatewayException(ErrorCode code, String message) {
    this(code, message, Optional.empty(), null);
  }

  public GatewayException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, Optional.empty(), cause);
  }

  /// @param position put in front of the message
  public GatewayException(ErrorCode code, String message, @Nullable SqlPosition position) {
    this(code, message, Optional.ofNullable(position), null);
  }

  private GatewayException(
      ErrorCode code, String message, Optional<SqlPosition> position, @Nullable Throwable cause) {
    super(position.map(p -> p + ": " + message).orElse(message), cause);
    this.code = code;
    this.position = position;
  }

  /// A connector's failure as the gateway's: same code, same message.
  public static GatewayException of(ConnectorException failure) {
    return new GatewayException(failure.code(), String.valueOf(failure.getMessage()), failure);
  }

  public ErrorCode code() {
    return code;
  }

  /// Where in the SQL, when the failure has a place there.
  public Optional<SqlPosition> position() {
    return position;
  }
}
