package io.tributary.connector;

import org.jspecify.annotations.Nullable;

/// A source could not do what it was asked. The message is meant for users: it names the source and
/// says what was expected, and holds neither secrets nor stack traces.
public final class ConnectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public ConnectorException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public ConnectorException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
