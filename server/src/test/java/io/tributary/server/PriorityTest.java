package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.tributary.connector.Caller;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.ResultStream;
import io.tributary.gateway.query.Statement;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.testing.Eventually;
import io.tributary.v1.QueryPriority;
import io.tributary.v1.QueryServiceGrpc;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.client.ClientCookieMiddleware;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How each protocol says that a query is to pass its organisation's others, at a gateway that runs
/// one query of each at a time.
final class PriorityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// More rows than fit on the way to a client that does not read.
  private static final String LARGE =
      "SELECT a.i, b.i AS j FROM range(2000) AS a (i), range(2000) AS b (i)";

  /// Not the one of the query with which a gateway warms up.
  private static final Caller CALLER = new Caller("acme", Optional.empty());

  private static final String ORGANISATION = "X-Org-ID";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private GatewayRunner gateway;

  @BeforeEach
  void start() throws Exception {
    gateway =
        GatewayRunner.builder().property("query.max-concurrent-per-organisation", "1").start();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    gateway.close();
  }

  private ResultStream run() {
    return CALLER.call(() ->
        gateway
            .queries()
            .start(
                new QueryRequest(
                    QueryId.random(),
                    new Statement.Sql(LARGE, List.of()),
                    SessionDefaults.NONE,
                    EngineChoice.AUTO,
                    Optional.empty())));
  }

  /// @param urgent sends a query of high priority and returns what is still to be read of it
  private void passes(Callable<AutoCloseable> urgent) throws Exception {
    Future<ResultStream> patient;
    Future<AutoCloseable> passing;
    try (ResultStream _ = run()) {
      patient = threads.submit(this::run);
      Eventually.holds("one waits", PATIENCE, () -> gateway.queries().waitingQueries() == 1);
      passing = threads.submit(urgent);
      Eventually.holds(
          "both wait", PATIENCE, () -> passing.isDone() || gateway.queries().waitingQueries() == 2);
    }
    try (AutoCloseable _ = passing.get()) {
      assertThat(gateway.queries().waitingQueries()).isEqualTo(1);
    }
    patient.get().close();
  }

  @Test
  void httpSaysItInTheBody() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(gateway.http("/api/v1/query"))
              .header("Accept", "application/x-ndjson")
              .header(ORGANISATION, CALLER.organisation())
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"sql\": \"%s\", \"priority\": \"high\"}".formatted(LARGE)))
              .build();
      passes(() -> {
        InputStream rows = client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        assertThat(rows.read()).isEqualTo('{');
        return rows;
      });
    }
  }

  @Test
  void whatIsNoPriorityIs400() {
    var calls = new JsonCalls();
    JsonCalls.Answer answer =
        calls.post(
            gateway.http("/api/v1/query"), "{\"sql\": \"SELECT 1\", \"priority\": \"urgent\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("message").asText())
        .isEqualTo("priority must be one of high, normal, low, not \"urgent\"");
  }

  @Test
  void grpcSaysItInAField() throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", gateway.grpcPort()).usePlaintext().build();
    try {
      var caller = new Metadata();
      caller.put(
          Metadata.Key.of(ORGANISATION, Metadata.ASCII_STRING_MARSHALLER), CALLER.organisation());
      var request =
          io.tributary.v1.QueryRequest.newBuilder()
              .setSql(LARGE)
              .setPriority(QueryPriority.QUERY_PRIORITY_HIGH)
              .build();
      passes(() -> {
        Context.CancellableContext call = Context.current().withCancellation();
        call.call(() ->
            QueryServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(caller))
                .query(request)
                .next());
        return () -> call.cancel(null);
      });
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void flightSaysItInAHeader() throws Exception {
    CallHeaders headers = callHeaders();
    headers.insert("x-tributary-priority", "high");
    try (var allocator = new RootAllocator();
        FlightSqlClient client = flightClient(allocator)) {
      passes(() -> stream(client, new HeaderCallOption(headers)));
    }
  }

  @Test
  void flightSessionsRememberIt() throws Exception {
    var caller = new HeaderCallOption(callHeaders());
    var high = SessionOptionValueFactory.makeSessionOptionValue("high");
    try (var allocator = new RootAllocator();
        FlightSqlClient client = flightClient(allocator)) {
      assertThat(
              client
                  .setSessionOptions(new SetSessionOptionsRequest(Map.of("priority", high)), caller)
                  .hasErrors())
          .isFalse();
      assertThat(
              client.getSessionOptions(new GetSessionOptionsRequest(), caller).getSessionOptions())
          .containsEntry("priority", high);
      passes(() -> stream(client, caller));
    }
  }

  private static CallHeaders callHeaders() {
    var headers = new FlightCallHeaders();
    headers.insert(ORGANISATION.toLowerCase(Locale.ROOT), CALLER.organisation());
    return headers;
  }

  private FlightSqlClient flightClient(RootAllocator allocator) {
    return new FlightSqlClient(
        FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", gateway.grpcPort()))
            .intercept(new ClientCookieMiddleware.Factory())
            .build());
  }

  private static FlightStream stream(FlightSqlClient client, CallOption options) {
    FlightInfo info = client.execute(LARGE, options);
    FlightStream rows = client.getStream(info.getEndpoints().getFirst().getTicket(), options);
    assertThat(rows.next()).isTrue();
    return rows;
  }
}
