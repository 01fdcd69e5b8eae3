package io.tributary.connector.jdbc;

/// A value that the vector's type cannot hold. The message says which and why; whoever knows the
/// column turns it into an error for users.
public final class UnfitValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnfitValueException(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
