package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tributary.testing.PostgresServer;
import io.tributary.v1.ResolveSourceRequest;
import io.tributary.v1.SourceResolutionServiceGrpc;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Gateway and catalog apart, joined by the cluster's secret.
@ExtendWith(TpchGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TwoProcessesTest {
  private final JsonCalls calls = new JsonCalls();
  private GatewayRunner catalog;
  private GatewayRunner gateway;

  @BeforeAll
  void start(PostgresServer postgres) throws Exception {
    String secret = UUID.randomUUID().toString();
    catalog =
        GatewayRunner.builder()
            .postgres("sales", postgres)
            .property("node.role", "catalog")
            .property("cluster.secret", secret)
            .start();
    gateway =
        GatewayRunner.builder()
            .property("node.role", "gateway")
            .property("cluster.secret", secret)
            .property("catalog.address", "127.0.0.1:" + catalog.grpcPort())
            .start();
  }

  @AfterAll
  void stop() {
    gateway.close();
    catalog.close();
  }

  @Test
  void theGatewayQueriesSourcesOfTheCatalog() {
    assertThat(calls.query(gateway, "SELECT count(*) FROM sales.public.nation").body().get("rows"))
        .hasToString("[[25]]");
  }

  @Test
  void theCatalogAnswersNoQuery() {
    assertThat(calls.query(catalog, "SELECT 1").status()).isEqualTo(404);
  }

  @Test
  void theCatalogGivesItsSecretsToNobodyElse() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", catalog.grpcPort()).usePlaintext().build();
    try {
      var stub = SourceResolutionServiceGrpc.newBlockingStub(channel);
      var request = ResolveSourceRequest.newBuilder().setSource("sales").build();
      assertThatThrownBy(() -> stub.resolveSource(request))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              failure ->
                  assertThat(failure.getStatus().getCode())
                      .isEqualTo(Status.Code.PERMISSION_DENIED));
    } finally {
      channel.shutdownNow();
    }
  }
}
