package io.tributary.catalog.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GrpcErrorsTest {

  @ParameterizedTest
  @EnumSource
  void everyCodeHasAStatusAndTravelsInTheTrailer(ErrorCode code) {
    StatusRuntimeException status = GrpcErrors.of(new CatalogException(code, "what happened"));

    assertThat(status.getStatus().getCode()).isNotEqualTo(Status.Code.OK);
    assertThat(status.getStatus().getDescription()).isEqualTo("what happened");
    assertThat(trailer(status)).isEqualTo(code.name());
  }

  @Test
  void whatCannotBeFoundIsNotFound() {
    assertThat(GrpcErrors.statusCode(ErrorCode.TABLE_NOT_FOUND)).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void aSourceThatIsDownIsUnavailable() {
    StatusRuntimeException status =
        GrpcErrors.of(new ConnectorException(ErrorCode.SOURCE_UNAVAILABLE, "sales is down"));

    assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(status.getStatus().getDescription()).isEqualTo("sales is down");
  }

  @Test
  void anUnforeseenFailureIsToldWithoutItsWords() {
    StatusRuntimeException status = GrpcErrors.of(new IllegalStateException("password=hunter2"));

    assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(status.getStatus().getDescription())
        .matches(".* under incident [0-9a-f-]{36}")
        .doesNotContain("hunter2");
    assertThat(trailer(status)).isEqualTo("INTERNAL");
  }

  private static String trailer(StatusRuntimeException status) {
    return String.valueOf(Objects.requireNonNull(status.getTrailers()).get(GrpcErrors.ERROR_CODE));
  }
}
