package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.LocalRelation;
import io.tributary.connector.LocalSource;
import io.tributary.connector.Source;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.DuckDbPool;
import io.tributary.gateway.execution.DuckDbSettings;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.metadata.ForwardingMetadata;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.SqlTestSource;
import io.tributary.gateway.testing.TestPlanner;
import io.tributary.v1.Relation;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableScan;
import io.tributary.v1.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// When a plan serves again, and when it must not.
@Timeout(60)
class PlanCacheTest {

  private static final String FEDERATED =
      "SELECT count(*) AS n FROM sales.main.orders o JOIN lake.main.item i ON i.order_id = o.id";

  @TempDir private Path folder;
  private SmallShop shop;
  private BufferAllocator allocator;
  private DuckDbPool duckDbs;
  private ChangingMetadata metadata;
  private QueryService queries;

  @BeforeEach
  void open() {
    shop = new SmallShop(folder);
    allocator = new RootAllocator();
    duckDbs = new DuckDbPool(new DuckDbSettings(1L << 30, 2, folder.resolve("spill")), 1);
    metadata = new ChangingMetadata(shop.metadata());
    queries = service(1L << 20);
  }

  private QueryService service(long planCacheBytes) {
    return new QueryService(
        metadata,
        TestPlanner.over(metadata),
        new QueryExecutor(duckDbs, allocator),
        new QueryLimits(Duration.ofSeconds(50), 2, 2, 0, planCacheBytes));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    queries.close();
    duckDbs.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
    shop.close();
  }

  @Test
  void theSameTextIsPlannedOnce() {
    Answer first = run(request(FEDERATED));
    Answer second = run(request(FEDERATED));
    second.assertSameAs(first, false);
    assertCounts(1, 1);
  }

  @Test
  void blanksAndCommentsMakeNoOtherText() {
    run(request(FEDERATED));
    run(request("-- again\n" + FEDERATED.replace(" FROM ", "\n  FROM /* both */ ")));
    assertCounts(1, 1);
  }

  @Test
  void aTextBetweenQuotesIsAnotherOne() {
    Answer one = run(request("SELECT 'a  b' AS t"));
    Answer other = run(request("SELECT 'a b' AS t"));
    assertThat(other.rows()).isNotEqualTo(one.rows());
    assertCounts(0, 2);
  }

  @Test
  void aPlanThatHoldsItsTimeServesOnce() {
    run(request("SELECT id FROM sales.main.orders WHERE day <= current_date"));
    run(request("SELECT id FROM sales.main.orders WHERE day <= current_date"));
    assertCounts(0, 2);
  }

  @Test
  void askingForTheSchemaPlansForTheRunThatFollows() {
    Caller.DEFAULT.run(() -> queries.prepare(request(FEDERATED)));
    run(request(FEDERATED));
    assertCounts(1, 1);
  }

  @Test
  void explainingSharesThePlanOfTheRun() {
    run(request(FEDERATED));
    run(request("EXPLAIN " + FEDERATED));
    Caller.DEFAULT.run(() -> queries.explain(request("EXPLAIN ANALYZE " + FEDERATED)));
    assertCounts(2, 1);
  }

  @Test
  void parametersWithTheSameValuesShareAPlan() {
    String sql = "SELECT name FROM sales.main.customer WHERE id = ?";
    run(request(sql, number(7)));
    run(request(sql, number(7)));
    assertCounts(1, 1);
  }

  @Test
  void parametersWithOtherValuesAreOtherPlans() {
    String sql = "SELECT name FROM sales.main.customer WHERE id = ?";
    Answer seven = run(request(sql, number(7)));
    Answer eight = run(request(sql, number(8)));
    assertThat(eight.rows()).isNotEqualTo(seven.rows());
    assertCounts(0, 2);
  }

  @Test
  void parametersOfOtherTypesAreOtherPlans() {
    String sql = "SELECT typeof(?) AS t";
    Answer number = run(request(sql, number(1)));
    Answer text = run(request(sql, Value.newBuilder().setStringValue("1").build()));
    assertThat(text.rows()).isNotEqualTo(number.rows());
  }

  @Test
  void anotherUserIsPlannedFor() {
    run(request(FEDERATED));
    new Caller("default", Optional.of("ann"))
        .run(() -> Answer.of(queries.start(request(FEDERATED))));
    new Caller("other", Optional.empty()).run(() -> Answer.of(queries.start(request(FEDERATED))));
    assertCounts(0, 3);
  }

