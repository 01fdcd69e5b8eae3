package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Queries in a source's own SQL. `shop` takes them, `closed` is the same without leave, `lake` has
/// none.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NativeQueriesContract {
  @TempDir private static Path folder;
  private final AtomicInteger views = new AtomicInteger();
  private Map<String, Source> sources = Map.of();
  private TestGateway gateway;

  /// The connector and the settings of its source, but for leave to be asked so.
  abstract ConnectorFactory connector();

  abstract Map<String, String> properties() throws Exception;

  /// Starts the database.
  abstract void start(Path folder) throws Exception;

  abstract void stop() throws Exception;

  /// Runs statements at the database.
  abstract void execute(String... statements) throws Exception;

  /// Where tables are made, such as `public`.
  abstract String schema();

  /// Queries in the database's own SQL, over the table `item` and what else there is.
  abstract Stream<String> texts();

  /// A query over a native query that runs at the source, with the rows `(4, 4)` and `(3, 3)`.
  String pushed() {
    return "SELECT q.id, i.id AS other FROM %s q JOIN shop.%s.item i ON i.id = q.id WHERE q.id < 5 ORDER BY q.id DESC LIMIT 2"
        .formatted(query("SELECT id, kind FROM item WHERE id > 1"), schema());
  }

  /// Statements that are no queries which only read.
  abstract Stream<String> refused();

  @BeforeAll
  final void open() throws Exception {
    start(folder);
    execute(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, kind VARCHAR(20), price DECIMAL(12,2), day"
            + " DATE)",
        "INSERT INTO item VALUES (1, 'tea', 2.50, '2024-01-01'), (2, 'tea', 3.75, '2024-02-29'),"
            + " (3, 'cake', 12.00, NULL), (4, NULL, 0.05, '2023-12-31'), (5, 'Cake', 7.10, NULL)");
    String lake = folder.resolve("lake.duckdb").toString();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:" + lake);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE sold AS SELECT i AS id, i * 10 AS pieces FROM range(5) r(i)");
    }
    Map<String, String> taking = new HashMap<>(properties());
    taking.put("native-queries", "true");
    sources =
        Map.of(
            "shop", open("shop", connector(), taking),
            "closed", open("closed", connector(), properties()),
            "lake", open("lake", new DuckDbConnector(), Map.of("file", lake)));
    gateway = new TestGateway(new FixedMetadata(sources), folder);
  }

  private static Source open(
      String name, ConnectorFactory connector, Map<String, String> properties) {
    return connector.open(
        new SourceConfiguration(name, connector.descriptor().id(), properties, "1"));
  }

  @AfterAll
  final void close() throws Exception {
    gateway.close();
    sources.values().forEach(Source::close);
    stop();
  }

  final Answer answer(String sql) {
    return gateway.answer(sql);
  }

  final ExplainedQuery explained(String sql) {
    return Caller.DEFAULT.call(() -> gateway.queries().explain(TestGateway.request(sql)));
  }

  /// A call of the function for `shop`.
  static String query(String text) {
    return query("shop", text);
  }

  static String query(String source, String text) {
    return "source_query('%s', '%s')".formatted(source, text.replace("'", "''"));
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

  @ParameterizedTest
  @MethodSource("texts")
  void aQueryGivesWhatAViewOfItsTextGives(String text) throws Exception {
    String view = "view_%d".formatted(views.incrementAndGet());
    execute("CREATE VIEW %s AS %s".formatted(view, text));
    Answer expected = answer("SELECT * FROM shop.%s.%s".formatted(schema(), view));
    answer("SELECT * FROM " + query(text)).assertSameAs(expected, false);
  }

  @Test
  void whatIsDoneWithItsRowsIsDoneAtTheSource() {
    String sql = pushed();
    assertThat(explained(sql).stayed()).isEmpty();
    assertThat(answer(sql).rows()).hasToString("[[4, 4], [3, 3]]");
  }

  @Test
  void onlyTheColumnsThatAreNeededAreAskedFor() {
    String text = "SELECT * FROM item";
    String sql = explained("SELECT kind FROM " + query(text)).fragments().getFirst().sql();
    assertThat(sql).contains(text);
    assertThat(sql.substring(0, sql.indexOf(text))).contains("kind").doesNotContain("price");
  }

  @Test
  void itIsJoinedWithOtherSources() {
    assertThat(
            answer(
                    "SELECT s.pieces, source_query.id FROM %s JOIN lake.main.sold s USING (id) ORDER BY 1"
                        .formatted(query("SELECT id FROM item WHERE id > 2")))
                .rows())
        .hasToString("[[30, 3], [40, 4]]");
  }

  @Test
  void statementsThatRunWholeReadIt() {
    String text = query("SELECT id, kind FROM item WHERE id > 3");
    assertThat(
            answer(
                    "SELECT list_transform([source_query.id], lambda x: x * 10) AS tens FROM %s ORDER BY id"
                        .formatted(text))
                .rows())
        .hasToString("[[[40]], [[50]]]");
    assertThat(
            answer(
                    "SELECT list_transform([a.id, s.id], lambda x: x + 1) AS more FROM (%s) a, lake.main.sold s, %s AS b WHERE a.id = b.id AND s.id = 4 AND b.id = 5"
                        .formatted("SELECT * FROM " + text, text))
                .rows())
        .hasToString("[[[6,5]]]");
  }

  @Test
  void aTextMayEndInACommentOrASemicolon() {
    for (String end : List.of(" -- all of them", ";", " ; \n", " /* all */ ;")) {
      assertThat(answer("SELECT count(*) FROM " + query("SELECT id FROM item" + end)).rows())
          .as(end)
          .hasToString("[[5]]");
    }
  }

  @Test
  void textsThatDifferInCaseAloneAreDifferentQueries() {
    assertThat(
            answer(
                    "SELECT a.x AS one, b.x AS two FROM %s a, %s b"
                        .formatted(
                            query("SELECT CAST('x' AS CHAR(1)) AS x"),
                            query("SELECT CAST('X' AS CHAR(1)) AS x")))
                .rows())
        .hasToString("[[x, X]]");
  }

  @Test
  void aTableThatWasMadeAnewIsSeenAsItIs() throws Exception {
    execute("CREATE TABLE changing (a INTEGER)", "INSERT INTO changing VALUES (1)");
    String sql = "SELECT * FROM " + query("SELECT * FROM changing");
    Answer before = answer(sql);
    execute(
        "DROP TABLE changing",
        "CREATE TABLE changing (a VARCHAR(5), b INTEGER)",
        "INSERT INTO changing VALUES ('x', 2)");
    try {
      assertThat(before.rows()).hasToString("[[1]]");
      assertThat(answer(sql).rows()).hasToString("[[x, 2]]");
    } finally {
      execute("DROP TABLE changing");
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoQueryThatOnlyReadsIsRefused(String text) {
    assertThat(failure("SELECT * FROM " + query(text), "source shop"))
        .isIn(ErrorCode.INVALID_ARGUMENT, ErrorCode.SOURCE_ERROR);
    assertThat(answer("SELECT count(*) FROM shop.%s.item".formatted(schema())).rows())
        .hasToString("[[5]]");
  }

  @Test
  void severalStatementsAreRefused() {
    for (String text :
        List.of(
            "SELECT id FROM item; DROP TABLE item",
            "SELECT id FROM item) x; DROP TABLE item; --",
            "SELECT id FROM item) x WHERE 1 = 0 UNION SELECT id FROM (SELECT id FROM item",
            "SELECT id FROM item /*")) {
      assertThat(failure("SELECT * FROM " + query(text), "source shop"))
          .as(text)
          .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }
    assertThat(answer("SELECT count(*) FROM shop.%s.item".formatted(schema())).rows())
        .hasToString("[[5]]");
  }

  @Test
  void whatTheSourceDoesNotUnderstandIsToldInItsWords() {
    assertThat(failure("SELECT * FROM " + query("SELECT id\nFORM item"), "source shop refuses"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure("SELECT * FROM " + query("SELECT * FROM missing"), "source shop", "missing"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void parametersAreRefused() {
    assertThat(failure("SELECT * FROM " + query("SELECT id FROM item WHERE id = ?"), "source shop"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void aSourceWithoutLeaveRefusesAndSaysWhatToSet() {
    assertThat(
            failure(
                "SELECT * FROM " + query("closed", "SELECT id FROM item"),
                "source closed",
                "native-queries=true"))
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void aSourceWithoutSqlOfItsOwnRefuses() {
    assertThat(failure("SELECT * FROM " + query("lake", "SELECT 1"), "source lake", "postgresql"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  @Test
  void anUnknownSourceIsNamed() {
    assertThat(failure("SELECT * FROM " + query("none", "SELECT 1"), "none"))
        .isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
  }

  @Test
  void argumentsAreTextsInQuotes() {
    for (String arguments :
        List.of("'shop'", "'shop', 'SELECT ' || '1'", "'shop', ?", "'shop', 'SELECT 1', 2")) {
      assertThat(
              failure("SELECT * FROM source_query(%s)".formatted(arguments), "two texts in quotes"))
          .as(arguments)
          .isEqualTo(ErrorCode.NOT_SUPPORTED);
    }
  }
}
