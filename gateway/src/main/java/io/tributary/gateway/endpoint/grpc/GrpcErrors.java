package io.tributary.gateway.endpoint.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.StatusText;
import io.tributary.gateway.endpoint.Failures;
import io.tributary.gateway.error.GatewayException;

/// The one place where error codes become gRPC statuses. The code itself travels along as the
/// trailer `tributary-error-code`, and where in the SQL as `tributary-error-position`,
/// `LINE:COLUMN`.
public final class GrpcErrors {
  public static final Metadata.Key<String> CODE = trailer("tributary-error-code");
  public static final Metadata.Key<String> POSITION = trailer("tributary-error-position");

  private GrpcErrors() {}

  /// Any failure as what gRPC sends: one line, no stack trace.
  public static StatusRuntimeException exception(Throwable failure) {
    GatewayException known = Failures.forUsers(failure);
    return status(known).asRuntimeException(trailers(known));
  }

  public static Status status(GatewayException failure) {
    return statusCode(failure.code())
        .toStatus()
        .withDescription(StatusText.fit(Failures.oneLine(failure)));
  }

  public static Metadata trailers(GatewayException failure) {
    var trailers = new Metadata();
    trailers.put(CODE, failure.code().name());
    failure
        .position()
        .ifPresent(at -> trailers.put(POSITION, "%d:%d".formatted(at.line(), at.column())));
    return trailers;
  }

  static Status.Code statusCode(ErrorCode code) {
    return switch (code) {
      case SYNTAX_ERROR, COLUMN_NOT_FOUND, FUNCTION_NOT_FOUND, TYPE_MISMATCH, INVALID_ARGUMENT ->
          Status.Code.INVALID_ARGUMENT;
      case SOURCE_NOT_FOUND, SCHEMA_NOT_FOUND, TABLE_NOT_FOUND, QUERY_NOT_FOUND ->
          Status.Code.NOT_FOUND;
      case NOT_SUPPORTED -> Status.Code.UNIMPLEMENTED;
      case DATA_ERROR, SOURCE_MISCONFIGURED, SOURCE_UNAUTHORIZED, QUERY_LOOP ->
          Status.Code.FAILED_PRECONDITION;
      case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Status.Code.PERMISSION_DENIED;
      case CANCELLED -> Status.Code.CANCELLED;
      case DEADLINE_EXCEEDED -> Status.Code.DEADLINE_EXCEEDED;
      case RESOURCE_EXHAUSTED -> Status.Code.RESOURCE_EXHAUSTED;
      case SOURCE_UNAVAILABLE -> Status.Code.UNAVAILABLE;
      case SOURCE_ERROR -> Status.Code.UNKNOWN;
      case INTERNAL -> Status.Code.INTERNAL;
    };
  }

  private static Metadata.Key<String> trailer(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