  @Test
  void otherDefaultsMeanOtherTables() {
    String sql = "SELECT count(*) AS n FROM orders";
    run(request(sql, new SessionDefaults(Optional.of("sales"), Optional.of("main"))));
    run(request(sql, new SessionDefaults(Optional.of("lake"), Optional.of("main"))));
    assertCounts(0, 2);
  }

  @Test
  void aScanIsPlannedOnce() {
    var scan =
        TableScan.newBuilder()
            .setTable(TableRef.newBuilder().setSource("sales").setSchema("main").setTable("orders"))
            .addColumns("id")
            .build();
    run(request(new Statement.Structured(Relation.newBuilder().setScan(scan).build())));
    run(request(new Statement.Structured(Relation.newBuilder().setScan(scan).build())));
    assertCounts(1, 1);
  }

  @Test
  void aSourceThatWasOpenedAnewIsPlannedFor() {
    run(request(FEDERATED));
    metadata.change(
        "sales.main.orders",
        table ->
            new TableMetadata(
                table.id(),
                new SqlTestSource("sales", shop.database()),
                table.description(),
                table.statistics()));
    run(request(FEDERATED));
    assertCounts(0, 2);
  }

  @Test
  void aTableWithOtherColumnsIsPlannedFor() {
    String sql = "SELECT * FROM sales.main.orders";
    int before = run(request(sql)).rows().getFirst().size();
    metadata.change("sales.main.orders", PlanCacheTest::withoutLastColumn);
    assertThat(run(request(sql)).rows().getFirst()).hasSize(before - 1);
  }

  @Test
  void aTableWithOtherStatisticsIsPlannedFor() {
    run(request(FEDERATED));
    metadata.change(
        "sales.main.orders",
        table ->
            new TableMetadata(
                table.id(),
                table.source(),
                table.description(),
                new TableStatistics(OptionalDouble.of(1e9), Map.of())));
    run(request(FEDERATED));
    assertCounts(0, 2);
  }

  @Test
  void aNameThatMeansAnotherTableIsPlannedFor() {
    String sql = "SELECT count(*) AS n FROM sales.main.orders";
    Answer orders = run(request(sql));
    metadata.change("sales.main.orders", _ -> shop.metadata().table("sales", "main", "customer"));
    assertThat(run(request(sql)).rows()).isNotEqualTo(orders.rows());
  }

