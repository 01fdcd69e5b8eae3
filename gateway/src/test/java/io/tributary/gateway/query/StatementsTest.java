package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.v1.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Statements that are no queries, answered like queries.
@Timeout(60)
class StatementsTest {

  private static final String FEDERATED =
      "SELECT o.priority, count(*) AS n FROM sales.main.orders o"
          + " JOIN lake.main.item i ON i.order_id = o.id WHERE o.id <= 100 GROUP BY o.priority";

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static TestGateway gateway;
  private static QueryService queries;

  @BeforeAll
  static void open() {
    shop = new SmallShop(folder);
    gateway = new TestGateway(shop.metadata(), folder);
    queries = gateway.queries();
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
    gateway.close();
    shop.close();
  }

  private static QueryRequest request(String sql, SessionDefaults defaults, Value... parameters) {
    return new QueryRequest(
        QueryId.random(),
        new Statement.Sql(sql, List.of(parameters)),
        defaults,
        EngineChoice.AUTO,
        Optional.empty());
  }

  private static QueryRequest request(String sql) {
    return request(sql, SessionDefaults.NONE);
  }

  private static List<List<Object>> rows(QueryRequest request) {
    return Caller.DEFAULT.call(() -> Answer.of(queries.start(request))).rows();
  }

  private static List<List<Object>> rows(String sql) {
    return rows(request(sql));
  }

  private static List<String> columns(String sql) {
    return Caller.DEFAULT.call(() -> {
      try (ResultStream stream = queries.start(request(sql))) {
        return stream.arrowSchema().getFields().stream().map(Field::getName).toList();
      }
    });
  }

  private static List<String> lines(String sql) {
    return rows(sql).stream().map(row -> row.getFirst().toString()).toList();
  }

  private static JsonNode plan(String sql) throws IOException {
    List<String> lines = lines(sql);
    assertThat(lines).hasSize(1);
    return new ObjectMapper().readTree(lines.getFirst());
  }

  private static GatewayException failure(String sql) {
    GatewayException failure =
        catchThrowableOfType(GatewayException.class, () -> rows(request(sql)));
    assertThat(failure).isNotNull();
    return failure;
  }

  @Test
  void explainGivesThePlanLineByLine() {
    assertThat(columns("EXPLAIN " + FEDERATED)).containsExactly("Query Plan");
    assertThat(lines("EXPLAIN " + FEDERATED))
        .first()
        .isEqualTo("Route: duckdb (the query joins 2 sources)");
    assertThat(lines("EXPLAIN " + FEDERATED))
        .anyMatch(line -> line.startsWith("Fragment 1 at sales"))
        .anyMatch(line -> line.startsWith("Stayed: inner join [CROSS_SOURCE]"));
  }

  @Test
  void explainKeepsLongPlansInOrder() {
    String many =
        "SELECT 1 AS x FROM sales.main.orders WHERE id IN (SELECT order_id FROM lake.main.item)"
            + " UNION ALL SELECT count(*) FROM lake.main.item";
    ExplainedQuery plan = Caller.DEFAULT.call(() -> queries.explain(request(many)));
    assertThat(lines("EXPLAIN " + many)).isEqualTo(plan.text().lines().toList());
  }

  @Test
  void explainInJsonIsTheMessageOfEveryProtocol() throws IOException {
    JsonNode plan = plan("EXPLAIN (FORMAT JSON) " + FEDERATED);
    assertThat(plan.fieldNames())
        .toIterable()
        .contains("route", "routeReason", "fragments", "duckdbSql", "stayed", "text");
    assertThat(plan.get("fragments").get(0).get("source").asText()).isEqualTo("sales");
    assertThat(plan.get("fragments").get(0).has("work")).isFalse();
  }

  @Test
  void analyzeTellsWhatEachFragmentDid() throws IOException {
    JsonNode plan = plan("EXPLAIN (ANALYZE, FORMAT JSON) " + FEDERATED);
    JsonNode work = plan.get("fragments").get(0).get("work");
    assertThat(work.get("rows").asLong()).isEqualTo(100);
    assertThat(work.get("bytes").asLong()).isPositive();
    assertThat(work.get("milliseconds").asDouble()).isPositive();
    assertThat(plan.get("fragments").get(1).get("work").get("rows").asLong()).isEqualTo(-1);
    assertThat(plan.get("work").get("rows").asLong()).isEqualTo(7);
  }

  @Test
  void analyzeInTextCountsRowsAndTime() {
    assertThat(lines("EXPLAIN ANALYZE " + FEDERATED))
        .anyMatch(line -> line.matches(" {2}gave 100 rows, \\d+ bytes, in [\\d.]+ ms"))
        .anyMatch(line -> line.contains("read in place by DuckDB"))
        .last()
        .asString()
        .startsWith("Gave 7 rows in ");
  }

