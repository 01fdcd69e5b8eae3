package io.tributary.catalog.error;

import io.tributary.connector.ErrorCode;

/// The catalog could not answer. The message is one line for users: the offending value and what
/// was expected. It holds neither secrets nor stack traces.
public final class CatalogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public CatalogException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
