package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.v1.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Statements that are not taken apart: why, what their sources are asked, and what they may not
/// do.
class WholeStatementsTest {

  private static final String RECURSIVE =
      """
      WITH RECURSIVE chain(id, name, depth) AS (
        SELECT id, name, 1 FROM sales.main.employee WHERE manager_id IS NULL
        UNION ALL
        SELECT e.id, e.name, c.depth + 1 FROM sales.main.employee e JOIN chain c ON e.manager_id = c.id)
      SELECT count(*) FROM chain
      """;

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static TestGateway gateway;

  @BeforeAll
  static void open() {
    shop = new SmallShop(folder);
    gateway = new TestGateway(shop.metadata(), folder);
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
    gateway.close();
    shop.close();
  }

  private static GatewayException refusal(String sql) {
    return refusal(TestGateway.request(sql));
  }

  private static GatewayException refusal(QueryRequest request) {
    GatewayException refusal =
        catchThrowableOfType(GatewayException.class, () -> gateway.answer(request));
    assertThat(refusal).as("%s", request.statement()).isNotNull();
    return refusal;
  }

  private static ExplainedQuery explained(String sql) {
    return Caller.DEFAULT.call(() -> gateway.queries().explain(TestGateway.request(sql)));
  }

  private static List<String> rows(QueryRequest request) {
    List<String> lines = gateway.answer(request).lines(true);
    return lines.subList(1, lines.size());
  }

