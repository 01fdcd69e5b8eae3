package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import io.tributary.testing.Eventually;
import io.tributary.v1.Bound;
import io.tributary.v1.ColumnDomain;
import io.tributary.v1.Relation;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableScan;
import io.tributary.v1.Value;
import io.tributary.v1.ValueRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.SessionOptionValue;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.client.ClientCookieMiddleware;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Flight and Flight SQL beyond what JDBC uses of them.
@ExtendWith(TpchGateway.class)
final class FlightClientTest {
  private static final String ACROSS_SOURCES =
      "SELECT count(*) FROM sales.public.orders JOIN lake.tpch.lineitem ON o_orderkey = l_orderkey";

  private final GatewayRunner gateway;
  private RootAllocator allocator;
  private FlightClient flight;
  private FlightSqlClient client;

  FlightClientTest(GatewayRunner gateway) {
    this.gateway = gateway;
  }

  @BeforeEach
  void connect() {
    allocator = new RootAllocator();
    flight =
        FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", gateway.grpcPort()))
            .intercept(new ClientCookieMiddleware.Factory())
            .build();
    client = new FlightSqlClient(flight);
  }

  @AfterEach
  void disconnect() throws Exception {
    client.close();
    allocator.close();
  }

  @Test
  void aTableScanReadsColumnsOfRowsInItsDomains() throws Exception {
    FlightDescriptor descriptor = scan(below("n_nationkey", 2), "n_name", "n_nationkey");
    FlightInfo info = flight.getInfo(descriptor);
    assertThat(info.getSchemaOptional().orElseThrow().getFields())
        .extracting(Field::getName)
        .containsExactly("n_name", "n_nationkey");
    assertThat(rows(info))
        .containsExactlyInAnyOrder(List.of("ALGERIA", "0"), List.of("ARGENTINA", "1"));
  }

  @Test
  void aTableScanTellsItsSchema() {
    assertThat(
            flight
                .getSchema(scan(ColumnDomain.getDefaultInstance(), "n_name"))
                .getSchema()
                .getFields())
        .extracting(Field::getName)
        .containsExactly("n_name");
  }

  @Test
  void aTicketOfAnotherOrganisationIsRefused() {
    FlightInfo info = client.execute("SELECT 1 AS one");
    assertThatThrownBy(() -> rows(info, header("x-org-id", "somebody-else")))
        .isInstanceOfSatisfying(
            FlightRuntimeException.class,
            failure ->
                assertThat(failure.status().code()).isEqualTo(FlightStatusCode.UNAUTHORIZED));
  }

  @Test
  void aTicketThatWasChangedIsRefused() {
    byte[] ticket =
        client.execute("SELECT 1 AS one").getEndpoints().getFirst().getTicket().getBytes();
    ticket[ticket.length - 1] ^= 1;
    assertThatThrownBy(
            () -> {
              try (FlightStream stream = flight.getStream(new Ticket(ticket))) {
                stream.next();
              }
            })
        .isInstanceOfSatisfying(
            FlightRuntimeException.class,
            failure ->
                assertThat(failure.status().code()).isEqualTo(FlightStatusCode.INVALID_ARGUMENT));
  }

  @Test
  void whatIsNoTicketIsRefused() {
    assertThatThrownBy(
            () -> {
              try (FlightStream stream = flight.getStream(new Ticket(new byte[] {1, 2, 3}))) {
                stream.next();
              }
            })
        .hasMessageContaining("no ticket of this gateway");
  }

  @Test
  void nothingIsPartOfATransaction() {
    var transaction = new FlightSqlClient.Transaction(new byte[] {1});
    assertThatThrownBy(() -> client.beginTransaction())
        .hasMessageContaining("there are no transactions");
    assertThatThrownBy(() -> client.execute("SELECT 1 AS one", transaction))
        .hasMessageContaining("there are no transactions");
    assertThatThrownBy(() -> client.prepare("SELECT 1 AS one", transaction))
        .hasMessageContaining("there are no transactions");
    assertThatThrownBy(() -> client.executeUpdate("DELETE FROM sales.public.nation", transaction))
        .hasMessageContaining("there are no transactions");
  }

