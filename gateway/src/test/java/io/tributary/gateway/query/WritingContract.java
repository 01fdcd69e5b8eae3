package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.Caller;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.duckdb.DuckDbConnector;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.Eventually;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What statements that change tables do to a source, as read back through the gateway and compared
/// with DuckDB alone. `shop` may be written to, `readonly` is the same without leave.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WritingContract {
  @TempDir protected static Path folder;
  private DuckDBConnection oracle;
  private TestGateway gateway;
  private Map<String, Source> sources = Map.of();

  /// The connector and the settings of its source, but for leave to write.
  abstract ConnectorFactory connector();

  abstract Map<String, String> properties() throws Exception;

  /// Where tables are made, such as `public`.
  abstract String schema();

  /// Whether texts that are too long for their column are refused.
  boolean keepsLengths() {
    return false;
  }

  /// A table that is made in the contract's tests.
  final String table(String name) {
    return "shop.%s.%s".formatted(schema(), name);
  }

  @BeforeEach
  final void open() throws Exception {
    oracle = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    try (var statement = oracle.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
    String lake = folder.resolve("lake.duckdb").toString();
    Path.of(lake).toFile().delete();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:" + lake);
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE orders AS SELECT i AS id, (i * 1.25)::DECIMAL(12,2) AS price,"
              + " 'order ' || i AS note, DATE '2024-01-01' + (i % 365)::INT AS day"
              + " FROM range(70000) r(i)");
    }
    sources =
        Map.of(
            "shop", open("shop", connector(), true, properties()),
            "readonly", open("readonly", connector(), false, properties()),
            "lake", open("lake", new DuckDbConnector(), false, Map.of("file", lake)));
    gateway = new TestGateway(new FixedMetadata(sources), folder);
  }

  private static Source open(
      String name, ConnectorFactory connector, boolean writable, Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    if (writable) {
      all.put("writable", "true");
    }
    return connector.open(new SourceConfiguration(name, connector.descriptor().id(), all, "1"));
  }

  @AfterEach
  final void close() throws Exception {
    for (String left : List.of("t", "u", "kept")) {
      answer("DROP TABLE IF EXISTS " + table(left));
    }
    gateway.close();
    sources.values().forEach(Source::close);
    oracle.close();
  }

  final Answer answer(String sql) {
    return gateway.answer(sql);
  }

  final Answer answer(QueryRequest request) {
    return gateway.answer(request);
  }

  final long count(String sql) {
    Answer answer = answer(sql);
    assertThat(answer.rows()).hasSize(1);
    return Long.parseLong(String.valueOf(answer.rows().getFirst().getFirst()));
  }

  /// Rows that a statement changes, run once for each of these requests.
  final long changed(List<QueryRequest> requests) {
    return Caller.DEFAULT.call(() -> {
      Answer answer = Answer.of(gateway.queries().startChanges(requests));
      return Long.parseLong(String.valueOf(answer.rows().getFirst().getFirst()));
    });
  }

  /// Rows that a change is about.
  final long changed(QueryRequest request) {
    return Caller.DEFAULT.call(() -> {
      Answer answer = Answer.of(gateway.queries().startChange(request));
      return Long.parseLong(String.valueOf(answer.rows().getFirst().getFirst()));
    });
  }

  /// The types of the parameters that a statement takes.
  final List<String> parameterTypes(String sql) {
    PreparedQuery prepared =
        Caller.DEFAULT.call(() -> gateway.queries().prepare(TestGateway.request(sql)));
    return prepared.parameters().getFields().stream()
        .map(field -> field.getType().toString())
        .toList();
  }

  final ErrorCode failure(String sql, String... words) {
    GatewayException[] failure = new GatewayException[1];
    assertThatThrownBy(() -> answer(sql))
        .isInstanceOfSatisfying(GatewayException.class, e -> failure[0] = e);
    for (String word : words) {
      assertThat(failure[0]).hasMessageContaining(word);
    }
    return failure[0].code();
  }

  /// That a query over what was written gives what DuckDB alone gives for another.
  final void assertSame(String sql, String alone) {
    assertThat(answer(sql).lines(true)).isEqualTo(gateway.answerOf(oracle, alone).lines(true));
  }

  /// That statements, with `%s` for the table, do what they do to the same rows in DuckDB alone,
  /// and count as many.
  final void assertChangesAlike(String rows, List<String> statements) throws SQLException {
    answer("CREATE TABLE %s AS %s".formatted(table("t"), rows));
    try (var alone = oracle.createStatement()) {
      alone.execute("CREATE TABLE t AS " + rows);
      for (String sql : statements) {
        long changed = count(sql.formatted(table("t")));
        assertThat(changed).as(sql).isEqualTo(alone.executeLargeUpdate(sql.formatted("t")));
        assertSame("SELECT * FROM %s ORDER BY ALL".formatted(table("t")), "FROM t ORDER BY ALL");
      }
    }
  }

  @Test
  void aChangeThatIsMadeIsNotToldAsStopped() {
    String sql = "CREATE TABLE %s AS SELECT 1 AS a".formatted(table("t"));
    Caller.DEFAULT.run(() -> {
      try (ResultStream change = gateway.queries().start(TestGateway.request(sql))) {
        assertThat(change.next()).isTrue();
        change.cancel();
        assertThatThrownBy(change::throwIfStopped).hasMessageContaining("the change was made");
        assertThat(change.next()).isFalse();
      }
    });
    assertThat(count("SELECT count(*) FROM " + table("t"))).isOne();
  }

  @Test
  void aTableIsMadeOfAQueryOverAnotherSource() {
    assertThat(count("CREATE TABLE %s AS SELECT * FROM lake.main.orders".formatted(table("t"))))
        .isEqualTo(70_000);
    assertSame(
        "SELECT count(*), sum(id), sum(price), min(note), max(day) FROM " + table("t"),
        "SELECT count(*), sum(i), sum((i * 1.25)::DECIMAL(12,2)), min('order ' || i),"
            + " max(DATE '2024-01-01' + (i % 365)::INT) FROM range(70000) r(i)");
  }

  @Test
  void textsHaveTheLengthsThatAnEngineAsksFor() {
    createTexts("t", "{a: 3, b: 0}");
    String rows = "VALUES ('abc', '', 'any number of characters')";
    assertThat(count("INSERT INTO %s %s".formatted(table("t"), rows))).isEqualTo(1);
    assertSame("SELECT * FROM " + table("t"), "FROM (%s) t(a, b, c)".formatted(rows));
    if (keepsLengths()) {
      assertThat(
              failure(
                  "INSERT INTO %s VALUES ('abcd', '', '')".formatted(table("t")), "column a", "3"))
          .isEqualTo(ErrorCode.DATA_ERROR);
      assertThat(count("SELECT count(*) FROM " + table("t"))).isEqualTo(1);
    }
  }

  @Test
  void textsThatASourceHasNoLengthForHaveAny() {
    createTexts("t", "{a: 20000, b: 20000, c: 2000000000}");
    assertThat(
            count(
                "INSERT INTO %s SELECT repeat('a', 15000), repeat('b', 15000), repeat('c', 15000)"
                    .formatted(table("t"))))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{d: 5}", "{a: -1}"})
  void lengthsOfNothingAreRefused(String maxLengths) {
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> createTexts("t", maxLengths))
        .withMessageContaining("of a column that is a text")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  /// A table with three texts, as an engine with plans of its own wants it.
  private void createTexts(String table, String maxLengths) {
    Schema columns =
        new Schema(
            Stream.of("a", "b", "c")
                .map(name -> Field.nullable(name, ArrowType.Utf8.INSTANCE))
                .toList());
    changed(
        StructuredRequest.change(
            "{table: {source: shop, schema: %s, table: %s}, create: {arrow_schema: '%s', max_lengths: %s}}"
                .formatted(
                    schema(),
                    table,
                    Base64.getEncoder().encodeToString(columns.serializeAsMessage()),
                    maxLengths)));
  }

  @Test
  void rowsAreAddedAndCounted() {
    answer("CREATE TABLE %s (a BIGINT, b VARCHAR)".formatted(table("t")));
    assertThat(count("INSERT INTO %s VALUES (1, 'x'), (2, NULL)".formatted(table("t"))))
        .isEqualTo(2);
    assertThat(
            count(
                "INSERT INTO %s (b, a) SELECT note, id FROM lake.main.orders WHERE id < 3"
                    .formatted(table("t"))))
        .isEqualTo(3);
    assertSame(
        "SELECT b, a FROM %s ORDER BY a, b".formatted(table("t")),
        "SELECT b, a::BIGINT AS a FROM (VALUES (1, 'x'), (2, NULL), (0, 'order 0'), (1, 'order 1'),"
            + " (2, 'order 2')) t(a, b) ORDER BY a, b");
  }

  @Test
  void aTableIsDropped() {
    answer("CREATE TABLE %s (a INTEGER)".formatted(table("t")));
    answer("DROP TABLE " + table("t"));
    assertThat(failure("SELECT * FROM " + table("t"))).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(failure("DROP TABLE " + table("t"))).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(count("DROP TABLE IF EXISTS " + table("t"))).isZero();
  }

  @Test
  void aTableThatIsThereIsNotMadeAgain() {
    answer("CREATE TABLE %s AS SELECT 1::INTEGER AS a".formatted(table("t")));
    assertThat(
            failure(
                "CREATE TABLE %s AS SELECT 2 AS a".formatted(table("t")),
                table("t") + " exists already"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(count("CREATE TABLE IF NOT EXISTS %s AS SELECT 2 AS a".formatted(table("t"))))
        .isZero();
    assertThat(count("SELECT a FROM " + table("t"))).isEqualTo(1);
  }

  @Test
  void withoutLeaveNothingIsWritten() {
    answer("CREATE TABLE %s (a INTEGER)".formatted(table("t")));
    String same = "readonly.%s.t".formatted(schema());
    for (String sql :
        List.of(
            "INSERT INTO %s VALUES (1)",
            "DROP TABLE %s", "TRUNCATE %s", "CREATE OR REPLACE TABLE %s AS SELECT 1 AS a")) {
      assertThat(
              failure(
                  sql.formatted(same),
                  "source readonly is read only: set writable=true in its properties"))
          .isEqualTo(ErrorCode.PERMISSION_DENIED);
    }
  }

  @Test
  void aFailureInTheMiddleLeavesNothing() {
    answer("CREATE TABLE %s (a INTEGER)".formatted(table("kept")));
    String fails =
        "SELECT CASE WHEN id = 69999 THEN error('stop') ELSE id END::INTEGER AS a FROM"
            + " lake.main.orders";
    assertThatThrownBy(() -> answer("INSERT INTO %s %s".formatted(table("kept"), fails)))
        .hasMessageContaining("stop");
    assertThat(count("SELECT count(*) FROM " + table("kept"))).isZero();
    assertThatThrownBy(() -> answer("CREATE TABLE %s AS %s".formatted(table("t"), fails)))
        .hasMessageContaining("stop");
    assertThat(failure("SELECT * FROM " + table("t"))).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(
            answer(
                    "SELECT table_name FROM shop.information_schema.tables WHERE table_name LIKE"
                        + " 'tributary%'")
                .rows())
        .isEmpty();
  }

  @Test
  void aNumberThatDoesNotFitIsAnError() {
    answer("CREATE TABLE %s (a DECIMAL(5,2), b DECIMAL(9,0))".formatted(table("t")));
    assertThat(
            failure("INSERT INTO %s VALUES (1.234, 1)".formatted(table("t")), "column a", "1.234"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(
            failure("INSERT INTO %s VALUES (12345, 1)".formatted(table("t")), "column a", "12345"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(failure("INSERT INTO %s VALUES (1, 1.5)".formatted(table("t")), "column b", "1.5"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(count("INSERT INTO %s VALUES (1.20, 7.0)".formatted(table("t")))).isEqualTo(1);
    assertSame("SELECT * FROM " + table("t"), "SELECT 1.20::DECIMAL(5,2), 7::DECIMAL(9,0)");
  }

  @Test
  void namesAndCountsAreChecked() {
    answer("CREATE TABLE %s (a BIGINT, b BIGINT)".formatted(table("t")));
    assertThat(failure("INSERT INTO %s VALUES (1)".formatted(table("t")), "1 values", "2 columns"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure("INSERT INTO %s (a, c) VALUES (1, 2)".formatted(table("t")), "column \"c\""))
        .isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    assertThat(failure("INSERT INTO %s (a, A) VALUES (1, 2)".formatted(table("t")), "twice"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(
            failure("INSERT INTO %s VALUES (1, true)".formatted(table("t")), "CAST(… AS BIGINT)"))
        .isEqualTo(ErrorCode.TYPE_MISMATCH);
  }

  /// What becomes of NULL where there may be none.
  @Test
  void whatIsNotNullIsLeftToTheSource() {
    answer("CREATE TABLE %s (a INTEGER NOT NULL)".formatted(table("t")));
    assertThat(failure("INSERT INTO %s VALUES (1), (NULL)".formatted(table("t")), "source shop"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(count("SELECT count(*) FROM " + table("t"))).isZero();
  }

  @Test
  void aTableMayBeWrittenFromItself() {
    answer("CREATE TABLE %s AS SELECT i AS a FROM range(1000) r(i)".formatted(table("t")));
    assertThat(count("INSERT INTO %1$s SELECT a + 1000 FROM %1$s".formatted(table("t"))))
        .isEqualTo(1000);
    assertSame(
        "SELECT count(*), min(a), max(a) FROM " + table("t"),
        "SELECT count(*), min(i), max(i) FROM range(2000) r(i)");
  }

  @Test
  void rowsAreDeletedAndCounted() {
    answer(
        "CREATE TABLE %s AS SELECT i AS a, i * 2 AS b FROM range(10) r(i)".formatted(table("t")));
    assertThat(count("DELETE FROM %s x WHERE x.a > 3 AND b <> 10".formatted(table("t"))))
        .isEqualTo(5);
    assertSame(
        "SELECT a FROM %s ORDER BY a".formatted(table("t")),
        "SELECT i AS a FROM range(10) r(i) WHERE NOT (i > 3 AND i * 2 <> 10) ORDER BY i");
    assertThat(count("DELETE FROM " + table("t"))).isEqualTo(5);
    assertThat(count("SELECT count(*) FROM " + table("t"))).isZero();
  }

  @Test
  void whatTheSourceCannotTellAloneIsNotDeleted() {
    answer(
        "CREATE TABLE %s AS SELECT i AS a, i * 2 AS b FROM range(10) r(i)".formatted(table("t")));
    for (String condition :
        List.of(
            "a IN (SELECT id FROM lake.main.orders)",
            "a > (SELECT max(id) FROM lake.main.orders)",
            "hash(a) > 0",
            "a = 1 ORDER BY a LIMIT 1")) {
      assertThat(failure("DELETE FROM %s WHERE %s".formatted(table("t"), condition), "which rows"))
          .isEqualTo(ErrorCode.NOT_SUPPORTED);
    }
    assertThat(count("SELECT count(*) FROM " + table("t"))).isEqualTo(10);
  }

  @Test
  void aTableIsEmptied() {
    answer("CREATE TABLE %s AS SELECT 1::BIGINT AS a".formatted(table("t")));
    answer("TRUNCATE TABLE " + table("t"));
    assertSame("SELECT * FROM " + table("t"), "SELECT 1::BIGINT AS a WHERE false");
  }

  @Test
  void aCancelledChangeLeavesNothing() throws Exception {
    QueryRequest request =
        TestGateway.request(
            "CREATE TABLE %s AS SELECT a.id FROM lake.main.orders a, lake.main.orders b"
                .formatted(table("t")));
    try (var threads = Executors.newSingleThreadExecutor()) {
      var answer = threads.submit(() -> gateway.answer(request));
      Eventually.holds(
          "the change runs", Duration.ofSeconds(20), () -> gateway.queries().runningQueries() == 1);
      cancel(request.id());
      assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(GatewayException.class)
          .hasMessageContaining("cancelled");
    }
    assertThat(failure("SELECT * FROM " + table("t"))).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
  }

  final void cancel(QueryId id) {
    Caller.DEFAULT.run(() -> gateway.queries().cancel(id));
  }
}
