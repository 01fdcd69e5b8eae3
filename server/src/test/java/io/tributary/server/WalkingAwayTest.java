package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tributary.connector.Caller;
import io.tributary.gateway.query.QueryState;
import io.tributary.testing.PostgresServer;
import io.tributary.v1.CancelRequest;
import io.tributary.v1.QueryRequest;
import io.tributary.v1.QueryResponse;
import io.tributary.v1.QueryServiceGrpc;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A client that leaves, or says stop, leaves nothing behind: no query in PostgreSQL, none in the
/// gateway, and not one byte of Arrow memory.
@ExtendWith(TpchGateway.class)
final class WalkingAwayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration STANDSTILL = Duration.ofSeconds(1);

  /// Far more rows than fit into all buffers on the way, and hours of work.
  private static final String ENDLESS =
      "SELECT a.o_orderkey, b.o_comment, c.o_comment FROM sales.public.orders a CROSS JOIN"
          + " sales.public.orders b CROSS JOIN sales.public.orders c";

  /// As many in DuckDB, which has a batch ready while the one before is on its way.
  private static final String ENDLESS_IN_DUCKDB =
      "SELECT a.l_orderkey, b.l_comment FROM lake.tpch.lineitem a CROSS JOIN lake.tpch.lineitem b";

  /// Hours of work before the first row.
  private static final String SILENT =
      "SELECT count(*) FROM sales.public.orders a, sales.public.orders b, sales.public.orders c"
          + " WHERE a.o_comment < b.o_comment AND b.o_comment < c.o_comment";

  private final GatewayRunner gateway;
  private final PostgresServer postgres;

  WalkingAwayTest(GatewayRunner gateway, PostgresServer postgres) {
    this.gateway = gateway;
    this.postgres = postgres;
  }

  @AfterEach
  void nothingIsLeft() throws SQLException {
    await("queries of PostgreSQL", () -> activeQueries() == 0);
    await("queries of the gateway", () -> gateway.server().runningQueries() == 0);
    await("Arrow memory", () -> gateway.server().allocatedBytes() == 0);
  }

  @Test
  void aFlightClientLeavesInTheMiddleOfAStream() throws Exception {
    try (var allocator = new RootAllocator();
        var client = flightClient(allocator)) {
      FlightInfo info = client.execute(ENDLESS);
      try (FlightStream stream = client.getStream(info.getEndpoints().getFirst().getTicket())) {
        assertThat(stream.next()).isTrue();
        stream.cancel("seen enough", null);
      }
    }
  }

  @Test
  void aFlightClientCancelsByItsFlight() throws Exception {
    try (var allocator = new RootAllocator();
        var client = flightClient(allocator)) {
      FlightInfo info = client.execute(SILENT);
      try (FlightStream stream = client.getStream(info.getEndpoints().getFirst().getTicket())) {
        await("the query in PostgreSQL", () -> activeQueries() == 1);
        assertThat(client.cancelFlightInfo(new CancelFlightInfoRequest(info)).getStatus())
            .isEqualTo(CancelStatus.CANCELLING);
        assertThatThrownBy(stream::next).hasMessageContaining("cancelled");
      }
    }
  }

  @Test
  void aGrpcClientLeavesInTheMiddleOfAStream() throws Exception {
    ManagedChannel channel = channel();
    Iterator<QueryResponse> events =
        QueryServiceGrpc.newBlockingStub(channel)
            .query(QueryRequest.newBuilder().setSql(ENDLESS).build());
    assertThat(events.next().hasStarted()).isTrue();
    assertThat(events.next().hasArrowBatch()).isTrue();
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  @Test
  void aGrpcClientLeavesBeforeTheFirstRow() throws Exception {
    ManagedChannel channel = channel();
    Iterator<QueryResponse> events =
        QueryServiceGrpc.newBlockingStub(channel)
            .query(QueryRequest.newBuilder().setSql(SILENT).build());
    assertThat(events).isNotNull();
    await("the query in PostgreSQL", () -> activeQueries() == 1);
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  @Test
  void aClientThatTakesNothingMoreIsNotWaitedForBeyondTheTimeout() throws Exception {
    ManagedChannel channel = channel();
    try {
      Iterator<QueryResponse> events =
          QueryServiceGrpc.newBlockingStub(channel)
              .query(
                  QueryRequest.newBuilder()
                      .setSql(ENDLESS)
                      .setTimeout(Durations.fromSeconds(1))
                      .build());
      assertThat(events.next().hasStarted()).isTrue();
      await("the end of the query", () -> gateway.server().runningQueries() == 0);
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void aFlightClientThatTakesNothingMoreCanBeCancelled() throws Exception {
    try (var allocator = new RootAllocator();
        var client = flightClient(allocator)) {
      FlightInfo info = client.execute(ENDLESS);
      try (FlightStream stream = client.getStream(info.getEndpoints().getFirst().getTicket())) {
        assertThat(stream.next()).isTrue();
        client.cancelFlightInfo(new CancelFlightInfoRequest(info));
        await("the end of the query", () -> gateway.server().runningQueries() == 0);
      }
    }
  }

  @Test
  @Timeout(60)
  void aFlightClientThatTookNothingIsToldHowItsStreamEnded() throws Exception {
    try (var allocator = new RootAllocator();
        var client = flightClient(allocator)) {
      FlightInfo info = client.execute(ENDLESS_IN_DUCKDB);
      try (FlightStream stream = client.getStream(info.getEndpoints().getFirst().getTicket())) {
        assertThat(stream.next()).isTrue();
        awaitStandstill();
        client.cancelFlightInfo(new CancelFlightInfoRequest(info));
        assertThatThrownBy(() -> drain(stream)).hasMessageContaining("the query was cancelled");
      }
    }
  }

  @Test
  @Timeout(60)
  void aTicketIsRedeemedAgainWhileItsStreamGoesOnAndBothAreCancelled() throws Exception {
    try (var allocator = new RootAllocator();
        var client = flightClient(allocator)) {
      FlightInfo info = client.execute(ENDLESS_IN_DUCKDB);
      Ticket ticket = info.getEndpoints().getFirst().getTicket();
      try (FlightStream first = client.getStream(ticket);
          FlightStream second = client.getStream(ticket)) {
        assertThat(first.next()).isTrue();
        assertThat(second.next()).isTrue();
        client.cancelFlightInfo(new CancelFlightInfoRequest(info));
        assertThatThrownBy(() -> drain(first)).hasMessageContaining("the query was cancelled");
        assertThatThrownBy(() -> drain(second)).hasMessageContaining("the query was cancelled");
      }
    }
  }

  private static void drain(FlightStream stream) {
    while (stream.next()) {
      assertThat(stream.getRoot().getRowCount()).isPositive();
    }
  }

  /// Until nothing more is made for the client that takes nothing.
  private void awaitStandstill() throws SQLException {
    var rows = new AtomicLong();
    var since = new AtomicLong(System.nanoTime());
    await(
        "the buffers to be full",
        () -> {
          long now = rowsOfQueries();
          if (rows.getAndSet(now) != now) {
            since.set(System.nanoTime());
          }
          return now > 0 && System.nanoTime() - since.get() > STANDSTILL.toNanos();
        });
  }

  private long rowsOfQueries() {
    return Caller.DEFAULT.call(() -> gateway.queries().list()).stream()
        .filter(QueryState::running)
        .mapToLong(query -> query.statistics().rows())
        .sum();
  }

  @Test
  void aGrpcClientCancelsByTheQuerysId() {
    ManagedChannel channel = channel();
    try {
      var queries = QueryServiceGrpc.newBlockingStub(channel);
      Iterator<QueryResponse> events =
          queries.query(QueryRequest.newBuilder().setSql(ENDLESS).build());
      String id = events.next().getStarted().getQueryId();
      queries.cancel(CancelRequest.newBuilder().setQueryId(id).build());
      assertThatThrownBy(() -> events.forEachRemaining(_ -> {})).hasMessageContaining("cancelled");
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void anHttpClientHangsUp() throws Exception {
    byte[] body = "{\"sql\":\"%s\"}".formatted(SILENT).getBytes(StandardCharsets.UTF_8);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
      String head =
          "POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: %d\r\n\r\n".formatted(body.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      await("the query in PostgreSQL", () -> activeQueries() == 1);
    }
  }

  private FlightSqlClient flightClient(RootAllocator allocator) {
    return new FlightSqlClient(
        FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", gateway.grpcPort()))
            .build());
  }

  private ManagedChannel channel() {
    return NettyChannelBuilder.forAddress("127.0.0.1", gateway.grpcPort()).usePlaintext().build();
  }

  private long activeQueries() throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE state = 'active' AND backend_type = 'client backend'
                  AND pid <> pg_backend_pid()
                """)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static void await(String what, Condition condition) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("time waited for %s", what).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