  @Test
  void explainTakesParameters() {
    var request =
        request(
            "EXPLAIN SELECT id FROM sales.main.customer WHERE name = ?",
            SessionDefaults.NONE,
            Value.newBuilder().setStringValue("name 7").build());
    assertThat(rows(request).toString()).contains("name 7");
  }

  @Test
  void preparingAnExplainRunsNothing() {
    PreparedQuery prepared =
        Caller.DEFAULT.call(() ->
            queries.prepare(
                request("EXPLAIN ANALYZE SELECT id FROM sales.main.customer WHERE name = ?")));
    assertThat(prepared.result().getFields()).extracting("name").containsExactly("Query Plan");
    assertThat(prepared.parameters().getFields()).hasSize(1);
  }

  @Test
  void preparingTellsTheParametersOfADescribedQuery() {
    PreparedQuery prepared =
        Caller.DEFAULT.call(() ->
            queries.prepare(request("DESCRIBE SELECT id FROM sales.main.customer WHERE name = ?")));
    assertThat(prepared.result().getFields()).hasSize(6);
    assertThat(prepared.parameters().getFields()).hasSize(1);
  }

  @Test
  void aQuestionMarkInAPatternIsNoParameter() {
    PreparedQuery prepared =
        Caller.DEFAULT.call(() -> queries.prepare(request("SHOW CATALOGS LIKE '?'")));
    assertThat(prepared.result().getFields()).extracting("name").containsExactly("Catalog");
    assertThat(prepared.parameters().getFields()).isEmpty();
  }

  @Test
  void valuesForNoParametersAreRefused() {
    var request =
        request(
            "SHOW CATALOGS",
            SessionDefaults.NONE,
            Value.newBuilder().setStringValue("sales").build());
    assertThat(catchThrowableOfType(GatewayException.class, () -> rows(request)).code())
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void whatMustBePushedMayStillBeExplained() {
    var request =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql("EXPLAIN " + FEDERATED, List.of()),
            SessionDefaults.NONE,
            EngineChoice.AUTO,
            Optional.empty(),
            true);
    assertThat(rows(request).toString()).contains("CROSS_SOURCE");
  }

  @Test
  void anErrorWithinAnExplainHasItsPlaceInTheWhole() {
    GatewayException failure = failure("EXPLAIN ANALYZE\nSELECT nam FROM sales.main.customer");
    assertThat(failure.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    assertThat(failure.position()).contains(new SqlPosition(2, 8));
  }

  @Test
  void analyzeHoldsToTheTimeLimit() {
    String endless =
        "EXPLAIN ANALYZE SELECT count(*) FROM lake.main.item a, lake.main.item b,"
            + " lake.main.item c WHERE a.price * b.price > c.price";
    var request =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql(endless, List.of()),
            SessionDefaults.NONE,
            EngineChoice.AUTO,
            Optional.of(Duration.ofSeconds(1)));
    GatewayException failure = catchThrowableOfType(GatewayException.class, () -> rows(request));
    assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
  }

  @Test
  void describeTellsATablesColumns() {
    assertThat(columns("DESCRIBE sales.main.customer"))
        .containsExactly("column_name", "column_type", "null", "key", "default", "extra");
    assertThat(rows("DESCRIBE sales.main.customer"))
        .extracting(row -> row.subList(0, 2))
        .containsExactly(
            List.of("id", "BIGINT"),
            List.of("name", "VARCHAR"),
            List.of("region", "VARCHAR"),
            List.of("credit", "DECIMAL(10,2)"));
  }

  @Test
  void describeTellsAQuerysColumns() {
    assertThat(
            rows(
                "DESCRIBE SELECT o.day, i.price * 2 AS twice FROM sales.main.orders o"
                    + " JOIN lake.main.item i ON i.order_id = o.id"))
        .extracting(row -> row.subList(0, 2))
        .containsExactly(List.of("day", "DATE"), List.of("twice", "DECIMAL(18,2)"));
  }