  @Test
  void aPreparedStatementHasTheColumnsThatItsTableHasNow(@TempDir Path lake) throws Exception {
    Path file = Files.writeString(lake.resolve("t.csv"), "a\n1\n");
    try (var runner = GatewayRunner.builder().files("lake", lake).start();
        var other =
            new FlightSqlClient(
                FlightClient.builder(
                        allocator, Location.forGrpcInsecure("127.0.0.1", runner.grpcPort()))
                    .build());
        var statement = other.prepare("SELECT * FROM lake.main.t")) {
      assertThat(statement.execute().getSchemaOptional().orElseThrow().getFields()).hasSize(1);
      Files.writeString(file, "a,b\n1,2\n");
      assertThat(new JsonCalls().post(runner.http("/api/v1/sources/lake/refresh"), "{}").status())
          .isEqualTo(200);
      Eventually.holds(
          "the prepared statement has the new column",
          Duration.ofSeconds(20),
          () -> statement.execute().getSchemaOptional().orElseThrow().getFields().size() == 2);
      assertThat(statement.fetchSchema().getSchema().getFields())
          .extracting(Field::getName)
          .containsExactly("a", "b");
    }
  }

  @Test
  void aPathIsNoFlight() {
    assertThatThrownBy(() -> flight.getInfo(FlightDescriptor.path("sales", "public")))
        .hasMessageContaining("by a command, not by a path");
  }

  @Test
  void sessionOptionsAreRemembered() throws Exception {
    Map<String, SessionOptionValue> options =
        Map.of("catalog", option("sales"), "schema", option("public"));
    assertThat(client.setSessionOptions(new SetSessionOptionsRequest(options)).hasErrors())
        .isFalse();
    assertThat(rows(client.execute("SELECT count(*) FROM nation"))).containsExactly(List.of("25"));
    assertThat(client.getSessionOptions(new GetSessionOptionsRequest()).getSessionOptions())
        .isEqualTo(options);
  }

  @Test
  void aSessionMayRequirePushdown() {
    Map<String, SessionOptionValue> options =
        Map.of("require_pushdown", SessionOptionValueFactory.makeSessionOptionValue(true));
    assertThat(client.setSessionOptions(new SetSessionOptionsRequest(options)).hasErrors())
        .isFalse();
    assertThatThrownBy(() -> client.execute(ACROSS_SOURCES)).hasMessageContaining("CROSS_SOURCE");
    assertThat(client.getSessionOptions(new GetSessionOptionsRequest()).getSessionOptions())
        .isEqualTo(options);
  }

  @Test
  void aCallMayRequirePushdown() {
    assertThatThrownBy(
            () -> client.execute(ACROSS_SOURCES, header("x-tributary-require-pushdown", "true")))
        .hasMessageContaining("CROSS_SOURCE");
    assertThatThrownBy(
            () -> client.execute(ACROSS_SOURCES, header("x-tributary-require-pushdown", "maybe")))
        .hasMessageContaining("must be true or false");
  }

  @Test
  void unknownSessionOptionsAreErrors() {
    SetSessionOptionsResult result =
        client.setSessionOptions(new SetSessionOptionsRequest(Map.of("colour", option("red"))));
    assertThat(result.getErrors()).containsOnlyKeys("colour");
  }

  @Test
  void headersAreDefaultsOfNames() throws Exception {
    var headers = new FlightCallHeaders();
    headers.insert("x-tributary-source", "sales");
    headers.insert("x-tributary-schema", "public");
    FlightInfo info = client.execute("SELECT count(*) FROM region", new HeaderCallOption(headers));
    assertThat(rows(info)).containsExactly(List.of("5"));
  }

  @Test
  void theServerSaysNothingOfWhatItDoesNotKnow() throws Exception {
    assertThat(rows(client.getSqlInfo(new int[] {-1}))).isEmpty();
    assertThat(rows(client.getSqlInfo(new int[] {0, -1}))).hasSize(1);
    assertThat(rows(client.getSqlInfo(new int[0]))).hasSizeGreaterThan(1);
  }

