package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tributary.testing.Eventually;
import io.tributary.testing.PostgresServer;
import io.tributary.v1.QueryRequest;
import io.tributary.v1.QueryResponse;
import io.tributary.v1.QueryServiceGrpc;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Within one second of being cancelled, whichever way, a query has left PostgreSQL, the gateway
/// and its memory.
@Timeout(60)
final class CancellingTest {
  private static final Duration SOON = Duration.ofSeconds(1);

  /// Armeria tells of an HTTP/1 connection that was closed one second later, and has no setting.
  private static final Duration UNTIL_HTTP_TELLS = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Work without end for PostgreSQL, with DuckDB between it and the client or without.
  enum Work {
    SILENT("SELECT n FROM sales.public.silent"),
    STREAMING("SELECT n FROM sales.public.endless"),
    SILENT_FOR_DUCKDB(
        "SELECT s.n FROM sales.public.silent s JOIN lake.tiny.numbers t ON t.n < s.n"),
    STREAMING_FOR_DUCKDB(
        "SELECT e.n FROM sales.public.endless e JOIN lake.tiny.numbers t ON t.n < e.n");

    private final String sql;

    Work(String sql) {
      this.sql = sql;
    }
  }

  @TempDir private static Path folder;
  private static PostgresServer postgres;
  private static GatewayRunner gateway;