  @Test
  void describeOfNoTableHasItsPlace() {
    GatewayException failure = failure("DESCRIBE sales.main.custmer");
    assertThat(failure.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(failure.position()).contains(new SqlPosition(1, 10));
  }

  @Test
  void catalogsAreSources() {
    assertThat(columns("SHOW CATALOGS")).containsExactly("Catalog");
    assertThat(lines("SHOW CATALOGS")).containsExactly("lake", "sales", "support");
    assertThat(rows("SHOW SOURCES LIKE 's_les'"))
        .containsExactly(List.of("sales", "test", "READY", "NULL"));
  }

  @Test
  void schemasIncludeTheInformationSchema() {
    assertThat(lines("SHOW SCHEMAS FROM sales")).containsExactly("information_schema", "main");
  }

  @Test
  void schemasOfNoSourceHaveTheirPlace() {
    GatewayException failure = failure("SHOW SCHEMAS FROM slaes");
    assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
    assertThat(failure.position()).contains(new SqlPosition(1, 19));
  }

  @Test
  void tablesAreThoseOfASchema() {
    assertThat(columns("SHOW TABLES FROM sales.main")).containsExactly("Table");
    assertThat(lines("SHOW TABLES FROM sales.main"))
        .contains("customer", "item", "orders")
        .isSorted();
    assertThat(lines("SHOW TABLES FROM sales.main LIKE '%er%'"))
        .contains("customer", "orders")
        .doesNotContain("item");
    assertThat(lines("SHOW TABLES FROM lake.information_schema"))
        .containsExactly("columns", "schemata", "tables");
  }

  @Test
  void sessionDefaultsCompleteWhatIsNotNamed() {
    var defaults = new SessionDefaults(Optional.of("sales"), Optional.of("main"));
    var tables = rows("SHOW TABLES FROM sales.main");
    assertThat(rows(request("SHOW TABLES", defaults))).isEqualTo(tables);
    assertThat(rows(request("SHOW TABLES FROM main", defaults))).isEqualTo(tables);
    assertThat(rows(request("SHOW SCHEMAS", defaults))).hasSize(2);
    assertThat(rows(request("DESCRIBE orders", defaults))).hasSize(5);
  }

  @Test
  void withoutDefaultsTheStatementSaysWhatToWrite() {
    GatewayException failure = failure("SHOW TABLES");
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure.getMessage()).contains("write SHOW TABLES FROM source.schema");
  }

  @Test
  void columnsComeAsTrinoGivesThem() {
    assertThat(columns("SHOW COLUMNS FROM lake.main.item"))
        .containsExactly("Column", "Type", "Extra", "Comment");
    assertThat(lines("SHOW COLUMNS FROM lake.main.item"))
        .containsExactly("order_id", "line", "price", "note");
  }

  @Test
  void functionsAreThoseThatQueriesMayCall() {
    assertThat(columns("SHOW FUNCTIONS"))
        .containsExactly(
            "Function",
            "Return Type",
            "Argument Types",
            "Function Type",
            "Deterministic",
            "Description");
    assertThat(lines("SHOW FUNCTIONS")).contains("lower", "sum", "row_number").isSorted();
    assertThat(rows("SHOW FUNCTIONS LIKE 'lower'"))
        .containsExactly(
            List.of(
                "lower",
                "VARCHAR",
                "VARCHAR",
                "scalar",
                "true",
                "Converts `string` to lower case."));
  }

  @Test
  void theInformationSchemaListsTables() {
    assertThat(
            rows(
                "SELECT table_catalog, table_schema, table_name, table_type"
                    + " FROM sales.information_schema.tables WHERE table_schema = 'main'"
                    + " AND table_name IN ('customer', 'item', 'orders') ORDER BY table_name"))
        .containsExactly(
            List.of("sales", "main", "customer", "BASE TABLE"),
            List.of("sales", "main", "item", "BASE TABLE"),
            List.of("sales", "main", "orders", "BASE TABLE"));
  }

  @Test
  void theInformationSchemaDescribesItself() {
    assertThat(
            rows(
                "SELECT column_name FROM lake.information_schema.columns"
                    + " WHERE table_name = 'schemata' ORDER BY ordinal_position"))
        .containsExactly(List.of("catalog_name"), List.of("schema_name"));
  }

  @Test
  void informationSchemasJoin() {
    assertThat(
            rows(
                "SELECT s.column_name, s.data_type FROM sales.information_schema.columns s"
                    + " JOIN lake.INFORMATION_SCHEMA.columns l USING (table_name, column_name)"
                    + " WHERE s.table_name = 'customer' ORDER BY s.ordinal_position LIMIT 2"))
        .containsExactly(List.of("id", "BIGINT"), List.of("name", "VARCHAR"));
  }

  @Test
  void anInformationSchemaJoinsItsOwnSourcesTables() {
    assertThat(
            rows(
                "SELECT t.table_name, max(c.id) FROM sales.main.customer c"
                    + " CROSS JOIN sales.information_schema.tables t"
                    + " WHERE t.table_name = 'item' GROUP BY t.table_name"))
        .containsExactly(List.of("item", "1000"));
  }

  @Test
  void anUnknownTableOfTheInformationSchemaSuggestsNearOnes() {
    GatewayException failure = failure("SELECT 1 FROM sales.information_schema.tabls");
    assertThat(failure.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(failure.getMessage()).contains("line 1, column 15").contains("mean tables?");
  }
}
