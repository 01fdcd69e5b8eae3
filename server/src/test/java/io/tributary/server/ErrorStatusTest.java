package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.tributary.catalog.error.CatalogException;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.grpc.GrpcErrors;
import io.tributary.gateway.error.GatewayException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The two services may not import each other, yet a client must hear the same from both.
class ErrorStatusTest {
  @ParameterizedTest
  @EnumSource
  void anErrorCodeIsTheSameGrpcStatusFromGatewayAndCatalog(ErrorCode code) {
    Status gateway = GrpcErrors.exception(new GatewayException(code, "no")).getStatus();
    Status catalog =
        io.tributary.catalog.error.GrpcErrors.of(new CatalogException(code, "no")).getStatus();

    assertThat(catalog.getCode()).isEqualTo(gateway.getCode());
  }
}