  private ManagedChannel channel;
  private BufferAllocator allocator;
  private FlightSqlClient flights;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(
        Files.createDirectory(folder.resolve("tiny")).resolve("numbers.csv"), "n\n1\n");
    postgres = PostgresServer.start();
    postgres.execute(
        "CREATE VIEW endless AS SELECT generate_series(1, 9223372036854775807) AS n",
        "CREATE VIEW silent AS SELECT count(*) AS n FROM endless");
    gateway = GatewayRunner.builder().postgres("sales", postgres).files("lake", folder).start();
    // Classes that are loaded at first use are not what is measured.
    assertThat(new JsonCalls().query(gateway, "SELECT 1").status()).isEqualTo(200);
    hangUp(Work.SILENT);
    Eventually.holds("PostgreSQL is idle", PATIENCE, () -> activeQueries() == 0);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    postgres.close();
  }

  @BeforeEach
  void connect() {
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", gateway.grpcPort()).usePlaintext().build();
    allocator = new RootAllocator();
    flights =
        new FlightSqlClient(
            FlightClient.builder(
                    allocator, Location.forGrpcInsecure("127.0.0.1", gateway.grpcPort()))
                .build());
  }

  @AfterEach
  void disconnect() throws Exception {
    endQueries();
    channel.shutdownNow();
    flights.close();
    allocator.close();
  }

  @ParameterizedTest
  @EnumSource
  void theClientCancelsItsStream(Work work) throws Exception {
    FlightInfo info = flights.execute(work.sql);
    try (FlightStream stream = stream(info)) {
      awaitWork(work, stream);

      stream.cancel("seen enough", null);

      assertNothingIsLeftSoon();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFlightIsCancelled(Work work) throws Exception {
    FlightInfo info = flights.execute(work.sql);
    try (FlightStream stream = stream(info)) {
      awaitWork(work, stream);

      flights.cancelFlightInfo(new CancelFlightInfoRequest(info));

      assertNothingIsLeftSoon();
    }
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("deprecation") // clients still send it
  void theQueryOfTheFlightIsCancelled(Work work) throws Exception {
    FlightInfo info = flights.execute(work.sql);
    try (FlightStream stream = stream(info)) {
      awaitWork(work, stream);

      flights.cancelQuery(info);

      assertNothingIsLeftSoon();
    }
  }

  private FlightStream stream(FlightInfo info) {
    return flights.getStream(info.getEndpoints().getFirst().getTicket());
  }

  @ParameterizedTest
  @EnumSource
  void theCallIsCancelled(Work work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Context.CancellableContext context = Context.current().withCancellation()) {
      Future<?> call = threads.submit(() -> context.run(() -> query(request(work))));
      awaitWork();

      context.cancel(null);

      assertNothingIsLeftSoon();
      call.get(1, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theCallsTimeIsUp(Work work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> call =
          threads.submit(() -> query(stub().withDeadlineAfter(2, TimeUnit.SECONDS), request(work)));
      awaitWork();

      call.get(3, TimeUnit.SECONDS);

      assertNothingIsLeftSoon();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theQuerysTimeIsUp(Work work) throws Exception {
    QueryRequest request = request(work).toBuilder().setTimeout(Durations.fromSeconds(2)).build();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> call = threads.submit(() -> query(request));
      awaitWork();

      call.get(3, TimeUnit.SECONDS);

      assertNothingIsLeftSoon();
    }
  }

  @Test
  void theQueryIsCancelledByItsIdOverHttp() throws Exception {
    Iterator<QueryResponse> events = stub().query(request(Work.STREAMING));
    String id = events.next().getStarted().getQueryId();
    awaitWork();

    var answer = new JsonCalls().post(gateway.http("/api/v1/queries/" + id + "/cancel"), "{}");

    assertThat(answer.status()).isEqualTo(200);
    assertNothingIsLeftSoon();
  }

  @ParameterizedTest
  @EnumSource(names = {"SILENT", "SILENT_FOR_DUCKDB", "STREAMING_FOR_DUCKDB"})
  void theHttpClientHangsUp(Work work) throws Exception {
    hangUp(work);

    assertNothingIsLeft(SOON.plus(UNTIL_HTTP_TELLS));
  }

  private static void hangUp(Work work) throws Exception {
    byte[] body = "{\"sql\":\"%s\"}".formatted(work.sql).getBytes(StandardCharsets.UTF_8);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
      String head =
          "POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: %d\r\n\r\n".formatted(body.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      awaitWork();
    }
  }

  private QueryServiceGrpc.QueryServiceBlockingStub stub() {
    return QueryServiceGrpc.newBlockingStub(channel);
  }

  private static QueryRequest request(Work work) {
    return QueryRequest.newBuilder().setSql(work.sql).build();
  }

  private void query(QueryRequest request) {
    query(stub(), request);
  }

  /// Takes all that comes until the call fails.
  private static void query(QueryServiceGrpc.QueryServiceBlockingStub stub, QueryRequest request) {
    try {
      stub.query(request).forEachRemaining(_ -> {});
    } catch (StatusRuntimeException ended) {
      assertThat(ended.getStatus().getCode().name()).isIn("CANCELLED", "DEADLINE_EXCEEDED");
    }
  }

  private void awaitWork(Work work, FlightStream stream) throws Exception {
    if (work == Work.STREAMING) {
      assertThat(stream.next()).isTrue();
    }
    awaitWork();
  }

  private static void awaitWork() throws Exception {
    Eventually.holds("PostgreSQL works", PATIENCE, () -> activeQueries() == 1);
  }

  private void assertNothingIsLeftSoon() throws Exception {
    assertNothingIsLeft(SOON);
  }

  private void assertNothingIsLeft(Duration within) throws Exception {
    Eventually.holds("PostgreSQL is idle", within, () -> activeQueries() == 0);
    Eventually.holds("no query runs", SOON, () -> gateway.server().runningQueries() == 0);
    Eventually.holds("no memory is held", SOON, () -> gateway.server().allocatedBytes() == 0);
  }

  /// What a failed test left must not slow the next one down.
  private void endQueries() {
    postgres.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'tributary'");
  }

  private static long activeQueries() throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE state = 'active' AND application_name = 'tributary' AND query LIKE 'COPY%'
                """)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  /// For what a client sees that is told.
  @ParameterizedTest
  @EnumSource(names = {"SILENT", "SILENT_FOR_DUCKDB"})
  void theClientIsTold(Work work) throws Exception {
    FlightInfo info = flights.execute(work.sql);
    try (FlightStream stream = stream(info);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> told =
          threads.submit(() -> {
            try {
              stream.next();
              return "a row";
            } catch (FlightRuntimeException e) {
              return String.valueOf(e.getMessage());
            }
          });
      awaitWork();

      flights.cancelFlightInfo(new CancelFlightInfoRequest(info));

      assertThat(told.get(1, TimeUnit.SECONDS)).contains("the query was cancelled");
      assertNothingIsLeftSoon();
    }
  }
}
