package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.trino.spi.TrinoException;
import java.net.ConnectException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayErrorsTest {

  private static final Metadata.Key<String> TRAILER =
      Metadata.Key.of("tributary-error-code", Metadata.ASCII_STRING_MARSHALLER);

  private final GatewayErrors errors = new GatewayErrors(URI.create("grpc://gateway:8815"));

  @ParameterizedTest
  @CsvSource({
    "SCHEMA_NOT_FOUND, SCHEMA_NOT_FOUND, USER_ERROR",
    "TABLE_NOT_FOUND, TABLE_NOT_FOUND, USER_ERROR",
    "COLUMN_NOT_FOUND, COLUMN_NOT_FOUND, USER_ERROR",
    "SOURCE_NOT_FOUND, NOT_FOUND, USER_ERROR",
    "NOT_SUPPORTED, NOT_SUPPORTED, USER_ERROR",
    "PERMISSION_DENIED, PERMISSION_DENIED, USER_ERROR",
    "INVALID_ARGUMENT, TRIBUTARY_REQUEST_INVALID, USER_ERROR",
    "DATA_ERROR, TRIBUTARY_REQUEST_INVALID, USER_ERROR",
    "SOURCE_UNAVAILABLE, TRIBUTARY_SOURCE_FAILED, EXTERNAL",
    "SOURCE_UNAUTHORIZED, TRIBUTARY_SOURCE_FAILED, EXTERNAL",
    "SOURCE_ERROR, TRIBUTARY_SOURCE_FAILED, EXTERNAL",
    "QUERY_LOOP, TRIBUTARY_QUERY_LOOP, EXTERNAL",
    "RESOURCE_EXHAUSTED, TRIBUTARY_RESOURCES_EXHAUSTED, INSUFFICIENT_RESOURCES",
    "QUERY_NOT_FOUND, TRIBUTARY_RESOURCES_EXHAUSTED, INSUFFICIENT_RESOURCES",
    "DEADLINE_EXCEEDED, TRIBUTARY_RESOURCES_EXHAUSTED, INSUFFICIENT_RESOURCES",
    "INTERNAL, TRIBUTARY_GATEWAY_FAILED, INTERNAL_ERROR",
    "SOMETHING_OF_A_LATER_GATEWAY, TRIBUTARY_GATEWAY_FAILED, INTERNAL_ERROR"
  })
  void what_the_gateway_says_keeps_its_words_and_its_category(
      String gatewayCode, String trinoCode, String type) {
    Metadata trailers = new Metadata();
    trailers.put(TRAILER, gatewayCode);
    Status status = Status.UNKNOWN.withDescription("source sales is down");

    TrinoException error = errors.translate(status.asRuntimeException(trailers));

    assertThat(error.getErrorCode().getName()).isEqualTo(trinoCode);
    assertThat(error.getErrorCode().getType()).hasToString(type);
    assertThat(error).hasMessage("source sales is down");
  }

  @Test
  void flight_carries_the_same_code() {
    ErrorFlightMetadata metadata = new ErrorFlightMetadata();
    metadata.insert("tributary-error-code", "SOURCE_UNAVAILABLE");
    CallStatus status =
        CallStatus.UNAVAILABLE.withDescription("source sales is down").withMetadata(metadata);

    TrinoException error = errors.translate(status.toRuntimeException());

    assertThat(error.getErrorCode().getName()).isEqualTo("TRIBUTARY_SOURCE_FAILED");
    assertThat(error).hasMessage("source sales is down");
  }

  @Test
  void a_gateway_that_is_gone_is_named_with_the_reason() {
    Status status =
        Status.UNAVAILABLE
            .withDescription("io exception")
            .withCause(new ConnectException("Connection refused: gateway/192.0.2.1:8815"));

    TrinoException error = errors.translate(status.asRuntimeException());

    assertThat(error.getErrorCode().getName()).isEqualTo("TRIBUTARY_GATEWAY_UNREACHABLE");
    assertThat(error.getErrorCode().getType()).hasToString("EXTERNAL");
    assertThat(error)
        .hasMessage(
            "The Tributary gateway at grpc://gateway:8815 cannot be reached:"
                + " io exception: Connection refused: gateway/192.0.2.1:8815");
  }

  @Test
  void a_certificate_that_is_not_trusted_is_the_reason_that_is_given() {
    SSLHandshakeException handshake = new SSLHandshakeException("General OpenSslEngine problem");
    handshake.initCause(new CertPathBuilderException("no valid certification path"));
    Status status =
        Status.UNAVAILABLE
            .withDescription("io exception\nChannel Pipeline: [SslHandler#0]")
            .withCause(handshake);

    assertThat(errors.translate(status.asRuntimeException()))
        .hasMessageEndingWith("cannot be reached: io exception: no valid certification path");
  }

  @Test
  void a_refused_token_points_at_the_catalog_file() {
    TrinoException error =
        errors.translate(
            Status.UNAUTHENTICATED.withDescription("unknown API key").asRuntimeException());

    assertThat(error.getErrorCode().getName()).isEqualTo("TRIBUTARY_GATEWAY_REFUSED_CATALOG");
    assertThat(error)
        .hasMessageContaining("tributary.token")
        .hasMessageEndingWith("unknown API key");
  }

  @Test
  void a_gateway_that_does_not_answer_points_at_the_time_limit() {
    TrinoException error = errors.translate(CallStatus.TIMED_OUT.toRuntimeException());

    assertThat(error.getErrorCode().getType()).hasToString("EXTERNAL");
    assertThat(error).hasMessageEndingWith("did not answer within tributary.request-timeout");
  }
}