  private static Value integer(long value) {
    return Value.newBuilder().setIntegerValue(value).build();
  }

  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }

  @Test
  void aCommentAtTheEndIsNoneOfWhatIsDescribed() {
    String sql = "SELECT unnest([id, manager_id]) AS either FROM sales.main.employee -- or NULL";
    PreparedQuery prepared =
        Caller.DEFAULT.call(() -> gateway.queries().prepare(TestGateway.request(sql)));
    assertThat(prepared.result().getFields()).extracting("name").containsExactly("either");
  }

  // Why

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WITH RECURSIVE|WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3)"
            + " SELECT n FROM t",
        "PIVOT or UNPIVOT|PIVOT sales.main.sale ON channel IN ('web', 'shop') USING sum(quantity)",
        "a lambda|SELECT list_transform([id], lambda x: x + 1) FROM sales.main.employee",
        "a lambda|SELECT [x + 1 FOR x IN [id]] FROM sales.main.employee",
        "ASOF JOIN|SELECT count(*) FROM sales.main.sale a ASOF JOIN lake.main.sale b ON a.id >="
            + " b.id",
        "UNION BY NAME|SELECT id FROM sales.main.sale UNION BY NAME SELECT day FROM lake.main.sale",
        "COLUMNS|SELECT min(COLUMNS(*)) FROM sales.main.sale",
        "a LIMIT in percent|SELECT id FROM sales.main.sale LIMIT 10%",
        "UNNEST|SELECT unnest([1, 2]), id FROM sales.main.sale",
        "values computed with an outer query's row|SELECT e.id, (SELECT sum(s.amount * e.salary)"
            + " FROM sales.main.sale s WHERE s.employee_id = e.id) FROM lake.main.employee e"
      })
  void explainNamesTheConstruct(String construct, String sql) {
    assertThat(explained(sql).stayed())
        .singleElement()
        .satisfies(stayed -> {
          assertThat(stayed.operator()).isEqualTo("statement");
          assertThat(stayed.reasonCode()).isEqualTo("RUNS_WHOLE");
          assertThat(stayed.reason()).startsWith(construct + " is not taken apart");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT [1, 2][1], {'a': id}.a, [id][1:2] FROM sales.main.employee",
        "SELECT channel, count(*) FROM sales.main.sale GROUP BY ALL",
        "SELECT DISTINCT ON (channel) channel, id FROM sales.main.sale ORDER BY channel, id",
        "FROM sales.main.sale SELECT * EXCLUDE (day)",
        "WITH RECURSIVE t AS (SELECT id FROM sales.main.sale) SELECT count(*) FROM t",
        "SELECT r FROM range(3) t(r)",
        "SELECT e.id, (SELECT max(s.id + e.id) FROM sales.main.sale s WHERE s.employee_id = e.id)"
            + " FROM lake.main.employee e",
        "SELECT id, uuid() FROM lake.main.sale WHERE day < now() ORDER BY random() LIMIT 3",
        "SELECT count(*) FROM (SELECT day < now() AS past FROM lake.main.sale)"
      })
  void whatThePlannerReadsIsTakenApart(String sql) {
    assertThat(explained(sql).stayed())
        .extracting(ExplainedQuery.StayedOperator::reasonCode)
        .doesNotContain("RUNS_WHOLE");
  }

  @Test
  void aResultThatIsCastKeepsItsOrder() {
    String sql =
        "SELECT CAST(['low', 'high'][i % 2 + 1] AS ENUM('high', 'low')) AS level, i FROM"
            + " range(100000) t(i) ORDER BY level, i DESC";
    List<String> rows = rows(TestGateway.request(sql));
    assertThat(rows).startsWith("| high | 99999 |", "| high | 99997 |");
    assertThat(rows).endsWith("| low | 2 |", "| low | 0 |");
  }

  @Test
  void timestampsOfSecondsAreRoundedAsByDuckDb() {
    String sql =
        "SELECT CAST(TIMESTAMP '2024-03-31 00:45:10.5' AS TIMESTAMP(0)) = TIMESTAMP '2024-03-31"
            + " 00:45:11' AS rounded FROM sales.main.employee LIMIT 1";
    assertThat(rows(TestGateway.request(sql))).containsExactly("| true |");
  }

  @Test
  void requirePushdownRefusesWithTheReason() {
    QueryRequest asked = TestGateway.request(RECURSIVE);
    var request =
        new QueryRequest(
            asked.id(),
            asked.statement(),
            SessionDefaults.NONE,
            EngineChoice.AUTO,
            Optional.empty(),
            true);

    assertThat(refusal(request))
        .hasMessageContaining("statement [RUNS_WHOLE] WITH RECURSIVE is not taken apart")
        .extracting(GatewayException::code)
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  // What sources are asked

  @Test
  void aSourceIsAskedForTheColumnsAndRowsThatMatter() {
    ExplainedQuery explained =
        explained(
            """
            SELECT list_transform([o.id], lambda x: x + 1), c.name
            FROM sales.main.orders o JOIN support.main.customer c ON c.id = o.customer_id
            WHERE o.priority = 3 AND c.region = 'north'
            """);

    assertThat(explained.fragments()).extracting("source").containsExactly("sales", "support");
    assertThat(explained.fragments().get(0).sql())
        .contains("\"priority\" = 3")
        .doesNotContain("\"total\"");
    assertThat(explained.fragments().get(1).sql()).contains("'north'").doesNotContain("\"credit\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*), random() FROM sales.main.orders WHERE day > DATE '2024-06-01' GROUP BY"
            + " customer_id LIMIT 2",
        "SELECT day + INTERVAL (total) DAY FROM sales.main.orders WHERE id > 5 LIMIT 2",
        "SELECT id FROM (SELECT id, day FROM sales.main.orders WHERE total > 5 ORDER BY total DESC)"
            + " WHERE random() < 0.5 LIMIT 2",
        "SELECT c.region, sum(o.priority * random()) FROM sales.main.orders o JOIN lake.main.item i"
            + " ON i.order_id = o.id JOIN sales.main.customer c ON c.id = o.customer_id GROUP BY 1"
      })
  void aSourceIsNotAskedForAllColumns(String sql) {
    assertThat(explained(sql).duckDbSql().orElseThrow()).contains("fragment_table_");
    assertThat(explained(sql).fragments())
        .filteredOn(fragment -> !fragment.source().equals("lake"))
        .extracting("sql")
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .isNotEmpty()
        .noneMatch(asked -> asked.contains("*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT random() AS r, r + 1 AS s FROM sales.main.customer",
        "SELECT random() AS r FROM sales.main.customer WHERE r < 0.5"
      })
  void anAliasOfWhatDiffersEachTimeIsNoValue(String sql) {
    assertThat(refusal(sql)).hasMessageContaining("side effects");
  }

  // Parameters

  @Test
  void parametersHaveTheTypesThatDuckDbFinds() {
    PreparedQuery prepared =
        Caller.DEFAULT.call(() ->
            gateway
                .queries()
                .prepare(
                    TestGateway.request(
                        "SELECT list_transform([id], lambda x: x + 1) AS next FROM"
                            + " sales.main.employee WHERE name = ? AND id < ?")));

    assertThat(prepared.parameters().getFields())
        .extracting(field -> field.getType().toString())
        .containsExactly("Utf8", "Int(32, true)");
    assertThat(prepared.result().getFields()).extracting("name").containsExactly("next");
  }

  @Test
  void parametersTakeValues() {
    String sql =
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < ?)"
            + " SELECT n, ? AS word FROM t ORDER BY n";

    assertThat(rows(TestGateway.request(sql, integer(2), text("it's ? $1 'quoted'"))))
        .containsExactly("| 1 | it's ? $1 'quoted' |", "| 2 | it's ? $1 'quoted' |");
  }

  @Test
  void preparingTellsNumberedParametersInTheirOrder() {
    PreparedQuery prepared =
        Caller.DEFAULT.call(() ->
            gateway
                .queries()
                .prepare(
                    TestGateway.request(
                        "SELECT list_transform([id], lambda x: x + 1) AS next FROM"
                            + " sales.main.employee WHERE name = $2 AND id < $1 AND name > $2")));

    assertThat(prepared.parameters().getFields())
        .extracting(field -> field.getType().toString())
        .containsExactly("Int(32, true)", "Utf8");
  }

  @Test
  void numberedParametersMayComeTwiceAndInAnyOrder() {
    assertThat(
            rows(
                TestGateway.request(
                    "SELECT [$2 FOR x IN [1]][1] AS b, $1 AS a, $2 AS c", integer(7), text("z"))))
        .containsExactly("| z | 7 | z |");
  }

  @Test
  void tablesOfOneNameInQueriesBesideEachOtherHideNothing() {
    assertThat(
            rows(
                TestGateway.request(
                    "SELECT sales.main.orders.id AS n FROM sales.main.orders WHERE id = 3"
                        + " UNION ALL BY NAME"
                        + " SELECT support.main.orders.id + 1000 AS n FROM support.main.orders"
                        + " WHERE id = 3")))
        .containsExactlyInAnyOrder("| 3 |", "| 1003 |");
  }

  @Test
  void aCommonTableExpressionCalledLikeItsTableHidesNothing() {
    assertThat(
            rows(
                TestGateway.request(
                    "WITH orders AS (SELECT sales.main.orders.id FROM sales.main.orders WHERE id ="
                        + " 3) SELECT list_transform([id], lambda v: v + 1) AS next FROM orders")))
        .containsExactly("| [4] |");
  }

  @Test
  void aValueTooFewIsRefused() {
    GatewayException refusal =
        refusal(TestGateway.request("SELECT [x FOR x IN [?, ?]]", integer(1)));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(refusal).hasMessageContaining("has 2 parameters, but 1 values were given");
  }

  @Test
  void aTypeThatCannotBeToldIsAskedFor() {
    GatewayException refusal =
        catchThrowableOfType(
            GatewayException.class,
            () ->
                Caller.DEFAULT.call(() ->
                    gateway.queries().prepare(TestGateway.request("SELECT ?, [x FOR x IN [1]]"))));

    assertThat(refusal).hasMessageContaining("write CAST(? AS type)");
  }

  // Mistakes

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TABLE_NOT_FOUND|SELECT [x FOR x IN [1]] FROM sales.main.nothing",
        "COLUMN_NOT_FOUND|SELECT [x FOR x IN [nothing]] FROM sales.main.sale",
        "FUNCTION_NOT_FOUND|SELECT [uper(x) FOR x IN ['a']]",
        "TYPE_MISMATCH|SELECT [x + DATE '2024-01-01' FOR x IN ['a']]",
        "SYNTAX_ERROR|PIVOT sales.main.sale ON IN IN"
      })
  void mistakesAreSaidAsElsewhere(ErrorCode code, String sql) {
    assertThat(refusal(sql).code()).isEqualTo(code);
  }

  @Test
  void deepNestingIsRefusedInWords() {
    GatewayException refusal =
        refusal(
            "SELECT * FROM (".repeat(2_000)
                + "SELECT id FROM sales.main.sale"
                + ") t".repeat(2_000));
    assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertThat(refusal).hasMessageContaining("nested too deeply");
  }

  @Test
  void anUnknownFunctionHasNearNames() {
    assertThat(refusal("SELECT [uper(x) FOR x IN ['a']]")).hasMessageContaining("upper");
  }

  /// Where assertions are on, as here, one of Calcite's fails at this.
  @Test
  void aPlanThatFailsUnexpectedlyCostsNoAnswer() {
    String sql =
        "SELECT id FROM sales.main.sale WHERE (CASE WHEN channel NOT IN ('x', NULL) THEN id::DOUBLE"
            + " ELSE 1.0::DOUBLE END - CAST('Infinity' AS DOUBLE)) IS DISTINCT FROM id::DOUBLE";

    assertThat(rows(TestGateway.request(sql))).hasSize(40);
    assertThat(explained(sql).stayed().toString()).contains("SQL that the planner failed at");
  }

  // What they may not do

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read_csv('/etc/passwd')",
        "read_csv_auto('/etc/passwd')",
        "read_parquet('/etc/x.parquet')",
        "parquet_scan('/etc/x.parquet')",
        "parquet_metadata('/etc/x.parquet')",
        "read_json('/etc/x.json')",
        "read_text('/etc/passwd')",
        "read_blob('/etc/passwd')",
        "sniff_csv('/etc/passwd')",
        "glob('/etc/*')",
        "duckdb_secrets()",
        "duckdb_settings()",
        "duckdb_tables()",
        "pragma_database_list()",
        "pragma_table_info('x')",
        "which_secret('x', 's3')",
        "query('SELECT 1')",
        "query_table('x')",
        "sqlite_scan('/tmp/x', 'y')",
        "postgres_scan('host=x', 'y', 'z')",
        "checkpoint()"
      })
  void functionsThatReadElsewhereAreRefused(String function) {
    for (String sql : everywhere(function)) {
      GatewayException refusal = refusal(sql);
      assertThat(refusal.code())
          .as(sql)
          .isIn(ErrorCode.NOT_SUPPORTED, ErrorCode.FUNCTION_NOT_FOUND);
      assertThat(refusal.getMessage()).as(sql).contains(function.replaceFirst("\\(.*", ""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'/etc/passwd'",
        "'data.parquet'",
        "'s3://bucket/x.parquet'",
        "\"data.parquet\"",
        "information_schema.tables",
        "duckdb_secrets",
        "pg_catalog.pg_tables"
      })
  void filesAndDuckDbsOwnTablesAreRefused(String table) {
    for (String sql : everywhere(table)) {
      assertThat(refusal(sql).code())
          .as(sql)
          .isIn(
              ErrorCode.NOT_SUPPORTED,
              ErrorCode.TABLE_NOT_FOUND,
              ErrorCode.SOURCE_NOT_FOUND,
              ErrorCode.INVALID_ARGUMENT);
    }
  }

  /// Wherever FROM may stand in a statement that runs whole.
  private static List<String> everywhere(String relation) {
    return List.of(
        "SELECT [x FOR x IN [1]] FROM " + relation,
        "SELECT [x FOR x IN [1]], (SELECT count(*) FROM %s) FROM sales.main.sale"
            .formatted(relation),
        "WITH a AS (SELECT * FROM %s) SELECT [x FOR x IN [1]] FROM a".formatted(relation),
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t, %s WHERE n < 3) SELECT * FROM t"
            .formatted(relation),
        "PIVOT (SELECT * FROM %s) ON a IN (1) USING count(*)".formatted(relation),
        "SELECT [x FOR x IN [1]] FROM sales.main.sale WHERE EXISTS (FROM %s)".formatted(relation),
        "SELECT [(SELECT count(*) FROM %s) FOR x IN [1]]".formatted(relation),
        "SELECT 1 AS a UNION ALL BY NAME SELECT 1 AS a FROM " + relation,
        "SELECT [x FOR x IN [1]] FROM sales.main.sale s, LATERAL (SELECT * FROM %s) l"
            .formatted(relation));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getenv('HOME')",
        "current_setting('temp_directory')",
        "getvariable('x')",
        "nextval('s')",
        "write_log('x')",
        "txid_current()",
        "pg_sleep(1)",
        "has_table_privilege('x', 'y')",
        "read_csv('/etc/passwd')"
      })
  void functionsOfAnInstanceAreRefused(String function) {
    for (String sql :
        List.of(
            "SELECT [x FOR x IN [1]], " + function,
            "SELECT [%s FOR x IN [1]]".formatted(function),
            "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3 AND %s IS NULL) SELECT * FROM t"
                .formatted(function),
            "PIVOT sales.main.sale ON channel IN ('web') USING max(%s)".formatted(function),
            "SELECT [x FOR x IN [1]] FROM range(%s::INTEGER)".formatted(function))) {
      assertThat(refusal(sql).code()).as(sql).isEqualTo(ErrorCode.FUNCTION_NOT_FOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY (SELECT [x FOR x IN [1]]) TO '/tmp/x'",
        "ATTACH '/tmp/x.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '1TB'",
        "PRAGMA database_list",
        "CREATE MACRO m(x) AS [y FOR y IN [x]]",
        "CALL duckdb_secrets()",
        "EXPORT DATABASE '/tmp/x'",
        "SELECT [x FOR x IN [1]]; COPY (SELECT 1) TO '/tmp/x'",
        "WITH a AS (DELETE FROM sales.main.sale RETURNING *) SELECT [x FOR x IN [1]] FROM a",
        "SELECT [x FOR x IN [1]] FROM (DESCRIBE sales.main.sale)",
        "SELECT [x FOR x IN [1]] FROM (SHOW TABLES)",
        "SELECT [x FOR x IN [1]] FROM (SUMMARIZE sales.main.sale)"
      })
  void otherStatementsAreRefused(String sql) {
    assertThat(refusal(sql).code()).isIn(ErrorCode.NOT_SUPPORTED, ErrorCode.SYNTAX_ERROR);
  }
}
