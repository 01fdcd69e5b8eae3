package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.Eventually;
import io.tributary.v1.Bound;
import io.tributary.v1.ColumnDomain;
import io.tributary.v1.Relation;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableScan;
import io.tributary.v1.Value;
import io.tributary.v1.ValueRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The life of a query.
@Timeout(60)
class QueryServiceTest {

  private static final String FEDERATED =
      "SELECT o.id, i.line FROM sales.main.orders o JOIN lake.main.item i ON i.order_id = o.id";

  @TempDir private Path folder;
  private SmallShop shop;
  private TestGateway gateway;
  private QueryService queries;

  @BeforeEach
  void open() {
    shop = new SmallShop(folder);
    gateway =
        new TestGateway(shop.metadata(), folder, new QueryLimits(Duration.ofSeconds(50), 2, 0));
    queries = gateway.queries();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    gateway.close();
    shop.close();
  }

  private static QueryRequest request(Statement statement) {
    return new QueryRequest(
        QueryId.random(), statement, SessionDefaults.NONE, EngineChoice.AUTO, Optional.empty());
  }

  private static QueryRequest request(String sql, Value... parameters) {
    return request(new Statement.Sql(sql, List.of(parameters)));
  }

  private ResultStream start(QueryRequest request) {
    return Caller.DEFAULT.call(() -> queries.start(request));
  }

  private GatewayException failure(Runnable action) {
    GatewayException failure =
        catchThrowableOfType(GatewayException.class, () -> Caller.DEFAULT.run(action));
    assertThat(failure).isNotNull();
    return failure;
  }

  private void assertSameAsDuckDb(QueryRequest request, String oracleSql) {
    Answer expected = gateway.answerOf(shop.database(), oracleSql);
    Answer.of(start(request)).assertSameAs(expected, false);
  }

  @Test
  void parametersAreTypedValues() {
    assertSameAsDuckDb(
        request(
            "SELECT id, name FROM sales.main.customer WHERE name = ? AND credit < ?",
            Value.newBuilder().setStringValue("name 7").build(),
            Value.newBuilder().setDecimalValue("99.50").build()),
        "SELECT id, name FROM customer WHERE name = 'name 7' AND credit < 99.50");
  }

  @Test
  void aNumberedParameterStandsInSeveralPlaces() {
    assertSameAsDuckDb(
        request(
            "SELECT id FROM sales.main.customer WHERE name = $2 OR id = $1 OR name = $2",
            Value.newBuilder().setIntegerValue(9).build(),
            Value.newBuilder().setStringValue("name 7").build()),
        "SELECT id FROM customer WHERE name = 'name 7' OR id = 9");
  }

