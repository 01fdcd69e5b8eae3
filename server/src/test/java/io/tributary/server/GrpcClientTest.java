package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.tributary.v1.CancelRequest;
import io.tributary.v1.CatalogServiceGrpc;
import io.tributary.v1.Engine;
import io.tributary.v1.ExplainRequest;
import io.tributary.v1.ListSourcesRequest;
import io.tributary.v1.QueryRequest;
import io.tributary.v1.QueryResponse;
import io.tributary.v1.QueryServiceGrpc;
import io.tributary.v1.ResolveSourceRequest;
import io.tributary.v1.SourceResolutionServiceGrpc;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Our services as a client generated from the protos sees them.
@ExtendWith(TpchGateway.class)
final class GrpcClientTest {
  private static final Metadata.Key<String> ERROR_CODE =
      Metadata.Key.of("tributary-error-code", Metadata.ASCII_STRING_MARSHALLER);

  private final GatewayRunner gateway;
  private ManagedChannel channel;

  GrpcClientTest(GatewayRunner gateway) {
    this.gateway = gateway;
  }

  @BeforeEach
  void connect() {
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", gateway.grpcPort()).usePlaintext().build();
  }

  @AfterEach
  void disconnect() throws InterruptedException {
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  @Test
  void aQueryStartsThenGivesBatchesThenCompletes() {
    List<QueryResponse> events =
        events(QueryRequest.newBuilder().setSql("SELECT * FROM sales.public.nation").build());
    assertThat(events.getFirst().hasStarted()).isTrue();
    assertThat(events.getFirst().getStarted().getQueryId()).isNotEmpty();
    assertThat(events.getLast().hasCompleted()).isTrue();
    assertThat(events.getLast().getCompleted().getRows()).isEqualTo(25);
    assertThat(events.getLast().getCompleted().getStatistics().getRoute()).isEqualTo("native");
    assertThat(events.subList(1, events.size() - 1))
        .isNotEmpty()
        .allMatch(QueryResponse::hasArrowBatch);
  }

  @Test
  void arrowMessagesFormAStreamThatReadersTake() {
    var rows =
        ArrowRows.of(
            queries(),
            QueryRequest.newBuilder()
                .setSql("SELECT n_nationkey, n_name FROM nation WHERE n_nationkey = ?")
                .addParameters(Value.newBuilder().setIntegerValue(7))
                .setDefaultSource("sales")
                .setDefaultSchema("public")
                .build());
    assertThat(rows).containsExactly(List.of("7", "GERMANY"));
  }

  /// gRPC's clients refuse larger messages than 4 MiB unless they are told otherwise.
  @Test
  void wideRowsComeInMessagesThatEveryClientTakes() {
    var rows =
        ArrowRows.of(
            queries(),
            QueryRequest.newBuilder()
                .setSql(
                    "SELECT i, repeat('x', CASE WHEN i % 5000 = 7 THEN 2000000 ELSE 300 END)"
                        + " FROM range(20000) AS t(i) ORDER BY i")
                .build());
    assertThat(rows).hasSize(20_000);
    assertThat(rows.stream().map(List::getFirst))
        .containsExactlyElementsOf(IntStream.range(0, 20_000).mapToObj(String::valueOf).toList());
    assertThat(rows.stream().map(row -> row.getLast().length()).distinct())
        .containsExactlyInAnyOrder(300, 2_000_000);
  }

  @Test
  void anEngineThatCannotServeIsAnError() {
    assertThatThrownBy(() ->
            events(
                QueryRequest.newBuilder()
                    .setSql(
                        "SELECT count(*) FROM sales.public.orders JOIN lake.tpch.lineitem ON"
                            + " o_orderkey = l_orderkey")
                    .setEngine(Engine.ENGINE_NATIVE)
                    .build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure ->
                assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
  }

  @Test
  void failuresTellCodePlaceAndNeighboursInOneLine() {
    assertThatThrownBy(() ->
            events(QueryRequest.newBuilder().setSql("SELECT 1 FROM sales.public.ordrs").build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure -> {
              assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
              assertThat(failure.getStatus().getDescription())
                  .startsWith("line 1, column 15: ")
                  .contains("did you mean orders?")
                  .hasLineCount(1);
              assertThat(failure.getTrailers().get(ERROR_CODE)).isEqualTo("TABLE_NOT_FOUND");
            });
  }

  @Test
  void explainTellsThePlan() {
    var plan =
        queries()
            .explain(
                ExplainRequest.newBuilder()
                    .setSql("SELECT count(*) FROM sales.public.orders")
                    .build());
    assertThat(plan.getRoute()).isEqualTo("native");
    assertThat(plan.getFragments(0).getSource()).isEqualTo("sales");
    assertThat(plan.getText()).contains("Route: native");
  }

  @Test
  void analyzeTellsWhatWasDone() {
    var plan =
        queries()
            .explain(
                ExplainRequest.newBuilder()
                    .setSql("EXPLAIN ANALYZE SELECT * FROM sales.public.nation")
                    .build());
    assertThat(plan.getWork().getRows()).isEqualTo(25);
    assertThat(plan.getFragments(0).getWork().getRows()).isEqualTo(25);
    assertThat(plan.getFragments(0).getWork().getBytes()).isPositive();
  }

  @Test
  void aQueryThatMustBePushedIsRefusedWithReasons() {
    assertThatThrownBy(() ->
            events(
                QueryRequest.newBuilder()
                    .setSql(
                        "SELECT count(*) FROM sales.public.orders JOIN lake.tpch.lineitem ON"
                            + " o_orderkey = l_orderkey")
                    .setRequirePushdown(true)
                    .build()))
        .hasMessageContaining("CROSS_SOURCE");
  }

  @Test
  void cancellingWhatDoesNotRunIsNotFound() {
    assertThatThrownBy(
            () -> queries().cancel(CancelRequest.newBuilder().setQueryId("none").build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
  }

  @Test
  void theCatalogIsServedOnTheSamePort() {
    assertThat(
            CatalogServiceGrpc.newBlockingStub(channel)
                .listSources(ListSourcesRequest.getDefaultInstance())
                .getSourcesList())
        .extracting(SourceSummary::getName)
        .containsExactly("lake", "sales");
  }

  @Test
  void secretsOfSourcesAreNotServed() {
    var stub = SourceResolutionServiceGrpc.newBlockingStub(channel);
    assertThatThrownBy(
            () -> stub.resolveSource(ResolveSourceRequest.newBuilder().setSource("sales").build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure ->
                assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
  }

  @Test
  void healthIsServing() {
    assertThat(
            HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void reflectionNamesTheServices() throws Exception {
    var services = new CompletableFuture<List<String>>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    services.complete(
                        response.getListServicesResponse().getServiceList().stream()
                            .map(ServiceResponse::getName)
                            .toList());
                  }

                  @Override
                  public void onError(Throwable failure) {
                    services.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    assertThat(services.get(10, TimeUnit.SECONDS))
        .contains(
            "tributary.v1.QueryService",
            "tributary.v1.CatalogService",
            "arrow.flight.protocol.FlightService");
    requests.onCompleted();
  }

  private QueryServiceGrpc.QueryServiceBlockingStub queries() {
    return QueryServiceGrpc.newBlockingStub(channel);
  }

  private List<QueryResponse> events(QueryRequest request) {
    List<QueryResponse> events = new ArrayList<>();
    queries().query(request).forEachRemaining(events::add);
    return events;
  }
}
