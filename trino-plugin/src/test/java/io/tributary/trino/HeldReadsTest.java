package io.tributary.trino;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testing.Eventually;
import io.tributary.v1.Relation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelFlightInfoResult;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.RenewFlightEndpointRequest;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reads in parts at a gateway that lets go of them soon.
final class HeldReadsTest {

  private static final String QUERY = "20260301_120000_00000_aaaaa";
  private static final TributaryTransactionHandle TRANSACTION = transaction();
  private static final Duration HELD = Duration.ofMillis(600);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HastyGateway hastyGateway = new HastyGateway();

  private BufferAllocator serverAllocator;
  private FlightServer server;
  private GatewayClient gateway;
  private HeldReads reads;

  @BeforeEach
  void startGateway() throws IOException {
    serverAllocator = new RootAllocator();
    Location anyPort = Location.forGrpcInsecure("127.0.0.1", 0);
    server = FlightServer.builder(serverAllocator, anyPort, hastyGateway).build().start();
    gateway =
        GatewayClient.connect(
            TributaryConfig.parse(
                "sales", Map.of("tributary.uri", "grpc://127.0.0.1:" + server.getPort())));
    reads = new HeldReads();
  }

  @AfterEach
  void stopGateway() throws InterruptedException {
    reads.close();
    gateway.close();
    server.close();
    serverAllocator.close();
  }

  @Test
  void a_read_in_parts_is_renewed_by_its_newest_ticket_before_it_expires() throws Exception {
    reads.begin(TRANSACTION, QUERY);

    assertThat(plan()).hasSize(2);

    Eventually.holds(
        "it is renewed again and again", PATIENCE, () -> hastyGateway.renewals.get() >= 4);
    assertThat(hastyGateway.late.get()).isZero();
    assertThat(hastyGateway.lastTicket).startsWith("ticket ");
  }

  @Test
  void at_the_end_of_its_query_a_read_in_parts_is_cancelled_once() throws Exception {
    reads.begin(TRANSACTION, QUERY);
    plan();

    reads.end(QUERY);
    reads.end(QUERY);

    assertThat(hastyGateway.cancelled.await(10, SECONDS)).isTrue();
    int renewals = hastyGateway.renewals.get();
    reads.begin(TRANSACTION, "another");
    plan("another");
    Eventually.holds(
        "another read is renewed", PATIENCE, () -> hastyGateway.renewals.get() > renewals + 1);
    assertThat(hastyGateway.cancels.get()).isEqualTo(1);
  }

  @Test
  void at_the_end_of_its_transaction_a_read_in_parts_is_cancelled() throws Exception {
    reads.begin(TRANSACTION, QUERY);
    plan();
    reads.end(transaction());
    Eventually.holds("it is renewed", PATIENCE, () -> hastyGateway.renewals.get() > 0);
    assertThat(hastyGateway.cancels.get()).isZero();

    reads.end(TRANSACTION);

    assertThat(hastyGateway.cancelled.await(10, SECONDS)).isTrue();
  }

  @Test
  void a_query_that_ended_while_its_read_was_planned_lets_go_of_it() throws Exception {
    reads.begin(TRANSACTION, QUERY);
    reads.end(QUERY);

    plan();

    assertThat(hastyGateway.cancelled.await(10, SECONDS)).isTrue();
    assertThat(hastyGateway.renewals.get()).isZero();
  }

  @Test
  void a_read_that_the_gateway_does_not_hold_any_more_is_left_alone() throws Exception {
    hastyGateway.knowsNoQuery = true;
    reads.begin(TRANSACTION, QUERY);
    plan();
    Eventually.holds("it was asked once", PATIENCE, () -> hastyGateway.renewals.get() == 1);

    reads.end(QUERY);
    hastyGateway.knowsNoQuery = false;
    reads.begin(TRANSACTION, "another");
    plan("another");
    Eventually.holds("others are renewed", PATIENCE, () -> hastyGateway.renewals.get() >= 3);

    assertThat(hastyGateway.cancels.get()).isZero();
  }

  @Test
  void a_renewal_that_fails_is_tried_again() throws Exception {
    hastyGateway.failures.set(2);
    reads.begin(TRANSACTION, QUERY);
    plan();

    Eventually.holds("it is renewed", PATIENCE, () -> hastyGateway.renewals.get() >= 4);
  }

  @Test
  void a_read_as_one_is_not_renewed() throws Exception {
    hastyGateway.parts = 1;
    reads.begin(TRANSACTION, QUERY);
    plan();
    hastyGateway.parts = 2;
    plan();
    Eventually.holds("the other is renewed", PATIENCE, () -> hastyGateway.renewals.get() >= 1);

    reads.end(QUERY);

    assertThat(hastyGateway.cancelled.await(10, SECONDS)).isTrue();
    assertThat(hastyGateway.cancels.get()).isEqualTo(1);
  }

  private static TributaryTransactionHandle transaction() {
    return new TributaryTransactionHandle(UUID.randomUUID());
  }

  private List<FlightEndpoint> plan() {
    return plan(QUERY);
  }

  private List<FlightEndpoint> plan(String query) {
    return reads.plan(gateway, query, Relation.getDefaultInstance());
  }

  private static final class HastyGateway extends NoOpFlightProducer {

    private final AtomicInteger renewals = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile int parts = 2;
    private volatile boolean knowsNoQuery;
    private volatile Instant expiry = Instant.EPOCH;
    private volatile String lastTicket = "";

    @Override
    public FlightInfo getFlightInfo(CallContext context, FlightDescriptor descriptor) {
      List<FlightEndpoint> endpoints =
          parts == 1
              ? List.of(new FlightEndpoint(new Ticket("whole".getBytes(UTF_8))))
              : Stream.generate(() -> endpoint("part")).limit(parts).toList();
      return FlightInfo.builder(new Schema(List.of()), descriptor, endpoints).build();
    }

    private FlightEndpoint endpoint(String ticket) {
      expiry = Instant.now().plus(HELD);
      return new FlightEndpoint(new Ticket(ticket.getBytes(UTF_8)), expiry);
    }

    @Override
    public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
      try {
        ByteBuffer body = ByteBuffer.wrap(action.getBody());
        ByteBuffer answer =
            switch (action.getType()) {
              case "RenewFlightEndpoint" -> renew(RenewFlightEndpointRequest.deserialize(body));
              case "CancelFlightInfo" -> cancel(CancelFlightInfoRequest.deserialize(body));
              default -> throw new IllegalArgumentException(action.getType());
            };
        byte[] bytes = new byte[answer.remaining()];
        answer.get(bytes);
        listener.onNext(new Result(bytes));
        listener.onCompleted();
      } catch (Exception e) {
        listener.onError(e);
      }
    }

    private ByteBuffer renew(RenewFlightEndpointRequest request) {
      int time = renewals.incrementAndGet();
      if (knowsNoQuery) {
        throw CallStatus.NOT_FOUND.toRuntimeException();
      }
      if (failures.getAndDecrement() > 0) {
        throw CallStatus.UNAVAILABLE.toRuntimeException();
      }
      if (Instant.now().isAfter(expiry)) {
        late.incrementAndGet();
      }
      lastTicket = new String(request.getFlightEndpoint().getTicket().getBytes(), UTF_8);
      return endpoint("ticket " + time).serialize();
    }

    private ByteBuffer cancel(CancelFlightInfoRequest request) {
      assertThat(request.getInfo().getEndpoints()).hasSize(1);
      cancels.incrementAndGet();
      cancelled.countDown();
      return new CancelFlightInfoResult(CancelStatus.CANCELLING).serialize();
    }
  }
}