  @Test
  void moreValuesThanNumberedParametersAreRefused() {
    Value value = Value.newBuilder().setIntegerValue(7).build();
    GatewayException failure = failure(() -> start(request("SELECT $1, $1", value, value)));
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure).hasMessageContaining("the SQL has 1 parameters, but 2 values were given");
  }

  @Test
  void aNumberThatNoParameterHasIsRefused() {
    Value value = Value.newBuilder().setIntegerValue(7).build();
    GatewayException failure = failure(() -> start(request("SELECT $1, $3", value, value)));
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure).hasMessageContaining("$3, but no $2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"13:05:00.1234567", "13:05:00.123456789"})
  void aParameterBetweenTwoMicrosecondsIsRefused(String time) {
    GatewayException failure =
        failure(() ->
            request(
                "SELECT ? = TIME '13:05:00.123456'",
                Value.newBuilder().setTimeValue(time).build()));
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure.getMessage()).contains("parameter 1", time, "microsecond");
  }

  @Test
  void zerosBelowTheMicrosecondAreNothing() {
    assertSameAsDuckDb(
        request(
            "SELECT ? = TIME '13:05:00.123456'",
            Value.newBuilder().setTimeValue("13:05:00.123456000").build()),
        "SELECT true");
  }

  /// As the inputs of a UNION ALL they took DuckDB minutes.
  @Test
  @Timeout(60)
  void thousandsOfListedRowsTakeSeconds() {
    String rows =
        IntStream.range(0, 20_000)
            .mapToObj("(%d, 'a')"::formatted)
            .collect(Collectors.joining(","));
    String sql = "SELECT count(DISTINCT i), max(t) FROM (VALUES %s) AS v (i, t)".formatted(rows);
    assertSameAsDuckDb(request(sql), sql);
  }

  @Test
  void aParameterWithANulIsRefused() {
    GatewayException failure =
        failure(() ->
            request(
                "SELECT id FROM sales.main.customer WHERE name = ?",
                Value.newBuilder().setStringValue("a\0b").build()));
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure.getMessage()).contains("parameter 1", "U+0000", "write chr(0)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1e20000000", "-1e-20000000", "1e99999999999"})
  void aParameterThatIsNoDecimalOrAnEndlessOneIsRefused(String decimal) {
    GatewayException failure =
        failure(() -> request("SELECT ?", Value.newBuilder().setDecimalValue(decimal).build()));
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure.getMessage()).contains("parameter 1", "decimal");
  }

  @Test
  void parametersAreWaitedForAsLongAsTheQueryMayTake() {
    var never = new CountDownLatch(1);
    QueryRequest request =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql("SELECT 1", List.of()),
            SessionDefaults.NONE,
            EngineChoice.AUTO,
            Optional.of(Duration.ofMillis(20)));
    GatewayException failure = failure(() -> queries.received(request, () -> waitFor(never)));
    assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(failure.getMessage()).contains("parameters", "0.02 seconds");
  }

  @Test
  void columnsOfRowsAreWaitedForAsLongAsTheQueryMayTake() {
    var never = new CountDownLatch(1);
    QueryRequest request =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql("INSERT INTO sales.main.customer VALUES (?)", List.of()),
            SessionDefaults.NONE,
            EngineChoice.AUTO,
            Optional.of(Duration.ofMillis(20)));
    GatewayException failure =
        failure(() -> queries.startInsert(request, withoutColumns(never)).close());
    assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(failure.getMessage()).contains("columns", "0.02 seconds");
  }

  private static ClientRows withoutColumns(CountDownLatch never) {
    return new ClientRows() {
      @Override
      public VectorSchemaRoot root() {
        waitFor(never);
        throw new IllegalStateException("no columns");
      }

      @Override
      public boolean next() {
        return false;
      }
    };
  }

  private static boolean waitFor(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aParameterIsNeverSql() {
    assertSameAsDuckDb(
        request(
            "SELECT count(*) FROM sales.main.customer WHERE name = ?",
            Value.newBuilder().setStringValue("x' OR '1'='1").build()),
        "SELECT count(*) FROM customer WHERE false");
  }

  @Test
  void aScanReadsColumnsWithinDomains() {
    Value low = Value.newBuilder().setDateValue("2024-02-01").build();
    var scan =
        TableScan.newBuilder()
            .setTable(TableRef.newBuilder().setSource("sales").setSchema("main").setTable("orders"))
            .addColumns("total")
            .addColumns("id")
            .addDomains(
                ColumnDomain.newBuilder()
                    .setColumn("day")
                    .addRanges(
                        ValueRange.newBuilder()
                            .setLow(Bound.newBuilder().setValue(low).setInclusive(true))))
            .build();
    assertSameAsDuckDb(
        request(new Statement.Structured(Relation.newBuilder().setScan(scan).build())),
        "SELECT total, id FROM orders WHERE day >= DATE '2024-02-01'");
  }

  @Test
  void aScanWithoutColumnsStillCounts() {
    var scan =
        TableScan.newBuilder()
            .setTable(TableRef.newBuilder().setSource("lake").setSchema("main").setTable("item"))
            .build();
    assertThat(
            Answer.of(
                    start(
                        request(
                            new Statement.Structured(Relation.newBuilder().setScan(scan).build()))))
                .rows())
        .hasSize(40_000);
  }

  @Test
  void preparingTellsTheResultAndTheParameters() {
    PreparedQuery prepared =
        Caller.DEFAULT.call(() ->
            queries.prepare(
                request("SELECT id, credit FROM sales.main.customer WHERE credit > ?")));
    assertThat(prepared.result().getFields()).extracting("name").containsExactly("id", "credit");
    assertThat(prepared.parameters().getFields()).hasSize(1);
  }

  @Test
  void preparingTellsNumberedParametersInTheirOrder() {
    PreparedQuery prepared =
        Caller.DEFAULT.call(() ->
            queries.prepare(
                request(
                    "SELECT id FROM sales.main.customer WHERE name = $2 AND id > $1 AND name <"
                        + " $2")));
    assertThat(prepared.parameters().getFields())
        .extracting(field -> field.getType().toString())
        .containsExactly("Int(64, true)", "Utf8");
  }

  @Test
  void preparingTellsTheTypeThatAllPlacesOfAParameterTake() {
    PreparedQuery prepared =
        Caller.DEFAULT.call(() ->
            queries.prepare(
                request("SELECT id FROM sales.main.orders WHERE priority = $1 OR id = $1")));
    assertThat(prepared.parameters().getFields())
        .extracting(field -> field.getType().toString())
        .containsExactly("Int(64, true)");
  }

  @Test
  void aDollarInATextIsNoParameter() {
    PreparedQuery prepared =
        Caller.DEFAULT.call(
            () -> queries.prepare(request("SELECT id FROM sales.main.customer WHERE name = '$1'")));
    assertThat(prepared.parameters().getFields()).isEmpty();
  }

  @Test
  void thePreparedSchemaIsThatOfTheStream() {
    QueryRequest request =
        request(
            "SELECT sum(i.price) / count(*) AS mean, o.day FROM sales.main.orders o"
                + " JOIN lake.main.item i ON i.order_id = o.id GROUP BY o.day");
    PreparedQuery prepared = Caller.DEFAULT.call(() -> queries.prepare(request));
    try (ResultStream stream = start(request)) {
      assertThat(stream.arrowSchema()).isEqualTo(prepared.result());
    }
  }

  @Test
  void aCancelledQueryFailsAsCancelled() {
    try (ResultStream stream = start(request(FEDERATED))) {
      Caller.DEFAULT.run(() -> queries.cancel(stream.id()));
      GatewayException failure =
          failure(() -> {
            while (stream.next()) {
              assertThat(stream.root().getRowCount()).isPositive();
            }
          });
      assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
    }
  }

  @Test
  void aLongComputationIsInterrupted() {
    String endless =
        "SELECT count(*) FROM lake.main.item a, lake.main.item b, lake.main.item c WHERE a.price *"
            + " b.price > c.price";
    QueryRequest request =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql(endless, List.of()),
            SessionDefaults.NONE,
            EngineChoice.AUTO,
            Optional.of(Duration.ofSeconds(1)));
    GatewayException failure =
        failure(() -> {
          try (ResultStream stream = queries.start(request)) {
            stream.next();
          }
        });
    assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(failure.getMessage()).contains("1.0 seconds");
  }

  @Test
  void whoeverWaitsForItsTurnCanBeCancelled() throws Exception {
    gateway.close();
    gateway =
        new TestGateway(shop.metadata(), folder, new QueryLimits(Duration.ofSeconds(50), 1, 1));
    queries = gateway.queries();
    QueryRequest second = request(FEDERATED);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ResultStream first = start(request(FEDERATED))) {
      Future<GatewayException> waiting =
          threads.submit(() -> failure(() -> queries.start(second).close()));
      cancelAsSoonAsKnown(second.id());

      assertThat(waiting.get(1, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CANCELLED);
      assertThat(first.next()).isTrue();
    }
  }

  @Test
  void whatIsAnalyzedCanBeCancelledWhileItWaitsForItsTurn() throws Exception {
    gateway.close();
    gateway =
        new TestGateway(shop.metadata(), folder, new QueryLimits(Duration.ofSeconds(50), 1, 1));
    queries = gateway.queries();
    QueryRequest second = request("EXPLAIN ANALYZE " + FEDERATED);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ResultStream _ = start(request(FEDERATED))) {
      Future<GatewayException> waiting =
          threads.submit(() -> failure(() -> queries.explain(second)));
      cancelAsSoonAsKnown(second.id());

      assertThat(waiting.get(1, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CANCELLED);
    }
  }

  @Test
  void whatIsAnalyzedForAClientThatLeftIsNotRun() {
    GatewayException failure =
        failure(() -> queries.explain(request("EXPLAIN ANALYZE " + FEDERATED), () -> true));

    assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
  }

  private void cancelAsSoonAsKnown(QueryId id) throws Exception {
    Eventually.holds(
        "the query is known",
        Duration.ofSeconds(10),
        () -> {
          try {
            Caller.DEFAULT.run(() -> queries.cancel(id));
            return true;
          } catch (GatewayException e) {
            return false;
          }
        });
  }

  @Test
  void aQueryIsCancelledWhileItIsPlanned() throws Exception {
    String slowToPlan =
        IntStream.range(0, 400)
            .mapToObj("SELECT id FROM sales.main.orders WHERE id = %d"::formatted)
            .collect(Collectors.joining(" UNION "));
    QueryRequest request = request(slowToPlan);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<GatewayException> planned =
          threads.submit(() -> failure(() -> queries.start(request).close()));
      cancelAsSoonAsKnown(request.id());

      assertThat(planned.get(1, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CANCELLED);
    }
  }

  @Test
  void aQueryWhoseClientLeftBeforeItWasKnownIsNotRun() {
    GatewayException failure = failure(() -> queries.start(request(FEDERATED), () -> true).close());

    assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(queries.runningQueries()).isZero();
  }

  /// More rows than DuckDB sorts in one piece.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a.id, b.id AS other FROM lake.main.customer a CROSS JOIN lake.main.customer b"
            + " WHERE b.id <= 300 ORDER BY 1, 2",
        "SELECT id, other FROM (SELECT a.id, b.id AS other FROM lake.main.customer a,"
            + " lake.main.customer b ORDER BY 1, 2 LIMIT 300000) AS first ORDER BY ALL",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
            + " SELECT a.id, i FROM lake.main.customer a, n order\nby 1, 2"
      })
  void manyRowsComeInOrder(String sql) {
    long rows = 0;
    long last = 0;
    try (ResultStream stream = start(request(sql))) {
      while (stream.next()) {
        for (int row = 0; row < stream.root().getRowCount(); row++) {
          long value = number(stream, 0, row) * 10_000 + number(stream, 1, row);
          assertThat(value).isGreaterThan(last);
          last = value;
          rows++;
        }
      }
    }
    assertThat(rows).isEqualTo(300_000);
  }

  private static long number(ResultStream stream, int column, int row) {
    return ((Number) stream.root().getVector(column).getObject(row)).longValue();
  }

  @Test
  void anotherOrganisationCannotCancel() {
    try (ResultStream stream = start(request(FEDERATED))) {
      GatewayException failure =
          catchThrowableOfType(
              GatewayException.class,
              () -> new Caller("other", Optional.empty()).run(() -> queries.cancel(stream.id())));
      assertThat(failure.code()).isEqualTo(ErrorCode.QUERY_NOT_FOUND);
    }
  }

  @Test
  void aRunningQueryIsListedWithWhatItDid() {
    try (ResultStream stream = start(request(FEDERATED))) {
      QueryState state = list(Caller.DEFAULT).getFirst();
      assertThat(state.id()).isEqualTo(stream.id());
      assertThat(state.running()).isTrue();
      assertThat(state.sql()).contains(FEDERATED);
      assertThat(state.statistics().fragments()).isNotEmpty();
    }
  }

  @Test
  void endedQueriesAreListedTheLatestFirst() {
    try (ResultStream stream = start(request("SELECT 1"))) {
      while (stream.next()) {
        assertThat(stream.root().getRowCount()).isEqualTo(1);
      }
    }
    start(request("SELECT 2")).close();

    assertThat(list(Caller.DEFAULT))
        .extracting(QueryState::sql, QueryState::running, QueryState::failure)
        .containsExactly(
            tuple(Optional.of("SELECT 2"), false, Optional.of(ErrorCode.CANCELLED)),
            tuple(Optional.of("SELECT 1"), false, Optional.empty()));
  }

  @Test
  void anotherOrganisationsQueriesAreNotListed() {
    try (ResultStream stream = start(request(FEDERATED))) {
      assertThat(list(Caller.DEFAULT)).extracting(QueryState::id).contains(stream.id());
      assertThat(list(new Caller("other", Optional.empty()))).isEmpty();
    }
  }

  @Test
  void aQueryThatFailsAtItsStartIsListedWithItsFailure() {
    String sql = "SELECT CAST(note AS INTEGER) AS n FROM lake.main.item ORDER BY n";
    GatewayException failure =
        failure(() -> {
          try (ResultStream stream = queries.start(request(sql))) {
            stream.next();
          }
        });

    assertThat(list(Caller.DEFAULT).getFirst().failure()).contains(failure.code());
  }

  private List<QueryState> list(Caller caller) {
    return caller.<List<QueryState>, RuntimeException>call(queries::list);
  }

  @Test
  void moreQueriesThanTheLimitAreRefused() {
    try (ResultStream one = start(request(FEDERATED));
        ResultStream two = start(request(FEDERATED))) {
      assertThat(one.id()).isNotEqualTo(two.id());
      assertThat(failure(() -> queries.start(request(FEDERATED)).close()).code())
          .isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
    }
  }

  @Test
  void aFailureInDuckDbIsOneLineForUsers() {
    GatewayException failure =
        failure(() -> {
          try (ResultStream stream =
              queries.start(
                  request(
                      "SELECT CAST(note AS INTEGER) FROM lake.main.item WHERE note IS NOT NULL"))) {
            stream.next();
          }
        });
    assertThat(failure.code()).isEqualTo(ErrorCode.DATA_ERROR);

    assertThat(failure.getMessage()).contains("note").doesNotContain("\n").doesNotContain("java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to_hours(2562047)",
        "-to_hours(3000000)",
        "{'part': [to_hours(3000000)]}",
        "MAP {'a': to_hours(line + 3000000)}"
      })
  void anIntervalThatArrowDoesNotHoldIsRefused(String interval) {
    GatewayException failure =
        failure(() -> {
          try (ResultStream stream =
              queries.start(
                  request("SELECT %s AS pause FROM lake.main.item".formatted(interval)))) {
            stream.next();
          }
        });
    assertThat(failure.code()).isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(failure)
        .hasMessageContaining("column pause")
        .hasMessageContaining("292 years")
        .hasMessageContaining("VARCHAR");
  }

  @Test
  void theLongestIntervalThatArrowHoldsIsDelivered() {
    assertSameAsDuckDb(
        request(
            "SELECT to_hours(2562046) AS a, [to_hours(-2562046)] AS b, to_years(100000) AS c,"
                + " {'i': to_hours(1), 't': NULL} AS d"),
        "SELECT to_hours(2562046), [to_hours(-2562046)], to_years(100000), {'i': to_hours(1), 't':"
            + " NULL}");
  }

  @Test
  void oneSourceCanBeDemanded() {
    GatewayException failure =
        failure(() ->
            queries.explain(
                new QueryRequest(
                    QueryId.random(),
                    new Statement.Sql(FEDERATED, List.of()),
                    SessionDefaults.NONE,
                    EngineChoice.NATIVE,
                    Optional.empty())));
    assertThat(failure.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertThat(failure.getMessage()).contains("inner join");
  }

  @Test
  void noSourceIsNotOneSource() {
    GatewayException failure =
        failure(() ->
            queries.explain(
                new QueryRequest(
                    QueryId.random(),
                    new Statement.Sql("SELECT 1", List.of()),
                    SessionDefaults.NONE,
                    EngineChoice.NATIVE,
                    Optional.empty())));
    assertThat(failure.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertThat(failure.getMessage()).endsWith("it reads no source");
  }

  private static QueryRequest requiringPushdown(String sql) {
    return new QueryRequest(
        QueryId.random(),
        new Statement.Sql(sql, List.of()),
        SessionDefaults.NONE,
        EngineChoice.AUTO,
        Optional.empty(),
        true);
  }

  @Test
  void whereAllMustBePushedAJoinAcrossSourcesIsRefusedWithItsReason() {
    GatewayException failure = failure(() -> queries.start(requiringPushdown(FEDERATED)).close());
    assertThat(failure.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertThat(failure.getMessage()).contains("require_pushdown", "inner join [CROSS_SOURCE]");
  }

  @Test
  void whereAllMustBePushedWhatCanBeRuns() {
    assertSameAsDuckDb(
        requiringPushdown("SELECT count(*) FROM sales.main.orders"), "SELECT count(*) FROM orders");
    assertSameAsDuckDb(
        requiringPushdown("SELECT count(*) FROM lake.main.item"), "SELECT count(*) FROM item");
  }

  @Test
  void warmingUpLeavesNothing() {
    queries.warmUp();
    assertThat(queries.runningQueries()).isZero();
  }

  /// As a list, this one would have 4 GB, which no query has.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*), sum(i) FROM range(500000000) AS r (i)",
        "SELECT count(*), max(range) FROM range(7, 500000000, 2)",
        "SELECT count(*), min(n) FROM generate_series(-250000000, 250000000) AS g (n)"
      })
  void aRangeIsNeverAllInMemory(String sql) {
    assertSameAsDuckDb(request(sql), sql);
  }

  @Test
  void constantsNeedNoSource() {
    assertSameAsDuckDb(request("SELECT 7 / 2 AS half, 'x' AS x"), "SELECT 7 / 2 AS half, 'x' AS x");
  }
}
