package io.tributary.gateway.endpoint.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.Failures;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The one place where error codes become HTTP statuses, and failures a body:
/// `{"error":{"code":…,"message":…,"line":…,"column":…,"retryable":…}}`.
public final class HttpErrors {
  /// What nginx made known for "the client left or cancelled"; no standard has one.
  private static final HttpStatus CLIENT_CLOSED_REQUEST = HttpStatus.valueOf(499);

  private static final HttpStatus LOOP_DETECTED = HttpStatus.valueOf(508);

  private static final JsonFactory JSON = new JsonFactory();

  private HttpErrors() {}

  public static HttpResponse response(Throwable failure) {
    GatewayException known = Failures.forUsers(failure);
    return response(known.code(), Failures.oneLine(known), known.position());
  }

  static HttpResponse response(ErrorCode code, String message, Optional<SqlPosition> position) {
    return HttpResponse.of(
        status(code), MediaType.JSON, HttpData.wrap(body(code, message, position)));
  }

  /// For a client that takes nothing of what there is.
  static HttpResponse notAcceptable(String message) {
    return HttpResponse.of(
        HttpStatus.NOT_ACCEPTABLE,
        MediaType.JSON,
        HttpData.wrap(body(ErrorCode.INVALID_ARGUMENT, message, Optional.empty())));
  }

  static HttpStatus status(ErrorCode code) {
    return switch (code) {
      case SYNTAX_ERROR, COLUMN_NOT_FOUND, FUNCTION_NOT_FOUND, TYPE_MISMATCH, INVALID_ARGUMENT ->
          HttpStatus.BAD_REQUEST;
      case SOURCE_NOT_FOUND, SCHEMA_NOT_FOUND, TABLE_NOT_FOUND, QUERY_NOT_FOUND ->
          HttpStatus.NOT_FOUND;
      case NOT_SUPPORTED, DATA_ERROR -> HttpStatus.UNPROCESSABLE_ENTITY;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
      case CANCELLED -> CLIENT_CLOSED_REQUEST;
      case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
      case RESOURCE_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
      case SOURCE_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case SOURCE_MISCONFIGURED, SOURCE_UNAUTHORIZED, SOURCE_ERROR -> HttpStatus.BAD_GATEWAY;
      case QUERY_LOOP -> LOOP_DETECTED;
      case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  static byte[] body(ErrorCode code, String message, Optional<SqlPosition> position) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      write(code, message, position, json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes what is written", impossible);
    }
    return bytes.toByteArray();
  }

  /// The member `"error"`.
  static void write(
      ErrorCode code, String message, Optional<SqlPosition> position, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("error");
    json.writeStringField("code", code.name());
    json.writeStringField("message", message);
    if (position.isPresent()) {
      json.writeNumberField("line", position.get().line());
      json.writeNumberField("column", position.get().column());
    }
    json.writeBooleanField("retryable", code.retryable());
    json.writeEndObject();
  }
}
