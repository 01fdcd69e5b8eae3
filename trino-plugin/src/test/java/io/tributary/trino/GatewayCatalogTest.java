package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.tributary.testing.Eventually;
import io.tributary.v1.BatchGetColumnsRequest;
import io.tributary.v1.BatchGetColumnsResponse;
import io.tributary.v1.CatalogServiceGrpc.CatalogServiceImplBase;
import io.tributary.v1.Column;
import io.tributary.v1.GetTableRequest;
import io.tributary.v1.GetTableResponse;
import io.tributary.v1.ListSchemasRequest;
import io.tributary.v1.ListSchemasResponse;
import io.tributary.v1.ListSourcesRequest;
import io.tributary.v1.ListSourcesResponse;
import io.tributary.v1.ListTablesRequest;
import io.tributary.v1.ListTablesResponse;
import io.tributary.v1.SourceState;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.Table;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import io.trino.spi.connector.RelationColumnsMetadata;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.type.TypeOperators;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What of a source with many tables is asked for, and how often.
final class GatewayCatalogTest {

  private static final int TABLES = 1_000;
  private static final int PAGE = 300;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final SchemaTableName ONE = new SchemaTableName("public", "t1");

  /// The calls of the gateway, in order.
  private final List<String> calls = new CopyOnWriteArrayList<>();

  /// Whether the next call for a table or for tables is answered only when the test says so.
  private final AtomicBoolean holdsNext = new AtomicBoolean();

  private final CountDownLatch held = new CountDownLatch(1);

  private Server server;
  private GatewayClient client;
  private GatewayCatalog catalog;

