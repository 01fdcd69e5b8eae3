package io.tributary.connector.postgresql;

/// A value that the vector's type cannot hold. The message says which and why; whoever knows the
/// column turns it into an error for users.
final class UnfitValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitValueException(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
