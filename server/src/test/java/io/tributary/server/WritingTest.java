package io.tributary.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tributary.connector.Caller;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryState;
import io.tributary.testing.Eventually;
import io.tributary.testing.PostgresServer;
import io.tributary.v1.QueryRequest;
import io.tributary.v1.QueryResponse;
import io.tributary.v1.QueryServiceGrpc;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.SyncPutListener;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableExistsOption;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableNotExistOption;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Statements that change tables, over every protocol.
final class WritingTest {
  private static PostgresServer postgres;
  private static GatewayRunner gateway;
  private Connection connection;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresServer.start();
    Map<String, String> properties = new HashMap<>(postgres.sourceProperties());
    properties.put("connector.name", "postgresql");
    properties.put("writable", "true");
    gateway = GatewayRunner.builder().source("shop", properties).start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    postgres.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    postgres.execute("CREATE TABLE item (id integer, name text)");
    connection = DriverManager.getConnection(gateway.jdbcUrl());
    update("INSERT INTO shop.public.item VALUES (1, 'a')");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    postgres.execute("DROP TABLE IF EXISTS part, item");
  }

  private long update(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }

  private List<String> items() throws SQLException {
    List<String> items = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, name FROM shop.public.item ORDER BY id")) {
      while (rows.next()) {
        items.add(rows.getString(1) + " " + rows.getString(2));
      }
    }
    return items;
  }

  @Test
  void anUpdateOfJdbcTellsItsRows() throws SQLException {
    assertThat(items()).containsExactly("1 a");
    assertThat(update("INSERT INTO shop.public.item SELECT id + 1, 'b' FROM shop.public.item"))
        .isEqualTo(1);
    assertThat(items()).containsExactly("1 a", "2 b");
  }

  @Test
  void whatIsKnownOfATableIsForgottenWhenItChanges() throws SQLException {
    assertThat(items()).containsExactly("1 a");
    assertThat(
            update(
                "CREATE OR REPLACE TABLE shop.public.item AS SELECT 'x' AS name, 7.5 AS id, true AS"
                    + " z"))
        .isEqualTo(1);
    assertThat(items()).containsExactly("7.5 x");
    update("DROP TABLE shop.public.item");
    assertThatThrownBy(this::items).hasMessageContaining("item");
  }

  @Test
  void anUpdateOfFlightSqlTellsItsRows() throws Exception {
    try (var allocator = new RootAllocator();
        var client =
            new FlightSqlClient(
                FlightClient.builder(
                        allocator, Location.forGrpcInsecure("127.0.0.1", gateway.grpcPort()))
                    .build())) {
      assertThat(client.executeUpdate("INSERT INTO shop.public.item VALUES (2, 'b'), (3, 'c')"))
          .isEqualTo(2);
      assertThatThrownBy(() -> client.executeUpdate("SELECT 1"))
          .hasMessageContaining("run it as a query");
      assertThatThrownBy(() -> client.executeUpdate("INSERT INTO shop.public.item VALUES (2)"))
          .hasMessageContaining("1 values are given for 2 columns");
    }
    assertThat(items()).containsExactly("1 a", "2 b", "3 c");
  }

  @Test
  void aChangeOverGrpcGivesItsCount() throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", gateway.grpcPort()).usePlaintext().build();
    try {
      List<QueryResponse> events = new ArrayList<>();
      QueryServiceGrpc.newBlockingStub(channel)
          .query(
              QueryRequest.newBuilder()
                  .setSql("INSERT INTO item VALUES (2, 'b')")
                  .setDefaultSource("shop")
                  .setDefaultSchema("public")
                  .build())
          .forEachRemaining(events::add);
      assertThat(events.getLast().getCompleted().getRows()).isEqualTo(1);
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
    assertThat(items()).containsExactly("1 a", "2 b");
  }

  @Test
  void aChangeOverHttpGivesItsCount() throws SQLException {
    JsonCalls.Answer answer =
        new JsonCalls()
            .query(gateway, "INSERT INTO shop.public.item SELECT i, 'n' FROM range(2, 5) r(i)");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("columns").get(0).get("name").asText()).isEqualTo("Count");
    assertThat(answer.body().get("rows").get(0).get(0).asLong()).isEqualTo(3);
    assertThat(items()).hasSize(4);
  }

  @Test
  void theSourcesWordsArePassedOn() {
    postgres.execute("ALTER TABLE item ADD UNIQUE (id)");
    assertThatThrownBy(() -> update("INSERT INTO shop.public.item VALUES (1, 'again')"))
        .hasMessageContaining("source shop failed")
        .hasMessageContaining("duplicate key value violates unique constraint");
  }

  @Test
  void aBatchOfInsertsIsOneInsert() throws SQLException {
    postgres.execute("ALTER TABLE item ADD UNIQUE (id)");
    String sql = "INSERT INTO shop.public.item (name, id) VALUES (?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int id : new int[] {2, 3, 1, 4}) {
        insert.setString(1, "n" + id);
        insert.setInt(2, id);
        insert.addBatch();
      }
      assertThatThrownBy(insert::executeBatch).hasMessageContaining("duplicate key");
    }
    assertThat(items()).containsExactly("1 a");
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int id = 2; id < 2_000; id++) {
        insert.setString(1, null);
        insert.setInt(2, id);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    assertThat(items()).hasSize(1_999).startsWith("1 a", "2 null");
  }

  @Test
  void aBatchOfUpdatesIsAllOrNothing() throws SQLException {
    update("INSERT INTO shop.public.item VALUES (2, 'b'), (3, 'c')");
    postgres.execute("ALTER TABLE item ADD CHECK (name <> 'bad')");
    String sql = "UPDATE shop.public.item SET name = ?, id = id + 10 WHERE id = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (String name : List.of("x", "bad", "z")) {
        update.setString(1, name);
        update.setInt(2, name.length() == 3 ? 2 : 1);
        update.addBatch();
      }
      assertThatThrownBy(update::executeBatch).hasMessageContaining("check constraint");
    }
    assertThat(items()).containsExactly("1 a", "2 b", "3 c");
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int id : new int[] {1, 3, 11, 99}) {
        update.setString(1, "n" + id);
        update.setInt(2, id);
        update.addBatch();
      }
      assertThat(LongStream.of(update.executeLargeBatch()).sum()).isEqualTo(3);
    }
    assertThat(items()).containsExactly("2 b", "13 n3", "21 n11");
  }

  @Test
  void aBatchOfDeletesIsAllOrNothing() throws SQLException {
    update("INSERT INTO shop.public.item VALUES (2, 'b'), (3, 'c')");
    postgres.execute(
        "ALTER TABLE item ADD PRIMARY KEY (id)",
        "CREATE TABLE part (item integer REFERENCES item)",
        "INSERT INTO part VALUES (3)");
    String sql = "DELETE FROM shop.public.item WHERE id = ?";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      for (int id : new int[] {1, 3}) {
        delete.setInt(1, id);
        delete.addBatch();
      }
      assertThatThrownBy(delete::executeBatch).hasMessageContaining("foreign key");
      assertThat(items()).containsExactly("1 a", "2 b", "3 c");
    }
  }

  @Test
  void aPreparedInsertRunsForEachRowOfParameters() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO shop.public.item VALUES (?, ?)")) {
      insert.setInt(1, 2);
      insert.setString(2, "b");
      assertThat(insert.executeUpdate()).isEqualTo(1);
      insert.setInt(1, 3);
      insert.setString(2, "c");
      insert.addBatch();
      insert.setInt(1, 4);
      insert.setString(2, "d");
      insert.addBatch();
      insert.executeBatch();
    }
    assertThat(items()).containsExactly("1 a", "2 b", "3 c", "4 d");
  }

  @Test
  void rowsAreUpdatedOverEveryProtocol() throws Exception {
    update("INSERT INTO shop.public.item VALUES (2, 'b'), (3, 'c')");
    assertThat(items()).hasSize(3);
    assertThat(update("UPDATE shop.public.item SET name = name || '!' WHERE id > 1")).isEqualTo(2);
    assertThat(items()).containsExactly("1 a", "2 b!", "3 c!");
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE shop.public.item SET name = ?, id = id + ? WHERE id = ?")) {
      update.setString(1, "z");
      update.setInt(2, 10);
      update.setInt(3, 3);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
    JsonCalls.Answer answer =
        new JsonCalls().query(gateway, "UPDATE shop.public.item SET name = NULL WHERE id = 2");
    assertThat(answer.body().get("rows").get(0).get(0).asLong()).isEqualTo(1);
    assertThat(items()).containsExactly("1 a", "2 null", "13 z");
  }

  @Test
  void aPreparedDeleteTakesParameters() throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM shop.public.item WHERE id = ? AND name = ?")) {
      delete.setInt(1, 1);
      delete.setString(2, "b");
      assertThat(delete.executeUpdate()).isZero();
      delete.setInt(1, 1);
      delete.setString(2, "a");
      assertThat(delete.executeUpdate()).isEqualTo(1);
    }
    assertThat(items()).isEmpty();
  }

  @Test
  void rowsAreIngested() throws Exception {
    try (var allocator = new RootAllocator();
        var client =
            new FlightSqlClient(
                FlightClient.builder(
                        allocator, Location.forGrpcInsecure("127.0.0.1", gateway.grpcPort()))
                    .build());
        var name = new VarCharVector("NAME", allocator);
        var id = new IntVector("id", allocator)) {
      name.setSafe(0, "b".getBytes(UTF_8));
      name.setNull(1);
      id.setSafe(0, 2);
      id.setSafe(1, 3);
      try (var rows = new VectorSchemaRoot(List.of(name, id))) {
        rows.setRowCount(2);
        assertThat(ingest(client, rows, "item", TableExistsOption.TABLE_EXISTS_OPTION_APPEND))
            .isEqualTo(2);
        assertThat(items()).containsExactly("1 a", "2 b", "3 null");
        assertThatThrownBy(
                () -> ingest(client, rows, "item", TableExistsOption.TABLE_EXISTS_OPTION_FAIL))
            .hasMessageContaining("item exists already");
        assertThatThrownBy(
                () -> ingest(client, rows, "other", TableExistsOption.TABLE_EXISTS_OPTION_APPEND))
            .hasMessageContaining("other does not exist");
        assertThat(ingest(client, rows, "item", TableExistsOption.TABLE_EXISTS_OPTION_REPLACE))
            .isEqualTo(2);
        assertThat(items()).containsExactly("2 b", "3 null");
      }
    }
  }

  private static FlightSql.CommandStatementIngest create(String table) {
    return FlightSql.CommandStatementIngest.newBuilder()
        .setTable(table)
        .setCatalog("shop")
        .setSchema("public")
        .setTableDefinitionOptions(
            TableDefinitionOptions.newBuilder()
                .setIfNotExist(TableNotExistOption.TABLE_NOT_EXIST_OPTION_CREATE))
        .build();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 2})
  void anIndexThatTheDictionaryDoesNotHaveIsRefused(int index) throws Exception {
    try (var allocator = new RootAllocator();
        var client = flightClient(allocator)) {
      assertThatThrownBy(() ->
              putIndices(client, allocator, create("wrong_index"), List.of("a"), List.of(0, index)))
          .hasMessageContaining("column name has index %d of a dictionary of 1 values", index);
    }
  }

  @Test
  void columnsOfADictionaryAreIngestedAsTheirValues() throws Exception {
    try (var allocator = new RootAllocator();
        var client = flightClient(allocator)) {
      putIndices(client, allocator, create("part"), List.of("a", "b", "c"), List.of(2, 0));
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT max(name), min(name) FROM shop.public.part")) {
      assertThat(rows.next()).isTrue();
      assertThat(List.of(rows.getString(1), rows.getString(2))).containsExactly("c", "a");
    }
  }

  @Test
  void parametersOfADictionaryAreTheirValues() throws Exception {
    update("INSERT INTO shop.public.item VALUES (2, 'b'), (3, '0')");
    try (var allocator = new RootAllocator();
        var client = flightClient(allocator)) {
      var create =
          FlightSql.ActionCreatePreparedStatementRequest.newBuilder()
              .setQuery("DELETE FROM shop.public.item WHERE name = ?")
              .build();
      var answer =
          client.doAction(new Action("CreatePreparedStatement", Any.pack(create).toByteArray()));
      var command =
          FlightSql.CommandPreparedStatementUpdate.newBuilder()
              .setPreparedStatementHandle(
                  Any.parseFrom(answer.next().getBody())
                      .unpack(FlightSql.ActionCreatePreparedStatementResult.class)
                      .getPreparedStatementHandle())
              .build();
      putIndices(client, allocator, command, List.of("b"), List.of(0));
    }
    assertThat(items()).containsExactly("1 a", "3 0");
  }

  private static FlightClient flightClient(BufferAllocator allocator) {
    return FlightClient.builder(
            allocator, Location.forGrpcInsecure("127.0.0.1", gateway.grpcPort()))
        .build();
  }

  /// Sends one column, called name, as indices of a dictionary.
  private static void putIndices(
      FlightClient client,
      BufferAllocator allocator,
      Message command,
      List<String> dictionary,
      List<Integer> indices) {
    var encoding = new DictionaryEncoding(7, false, new ArrowType.Int(32, true));
    try (var values = new VarCharVector("values", allocator);
        var name =
            new IntVector(
                "name", new FieldType(true, encoding.getIndexType(), encoding), allocator);
        var rows = VectorSchemaRoot.of(name)) {
      for (int i = 0; i < dictionary.size(); i++) {
        values.setSafe(i, dictionary.get(i).getBytes(UTF_8));
      }
      values.setValueCount(dictionary.size());
      for (int i = 0; i < indices.size(); i++) {
        name.setSafe(i, indices.get(i));
      }
      rows.setRowCount(indices.size());
      try (var answer = new SyncPutListener()) {
        FlightClient.ClientStreamListener stream =
            client.startPut(
                FlightDescriptor.command(Any.pack(command).toByteArray()),
                rows,
                new DictionaryProvider.MapDictionaryProvider(new Dictionary(values, encoding)),
                answer);
        stream.putNext();
        stream.completed();
        stream.getResult();
      }
    }
  }

  /// While the gateway waits for rows, it holds a transaction, a place and memory.
  @Test
  @Timeout(60)
  void aClientThatSendsNoMoreRowsCanBeCancelled() throws Exception {
    try (var allocator = new RootAllocator();
        var client =
            new FlightSqlClient(
                FlightClient.builder(
                        allocator, Location.forGrpcInsecure("127.0.0.1", gateway.grpcPort()))
                    .build());
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var rows = new StalledRows(allocator)) {
      Future<Long> told =
          threads.submit(() ->
              client.executeIngest(
                  rows, options("item", TableExistsOption.TABLE_EXISTS_OPTION_APPEND)));
      rows.sent.await();
      Eventually.holds("the change runs", Duration.ofSeconds(10), () -> !running().isEmpty());

      Caller.DEFAULT.run(() -> gateway.queries().cancel(running().getFirst()));

      Eventually.holds("it ends", Duration.ofSeconds(1), () -> running().isEmpty());
      assertThat(gateway.queries().runningQueries()).isZero();
      rows.go.countDown();
      assertThatThrownBy(() -> told.get(10, TimeUnit.SECONDS))
          .hasMessageContaining("the query was cancelled");
    }
    assertThat(items()).containsExactly("1 a");
  }

  private static List<QueryId> running() {
    return Caller.DEFAULT.call(() -> gateway.queries().list()).stream()
        .filter(QueryState::running)
        .map(QueryState::id)
        .toList();
  }

  /// One batch, and then nothing until it may go on.
  private static final class StalledRows extends ArrowReader {
    private final CountDownLatch sent = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    StalledRows(BufferAllocator allocator) {
      super(allocator);
    }

    @Override
    public boolean loadNextBatch() throws IOException {
      if (sent.getCount() == 0) {
        awaitGo();
        return false;
      }
      VectorSchemaRoot root = getVectorSchemaRoot();
      root.allocateNew();
      ((IntVector) root.getVector("id")).setSafe(0, 2);
      root.setRowCount(1);
      sent.countDown();
      return true;
    }

    private void awaitGo() {
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public long bytesRead() {
      return 0;
    }

    @Override
    protected void closeReadSource() {}

    @Override
    protected Schema readSchema() {
      return new Schema(List.of(Field.nullable("id", new ArrowType.Int(32, true))));
    }
  }

  private static long ingest(
      FlightSqlClient client, VectorSchemaRoot rows, String table, TableExistsOption ifExists) {
    return client.executeIngest(rows, options(table, ifExists));
  }

  private static FlightSqlClient.ExecuteIngestOptions options(
      String table, TableExistsOption ifExists) {
    var definition =
        TableDefinitionOptions.newBuilder()
            .setIfNotExist(TableNotExistOption.TABLE_NOT_EXIST_OPTION_FAIL)
            .setIfExists(ifExists)
            .build();
    return new FlightSqlClient.ExecuteIngestOptions(table, definition, "shop", "public", Map.of());
  }
}
