package io.tributary.gateway.endpoint.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GrpcErrorsTest {
  private static final Map<ErrorCode, Status.Code> EXPECTED =
      Map.ofEntries(
          Map.entry(ErrorCode.SYNTAX_ERROR, Status.Code.INVALID_ARGUMENT),
          Map.entry(ErrorCode.SOURCE_NOT_FOUND, Status.Code.NOT_FOUND),
          Map.entry(ErrorCode.SCHEMA_NOT_FOUND, Status.Code.NOT_FOUND),
          Map.entry(ErrorCode.TABLE_NOT_FOUND, Status.Code.NOT_FOUND),
          Map.entry(ErrorCode.COLUMN_NOT_FOUND, Status.Code.INVALID_ARGUMENT),
          Map.entry(ErrorCode.FUNCTION_NOT_FOUND, Status.Code.INVALID_ARGUMENT),
          Map.entry(ErrorCode.TYPE_MISMATCH, Status.Code.INVALID_ARGUMENT),
          Map.entry(ErrorCode.INVALID_ARGUMENT, Status.Code.INVALID_ARGUMENT),
          Map.entry(ErrorCode.NOT_SUPPORTED, Status.Code.UNIMPLEMENTED),
          Map.entry(ErrorCode.DATA_ERROR, Status.Code.FAILED_PRECONDITION),
          Map.entry(ErrorCode.QUERY_NOT_FOUND, Status.Code.NOT_FOUND),
          Map.entry(ErrorCode.UNAUTHENTICATED, Status.Code.UNAUTHENTICATED),
          Map.entry(ErrorCode.PERMISSION_DENIED, Status.Code.PERMISSION_DENIED),
          Map.entry(ErrorCode.CANCELLED, Status.Code.CANCELLED),
          Map.entry(ErrorCode.DEADLINE_EXCEEDED, Status.Code.DEADLINE_EXCEEDED),
          Map.entry(ErrorCode.RESOURCE_EXHAUSTED, Status.Code.RESOURCE_EXHAUSTED),
          Map.entry(ErrorCode.QUERY_LOOP, Status.Code.FAILED_PRECONDITION),
          Map.entry(ErrorCode.SOURCE_MISCONFIGURED, Status.Code.FAILED_PRECONDITION),
          Map.entry(ErrorCode.SOURCE_UNAVAILABLE, Status.Code.UNAVAILABLE),
          Map.entry(ErrorCode.SOURCE_UNAUTHORIZED, Status.Code.FAILED_PRECONDITION),
          Map.entry(ErrorCode.SOURCE_ERROR, Status.Code.UNKNOWN),
          Map.entry(ErrorCode.INTERNAL, Status.Code.INTERNAL));

  @ParameterizedTest
  @EnumSource
  void everyCodeHasItsStatus(ErrorCode code) {
    StatusRuntimeException sent = GrpcErrors.exception(new GatewayException(code, "what failed"));
    assertThat(sent.getStatus().getCode()).isEqualTo(EXPECTED.get(code));
    assertThat(trailers(sent).get(GrpcErrors.CODE)).isEqualTo(code.name());
  }

  @Test
  void thePlaceInTheSqlTravelsAlong() {
    StatusRuntimeException sent =
        GrpcErrors.exception(
            new GatewayException(ErrorCode.SYNTAX_ERROR, "no", new SqlPosition(3, 7)));
    assertThat(sent.getStatus().getDescription()).isEqualTo("line 3, column 7: no");
    assertThat(trailers(sent).get(GrpcErrors.POSITION)).isEqualTo("3:7");
  }

  @Test
  void messagesAreOneLine() {
    var failure = new GatewayException(ErrorCode.SOURCE_ERROR, "first\n  second");
    assertThat(GrpcErrors.exception(failure).getStatus().getDescription())
        .isEqualTo("first second");
  }

  private static Metadata trailers(StatusRuntimeException sent) {
    Metadata trailers = sent.getTrailers();
    assertThat(trailers).isNotNull();
    return trailers;
  }
}