  @BeforeEach
  void startGateway() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new ManyTables())
            .build()
            .start();
    client =
        GatewayClient.connect(
            TributaryConfig.parse(
                "sales", Map.of("tributary.uri", "grpc://127.0.0.1:" + server.getPort())));
    catalog = new GatewayCatalog(client, new ArrowTypes(new TypeOperators()), Optional.of("sales"));
  }

  @AfterEach
  void stopGateway() {
    client.close();
    server.shutdownNow();
  }

  @Test
  void one_table_is_all_that_is_asked_for_where_one_is_read() {
    assertThat(catalog.table(ONE)).isPresent();
    assertThat(catalog.table(ONE)).isPresent();

    assertThat(calls).containsExactly("schemas", "table t1");
  }

  @Test
  void names_and_comments_of_all_tables_are_listed_page_by_page_and_no_table_is_asked_for() {
    Map<SchemaTableName, Optional<String>> comments = catalog.comments(Optional.of("public"));
    catalog.comments(Optional.of("public"));

    assertThat(comments).hasSize(TABLES);
    assertThat(comments.get(ONE)).contains("number 1");
    assertThat(comments.get(new SchemaTableName("public", "t0"))).isEmpty();
    assertThat(calls)
        .containsExactly("schemas", "tables 0", "tables 300", "tables 600", "tables 900");
  }

  @Test
  void columns_of_all_tables_are_asked_for_in_batches() {
    Collection<SchemaTableName> names = catalog.comments(Optional.of("public")).keySet();
    calls.clear();

    List<RelationColumnsMetadata> columns = columnsOf(names);

    assertThat(calls).hasSize(5).allSatisfy(call -> assertThat(call).isEqualTo("columns of 200"));
    assertThat(columns)
        .extracting(RelationColumnsMetadata::name)
        .doesNotContain(new SchemaTableName("public", "t13"))
        .hasSize(TABLES - 1)
        .contains(ONE);
    assertThat(columns.getFirst().tableColumns().orElseThrow())
        .isEqualTo(catalog.table(columns.getFirst().name()).orElseThrow().columnMetadata());
  }

  @Test
  void columns_of_some_tables_are_asked_for_of_those_alone() {
    catalog.comments(Optional.of("public"));
    calls.clear();

    List<RelationColumnsMetadata> columns =
        columnsOf(List.of(ONE, new SchemaTableName("public", "gone")));

    assertThat(columns).extracting(RelationColumnsMetadata::name).containsExactly(ONE);
    assertThat(calls).containsExactly("columns of 1");
  }

  @Test
  void a_name_that_several_tables_may_mean_is_the_one_that_is_listed() {
    GatewayTable table = catalog.table(new SchemaTableName("public", "t7")).orElseThrow();

    assertThat(table.ref().getTable()).isEqualTo("T7");
  }

  @Test
  void what_was_changed_is_forgotten_without_a_question() {
    catalog.forget(ONE, ManyTables.ref("T1"));

    assertThat(calls).isEmpty();
  }

  @Test
  void what_was_changed_is_listed_anew() {
    catalog.comments(Optional.of("public"));
    calls.clear();

    catalog.forget(ONE, ManyTables.ref("T1"));
    catalog.comments(Optional.of("public"));

    assertThat(calls).contains("tables 0");
  }

  @Test
  void a_listing_that_was_on_its_way_while_a_table_was_changed_is_not_kept() throws Exception {
    holdsNext.set(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> listing = threads.submit(() -> catalog.comments(Optional.of("public")));
      Eventually.holds("it is asked for", SOON, () -> calls.contains("tables 0"));
      Thread change = Thread.ofPlatform().start(() -> catalog.forget(ONE, ManyTables.ref("T1")));
      try {
        Eventually.holds(
            "the change is told",
            SOON,
            () -> !change.isAlive() || change.getState() == Thread.State.BLOCKED);
      } finally {
        held.countDown();
      }
      listing.get(10, TimeUnit.SECONDS);
      change.join(SOON);
    }

    calls.clear();
    catalog.comments(Optional.of("public"));
    assertThat(calls).contains("tables 0");
  }

  @Test
  void tables_of_a_source_that_does_not_answer_hide_no_others() {
    GatewayCatalog everything = ofAllSources();

    assertThat(everything.comments(Optional.empty()))
        .containsKey(new SchemaTableName("sales.public", "t1"))
        .hasSize(TABLES);
    assertThatThrownBy(() -> everything.comments(Optional.of("gone.public")))
        .hasMessage("gone is down");
  }

  @Test
  void columns_of_a_source_that_does_not_answer_hide_no_others() {
    GatewayCatalog everything = ofAllSources();
    List<SchemaTableName> names =
        List.of(
            new SchemaTableName("gone.public", "t1"), new SchemaTableName("sales.public", "t1"));
    List<RelationColumnsMetadata> columns = new ArrayList<>();

    everything.columnsOf(Optional.empty(), names).forEachRemaining(columns::add);

    assertThat(columns)
        .extracting(RelationColumnsMetadata::name)
        .containsExactly(new SchemaTableName("sales.public", "t1"));
    assertThatThrownBy(() ->
            everything
                .columnsOf(Optional.of("gone.public"), names.subList(0, 1))
                .forEachRemaining(columns::add))
        .hasMessage("gone is down");
  }

  private GatewayCatalog ofAllSources() {
    return new GatewayCatalog(client, new ArrowTypes(new TypeOperators()), Optional.empty());
  }

  /// What another asks for may have to wait for its answer.
  @Test
  void whom_a_gateway_asks_does_not_wait_for_whoever_asks_for_the_same() throws Exception {
    holdsNext.set(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> other = threads.submit(() -> catalog.table(ONE));
      Eventually.holds("it is asked for", SOON, () -> calls.contains("table t1"));
      Future<Optional<GatewayTable>> asked =
          threads.submit(() -> catalog.via(Optional.of("tributary-via:other")).table(ONE));
      try {
        assertThat(asked.get(10, TimeUnit.SECONDS)).isPresent();
        assertThat(other.isDone()).isFalse();
      } finally {
        held.countDown();
      }
    }
  }

  private List<RelationColumnsMetadata> columnsOf(Collection<SchemaTableName> names) {
    List<RelationColumnsMetadata> columns = new ArrayList<>();
    catalog.columnsOf(Optional.of("public"), names).forEachRemaining(columns::add);
    return columns;
  }

  /// One schema with tables T0, T1 and so on, of which Trino cannot have T13, and another that is
  /// called as T7 but for case. The source `gone` tells its schemas alone.
  private final class ManyTables extends CatalogServiceImplBase {

    @Override
    public void listSources(
        ListSourcesRequest request, StreamObserver<ListSourcesResponse> observer) {
      ListSourcesResponse.Builder sources = ListSourcesResponse.newBuilder();
      for (String name : List.of("gone", "sales")) {
        sources.addSources(
            SourceSummary.newBuilder().setName(name).setState(SourceState.SOURCE_STATE_READY));
      }
      answer(observer, sources.build());
    }

    @Override
    public void listSchemas(
        ListSchemasRequest request, StreamObserver<ListSchemasResponse> observer) {
      calls.add("schemas");
      answer(observer, ListSchemasResponse.newBuilder().addSchemas("public").build());
    }

    @Override
    public void listTables(ListTablesRequest request, StreamObserver<ListTablesResponse> observer) {
      if (request.getSource().equals("gone")) {
        fail(observer, Status.UNAVAILABLE, "SOURCE_UNAVAILABLE", "gone is down");
        return;
      }
      int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
      int to = Math.min(from + PAGE, TABLES);
      calls.add("tables " + from);
      holdIfSaid();
      ListTablesResponse.Builder page = ListTablesResponse.newBuilder();
      IntStream.range(from, to)
          .mapToObj(i ->
              TableSummary.newBuilder()
                  .setRef(ref("T" + i))
                  .setComment(i == 0 ? "" : "number " + i))
          .forEach(page::addTables);
      answer(observer, page.setNextPageToken(to == TABLES ? "" : Integer.toString(to)).build());
    }

    @Override
    public void getTable(GetTableRequest request, StreamObserver<GetTableResponse> observer) {
      calls.add("table " + request.getTable());
      holdIfSaid();
      if (request.getTable().equals("t7")) {
        fail(observer, Status.INVALID_ARGUMENT, "INVALID_ARGUMENT", "it may be T7 and others");
        return;
      }
      answer(observer, GetTableResponse.newBuilder().setTable(table(request.getTable())).build());
    }

    @Override
    public void batchGetColumns(
        BatchGetColumnsRequest request, StreamObserver<BatchGetColumnsResponse> observer) {
      if (!request.getTablesList().stream().allMatch(name -> name.startsWith("T"))) {
        observer.onError(
            Status.INVALID_ARGUMENT.withDescription("not as listed").asRuntimeException());
        return;
      }
      calls.add("columns of " + request.getTablesCount());
      BatchGetColumnsResponse.Builder response = BatchGetColumnsResponse.newBuilder();
      request.getTablesList().forEach(name -> response.addTables(table(name)));
      answer(observer, response.build());
    }

    private void holdIfSaid() {
      try {
        if (holdsNext.getAndSet(false)) {
          held.await();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Table table(String name) {
      ArrowType type =
          name.equals("T13")
              ? new ArrowType.Interval(IntervalUnit.YEAR_MONTH)
              : new ArrowType.Int(64, true);
      return Table.newBuilder()
          .setRef(ref(name))
          .addColumns(Column.newBuilder().setName("id").setSourceType("bigint"))
          .setArrowSchema(
              ByteString.copyFrom(
                  new Schema(List.of(Field.notNullable("id", type))).serializeAsMessage()))
          .build();
    }

    private static TableRef ref(String table) {
      return TableRef.newBuilder().setSource("sales").setSchema("public").setTable(table).build();
    }

    private static void fail(
        StreamObserver<?> observer, Status status, String code, String message) {
      Metadata trailers = new Metadata();
      trailers.put(Metadata.Key.of("tributary-error-code", Metadata.ASCII_STRING_MARSHALLER), code);
      observer.onError(status.withDescription(message).asRuntimeException(trailers));
    }

    private static <T> void answer(StreamObserver<T> observer, T message) {
      observer.onNext(message);
      observer.onCompleted();
    }
  }
}
