package io.tributary.gateway.metadata;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.Arrays;
import java.util.Optional;

/// What a failed call of the catalog means for a query. What the catalog itself says carries its
/// code in the trailer `tributary-error-code`; without one, the call failed on its way.
final class CatalogFailures {
  private static final Metadata.Key<String> ERROR_CODE =
      Metadata.Key.of("tributary-error-code", Metadata.ASCII_STRING_MARSHALLER);

  private CatalogFailures() {}

  static GatewayException of(StatusRuntimeException failure) {
    Status status = failure.getStatus();
    Optional<ErrorCode> code =
        Optional.ofNullable(failure.getTrailers())
            .flatMap(trailers -> Optional.ofNullable(trailers.get(ERROR_CODE)))
            .flatMap(CatalogFailures::named);
    if (code.isPresent()) {
      return new GatewayException(code.get(), String.valueOf(status.getDescription()), failure);
    }
    return switch (status.getCode()) {
      case UNAVAILABLE ->
          new GatewayException(
              ErrorCode.SOURCE_UNAVAILABLE,
              "the catalog service cannot be reached, so no source is known; try again later",
              failure);
      case DEADLINE_EXCEEDED ->
          new GatewayException(
              ErrorCode.DEADLINE_EXCEEDED, "the catalog service did not answer in time", failure);
      case CANCELLED ->
          new GatewayException(
              ErrorCode.CANCELLED, "the request was cancelled while it asked the catalog", failure);
      case RESOURCE_EXHAUSTED ->
          new GatewayException(
              ErrorCode.RESOURCE_EXHAUSTED,
              "the catalog service has no room for this call: " + status.getDescription(),
              failure);
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new GatewayException(
              ErrorCode.PERMISSION_DENIED,
              "the catalog service refuses this gateway: " + status.getDescription(),
              failure);
      case OK,
          UNKNOWN,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS ->
          new GatewayException(
              ErrorCode.INTERNAL,
              "the catalog service failed with status %s".formatted(status.getCode()),
              failure);
    };
  }

  /// The code of this name; empty for one that a later catalog has added.
  private static Optional<ErrorCode> named(String name) {
    return Arrays.stream(ErrorCode.values()).filter(code -> code.name().equals(name)).findFirst();
  }
}
