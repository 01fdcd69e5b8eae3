package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import io.tributary.connector.Caller;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.HeldQueries;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.ResultStream;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.testing.Eventually;
import io.tributary.testing.PostgresServer;
import io.tributary.v1.Aggregation;
import io.tributary.v1.Relation;
import io.tributary.v1.Sort;
import io.tributary.v1.SortKey;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableScan;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CallOptions;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightConstants;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.RenewFlightEndpointRequest;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A large table of PostgreSQL, read by its clients in parts.
@Timeout(60)
final class FlightPartsTest {
  private static final int ROWS = 60_000;
  private static final String ALL = "SELECT id FROM sales.public.large";

  /// More than buffers between the gateway and a client hold of a part.
  private static final String WIDE =
      "SELECT id, filler AS a, filler AS b, filler AS c, filler AS d, filler AS e, filler AS f,"
          + " filler AS g, filler AS h FROM sales.public.large";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Long enough for every test but the one that waits for its end.
  private static final Duration PARTS_WAIT = Duration.ofSeconds(3);

  private static PostgresServer postgres;
  private static GatewayRunner gateway;

  private BufferAllocator allocator;
  private FlightClient flight;
  private FlightSqlClient client;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresServer.start();
    postgres.execute(
        "CREATE TABLE large (id bigint PRIMARY KEY, filler text)",
        "INSERT INTO large SELECT i, repeat('x', 1000) FROM generate_series(1, %d) AS i"
            .formatted(ROWS),
        "CREATE TABLE small (id bigint PRIMARY KEY)",
        "INSERT INTO small SELECT generate_series(1, 10)",
        "VACUUM ANALYZE");
    gateway =
        GatewayRunner.builder()
            .postgres("sales", postgres)
            .source("narrow", source("connection-pool-size", "1"))
            .source("serial", source("parallel-reads", "1"))
            .source("broad", source("connection-pool-size", "26"))
            .property("query.max-concurrent", "2")
            .property("query.max-concurrent-per-organisation", "1")
            .property("flight.parts-wait", PARTS_WAIT.toMillis() + "ms")
            .start();
  }

  private static Map<String, String> source(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>(postgres.sourceProperties());
    properties.put("connector.name", "postgresql");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return properties;
  }

  @AfterAll
  static void stop() {
    gateway.close();
    postgres.close();
  }

  @BeforeEach
  void connect() {
    allocator = new RootAllocator();
    flight =
        FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", gateway.grpcPort()))
            .build();
    client = new FlightSqlClient(flight);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    client.close();
    allocator.close();
    Eventually.holds("PostgreSQL holds nothing", PATIENCE, () -> postgres.openTransactions() == 0);
    Eventually.holds("no query runs", PATIENCE, () -> gateway.server().runningQueries() == 0);
    Eventually.holds("no memory is held", PATIENCE, () -> gateway.server().allocatedBytes() == 0);
  }

  @Test
  void aLargeTableIsGivenInPartsThatHaveEveryRowOnce() throws Exception {
    FlightInfo info = client.execute(ALL);

    assertThat(info.getEndpoints()).hasSize(4);
    assertThat(info.getOrdered()).isFalse();
    List<List<Long>> parts = together(info);
    assertThat(parts).allSatisfy(part -> assertThat(part).isNotEmpty());
    assertThat(parts.stream().flatMap(List::stream).sorted()).containsExactlyElementsOf(allIds());
  }

  @Test
  void everyConditionHoldsInEveryPart() throws Exception {
    FlightInfo info = client.execute(ALL + " WHERE id % 1000 <> 1");

    assertThat(info.getEndpoints()).hasSize(4);
    assertThat(together(info).stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(allIds().stream().filter(id -> id % 1000 != 1).toList());
  }

  @Test
  void aScanOfAnEngineIsGivenInParts() throws Exception {
    FlightInfo info = plan(scan("sales"));

    assertThat(info.getEndpoints()).hasSize(4);
    assertThat(oneAfterTheOther(info).stream().sorted()).containsExactlyElementsOf(allIds());
  }

  @Test
  void whatAnEngineLimitsSortsOrGroupsHasOneEndpoint() {
    Relation limited =
        Relation.newBuilder().setScan(scan("sales").getScan().toBuilder().setLimit(50_000)).build();
    SortKey byId = SortKey.newBuilder().setColumn("id").build();
    Relation sorted =
        Relation.newBuilder()
            .setSort(Sort.newBuilder().setInput(scan("sales")).addKeys(byId))
            .build();
    Relation grouped =
        Relation.newBuilder()
            .setAggregation(
                Aggregation.newBuilder().setInput(scan("sales", "filler")).addKeys("filler"))
            .build();

    assertThat(List.of(limited, sorted, grouped))
        .allSatisfy(relation -> assertThat(plan(relation).getEndpoints()).hasSize(1));
  }

  @Test
  void aClientThatTakesNoPartsGetsOneEndpoint() throws Exception {
    var headers = new FlightCallHeaders();
    headers.insert("x-tributary-parts", "false");

    FlightInfo info = client.execute(ALL, new HeaderCallOption(headers));

    assertThat(info.getEndpoints()).hasSize(1);
    assertThat(postgres.openTransactions()).isZero();
  }

  /// What was planned first is read last, as an engine may, and each waits for a connection for
  /// longer than the pool would let it.
  @ParameterizedTest
  @CsvSource({"2, 1", "6, 2"})
  void scansOfOneQueryEndHoweverFewConnectionsThereAre(String connections, int parts)
      throws Exception {
    Map<String, String> few =
        source("connection-pool-size", connections, "connection-timeout", "300ms");
    try (GatewayRunner crowded =
            GatewayRunner.builder()
                .source("sales", few)
                .property("flight.parts-wait", "30s")
                .start();
        FlightClient engine =
            FlightClient.builder(
                    allocator, Location.forGrpcInsecure("127.0.0.1", crowded.grpcPort()))
                .build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var command = FlightDescriptor.command(Any.pack(scan("sales", "filler")).toByteArray());
      List<FlightEndpoint> first = engine.getInfo(command).getEndpoints();
      List<Callable<Integer>> others = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        List<FlightEndpoint> other = engine.getInfo(command).getEndpoints();
        assertThat(other).hasSize(1);
        others.add(() -> ids(engine, other.getFirst()).size());
      }

      assertThat(first).hasSize(parts);
      for (Future<Integer> rows : threads.invokeAll(others)) {
        assertThat(rows.get()).isEqualTo(ROWS);
      }
      int rows = 0;
      for (FlightEndpoint part : first) {
        rows += ids(engine, part).size();
      }
      assertThat(rows).isEqualTo(ROWS);
    }
  }

  @Test
  void thePartsAreOfTheMomentWhenTheyWereAskedFor() throws Exception {
    FlightInfo info = client.execute(ALL);
    postgres.execute(
        "INSERT INTO large VALUES (0, '')",
        "DELETE FROM large WHERE id = %d".formatted(ROWS),
        "UPDATE large SET id = -5 WHERE id = 5");
    try {
      assertThat(oneAfterTheOther(info).stream().sorted()).containsExactlyElementsOf(allIds());
    } finally {
      postgres.execute(
          "DELETE FROM large WHERE id = 0",
          "UPDATE large SET id = 5 WHERE id = -5",
          "INSERT INTO large VALUES (%d, '')".formatted(ROWS));
    }
  }

  @Test
  void partsThatNobodyReadsExpire() throws Exception {
    Instant before = Instant.now();
    FlightInfo info = client.execute(ALL);
    assertThat(info.getEndpoints())
        .allSatisfy(endpoint ->
            assertThat(expiry(endpoint))
                .isBetween(before.plus(PARTS_WAIT), Instant.now().plus(PARTS_WAIT)));
    assertThat(postgres.openTransactions()).isEqualTo(1);

    Eventually.holds("PostgreSQL holds nothing", PATIENCE, () -> postgres.openTransactions() == 0);

    assertThatThrownBy(() -> ids(info.getEndpoints().getFirst()))
        .hasMessageContaining("is not held any more")
        .hasMessageContaining("none was read for 3.0 seconds; run the query again");
  }

  @Test
  void aRenewedReadWaitsBeyondItsFirstExpiration() throws Exception {
    FlightInfo info = client.execute(ALL);
    Instant expiry = expiry(info.getEndpoints().getFirst());
    FlightEndpoint renewed = info.getEndpoints().getLast();
    while (Instant.now().isBefore(expiry.plus(Duration.ofMillis(500)))) {
      Instant before = Instant.now();
      renewed = client.renewFlightEndpoint(new RenewFlightEndpointRequest(renewed));
      assertThat(expiry(renewed))
          .isBetween(before.plus(PARTS_WAIT), Instant.now().plus(PARTS_WAIT));
    }

    assertThat(oneAfterTheOther(info).stream().sorted()).containsExactlyElementsOf(allIds());
  }

  @Test
  void aRenewedTicketReadsItsPart() throws Exception {
    FlightInfo info = client.execute(ALL);
    FlightEndpoint second = info.getEndpoints().get(1);

    List<Long> ids = ids(client.renewFlightEndpoint(new RenewFlightEndpointRequest(second)));

    assertThat(ids).isNotEmpty();
    assertThatThrownBy(() -> ids(second)).hasMessageContaining("was read already");
    client.cancelFlightInfo(new CancelFlightInfoRequest(info));
  }

  @Test
  void whatIsNotRenewedAnyMoreExpires() throws Exception {
    FlightInfo info = client.execute(ALL);
    client.renewFlightEndpoint(new RenewFlightEndpointRequest(info.getEndpoints().getFirst()));

    Eventually.holds("PostgreSQL holds nothing", PATIENCE, () -> postgres.openTransactions() == 0);
  }

  @Test
  void aReadThatIsOverIsNotRenewed() throws Exception {
    FlightInfo info = client.execute(ALL);
    together(info);

    assertThatThrownBy(() -> renewFirst(info))
        .isInstanceOfSatisfying(
            FlightRuntimeException.class,
            e -> assertThat(e.status().code()).isEqualTo(FlightStatusCode.NOT_FOUND))
        .hasMessageContaining("is not held any more: all its parts were read");
  }

  @Test
  void whatIsReadAsOneIsNotRenewed() {
    FlightInfo info = client.execute("SELECT id FROM sales.public.small");

    assertThatThrownBy(() -> renewFirst(info))
        .hasMessageContaining("this endpoint has no expiration to renew");
  }

  @Test
  void aReadOfAnotherOrganisationIsNotRenewed() {
    FlightInfo info = client.execute(ALL);
    var headers = new FlightCallHeaders();
    headers.insert("x-org-id", "somebody-else");

    assertThatThrownBy(() ->
            client.renewFlightEndpoint(
                new RenewFlightEndpointRequest(info.getEndpoints().getFirst()),
                new HeaderCallOption(headers)))
        .hasMessageContaining("was made for another caller");
    client.cancelFlightInfo(new CancelFlightInfoRequest(info));
  }

  @Test
  void whatIsNoEndpointIsNotRenewed() {
    var foreign = new FlightEndpoint(new Ticket(new byte[] {1, 2, 3}));
    byte[] nothing = {1, 2, 3};

    assertThatThrownBy(() -> client.renewFlightEndpoint(new RenewFlightEndpointRequest(foreign)))
        .hasMessageContaining("only flights of statements can be cancelled or renewed");
    assertThatThrownBy(() ->
            flight
                .doAction(new Action(FlightConstants.RENEW_FLIGHT_ENDPOINT.getType(), nothing))
                .forEachRemaining(answer -> assertThat(answer).isNull()))
        .isInstanceOf(FlightRuntimeException.class);
  }

  private void renewFirst(FlightInfo info) {
    client.renewFlightEndpoint(new RenewFlightEndpointRequest(info.getEndpoints().getFirst()));
  }

  /// The time is counted from when nobody reads any more, however long a part took.
  @Test
  void partsWaitAsLongAsAnotherIsRead() throws Exception {
    FlightInfo info = client.execute(WIDE);
    Instant expiry = expiry(info.getEndpoints().getFirst());
    List<Long> ids = new ArrayList<>();
    try (FlightStream first = flight.getStream(info.getEndpoints().getFirst().getTicket())) {
      assertThat(first.next()).isTrue();
      addIds(first.getRoot(), ids);
      Eventually.holds(
          "the expiry has passed",
          PATIENCE,
          () -> Instant.now().isAfter(expiry.plus(Duration.ofMillis(200))));
      while (first.next()) {
        addIds(first.getRoot(), ids);
      }
    }
    for (FlightEndpoint later : info.getEndpoints().subList(1, 4)) {
      ids.addAll(ids(later));
    }
    assertThat(ids.stream().sorted()).containsExactlyElementsOf(allIds());
  }

  @Test
  void theSnapshotIsGoneWhenAllPartsAreRead() throws Exception {
    FlightInfo info = client.execute(ALL);
    together(info);

    assertThat(postgres.openTransactions()).isZero();
    assertThatThrownBy(() -> ids(info.getEndpoints().getFirst()))
        .hasMessageContaining("all its parts were read");
  }

  @Test
  void aPartThatWasReadIsNotReadAgain() throws Exception {
    FlightInfo info = client.execute(ALL);
    ids(info.getEndpoints().get(1));

    assertThatThrownBy(() -> ids(info.getEndpoints().get(1)))
        .hasMessageContaining("part 2 of query")
        .hasMessageContaining("was read already: a ticket is good for one reading");
    client.cancelFlightInfo(new CancelFlightInfoRequest(info));
  }

  @Test
  void aPartWhoseReaderWasCutOffIsReadAgain() throws Exception {
    FlightInfo info = client.execute(WIDE);
    FlightEndpoint part = info.getEndpoints().getFirst();
    try (FlightStream stream = flight.getStream(part.getTicket())) {
      assertThat(stream.next()).isTrue();
      stream.cancel("the network is gone", null);
    }
    Eventually.holds("nobody reads", PATIENCE, () -> gateway.server().runningQueries() == 0);
    Eventually.holds(
        "the snapshot is left alone", PATIENCE, () -> postgres.openTransactions() == 1);

    assertThat(oneAfterTheOther(info).stream().sorted()).containsExactlyElementsOf(allIds());
  }

  /// The second asks in vain, and leaves.
  @Test
  void aReaderThatLeavesEndsNobodyElsesReading() {
    QueryRequest request = request(WIDE);
    HeldQueries held = gateway.queries().held();
    var first = new Object();
    var second = new Object();
    Caller.DEFAULT.run(() -> {
      assertThat(gateway.queries().prepare(request).changes()).isFalse();
      assertThat(held.hold(request, _ -> {})).isPresent();
      try (ResultStream rows = held.start(request.id(), 1, first, () -> false)) {
        held.cancel(request.id(), 1, second);
        assertThat(rows.next()).isTrue();

        held.cancel(request.id(), 1, first);
        assertThatThrownBy(() -> drain(rows)).hasMessageContaining("the query was cancelled");
      }
      gateway.queries().cancel(request.id());
    });
  }

  @Test
  void cancellingTheFlightEndsAllPartsAndTheSnapshot() throws Exception {
    FlightInfo info = client.execute(WIDE);
    try (FlightStream first = flight.getStream(info.getEndpoints().get(0).getTicket());
        FlightStream second = flight.getStream(info.getEndpoints().get(1).getTicket())) {
      assertThat(first.next()).isTrue();
      assertThat(second.next()).isTrue();
      assertThat(gateway.server().runningQueries()).isEqualTo(1);

      client.cancelFlightInfo(new CancelFlightInfoRequest(info));

      assertThatThrownBy(() -> drain(first)).hasMessageContaining("the query was cancelled");
      assertThatThrownBy(() -> drain(second)).hasMessageContaining("the query was cancelled");
      Eventually.holds(
          "PostgreSQL holds nothing", PATIENCE, () -> postgres.openTransactions() == 0);
    }
    assertThatThrownBy(() -> ids(info.getEndpoints().getLast()))
        .hasMessageContaining("it was cancelled");
  }

  @Test
  @SuppressWarnings("deprecation") // clients still send it
  void cancellingTheQueryBeforeAnyPartIsReadEndsTheSnapshot() throws Exception {
    FlightInfo info = client.execute(ALL);
    assertThat(postgres.openTransactions()).isEqualTo(1);

    client.cancelQuery(info);

    Eventually.holds(
        "PostgreSQL holds nothing", Duration.ofSeconds(1), () -> postgres.openTransactions() == 0);
  }

  /// The lock keeps the client waiting until it gives up.
  @Test
  void nothingIsHeldForAClientThatDidNotWaitForItsFlight() throws Exception {
    client.cancelFlightInfo(new CancelFlightInfoRequest(client.execute(ALL)));
    Eventually.holds("PostgreSQL holds nothing", PATIENCE, () -> postgres.openTransactions() == 0);
    try (Connection other = postgres.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE large IN ACCESS EXCLUSIVE MODE");
      assertThatThrownBy(() -> client.execute(ALL, CallOptions.timeout(500, TimeUnit.MILLISECONDS)))
          .isInstanceOf(FlightRuntimeException.class);
      other.rollback();
    }
    Eventually.holds(
        "PostgreSQL holds nothing", Duration.ofSeconds(1), () -> postgres.openTransactions() == 0);
  }

  @Test
  void allPartsHaveOneDeadline() throws Exception {
    try (GatewayRunner hasty =
            GatewayRunner.builder()
                .postgres("sales", postgres)
                .property("query.timeout", "2s")
                .start();
        var impatient =
            new FlightSqlClient(
                FlightClient.builder(
                        allocator, Location.forGrpcInsecure("127.0.0.1", hasty.grpcPort()))
                    .build())) {
      FlightInfo info = impatient.execute(WIDE);
      try (FlightStream first = impatient.getStream(info.getEndpoints().get(0).getTicket());
          FlightStream second = impatient.getStream(info.getEndpoints().get(1).getTicket())) {
        assertThat(first.next()).isTrue();
        assertThat(second.next()).isTrue();
        Eventually.holds(
            "PostgreSQL holds nothing", PATIENCE, () -> postgres.openTransactions() == 0);

        assertThatThrownBy(() -> drain(first)).hasMessageContaining("longer than its 2.0 seconds");
        assertThatThrownBy(() -> drain(second)).hasMessageContaining("longer than its 2.0 seconds");
      }
      assertThatThrownBy(
              () -> {
                try (FlightStream third =
                    impatient.getStream(info.getEndpoints().get(2).getTicket())) {
                  third.next();
                }
              })
          .hasMessageContaining("its time was up");
    }
  }

  @Test
  void aServerThatEndsTheSnapshotIsTold() throws Exception {
    FlightInfo info = client.execute(ALL);
    postgres.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'tributary' AND state = 'idle in transaction'");
    Eventually.holds("the snapshot is gone", PATIENCE, () -> postgres.openTransactions() == 0);

    assertThatThrownBy(() -> ids(info.getEndpoints().getFirst()))
        .hasMessageContaining("source sales has ended the connection that kept its rows")
        .hasMessageContaining("run the query again");
    client.cancelFlightInfo(new CancelFlightInfoRequest(info));
  }

  @Test
  void theJdbcDriverReadsAllParts() throws SQLException {
    try (Connection connection = DriverManager.getConnection(gateway.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      List<Long> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
      assertThat(ids.stream().sorted()).containsExactlyElementsOf(allIds());
    }
  }

  @Test
  void aSmallTableHasOneEndpoint() throws Exception {
    FlightInfo info = client.execute("SELECT id FROM sales.public.small");

    assertThat(info.getEndpoints()).hasSize(1);
    assertThat(postgres.openTransactions()).isZero();
    assertThat(oneAfterTheOther(info)).hasSize(10);
  }

  @Test
  void whatIsSortedOrLimitedOrCountedHasOneEndpoint() {
    assertThat(client.execute(ALL + " ORDER BY id").getEndpoints()).hasSize(1);
    assertThat(client.execute(ALL + " LIMIT 50000").getEndpoints()).hasSize(1);
    assertThat(client.execute("SELECT count(*) FROM sales.public.large").getEndpoints()).hasSize(1);
    assertThat(client.execute("SELECT DISTINCT id % 7 FROM sales.public.large").getEndpoints())
        .hasSize(1);
  }

  @Test
  void aPoolOfOneConnectionGivesOneEndpoint() throws Exception {
    FlightInfo info = client.execute("SELECT id FROM narrow.public.large");

    assertThat(info.getEndpoints()).hasSize(1);
    assertThat(info.getEndpoints().getFirst().getExpirationTime()).isEmpty();
    assertThat(oneAfterTheOther(info)).hasSize(ROWS);
  }

  @Test
  void aSourceThatIsNotReadInParallelGivesOneEndpoint() {
    assertThat(client.execute("SELECT id FROM serial.public.large").getEndpoints()).hasSize(1);
  }

  @Test
  void aCachedResultHasOneEndpoint() {
    var headers = new FlightCallHeaders();
    headers.insert("x-tributary-cache", "use");

    assertThat(client.execute(ALL, new HeaderCallOption(headers)).getEndpoints()).hasSize(1);
  }

  /// The next part could be asked for at another gateway, which does not hold it.
  @Test
  void gatewaysThatShareTheirTicketsGiveOneEndpoint() throws Exception {
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    try (GatewayRunner sharing =
            GatewayRunner.builder()
                .postgres("sales", postgres)
                .property("flight.ticket-key", key)
                .start();
        var other =
            new FlightSqlClient(
                FlightClient.builder(
                        allocator, Location.forGrpcInsecure("127.0.0.1", sharing.grpcPort()))
                    .build())) {
      assertThat(other.execute(ALL).getEndpoints()).hasSize(1);
    }
  }

  @Test
  void aPartOfAnotherOrganisationIsRefused() throws Exception {
    FlightInfo info = client.execute(ALL);
    var headers = new FlightCallHeaders();
    headers.insert("x-org-id", "somebody-else");

    assertThatThrownBy(
            () -> {
              try (FlightStream stream =
                  flight.getStream(
                      info.getEndpoints().getFirst().getTicket(), new HeaderCallOption(headers))) {
                stream.next();
              }
            })
        .hasMessageContaining("was made for another caller");
    client.cancelFlightInfo(new CancelFlightInfoRequest(info));
  }

  @Test
  void allPartsAreOneQueryToWhoCounts() throws Exception {
    double before = completedQueries();

    together(client.execute(ALL));

    Eventually.holds("one query is counted", PATIENCE, () -> completedQueries() > before);
    assertThat(completedQueries()).isEqualTo(before + 1);
  }

  private static double completedQueries() {
    String metrics = new JsonCalls().get(gateway.http("/metrics")).body().asText();
    return metrics
        .lines()
        .filter(line ->
            line.startsWith(
                "tributary_queries_seconds_count{outcome=\"completed\",protocol=\"flight\",route=\"native\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void oneStreamIsReadByAsManyConnectionsAsThereAreProcessors() throws Exception {
    try (ResultStream rows = run(WIDE)) {
      assertThat(rows.next()).isTrue();

      int most = Math.min(4, Runtime.getRuntime().availableProcessors());
      Eventually.holds("all have begun", PATIENCE, () -> postgres.openTransactions() == most);
    }
  }

  @Test
  void oneStreamHasEveryRowOnce() {
    List<Long> ids = new ArrayList<>();
    try (ResultStream rows = run(ALL)) {
      while (rows.next()) {
        addIds(rows.root(), ids);
      }
    }
    assertThat(ids.stream().sorted()).containsExactlyElementsOf(allIds());
  }

  @Test
  void oneStreamFailsWithAnyOfItsConnections() throws Exception {
    try (ResultStream rows = run(WIDE)) {
      assertThat(rows.next()).isTrue();
      postgres.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'tributary' AND state = 'active' LIMIT 1");

      assertThatThrownBy(
              () -> {
                List<Long> ids = new ArrayList<>();
                while (rows.next()) {
                  addIds(rows.root(), ids);
                }
              })
          .isInstanceOf(GatewayException.class)
          .hasMessageContaining("source sales");
    }
  }

  private static ResultStream run(String sql) {
    return Caller.DEFAULT.call(() -> gateway.queries().start(request(sql)));
  }

  private static QueryRequest request(String sql) {
    return new QueryRequest(
        QueryId.random(),
        new io.tributary.gateway.query.Statement.Sql(sql, List.of()),
        SessionDefaults.NONE,
        EngineChoice.AUTO,
        Optional.empty());
  }

  /// They leave connections for others, with those of their readers.
  @Test
  void heldQueriesTakeHalfOfTheConnectionsAtMost() throws Exception {
    List<FlightInfo> infos = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      infos.add(client.execute("SELECT id FROM broad.public.large WHERE id <> -" + i));
    }

    assertThat(infos.stream().map(info -> info.getEndpoints().size())).containsExactly(4, 4, 2, 1);
    assertThat(postgres.openTransactions()).isEqualTo(3);
    for (FlightInfo info : infos) {
      client.cancelFlightInfo(new CancelFlightInfoRequest(info));
    }
  }

  private FlightInfo plan(Relation relation) {
    return flight.getInfo(FlightDescriptor.command(Any.pack(relation).toByteArray()));
  }

  private static Relation scan(String source, String... more) {
    var table = TableRef.newBuilder().setSource(source).setSchema("public").setTable("large");
    return Relation.newBuilder()
        .setScan(
            TableScan.newBuilder().setTable(table).addColumns("id").addAllColumns(List.of(more)))
        .build();
  }

  /// Arrow's client for Java adds the seconds twice.
  private static Instant expiry(FlightEndpoint endpoint) {
    Instant read = endpoint.getExpirationTime().orElseThrow();
    return Instant.ofEpochSecond(read.getEpochSecond() / 2, read.getNano());
  }

  /// Each at once, as one client's threads would.
  private List<List<Long>> together(FlightInfo info) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<List<Long>> parts = new ArrayList<>();
      for (Future<List<Long>> part :
          threads.invokeAll(info.getEndpoints().stream().map(this::reading).toList())) {
        parts.add(part.get());
      }
      return parts;
    }
  }

  private Callable<List<Long>> reading(FlightEndpoint endpoint) {
    return () -> ids(endpoint);
  }

  private List<Long> oneAfterTheOther(FlightInfo info) throws Exception {
    List<Long> ids = new ArrayList<>();
    for (FlightEndpoint endpoint : info.getEndpoints()) {
      ids.addAll(ids(endpoint));
    }
    return ids;
  }

  private List<Long> ids(FlightEndpoint endpoint) throws Exception {
    return ids(flight, endpoint);
  }

  private static List<Long> ids(FlightClient from, FlightEndpoint endpoint) throws Exception {
    List<Long> ids = new ArrayList<>();
    try (FlightStream stream = from.getStream(endpoint.getTicket())) {
      while (stream.next()) {
        addIds(stream.getRoot(), ids);
      }
    }
    return ids;
  }

  private static void addIds(VectorSchemaRoot root, List<Long> ids) {
    BigIntVector batch = (BigIntVector) root.getVector("id");
    for (int row = 0; row < batch.getValueCount(); row++) {
      ids.add(batch.get(row));
    }
  }

  private static void drain(ResultStream stream) {
    List<Long> ids = new ArrayList<>();
    while (stream.next()) {
      addIds(stream.root(), ids);
    }
  }

  private static void drain(FlightStream stream) {
    List<Long> ids = new ArrayList<>();
    while (stream.next()) {
      addIds(stream.getRoot(), ids);
    }
  }

  /// Every so-many-th from 1 on.
  private static List<Long> allIds() {
    return LongStream.rangeClosed(1, ROWS).boxed().toList();
  }
}