  @Test
  void typesAreListedByTheirNumber() throws Exception {
    assertThat(rows(client.getXdbcTypeInfo()))
        .extracting(List::getFirst)
        .contains("BIGINT", "DECIMAL", "VARCHAR", "TIMESTAMP WITH TIME ZONE");
  }

  @Test
  void wideRowsComeInBatchesThatEveryClientTakes() throws Exception {
    FlightInfo info =
        client.execute(
            "SELECT i, repeat('x', 300) AS t, CASE WHEN i % 3 = 0 THEN i END AS n, [i, i + 1] AS l,"
                + " {'a': i, 'b': i % 2 = 0} AS s FROM range(100000) r(i)");
    List<Long> batches = new ArrayList<>();
    long row = 0;
    try (FlightStream stream = flight.getStream(info.getEndpoints().getFirst().getTicket())) {
      while (stream.next()) {
        VectorSchemaRoot root = stream.getRoot();
        batches.add(root.getFieldVectors().stream().mapToLong(ValueVector::getBufferSize).sum());
        for (int at = 0; at < root.getRowCount(); at++, row++) {
          assertThat(root.getVector("i").getObject(at)).isEqualTo(row);
          assertThat(root.getVector("t").getObject(at)).hasToString("x".repeat(300));
          assertThat(root.getVector("n").getObject(at)).isEqualTo(row % 3 == 0 ? row : null);
          assertThat(root.getVector("l").getObject(at)).isEqualTo(List.of(row, row + 1));
          assertThat(root.getVector("s").getObject(at))
              .isEqualTo(Map.of("a", row, "b", row % 2 == 0));
        }
      }
    }
    assertThat(row).isEqualTo(100_000);
    assertThat(batches).allMatch(bytes -> bytes < 4 << 20);
  }

  @Test
  void aFailedQueryTellsItsCode() {
    assertThatThrownBy(() -> client.execute("SELECT 1 FROM sales.public.ordrs"))
        .isInstanceOfSatisfying(
            FlightRuntimeException.class,
            failure -> {
              assertThat(failure.status().code()).isEqualTo(FlightStatusCode.NOT_FOUND);
              assertThat(failure.status().metadata().get("tributary-error-code"))
                  .isEqualTo("TABLE_NOT_FOUND");
            });
  }

  private static FlightDescriptor scan(ColumnDomain domain, String... columns) {
    var scan =
        TableScan.newBuilder()
            .setTable(
                TableRef.newBuilder().setSource("sales").setSchema("public").setTable("nation"))
            .addAllColumns(List.of(columns));
    if (!domain.getColumn().isEmpty()) {
      scan.addDomains(domain);
    }
    return FlightDescriptor.command(
        Any.pack(Relation.newBuilder().setScan(scan).build()).toByteArray());
  }

  private static ColumnDomain below(String column, long bound) {
    return ColumnDomain.newBuilder()
        .setColumn(column)
        .addRanges(
            ValueRange.newBuilder()
                .setHigh(
                    Bound.newBuilder().setValue(Value.newBuilder().setIntegerValue(bound)).build()))
        .build();
  }

  private static SessionOptionValue option(String value) {
    return SessionOptionValueFactory.makeSessionOptionValue(value);
  }

  private static CallOption header(String name, String value) {
    var headers = new FlightCallHeaders();
    headers.insert(name, value);
    return new HeaderCallOption(headers);
  }

  private List<List<String>> rows(FlightInfo info, CallOption... options) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    try (FlightStream stream =
        flight.getStream(info.getEndpoints().getFirst().getTicket(), options)) {
      while (stream.next()) {
        var root = stream.getRoot();
        for (int row = 0; row < root.getRowCount(); row++) {
          int index = row;
          rows.add(
              root.getFieldVectors().stream()
                  .map(vector -> String.valueOf(vector.getObject(index)))
                  .toList());
        }
      }
    }
    return rows;
  }
}