  @Test
  void aTableThatIsGoneIsReported() {
    run(request(FEDERATED));
    metadata.change(
        "lake.main.item",
        _ -> {
          throw new GatewayException(ErrorCode.TABLE_NOT_FOUND, "item is gone");
        });
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> run(request(FEDERATED)))
        .withMessageContaining("item is gone");
  }

  @Test
  void filesThatMovedArePlannedFor() {
    var files = new MovingFiles(shop.metadata().table("lake", "main", "item").source());
    metadata.change(
        "lake.main.item",
        table -> new TableMetadata(table.id(), files, table.description(), table.statistics()));
    String sql = "SELECT count(*) AS n FROM lake.main.item";
    Answer all = run(request(sql));
    files.limit = " LIMIT 10";
    assertThat(run(request(sql)).rows()).isNotEqualTo(all.rows());
  }

  @Test
  void rowsOfTheInformationSchemaAreReadAnew() {
    String sql = "SELECT count(*) AS n FROM sales.information_schema.schemata";
    Answer one = run(request(sql));
    metadata.moreSchemas = List.of("another");
    assertThat(run(request(sql)).rows()).isNotEqualTo(one.rows());
  }

  @Test
  void aKnownPlanIsStillRefusedWhereEverythingMustBePushed() {
    run(request(FEDERATED));
    QueryRequest strict =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql(FEDERATED, List.of()),
            SessionDefaults.NONE,
            EngineChoice.AUTO,
            Optional.empty(),
            true);
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> run(strict))
        .withMessageContaining("CROSS_SOURCE");
    assertCounts(1, 1);
  }

  @Test
  void duckDbAloneIsAnotherPlanThanOneSourceAlone() {
    String sql = "SELECT count(*) AS n FROM sales.main.orders";
    assertThat(route(sql, EngineChoice.AUTO)).isEqualTo("native");
    assertThat(route(sql, EngineChoice.DUCKDB)).isEqualTo("duckdb");
    assertThat(route(sql, EngineChoice.NATIVE)).isEqualTo("native");
  }

  @Test
  void plansAreBounded() {
    queries.close();
    queries = service(50_000);
    for (int i = 0; i < 100; i++) {
      run(request("SELECT %d AS n".formatted(i)));
    }
    assertThat(queries.planCacheStatistics().evictions()).isGreaterThan(80);
  }

  @Test
  void whatCouldNotBePlannedIsTriedAgain() {
    String sql = "SELECT nothing FROM sales.main.orders";
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(GatewayException.class)
          .isThrownBy(() -> run(request(sql)))
          .withMessageContaining("column nothing does not exist");
    }
    assertCounts(0, 2);
  }

  private void assertCounts(int hits, int misses) {
    assertThat(queries.planCacheStatistics()).isEqualTo(new PlanCacheStatistics(hits, misses, 0));
  }

  private Answer run(QueryRequest request) {
    return Caller.DEFAULT.call(() -> Answer.of(queries.start(request)));
  }

  private String route(String sql, EngineChoice engine) {
    var request =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql(sql, List.of()),
            SessionDefaults.NONE,
            engine,
            Optional.empty());
    return Caller.DEFAULT.call(() -> queries.explain(request)).route();
  }

  private static QueryRequest request(String sql, Value... parameters) {
    return request(new Statement.Sql(sql, List.of(parameters)));
  }

  private static QueryRequest request(Statement statement) {
    return new QueryRequest(
        QueryId.random(), statement, SessionDefaults.NONE, EngineChoice.AUTO, Optional.empty());
  }

  private static QueryRequest request(String sql, SessionDefaults defaults) {
    return new QueryRequest(
        QueryId.random(),
        new Statement.Sql(sql, List.of()),
        defaults,
        EngineChoice.AUTO,
        Optional.empty());
  }

  private static Value number(long value) {
    return Value.newBuilder().setIntegerValue(value).build();
  }

  private static TableMetadata withoutLastColumn(TableMetadata table) {
    TableDescription all = table.description();
    var fewer =
        new TableDescription(
            all.name(),
            all.kind(),
            all.comment(),
            all.columns().subList(0, all.columns().size() - 1),
            all.keys(),
            all.foreignKeys());
    return new TableMetadata(table.id(), table.source(), fewer, table.statistics());
  }

  /// A catalog in which things change.
  private static final class ChangingMetadata extends ForwardingMetadata {
    private final Map<String, UnaryOperator<TableMetadata>> changes = new HashMap<>();
    private List<String> moreSchemas = List.of();

    ChangingMetadata(Metadata metadata) {
      super(metadata);
    }

    /// @param table its full name
    void change(String table, UnaryOperator<TableMetadata> change) {
      changes.put(table, change);
    }

    @Override
    public TableMetadata table(String source, String schema, String table) {
      TableMetadata found = super.table(source, schema, table);
      TableId id = found.id();
      return changes
          .getOrDefault("%s.%s.%s".formatted(id.source(), id.schema(), id.table()), same -> same)
          .apply(found);
    }

    @Override
    public List<String> schemas(String source) {
      return Stream.concat(super.schemas(source).stream(), moreSchemas.stream()).toList();
    }
  }

  /// Files in place of which there are others all of a sudden.
  private static final class MovingFiles implements LocalSource {
    private final LocalSource files;
    private String limit = "";

    MovingFiles(Source files) {
      this.files = (LocalSource) files;
    }

    @Override
    public LocalRelation relation(TableName table) {
      LocalRelation all = files.relation(table);
      return new LocalRelation("(FROM %s%s)".formatted(all.sql(), limit), all.paths());
    }

    @Override
    public String name() {
      return files.name();
    }

    @Override
    public void test() {}

    @Override
    public List<String> listSchemas() {
      return files.listSchemas();
    }

    @Override
    public TablePage listTables(Optional<String> schema, Optional<TableName> from, int limit) {
      return files.listTables(schema, from, limit);
    }

    @Override
    public Optional<TableDescription> describe(TableName table) {
      return files.describe(table);
    }

    @Override
    public TableStatistics statistics(TableName table) {
      return files.statistics(table);
    }

    @Override
    public void close() {}
  }
}
