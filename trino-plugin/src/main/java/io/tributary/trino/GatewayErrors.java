package io.tributary.trino;

import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_GATEWAY_FAILED;
import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_GATEWAY_REFUSED_CATALOG;
import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_GATEWAY_UNREACHABLE;
import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_QUERY_LOOP;
import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_REQUEST_INVALID;
import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_RESOURCES_EXHAUSTED;
import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_SOURCE_FAILED;
import static io.trino.spi.StandardErrorCode.COLUMN_NOT_FOUND;
import static io.trino.spi.StandardErrorCode.NOT_FOUND;
import static io.trino.spi.StandardErrorCode.NOT_SUPPORTED;
import static io.trino.spi.StandardErrorCode.PERMISSION_DENIED;
import static io.trino.spi.StandardErrorCode.SCHEMA_NOT_FOUND;
import static io.trino.spi.StandardErrorCode.TABLE_NOT_FOUND;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.trino.spi.ErrorCodeSupplier;
import io.trino.spi.TrinoException;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;
import org.jspecify.annotations.Nullable;

/// What the gateway answered when it did not answer, in Trino's terms. The one place where the
/// gateway's error codes meet Trino's.
final class GatewayErrors {

  /// The trailer in which the gateway sends the name of its error code.
  private static final String ERROR_CODE_TRAILER = "tributary-error-code";

  private static final Metadata.Key<String> ERROR_CODE_KEY =
      Metadata.Key.of(ERROR_CODE_TRAILER, Metadata.ASCII_STRING_MARSHALLER);

  private final URI uri;

  GatewayErrors(URI uri) {
    this.uri = uri;
  }

  TrinoException translate(StatusRuntimeException error) {
    Metadata trailers = error.getTrailers();
    return translate(
        error.getStatus().getCode(),
        trailers == null ? null : trailers.get(ERROR_CODE_KEY),
        reason(error.getStatus().getDescription(), error),
        error);
  }

  TrinoException translate(FlightRuntimeException error) {
    CallStatus status = error.status();
    return translate(
        grpcCode(status),
        gatewayCode(status.metadata()),
        reason(status.description(), error),
        error);
  }

  /// Asking for a key that is not there is an exception.
  private static @Nullable String gatewayCode(@Nullable ErrorFlightMetadata metadata) {
    return metadata != null && metadata.containsKey(ERROR_CODE_TRAILER)
        ? metadata.get(ERROR_CODE_TRAILER)
        : null;
  }

  /// Whether the gateway said that it has no such table, schema or source.
  static boolean isNotFound(StatusRuntimeException error) {
    return error.getStatus().getCode() == Status.Code.NOT_FOUND;
  }

  private TrinoException translate(
      Status.Code grpcCode, @Nullable String gatewayCode, String message, Throwable cause) {
    if (gatewayCode != null && grpcCode != Status.Code.UNAUTHENTICATED) {
      return new TrinoException(trinoCode(gatewayCode), message, cause);
    }
    return switch (grpcCode) {
      case UNAVAILABLE ->
          new TrinoException(
              TRIBUTARY_GATEWAY_UNREACHABLE,
              "The Tributary gateway at %s cannot be reached: %s".formatted(uri, message),
              cause);
      case DEADLINE_EXCEEDED ->
          new TrinoException(
              TRIBUTARY_GATEWAY_UNREACHABLE,
              "The Tributary gateway at %s did not answer within %s"
                  .formatted(uri, TributaryConfig.REQUEST_TIMEOUT_KEY),
              cause);
      case UNIMPLEMENTED ->
          new TrinoException(
              TRIBUTARY_GATEWAY_UNREACHABLE,
              "What answers at %s is no Tributary gateway of this version: %s"
                  .formatted(uri, message),
              cause);
      case UNAUTHENTICATED, PERMISSION_DENIED -> refused(message, cause);
      case RESOURCE_EXHAUSTED -> said(TRIBUTARY_RESOURCES_EXHAUSTED, message, cause);
      case NOT_FOUND -> said(NOT_FOUND, message, cause);
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, ALREADY_EXISTS ->
          said(TRIBUTARY_REQUEST_INVALID, message, cause);
      case OK, CANCELLED, UNKNOWN, ABORTED, INTERNAL, DATA_LOSS ->
          said(TRIBUTARY_GATEWAY_FAILED, message, cause);
    };
  }

