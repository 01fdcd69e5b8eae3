package io.tributary.gateway.endpoint.grpc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.connector.Caller;
import io.tributary.gateway.endpoint.QueryMetrics;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.MadeReads;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.v1.ExplainRequest;
import io.tributary.v1.QueryServiceGrpc;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrpcQueryServiceTest {
  @TempDir private Path folder;

  @Test
  void anAnalysisWhoseDriverBreaksIsAnswered() throws Exception {
    try (SmallShop shop = new SmallShop(folder);
        TestGateway gateway = broken(shop);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Server server =
          InProcessServerBuilder.forName("gateway")
              .executor(Caller.DEFAULT::run)
              .addService(
                  new GrpcQueryService(
                      gateway.queries(), new QueryMetrics(new SimpleMeterRegistry()), threads))
              .build()
              .start();
      ManagedChannel channel = InProcessChannelBuilder.forName("gateway").build();
      try {
        var client =
            QueryServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
        var request =
            ExplainRequest.newBuilder()
                .setSql("EXPLAIN ANALYZE SELECT id FROM sales.main.customer")
                .build();

        assertThatThrownBy(() -> client.explain(request))
            .isInstanceOf(StatusRuntimeException.class)
            .hasMessageStartingWith("INTERNAL");
      } finally {
        channel.shutdownNow();
        server.shutdownNow();
      }
    }
  }

  private TestGateway broken(SmallShop shop) {
    var sales =
        new MadeReads(
            "sales",
            shop.database(),
            (_, _) -> {
              throw new NoClassDefFoundError("of the driver");
            });
    return new TestGateway(new FixedMetadata(Map.of("sales", sales)), folder);
  }
}
