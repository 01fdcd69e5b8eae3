package io.tributary.trino;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testing.Eventually;
import io.tributary.testing.SelfSignedCertificate;
import io.tributary.v1.Change;
import io.tributary.v1.Relation;
import io.trino.spi.TrinoException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallInfo;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.FlightServerMiddleware;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.RequestContext;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a gateway with TLS is reached, and what it is told of users and of statements that end.
final class GatewayClientTest {

  @TempDir private Path folder;

  private static final Duration SOON = Duration.ofSeconds(10);

  private final CountDownLatch changing = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final List<Optional<String>> users = new CopyOnWriteArrayList<>();
  private final List<Optional<String>> ways = new CopyOnWriteArrayList<>();
  private SelfSignedCertificate certificate;
  private BufferAllocator serverAllocator;
  private FlightServer server;

  @BeforeEach
  void startGateway() throws Exception {
    certificate = SelfSignedCertificate.in(folder);
    serverAllocator = new RootAllocator();
    server =
        FlightServer.builder(
                serverAllocator, Location.forGrpcTls("127.0.0.1", 0), new EmptyGateway())
            .useTls(certificate.certificate().toFile(), certificate.privateKey().toFile())
            .middleware(FlightServerMiddleware.Key.of("users"), new Users())
            .build()
            .start();
  }

  @AfterEach
  void stopGateway() throws InterruptedException {
    server.close();
    serverAllocator.close();
  }

  @Test
  void a_certificate_that_is_trusted_by_file_is_enough() {
    try (GatewayClient client = connect(trusting())) {
      assertThat(client.plan(Relation.getDefaultInstance(), false)).hasSize(1);
    }
  }

  @Test
  void a_certificate_that_nobody_trusts_is_refused() {
    try (GatewayClient client = connect(Map.of())) {
      assertThatThrownBy(() -> client.plan(Relation.getDefaultInstance(), false))
          .isInstanceOf(TrinoException.class);
      assertThat(users).isEmpty();
    }
  }

  @Test
  void a_file_without_certificates_is_told() {
    assertThatThrownBy(() ->
            connect(
                Map.of("tributary.tls.trusted-certificates", certificate.privateKey().toString())))
        .isInstanceOf(TrinoException.class)
        .hasMessageContaining("must be PEM files");
  }

  @Test
  void the_user_is_told_where_the_catalog_says_so() {
    Map<String, String> forwarding = new HashMap<>(trusting());
    forwarding.put("tributary.forward-user", "true");
    try (GatewayClient client = connect(forwarding)) {
      GatewayClient alice = client.as("alice");
      FlightEndpoint part = alice.plan(Relation.getDefaultInstance(), false).getFirst();
      try (GatewayStream rows = alice.read(part.getTicket())) {
        assertThatThrownBy(rows::next).isInstanceOf(TrinoException.class);
      }

      assertThat(users).containsExactly(Optional.of("alice"), Optional.of("alice"));
      assertThatThrownBy(() -> client.as("Ä b"))
          .hasMessageContaining("user name 'Ä b' cannot be told to the gateway");
    }
  }

  @Test
  void the_user_is_nobodys_business_otherwise() {
    try (GatewayClient client = connect(trusting())) {
      client.as("alice").plan(Relation.getDefaultInstance(), false);

      assertThat(users).containsExactly(Optional.empty());
    }
  }

  @Test
  void the_way_through_engines_is_told() {
    try (GatewayClient client = connect(trusting())) {
      client
          .via(Optional.of("tributary-via:one:8080,two:8080"))
          .plan(Relation.getDefaultInstance(), false);
      client.via(Optional.of("anything else")).plan(Relation.getDefaultInstance(), false);

      assertThat(ways).containsExactly(Optional.of("one:8080,two:8080"), Optional.empty());
    }
  }

  @Test
  void a_change_that_trino_does_not_wait_for_is_cancelled() throws Exception {
    try (GatewayClient client = connect(trusting());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> change = threads.submit(() -> client.change(Change.getDefaultInstance()));
      assertThat(changing.await(10, SECONDS)).isTrue();

      change.cancel(true);

      assertThat(cancelled.await(10, SECONDS)).isTrue();
    }
  }

  private Map<String, String> trusting() {
    return Map.of("tributary.tls.trusted-certificates", certificate.certificate().toString());
  }

  private GatewayClient connect(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    all.put("tributary.uri", "grpc+tls://127.0.0.1:" + server.getPort());
    return GatewayClient.connect(TributaryConfig.parse("sales", all));
  }

  private final class EmptyGateway extends NoOpFlightProducer {
    @Override
    public FlightInfo getFlightInfo(CallContext context, FlightDescriptor descriptor) {
      return FlightInfo.builder(
              new Schema(List.of()),
              descriptor,
              List.of(new FlightEndpoint(new Ticket(new byte[] {1}))))
          .build();
    }

    /// Takes until the client leaves.
    @Override
    public Runnable acceptPut(
        CallContext context, FlightStream rows, StreamListener<PutResult> acknowledge) {
      return () -> {
        changing.countDown();
        try {
          Eventually.holds("the client leaves", SOON, context::isCancelled);
          cancelled.countDown();
        } catch (Exception | AssertionError e) {
          acknowledge.onError(e);
        }
      };
    }
  }

  private final class Users implements FlightServerMiddleware.Factory<FlightServerMiddleware> {
    @Override
    public FlightServerMiddleware onCallStarted(
        CallInfo info, CallHeaders headers, RequestContext context) {
      users.add(Optional.ofNullable(headers.get("x-user-id")));
      ways.add(Optional.ofNullable(headers.get("x-tributary-via")));
      return new FlightServerMiddleware() {
        @Override
        public void onBeforeSendingHeaders(CallHeaders outgoing) {}

        @Override
        public void onCallCompleted(CallStatus status) {}

        @Override
        public void onCallErrored(Throwable error) {}
      };
    }
  }
}
