package io.tributary.gateway.endpoint.flight;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.StatusText;
import io.tributary.gateway.endpoint.Failures;
import io.tributary.gateway.error.GatewayException;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;

/// The one place where error codes become Flight statuses. The code itself travels along as the
/// trailer `tributary-error-code`.
final class FlightErrors {
  private static final String CODE_TRAILER = "tributary-error-code";

  private FlightErrors() {}

  /// Any failure as what Flight sends: one line, no stack trace.
  static FlightRuntimeException exception(Throwable failure) {
    return failure instanceof FlightRuntimeException flight ? flight : status(failure);
  }

  private static FlightRuntimeException status(Throwable thrown) {
    GatewayException failure = Failures.forUsers(thrown);
    var trailers = new ErrorFlightMetadata();
    trailers.insert(CODE_TRAILER, failure.code().name());
    return new CallStatus(statusCode(failure.code()))
        .withDescription(StatusText.fit(Failures.oneLine(failure)))
        .withMetadata(trailers)
        .toRuntimeException();
  }

  static FlightStatusCode statusCode(ErrorCode code) {
    return switch (code) {
      case SYNTAX_ERROR,
          COLUMN_NOT_FOUND,
          FUNCTION_NOT_FOUND,
          TYPE_MISMATCH,
          INVALID_ARGUMENT,
          DATA_ERROR ->
          FlightStatusCode.INVALID_ARGUMENT;
      case SOURCE_NOT_FOUND, SCHEMA_NOT_FOUND, TABLE_NOT_FOUND, QUERY_NOT_FOUND ->
          FlightStatusCode.NOT_FOUND;
      case NOT_SUPPORTED -> FlightStatusCode.UNIMPLEMENTED;
      case UNAUTHENTICATED -> FlightStatusCode.UNAUTHENTICATED;
      case PERMISSION_DENIED -> FlightStatusCode.UNAUTHORIZED;
      case CANCELLED -> FlightStatusCode.CANCELLED;
      case DEADLINE_EXCEEDED -> FlightStatusCode.TIMED_OUT;
      case RESOURCE_EXHAUSTED -> FlightStatusCode.RESOURCE_EXHAUSTED;
      case SOURCE_UNAVAILABLE -> FlightStatusCode.UNAVAILABLE;
      case SOURCE_MISCONFIGURED, SOURCE_UNAUTHORIZED, SOURCE_ERROR, QUERY_LOOP ->
          FlightStatusCode.UNKNOWN;
      case INTERNAL -> FlightStatusCode.INTERNAL;
    };
  }
}
