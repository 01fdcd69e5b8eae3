package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.CachePolicy.Mode;
import io.tributary.gateway.query.CacheReport.Outcome;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.HeldSource;
import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.Eventually;
import io.tributary.testing.MutableClock;
import io.tributary.v1.Value;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultCacheTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration MAX_AGE = Duration.ofMinutes(10);
  private static final CachePolicy USE = new CachePolicy(Mode.USE, Optional.empty());
  private static final CachePolicy REFRESH = new CachePolicy(Mode.REFRESH, Optional.empty());
  private static final Caller SOMEBODY = new Caller("shop", Optional.of("ann"));

  private static final String COUNT = "SELECT count(*) AS n FROM sales.main.customer";
  private static final String THROUGH_ENGINE = "SELECT count(*) AS n FROM engine.main.customer";
  private static final String IN_FILES = "SELECT count(*) AS n FROM lake.main.customer";

  @TempDir private Path folder;
  private final MutableClock clock = new MutableClock();
  private final AtomicReference<Runnable> whenLooked = new AtomicReference<>(() -> {});
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private SmallShop shop;
  private HeldSource sales;
  private HeldSource engine;
  private ParquetTestSource lake;
  private ResultCache cache;
  private TestGateway gateway;

  @BeforeEach
  void open() {
    shop = new SmallShop(folder);
    sales = new HeldSource("sales", shop.database());
    engine = HeldSource.engine("engine", shop.database());
    lake = new ParquetTestSource("lake", folder, shop.database());
    open(8L << 20);
  }

  private void open(long cacheBytes) {
    cache = new ResultCache(cacheBytes, MAX_AGE, watched());
    var metadata =
        new FixedMetadata(
            Map.of(
                "sales", sales,
                "engine", engine,
                "support", new HeldSource("support", shop.database()),
                "lake", lake));
    gateway =
        new TestGateway(metadata, folder, new QueryLimits(Duration.ofSeconds(50), 4, 4), cache);
  }

  /// The clock, which tells who looks at it.
  private Clock watched() {
    return new Clock() {
      @Override
      public Instant instant() {
        whenLooked.getAndSet(() -> {}).run();
        return clock.instant();
      }

      @Override
      public ZoneId getZone() {
        return clock.getZone();
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return clock.withZone(zone);
      }
    };
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    sales.release();
    engine.release();
    threads.close();
    gateway.close();
    shop.close();
  }

  private record Result(List<List<Object>> rows, QueryStatistics statistics) {
    Outcome outcome() {
      return statistics.cache().outcome();
    }

    String value() {
      return String.valueOf(rows.getFirst().getFirst());
    }
  }

  private Result run(String sql, CachePolicy policy, Value... parameters) {
    return run(SOMEBODY, request(sql, policy, parameters));
  }

  private Result run(Caller caller, QueryRequest request) {
    return caller.call(() -> {
      try (ResultStream stream = gateway.queries().start(request)) {
        var rows = new java.util.ArrayList<List<Object>>();
        while (stream.next()) {
          for (int row = 0; row < stream.root().getRowCount(); row++) {
            int index = row;
            rows.add(
                stream.root().getFieldVectors().stream()
                    .map(vector -> (Object) String.valueOf(vector.getObject(index)))
                    .toList());
          }
        }
        return new Result(rows, stream.statistics());
      }
    });
  }

  private static QueryRequest request(String sql, CachePolicy policy, Value... parameters) {
    return new QueryRequest(
        QueryId.random(),
        new io.tributary.gateway.query.Statement.Sql(sql, List.of(parameters)),
        SessionDefaults.NONE,
        EngineChoice.AUTO,
        Optional.empty(),
        false,
        policy,
        Priority.NORMAL);
  }

  private static CachePolicy noOlderThan(Duration age) {
    return new CachePolicy(Mode.USE, Optional.of(age));
  }

  private void changeCustomers() throws SQLException {
    execute("INSERT INTO customer SELECT id + 1000, name, region, credit FROM customer LIMIT 1");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = shop.database().createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void whoDoesNotAskGetsWhatIsThereNow() throws Exception {
    run(COUNT, USE);
    changeCustomers();
    Result now = run(COUNT, CachePolicy.BYPASS);
    assertThat(now.value()).isEqualTo("1001");
    assertThat(now.outcome()).isEqualTo(Outcome.BYPASSED);
  }

  @Test
  void whatWasKeptIsGivenOutWithItsAge() throws Exception {
    Result first = run(COUNT, USE);
    changeCustomers();
    clock.advance(Duration.ofSeconds(20));
    Result second = run(COUNT, USE);
    assertThat(first.outcome()).isEqualTo(Outcome.KEPT);
    assertThat(first.statistics().route()).isEqualTo("native");
    assertThat(second.value()).isEqualTo("1000");
    assertThat(second.statistics().cache()).isEqualTo(CacheReport.hit(Duration.ofSeconds(20)));
    assertThat(second.statistics().route()).isEqualTo("cache");
    assertThat(sales.reads()).isEqualTo(1);
  }

  @Test
  void rowsFromTheCacheAreTheSameInTheSameOrder() {
    String sql =
        "SELECT c.id, c.name, c.credit, o.day, i.note FROM sales.main.customer c JOIN"
            + " support.main.orders o ON o.customer_id = c.id JOIN lake.main.item i ON i.order_id ="
            + " o.id WHERE c.id < 100 ORDER BY 1, 4, 5, i.line";
    Result first = run(sql, USE);
    Result second = run(sql, USE);
    assertThat(second.outcome()).isEqualTo(Outcome.HIT);
    assertThat(second.rows())
        .isEqualTo(first.rows())
        .isEqualTo(run(sql, CachePolicy.BYPASS).rows());
    assertThat(second.rows()).hasSizeGreaterThan(1000);
  }

  @Test
  void whatIsOlderThanWantedIsReadAnew() throws Exception {
    run(COUNT, USE);
    changeCustomers();
    clock.advance(Duration.ofSeconds(31));
    assertThat(run(COUNT, noOlderThan(Duration.ofSeconds(30))).value()).isEqualTo("1001");
    assertThat(run(COUNT, noOlderThan(Duration.ofSeconds(30))).outcome()).isEqualTo(Outcome.HIT);
  }

  @Test
  void aSourceThatTellsNoVersionIsKeptNoLongerThanTheServersBound() {
    run(COUNT, USE);
    clock.advance(MAX_AGE.plusSeconds(1));
    assertThat(run(COUNT, USE).outcome()).isEqualTo(Outcome.KEPT);
  }

  @Test
  void filesAreKeptUntilTheyChange() throws Exception {
    run(IN_FILES, USE);
    clock.advance(MAX_AGE.multipliedBy(10));
    assertThat(run(IN_FILES, USE).outcome()).isEqualTo(Outcome.HIT);
    changeCustomers();
    execute("COPY customer TO '%s'".formatted(folder.resolve("customer.parquet")));
    Result changed = run(IN_FILES, USE);
    assertThat(changed.outcome()).isEqualTo(Outcome.KEPT);
    assertThat(changed.value()).isEqualTo("1001");
  }

  @Test
  void refreshingReplacesWhatWasKept() throws Exception {
    run(COUNT, USE);
    changeCustomers();
    assertThat(run(COUNT, REFRESH).outcome()).isEqualTo(Outcome.KEPT);
    Result after = run(COUNT, USE);
    assertThat(after.outcome()).isEqualTo(Outcome.HIT);
    assertThat(after.value()).isEqualTo("1001");
  }

  @ParameterizedTest
  @CsvSource({"shop, bob", "shop,", "bakery, ann"})
  void nobodyGetsTheRowsOfSomebodyElse(String organisation, String user) {
    run(COUNT, USE);
    var other = new Caller(organisation, Optional.ofNullable(user));
    assertThat(run(other, request(COUNT, USE)).outcome()).isEqualTo(Outcome.KEPT);
  }

  @Test
  void otherParametersAreAnotherQuery() {
    String sql = "SELECT name FROM sales.main.customer WHERE id = ?";
    run(sql, USE, Value.newBuilder().setIntegerValue(7).build());
    Result other = run(sql, USE, Value.newBuilder().setIntegerValue(8).build());
    assertThat(other.outcome()).isEqualTo(Outcome.KEPT);
    assertThat(other.value()).isEqualTo("name 8");
  }

  @Test
  void otherNamesOfColumnsAreAnotherQuery() {
    run(COUNT, USE);
    assertThat(run(COUNT.replace("AS n", "AS m"), USE).outcome()).isEqualTo(Outcome.KEPT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT count(*) FROM sales.main.orders WHERE day < current_date | current_date",
        "SELECT now() | now",
        "SELECT random() | random",
        "SELECT id FROM sales.main.customer WHERE random() < 0.5 | random",
        "SELECT id FROM sales.main.customer WHERE id IN (SELECT CAST(random() * 9 AS INTEGER)) |"
            + " random",
        "SELECT gen_random_uuid() | gen_random_uuid",
        "SELECT list_transform([1, 2], lambda x: x + random()) | random",
        "SELECT list_transform([1], lambda x: current_timestamp) | current_timestamp",
        "SELECT list_transform([1], lambda x: ago(INTERVAL 1 DAY)) | ago",
        "SELECT id FROM sales.main.customer USING SAMPLE 10 ROWS | a sample",
        "SELECT id FROM sales.main.customer TABLESAMPLE 10% | a sample",
        "SELECT table_name FROM sales.information_schema.tables | information_schema",
        "SHOW TABLES FROM sales.main | about plans or the catalog",
        "EXPLAIN SELECT 1 | about plans or the catalog",
      })
  void whatDiffersEachTimeIsNotKeptAndSaysWhy(String sql, String reason) {
    run(sql, USE);
    CacheReport second = run(sql, USE).statistics().cache();
    assertThat(second.outcome()).isEqualTo(Outcome.NOT_KEPT);
    assertThat(second.reason().orElseThrow()).contains(reason);
  }

  @Test
  void whatIsTooLargeIsGivenButNotKept() {
    reopen(64 << 10);
    String sql = "SELECT id, name FROM sales.main.customer ORDER BY id";
    Result large = run(sql, USE);
    assertThat(large.rows()).isEqualTo(run(sql, CachePolicy.BYPASS).rows()).hasSize(1000);
    assertThat(large.statistics().cache().reason().orElseThrow()).contains("larger than");
    assertThat(run(sql, USE).outcome()).isEqualTo(Outcome.NOT_KEPT);
  }

  @Test
  void whatIsTooLargeGoesOnAfterWhatWasRead() {
    String sql =
        "SELECT a.id AS x, b.id AS y FROM lake.main.customer a CROSS JOIN lake.main.customer b"
            + " WHERE b.id <= 300 ORDER BY x, y";
    Result large = run(sql, USE);
    assertThat(large.outcome()).isEqualTo(Outcome.NOT_KEPT);
    assertThat(large.rows()).hasSize(300_000).startsWith(List.of("1", "1"), List.of("1", "2"));
    assertThat(large.rows()).endsWith(List.of("1000", "299"), List.of("1000", "300"));
    assertThat(large.statistics().rows()).isEqualTo(300_000);
  }

  @Test
  void allResultsTogetherKeepToTheirBound() {
    reopen(64 << 10);
    for (int i = 0; i < 40; i++) {
      run("SELECT id, %d AS i FROM sales.main.customer WHERE id < 50".formatted(i), USE);
    }
    ResultCacheStatistics statistics = gateway.queries().resultCacheStatistics();
    assertThat(statistics.bytes()).isPositive().isLessThanOrEqualTo(64 << 10);
    assertThat(statistics.evictions()).isPositive();
  }

  private void reopen(long cacheBytes) {
    gateway.close();
    open(cacheBytes);
  }

  @Test
  void hitsAndMissesAreCounted() {
    run(COUNT, USE);
    run(COUNT, USE);
    run(COUNT, CachePolicy.BYPASS);
    ResultCacheStatistics statistics = gateway.queries().resultCacheStatistics();
    assertThat(statistics.misses()).isEqualTo(1);
    assertThat(statistics.hits()).isEqualTo(1);
  }

  @Test
  void whatIsDeclaredVoidIsReadAnew() throws Exception {
    run(COUNT, USE);
    changeCustomers();
    cache.invalidate(sales);
    assertThat(run(COUNT, USE).value()).isEqualTo("1001");
  }

  @Test
  void whatIsDeclaredVoidIsReadAnewByEveryOrganisation() throws Exception {
    var other = new Caller("bakery", Optional.of("ann"));
    run(other, request(COUNT, USE));
    changeCustomers();
    cache.invalidate(sales);
    assertThat(run(other, request(COUNT, USE)).value()).isEqualTo("1001");
  }

  @Test
  void whatWasReadThroughAnEngineIsVoidWithAnySource() throws Exception {
    run(THROUGH_ENGINE, USE);
    changeCustomers();
    cache.invalidate(sales);
    assertThat(run(THROUGH_ENGINE, USE).value()).isEqualTo("1001");
  }

  @Test
  void whatIsReadThroughAnEngineWhileAnySourceChangesIsNotKept() throws Exception {
    run(THROUGH_ENGINE, CachePolicy.BYPASS);
    engine.hold();
    Future<Result> before = threads.submit(() -> run(THROUGH_ENGINE, USE));
    Eventually.holds("it reads", PATIENCE, () -> engine.reads() == 2);
    cache.invalidate(sales);
    engine.release();
    assertThat(before.get().statistics().cache().reason().orElseThrow()).contains("changed");
  }

  @Test
  void everySourceIsVoidWithAnEngine() throws Exception {
    run(COUNT, USE);
    changeCustomers();
    cache.invalidate(engine);
    assertThat(run(COUNT, USE).value()).isEqualTo("1001");
  }

  @Test
  void otherSourcesStayWhenOneIsDeclaredVoid() {
    run(COUNT, USE);
    cache.invalidate(lake);
    assertThat(run(COUNT, USE).outcome()).isEqualTo(Outcome.HIT);
  }

  @Test
  void whatIsReadWhileItIsDeclaredVoidIsGivenToNobodyElse() throws Exception {
    run(COUNT, CachePolicy.BYPASS);
    sales.hold();
    Future<Result> before = threads.submit(() -> run(COUNT, USE));
    Eventually.holds("it reads", PATIENCE, () -> sales.reads() == 2);
    cache.invalidate(sales);
    sales.release();
    assertThat(before.get().statistics().cache().reason().orElseThrow()).contains("changed");
    assertThat(run(COUNT, USE).outcome()).isEqualTo(Outcome.KEPT);
  }

  @Test
  void anotherConfigurationOfASourceDeclaresItsResultsVoid() {
    assertThat(cache.invalidations("shop", sales, "1")).isZero();
    assertThat(cache.invalidations("shop", sales, "1")).isZero();
    assertThat(cache.invalidations("shop", sales, "2")).isEqualTo(1);
  }

  @Test
  void whoAsksTheSameAtOnceIsServedByOneRun() throws Exception {
    sales.hold();
    Future<Result> first = threads.submit(() -> run(COUNT, USE));
    Eventually.holds("it reads", PATIENCE, () -> sales.reads() == 1);
    List<Future<Result>> others =
        List.of(threads.submit(() -> run(COUNT, USE)), threads.submit(() -> run(COUNT, USE)));
    awaitWaiting(2);
    sales.release();
    assertThat(first.get().outcome()).isEqualTo(Outcome.KEPT);
    for (Future<Result> other : others) {
      assertThat(other.get().outcome()).isEqualTo(Outcome.HIT);
      assertThat(other.get().value()).isEqualTo("1000");
    }
    assertThat(sales.reads()).isEqualTo(1);
  }

  @Test
  void whoWaitsTakesOverWhenTheOneIsCancelled() throws Exception {
    sales.hold();
    QueryRequest one = request(COUNT, USE);
    Future<Result> first = threads.submit(() -> run(SOMEBODY, one));
    Eventually.holds("it reads", PATIENCE, () -> sales.reads() == 1);
    Future<Result> second = threads.submit(() -> run(COUNT, USE));
    awaitWaiting(1);
    SOMEBODY.run(() -> gateway.queries().cancel(one.id()));
    sales.release();
    assertThat(failure(first).code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(second.get().outcome()).isEqualTo(Outcome.KEPT);
    assertThat(second.get().value()).isEqualTo("1000");
  }

  @Test
  void whoWaitsTakesOverWhenTheOneFails() throws Exception {
    String sql = "SELECT id, name FROM sales.main.customer WHERE id = 3";
    run(sql, CachePolicy.BYPASS);
    sales.hold();
    Future<Result> first = threads.submit(() -> run(sql, USE));
    Eventually.holds("it reads", PATIENCE, () -> sales.reads() == 2);
    Future<Result> second = threads.submit(() -> run(sql, USE));
    awaitWaiting(1);
    execute("ALTER TABLE customer RENAME COLUMN name TO title");
    sales.release();
    assertThat(failure(first).code()).isEqualTo(ErrorCode.SOURCE_ERROR);
    assertThat(failure(second).code()).isEqualTo(ErrorCode.SOURCE_ERROR);
    assertThat(sales.reads()).isEqualTo(3);
  }

  @Test
  void whoWaitsCanBeCancelled() throws Exception {
    sales.hold();
    Future<Result> first = threads.submit(() -> run(COUNT, USE));
    Eventually.holds("it reads", PATIENCE, () -> sales.reads() == 1);
    QueryRequest waiting = request(COUNT, USE);
    Future<Result> second = threads.submit(() -> run(SOMEBODY, waiting));
    awaitWaiting(1);
    SOMEBODY.run(() -> gateway.queries().cancel(waiting.id()));
    assertThat(failure(second).code()).isEqualTo(ErrorCode.CANCELLED);
    sales.release();
    assertThat(first.get().value()).isEqualTo("1000");
  }

  /// A query looks at the clock when it is planned and does not wait yet.
  @Test
  void whoIsCancelledJustBeforeItWaitsDoesNotWait() throws Exception {
    sales.hold();
    Future<Result> first = threads.submit(() -> run(COUNT, USE));
    Eventually.holds("it reads", PATIENCE, () -> sales.reads() == 1);
    QueryRequest late = request(COUNT, USE);
    whenLooked.set(() -> gateway.queries().cancel(late.id()));
    Future<Result> second = threads.submit(() -> run(SOMEBODY, late));
    Eventually.holds("it has ended", PATIENCE, second::isDone);
    assertThat(failure(second).code()).isEqualTo(ErrorCode.CANCELLED);
    sales.release();
    assertThat(first.get().value()).isEqualTo("1000");
  }

  @Test
  void whoWaitsKeepsToItsOwnTime() throws Exception {
    sales.hold();
    Future<Result> first = threads.submit(() -> run(COUNT, USE));
    Eventually.holds("it reads", PATIENCE, () -> sales.reads() == 1);
    QueryRequest patient = request(COUNT, USE);
    var hurried =
        new QueryRequest(
            patient.id(),
            patient.statement(),
            patient.defaults(),
            patient.engine(),
            Optional.of(Duration.ofMillis(300)),
            false,
            USE,
            Priority.NORMAL);
    Future<Result> second = threads.submit(() -> run(SOMEBODY, hurried));
    assertThat(failure(second).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    sales.release();
    assertThat(first.get().value()).isEqualTo("1000");
  }

  @Test
  void whoWaitsRunsAloneWhereTheResultIsTooLargeToShare() throws Exception {
    reopen(64 << 10);
    String sql = "SELECT id, name FROM sales.main.customer";
    sales.hold();
    Future<Result> first = threads.submit(() -> run(sql, USE));
    Eventually.holds("it reads", PATIENCE, () -> sales.reads() == 1);
    Future<Result> second = threads.submit(() -> run(sql, USE));
    awaitWaiting(1);
    sales.release();
    assertThat(first.get().rows()).hasSize(1000);
    assertThat(second.get().rows()).hasSize(1000);
    assertThat(sales.reads()).isEqualTo(2);
  }

  @Test
  void refreshingDoesNotTakeWhatBeganBefore() throws Exception {
    sales.hold();
    Future<Result> first = threads.submit(() -> run(COUNT, USE));
    Eventually.holds("it reads", PATIENCE, () -> sales.reads() == 1);
    Future<Result> second = threads.submit(() -> run(COUNT, REFRESH));
    Eventually.holds("the other reads too", PATIENCE, () -> sales.reads() == 2);
    sales.release();
    assertThat(first.get().outcome()).isEqualTo(Outcome.KEPT);
    assertThat(second.get().outcome()).isEqualTo(Outcome.KEPT);
  }

  @Test
  void whatBeganEarlierDoesNotReplaceWhatBeganLater() throws Exception {
    sales.hold();
    Future<Result> earlier = threads.submit(() -> run(COUNT, USE));
    Eventually.holds("it reads", PATIENCE, () -> sales.reads() == 1);
    CountDownLatch held = sales.passOthers();
    clock.advance(Duration.ofMinutes(1));
    assertThat(run(COUNT, REFRESH).outcome()).isEqualTo(Outcome.KEPT);

    held.countDown();

    assertThat(earlier.get().statistics().cache().reason().orElseThrow()).contains("later");
    assertThat(run(COUNT, USE).statistics().cache()).isEqualTo(CacheReport.hit(Duration.ZERO));
  }

  @Test
  void anAgeIsRefusedWhereNothingOldIsTaken() {
    assertThatThrownBy(() -> new CachePolicy(Mode.REFRESH, Optional.of(Duration.ofSeconds(1))))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("cache=use");
  }

  private void awaitWaiting(int queries) throws Exception {
    Eventually.holds(
        queries + " wait",
        PATIENCE,
        () -> gateway.queries().resultCacheStatistics().waiting() == queries);
  }

  private static GatewayException failure(Future<Result> result) {
    try {
      throw new AssertionError("it gave " + result.get());
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof GatewayException known) {
        return known;
      }
      throw new AssertionError(failure);
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
