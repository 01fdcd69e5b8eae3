package io.tributary.gateway.endpoint.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcErrorHandler;
import io.grpc.Status;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.SqlPosition;
import java.util.Arrays;
import java.util.Optional;

/// Gives failures of transcoded gRPC calls the same JSON body and status as those of other routes.
public final class JsonTranscodingErrors implements UnframedGrpcErrorHandler {
  private static final String CODE = "tributary-error-code";
  private static final String POSITION = "tributary-error-position";

  @Override
  public HttpResponse handle(
      ServiceRequestContext context, Status status, AggregatedHttpResponse response) {
    ErrorCode code =
        trailer(response, CODE).flatMap(JsonTranscodingErrors::code).orElseGet(() -> code(status));
    String message = Optional.ofNullable(status.getDescription()).orElseGet(() -> message(status));
    return HttpErrors.response(
        code, message, trailer(response, POSITION).map(JsonTranscodingErrors::position));
  }

  /// For failures before any service of ours was asked.
  private static String message(Status status) {
    return status.getCode() == Status.Code.INVALID_ARGUMENT
        ? "the body or a parameter of the request is not what the call takes; /docs lists what it"
            + " is"
        : status.getCode().name();
  }

  private static Optional<String> trailer(AggregatedHttpResponse response, String name) {
    return Optional.ofNullable(response.trailers().get(name))
        .or(() -> Optional.ofNullable(response.headers().get(name)));
  }

  private static Optional<ErrorCode> code(String name) {
    return Arrays.stream(ErrorCode.values()).filter(code -> code.name().equals(name)).findFirst();
  }

  /// For failures that no service of ours made, such as a malformed body.
  private static ErrorCode code(Status status) {
    return switch (status.getCode()) {
      case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> ErrorCode.INVALID_ARGUMENT;
      case UNAUTHENTICATED -> ErrorCode.UNAUTHENTICATED;
      case PERMISSION_DENIED -> ErrorCode.PERMISSION_DENIED;
      case UNIMPLEMENTED -> ErrorCode.NOT_SUPPORTED;
      case CANCELLED -> ErrorCode.CANCELLED;
      case DEADLINE_EXCEEDED -> ErrorCode.DEADLINE_EXCEEDED;
      case RESOURCE_EXHAUSTED -> ErrorCode.RESOURCE_EXHAUSTED;
      case UNAVAILABLE -> ErrorCode.SOURCE_UNAVAILABLE;
      case OK, UNKNOWN, NOT_FOUND, ALREADY_EXISTS, ABORTED, INTERNAL, DATA_LOSS ->
          ErrorCode.INTERNAL;
    };
  }

  private static SqlPosition position(String lineAndColumn) {
    int colon = lineAndColumn.indexOf(':');
    return new SqlPosition(
        Integer.parseInt(lineAndColumn.substring(0, colon)),
        Integer.parseInt(lineAndColumn.substring(colon + 1)));
  }
}