  /// What gRPC says of a broken connection is in the innermost cause; after the first line it only
  /// tells of its own insides.
  private static String reason(@Nullable String description, Throwable error) {
    String said =
        Optional.ofNullable(description).flatMap(text -> text.lines().findFirst()).orElse("");
    Throwable innermost = error;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    boolean tellsMore =
        innermost instanceof IOException || innermost instanceof GeneralSecurityException;
    return Stream.of(said, tellsMore ? innermost.getMessage() : "")
        .filter(text -> text != null && !text.isBlank())
        .reduce((first, second) -> first + ": " + second)
        .orElse("no reason was given");
  }

  private TrinoException refused(String message, Throwable cause) {
    return new TrinoException(
        TRIBUTARY_GATEWAY_REFUSED_CATALOG,
        "The Tributary gateway at %s does not accept this catalog's %s and %s: %s"
            .formatted(uri, TributaryConfig.TOKEN_KEY, TributaryConfig.ORGANIZATION_KEY, message),
        cause);
  }

  private TrinoException said(ErrorCodeSupplier code, String message, Throwable cause) {
    return new TrinoException(
        code, "The Tributary gateway at %s says: %s".formatted(uri, message), cause);
  }

  private static ErrorCodeSupplier trinoCode(String gatewayCode) {
    return switch (gatewayCode) {
      case "SOURCE_NOT_FOUND" -> NOT_FOUND;
      case "SCHEMA_NOT_FOUND" -> SCHEMA_NOT_FOUND;
      case "TABLE_NOT_FOUND" -> TABLE_NOT_FOUND;
      case "COLUMN_NOT_FOUND" -> COLUMN_NOT_FOUND;
      case "NOT_SUPPORTED" -> NOT_SUPPORTED;
      case "PERMISSION_DENIED" -> PERMISSION_DENIED;
      case "SYNTAX_ERROR",
          "FUNCTION_NOT_FOUND",
          "TYPE_MISMATCH",
          "INVALID_ARGUMENT",
          "DATA_ERROR" ->
          TRIBUTARY_REQUEST_INVALID;
      // Its rows were held for as long as may be.
      case "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "QUERY_NOT_FOUND" ->
          TRIBUTARY_RESOURCES_EXHAUSTED;
      case "CANCELLED",
          "SOURCE_MISCONFIGURED",
          "SOURCE_UNAVAILABLE",
          "SOURCE_UNAUTHORIZED",
          "SOURCE_ERROR" ->
          TRIBUTARY_SOURCE_FAILED;
      case "QUERY_LOOP" -> TRIBUTARY_QUERY_LOOP;
      // INTERNAL, and whatever a later gateway says
      default -> TRIBUTARY_GATEWAY_FAILED;
    };
  }

  private static Status.Code grpcCode(CallStatus status) {
    return switch (status.code()) {
      case OK -> Status.Code.OK;
      case UNKNOWN -> Status.Code.UNKNOWN;
      case INTERNAL -> Status.Code.INTERNAL;
      case INVALID_ARGUMENT -> Status.Code.INVALID_ARGUMENT;
      case TIMED_OUT -> Status.Code.DEADLINE_EXCEEDED;
      case NOT_FOUND -> Status.Code.NOT_FOUND;
      case ALREADY_EXISTS -> Status.Code.ALREADY_EXISTS;
      case CANCELLED -> Status.Code.CANCELLED;
      case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
      case UNAUTHORIZED -> Status.Code.PERMISSION_DENIED;
      case UNIMPLEMENTED -> Status.Code.UNIMPLEMENTED;
      case UNAVAILABLE -> Status.Code.UNAVAILABLE;
      case RESOURCE_EXHAUSTED -> Status.Code.RESOURCE_EXHAUSTED;
    };
  }
}
