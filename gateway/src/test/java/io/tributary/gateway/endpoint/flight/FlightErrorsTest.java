package io.tributary.gateway.endpoint.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.Map;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FlightErrorsTest {
  private static final Map<ErrorCode, FlightStatusCode> EXPECTED =
      Map.ofEntries(
          Map.entry(ErrorCode.SYNTAX_ERROR, FlightStatusCode.INVALID_ARGUMENT),
          Map.entry(ErrorCode.SOURCE_NOT_FOUND, FlightStatusCode.NOT_FOUND),
          Map.entry(ErrorCode.SCHEMA_NOT_FOUND, FlightStatusCode.NOT_FOUND),
          Map.entry(ErrorCode.TABLE_NOT_FOUND, FlightStatusCode.NOT_FOUND),
          Map.entry(ErrorCode.COLUMN_NOT_FOUND, FlightStatusCode.INVALID_ARGUMENT),
          Map.entry(ErrorCode.FUNCTION_NOT_FOUND, FlightStatusCode.INVALID_ARGUMENT),
          Map.entry(ErrorCode.TYPE_MISMATCH, FlightStatusCode.INVALID_ARGUMENT),
          Map.entry(ErrorCode.INVALID_ARGUMENT, FlightStatusCode.INVALID_ARGUMENT),
          Map.entry(ErrorCode.NOT_SUPPORTED, FlightStatusCode.UNIMPLEMENTED),
          Map.entry(ErrorCode.DATA_ERROR, FlightStatusCode.INVALID_ARGUMENT),
          Map.entry(ErrorCode.QUERY_NOT_FOUND, FlightStatusCode.NOT_FOUND),
          Map.entry(ErrorCode.UNAUTHENTICATED, FlightStatusCode.UNAUTHENTICATED),
          Map.entry(ErrorCode.PERMISSION_DENIED, FlightStatusCode.UNAUTHORIZED),
          Map.entry(ErrorCode.CANCELLED, FlightStatusCode.CANCELLED),
          Map.entry(ErrorCode.DEADLINE_EXCEEDED, FlightStatusCode.TIMED_OUT),
          Map.entry(ErrorCode.RESOURCE_EXHAUSTED, FlightStatusCode.RESOURCE_EXHAUSTED),
          Map.entry(ErrorCode.QUERY_LOOP, FlightStatusCode.UNKNOWN),
          Map.entry(ErrorCode.SOURCE_MISCONFIGURED, FlightStatusCode.UNKNOWN),
          Map.entry(ErrorCode.SOURCE_UNAVAILABLE, FlightStatusCode.UNAVAILABLE),
          Map.entry(ErrorCode.SOURCE_UNAUTHORIZED, FlightStatusCode.UNKNOWN),
          Map.entry(ErrorCode.SOURCE_ERROR, FlightStatusCode.UNKNOWN),
          Map.entry(ErrorCode.INTERNAL, FlightStatusCode.INTERNAL));

  @ParameterizedTest
  @EnumSource
  void everyCodeHasItsStatus(ErrorCode code) {
    FlightRuntimeException sent = FlightErrors.exception(new GatewayException(code, "what failed"));
    assertThat(sent.status().code()).isEqualTo(EXPECTED.get(code));
    assertThat(sent.status().metadata().get("tributary-error-code")).isEqualTo(code.name());
  }

  @Test
  void messagesAreOneLine() {
    var failure = new GatewayException(ErrorCode.SOURCE_ERROR, "first\n  second\r\nthird");
    assertThat(FlightErrors.exception(failure)).hasMessage("first second third");
  }

  @Test
  void whatNobodyForesawKeepsItsWordsToItself() {
    assertThat(FlightErrors.exception(new IllegalStateException("the password is x")))
        .satisfies(sent -> assertThat(sent.status().code()).isEqualTo(FlightStatusCode.INTERNAL))
        .hasMessageNotContaining("password");
  }
}
