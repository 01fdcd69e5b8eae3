package io.tributary.connector;

/// The one list of what can go wrong, shared by connectors, gateway and catalog. Each protocol maps
/// it in exactly one place.
public enum ErrorCode {
  SYNTAX_ERROR(Category.USER, false),
  SOURCE_NOT_FOUND(Category.USER, false),
  SCHEMA_NOT_FOUND(Category.USER, false),
  TABLE_NOT_FOUND(Category.USER, false),
  COLUMN_NOT_FOUND(Category.USER, false),
  FUNCTION_NOT_FOUND(Category.USER, false),
  TYPE_MISMATCH(Category.USER, false),
  INVALID_ARGUMENT(Category.USER, false),
  NOT_SUPPORTED(Category.USER, false),
  /// The data cannot be computed on as asked: a division by zero, an overflow, a failing cast.
  DATA_ERROR(Category.USER, false),
  QUERY_NOT_FOUND(Category.USER, false),
  UNAUTHENTICATED(Category.USER, false),
  PERMISSION_DENIED(Category.USER, false),
  CANCELLED(Category.USER, false),
  DEADLINE_EXCEEDED(Category.RESOURCE, true),
  RESOURCE_EXHAUSTED(Category.RESOURCE, true),
  /// The configuration of a source is broken.
  SOURCE_MISCONFIGURED(Category.EXTERNAL, false),
  /// The source cannot be reached.
  SOURCE_UNAVAILABLE(Category.EXTERNAL, true),
  /// The source refused the credentials.
  SOURCE_UNAUTHORIZED(Category.EXTERNAL, false),
  /// The source failed at what it was asked.
  SOURCE_ERROR(Category.EXTERNAL, false),
  /// The request has come from the source that it asks for.
  QUERY_LOOP(Category.EXTERNAL, false),
  INTERNAL(Category.INTERNAL, false);

  /// Whose fault it is.
  public enum Category {
    USER,
    RESOURCE,
    EXTERNAL,
    INTERNAL
  }

  private final Category category;
  private final boolean retryable;

  ErrorCode(Category category, boolean retryable) {
    this.category = category;
    this.retryable = retryable;
  }

  public Category category() {
    return category;
  }

  /// Whether the same request may succeed later.
  public boolean retryable() {
    return retryable;
  }
}
