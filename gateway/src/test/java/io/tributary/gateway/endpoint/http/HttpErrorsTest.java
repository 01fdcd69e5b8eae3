package io.tributary.gateway.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HttpErrorsTest {
  private static final Map<ErrorCode, Integer> EXPECTED =
      Map.ofEntries(
          Map.entry(ErrorCode.SYNTAX_ERROR, 400),
          Map.entry(ErrorCode.SOURCE_NOT_FOUND, 404),
          Map.entry(ErrorCode.SCHEMA_NOT_FOUND, 404),
          Map.entry(ErrorCode.TABLE_NOT_FOUND, 404),
          Map.entry(ErrorCode.COLUMN_NOT_FOUND, 400),
          Map.entry(ErrorCode.FUNCTION_NOT_FOUND, 400),
          Map.entry(ErrorCode.TYPE_MISMATCH, 400),
          Map.entry(ErrorCode.INVALID_ARGUMENT, 400),
          Map.entry(ErrorCode.NOT_SUPPORTED, 422),
          Map.entry(ErrorCode.DATA_ERROR, 422),
          Map.entry(ErrorCode.QUERY_NOT_FOUND, 404),
          Map.entry(ErrorCode.UNAUTHENTICATED, 401),
          Map.entry(ErrorCode.PERMISSION_DENIED, 403),
          Map.entry(ErrorCode.CANCELLED, 499),
          Map.entry(ErrorCode.DEADLINE_EXCEEDED, 504),
          Map.entry(ErrorCode.RESOURCE_EXHAUSTED, 429),
          Map.entry(ErrorCode.QUERY_LOOP, 508),
          Map.entry(ErrorCode.SOURCE_MISCONFIGURED, 502),
          Map.entry(ErrorCode.SOURCE_UNAVAILABLE, 503),
          Map.entry(ErrorCode.SOURCE_UNAUTHORIZED, 502),
          Map.entry(ErrorCode.SOURCE_ERROR, 502),
          Map.entry(ErrorCode.INTERNAL, 500));

  @ParameterizedTest
  @EnumSource
  void everyCodeHasItsStatus(ErrorCode code) {
    AggregatedHttpResponse sent = sent(new GatewayException(code, "what failed"));
    assertThat(sent.status().code()).isEqualTo(EXPECTED.get(code));
    assertThat(sent.contentUtf8())
        .isEqualTo(
            "{\"error\":{\"code\":\"%s\",\"message\":\"what failed\",\"retryable\":%s}}"
                .formatted(code, code.retryable()));
  }

  @Test
  void thePlaceInTheSqlIsInTheBody() {
    assertThat(
            sent(new GatewayException(ErrorCode.SYNTAX_ERROR, "no", new SqlPosition(3, 7)))
                .contentUtf8())
        .contains("\"line\":3,\"column\":7");
  }

  private static AggregatedHttpResponse sent(GatewayException failure) {
    return HttpErrors.response(failure).aggregate().join();
  }
}
