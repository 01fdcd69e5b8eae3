package io.tributary.catalog.error;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.StatusText;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Failures as gRPC tells them: a status, and the exact code in the trailers.
public final class GrpcErrors {

  /// Trailer with the name of the [ErrorCode].
  public static final Metadata.Key<String> ERROR_CODE =
      Metadata.Key.of("tributary-error-code", Metadata.ASCII_STRING_MARSHALLER);

  private static final Logger log = LoggerFactory.getLogger(GrpcErrors.class);

  private GrpcErrors() {}

  /// What a call ends with. A failure that nobody foresaw is logged here, once; the client gets the
  /// incident's number to quote and nothing else.
  public static StatusRuntimeException of(Throwable failure) {
    return switch (failure) {
      case CatalogException e -> status(e.code(), String.valueOf(e.getMessage()));
      case ConnectorException e -> status(e.code(), String.valueOf(e.getMessage()));
      case Throwable unforeseen -> incident(unforeseen);
    };
  }

  private static StatusRuntimeException incident(Throwable failure) {
    String incident = UUID.randomUUID().toString();
    log.error("Incident {}: a catalog call failed unexpectedly", incident, failure);
    return status(
        ErrorCode.INTERNAL,
        "the catalog failed unexpectedly; its log tells more under incident " + incident);
  }

  private static StatusRuntimeException status(ErrorCode code, String message) {
    Metadata trailers = new Metadata();
    trailers.put(ERROR_CODE, code.name());
    return Status.fromCode(statusCode(code))
        .withDescription(StatusText.fit(message))
        .asRuntimeException(trailers);
  }

  static Status.Code statusCode(ErrorCode code) {
    return switch (code) {
      case SYNTAX_ERROR, COLUMN_NOT_FOUND, FUNCTION_NOT_FOUND, TYPE_MISMATCH, INVALID_ARGUMENT ->
          Status.Code.INVALID_ARGUMENT;
      case SOURCE_NOT_FOUND, SCHEMA_NOT_FOUND, TABLE_NOT_FOUND, QUERY_NOT_FOUND ->
          Status.Code.NOT_FOUND;
      case NOT_SUPPORTED -> Status.Code.UNIMPLEMENTED;
      case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Status.Code.PERMISSION_DENIED;
      case CANCELLED -> Status.Code.CANCELLED;
      case DEADLINE_EXCEEDED -> Status.Code.DEADLINE_EXCEEDED;
      case RESOURCE_EXHAUSTED -> Status.Code.RESOURCE_EXHAUSTED;
      case DATA_ERROR, SOURCE_MISCONFIGURED, SOURCE_UNAUTHORIZED, QUERY_LOOP ->
          Status.Code.FAILED_PRECONDITION;
      case SOURCE_UNAVAILABLE -> Status.Code.UNAVAILABLE;
      case SOURCE_ERROR -> Status.Code.UNKNOWN;
      case INTERNAL -> Status.Code.INTERNAL;
    };
  }
}
