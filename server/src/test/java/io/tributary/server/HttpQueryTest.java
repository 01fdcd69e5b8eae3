package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.server.JsonCalls.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TpchGateway.class)
final class HttpQueryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GatewayRunner gateway;
  private final JsonCalls calls = new JsonCalls();

  HttpQueryTest(GatewayRunner gateway) {
    this.gateway = gateway;
  }

  @Test
  void rowsComeWithTypedColumns() throws Exception {
    Answer answer =
        calls.query(
            gateway,
            "SELECT n_nationkey, n_name FROM sales.public.nation WHERE n_nationkey < 2 ORDER BY 1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("columns"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"name":"n_nationkey","type":"INTEGER"},{"name":"n_name","type":"VARCHAR"}]\
                """));
    assertThat(answer.body().get("rows"))
        .isEqualTo(
            JSON.readTree(
                """
                [[0,"ALGERIA"],[1,"ARGENTINA"]]\
                """));
    assertThat(answer.body().get("rowCount").asInt()).isEqualTo(2);
    assertThat(answer.body().get("truncated").asBoolean()).isFalse();
    assertThat(answer.body().get("queryId").asText()).isNotEmpty();
  }

  @Test
  void statisticsTellWhatEachSourceDid() {
    JsonNode statistics =
        calls.query(gateway, "SELECT count(*) FROM sales.public.orders").body().get("statistics");
    assertThat(statistics.get("route").asText()).isEqualTo("native");
    assertThat(statistics.get("fragments").get(0).get("source").asText()).isEqualTo("sales");
    assertThat(statistics.get("fragments").get(0).get("rows").asLong()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "9007199254740991           | 9007199254740991",
        "9007199254740992           | \"9007199254740992\"",
        "CAST(-5 AS BIGINT)         | -5",
        "12.50                      | \"12.50\"",
        "CAST(0.1 AS DOUBLE)        | 0.1",
        "CAST('NaN' AS DOUBLE)      | \"NaN\"",
        "CAST('-Infinity' AS DOUBLE)| \"-Infinity\"",
        "DATE '2026-03-01'          | \"2026-03-01\"",
        "TIMESTAMP '2026-03-01 13:05:00' | \"2026-03-01T13:05:00\"",
        "TIMESTAMP '2026-03-01 13:05:00.123456' | \"2026-03-01T13:05:00.123456\"",
        "TIME '13:05:00'            | \"13:05:00\"",
        "TRUE                       | true",
        "CAST(NULL AS INTEGER)      | null",
        "'a\"b'                     | \"a\\\"b\"",
      })
  void valuesKeepWhatTheyAre(String expression, String json) throws Exception {
    Answer answer = calls.query(gateway, "SELECT " + expression + " AS v");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.body().get("rows").get(0).get(0)).isEqualTo(JSON.readTree(json));
  }

  @Test
  void parametersAreTypedByTheirJson() {
    Answer answer =
        calls.post(
            gateway.http("/api/v1/query"),
            """
            {"sql": "SELECT n_name FROM nation WHERE n_nationkey = ? AND n_name LIKE ?",
             "parameters": [7, "GER%"], "defaultSource": "sales", "defaultSchema": "public"}\
            """);
    assertThat(answer.body().get("rows").toString()).isEqualTo("[[\"GERMANY\"]]");
  }

  @Test
  void moreRowsThanWantedAreCutAndSaidToBe() {
    Answer answer =
        calls.post(
            gateway.http("/api/v1/query"),
            """
            {"sql": "SELECT o_orderkey FROM sales.public.orders", "maxRows": 3}\
            """);
    assertThat(answer.body().get("rows")).hasSize(3);
    assertThat(answer.body().get("rowCount").asInt()).isEqualTo(3);
    assertThat(answer.body().get("truncated").asBoolean()).isTrue();
  }

  @Test
  void asManyRowsAsWantedAreNotCut() {
    Answer answer =
        calls.post(
            gateway.http("/api/v1/query"),
            """
            {"sql": "SELECT n_name FROM sales.public.nation", "maxRows": 25}\
            """);
    assertThat(answer.body().get("rows")).hasSize(25);
    assertThat(answer.body().get("truncated").asBoolean()).isFalse();
  }

  @Test
  void theServersCapBoundsEveryAnswer() {
    Answer answer = calls.query(gateway, "SELECT o_orderkey FROM sales.public.orders");
    assertThat(answer.body().get("rowCount").asInt()).isEqualTo(10_000);
    assertThat(answer.body().get("truncated").asBoolean()).isTrue();
  }

  @Test
  void anUnknownTableIs404WithItsPlace() {
    Answer answer = calls.query(gateway, "SELECT 1\nFROM sales.public.ordrs");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().get("code").asText()).isEqualTo("TABLE_NOT_FOUND");
    assertThat(answer.error().get("line").asInt()).isEqualTo(2);
    assertThat(answer.error().get("column").asInt()).isEqualTo(6);
    assertThat(answer.error().get("message").asText()).contains("did you mean orders?");
    assertThat(answer.error().get("retryable").asBoolean()).isFalse();
  }

  @Test
  void aSyntaxErrorIs400WithItsPlace() {
    Answer answer = calls.query(gateway, "SELECT count(* FROM sales.public.orders");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("code").asText()).isEqualTo("SYNTAX_ERROR");
    assertThat(answer.error().has("line")).isTrue();
    assertThat(answer.error().get("message").asText()).doesNotContain("\n");
  }

  @Test
  void aTypeErrorIs400WithItsPlace() {
    Answer answer = calls.query(gateway, "SELECT sum(o_comment) FROM sales.public.orders");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("line").asInt()).isEqualTo(1);
  }

  @Test
  void aTimeoutIs504() {
    Answer answer =
        calls.post(
            gateway.http("/api/v1/query"),
            """
            {"sql": "SELECT count(*) FROM sales.public.orders a, sales.public.orders b, sales.public.orders c WHERE a.o_comment < b.o_comment AND b.o_comment < c.o_comment",
             "timeout": "300ms"}\
            """);
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.error().get("code").asText()).isEqualTo("DEADLINE_EXCEEDED");
    assertThat(answer.error().get("retryable").asBoolean()).isTrue();
  }

  @Test
  void theCatalogIsServedAsRest() {
    Answer tables = calls.get(gateway.http("/api/v1/sources/sales/tables"));
    assertThat(tables.status()).isEqualTo(200);
    assertThat(tables.body().findValuesAsText("table")).contains("nation", "orders");
  }

  @Test
  void failuresOfRestCallsLookLikeAllOthers() {
    Answer answer = calls.get(gateway.http("/api/v1/sources/nowhere/schemas"));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().get("code").asText()).isEqualTo("SOURCE_NOT_FOUND");
  }

  @Test
  void tablesAreListedPageByPage() {
    String tables = "/api/v1/sources/sales/tables?pageSize=2";
    Answer first = calls.get(gateway.http(tables));
    assertThat(first.body().get("tables")).hasSize(2);
    Answer second =
        calls.get(
            gateway.http(tables + "&pageToken=" + first.body().get("nextPageToken").asText()));
    assertThat(second.body().get("tables")).hasSize(2).isNotEqualTo(first.body().get("tables"));
  }

  @Test
  void whatIsNoPageTokenIsRefused() {
    Answer answer = calls.get(gateway.http("/api/v1/sources/sales/tables?pageToken=x"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("message").asText()).contains("page_token \"x\" is none");
  }

  @Test
  void aBodyThatACallDoesNotTakeIsRefusedInWords() {
    Answer answer =
        calls.post(gateway.http("/api/v1/sources/sales/schemas/public/columns"), "{\"tables\": 1}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("message").asText()).contains("not what the call takes");
  }

  @Test
  void explainTellsThePlan() {
    Answer answer =
        calls.post(
            gateway.http("/api/v1/explain"),
            """
            {"sql": "SELECT count(*) FROM sales.public.orders"}\
            """);
    assertThat(answer.body().get("route").asText()).isEqualTo("native");
    assertThat(answer.body().get("fragments").get(0).get("sql").asText()).contains("COUNT");
  }

  @Test
  void explainTakesTheBodyOfTheQuery() {
    Answer answer =
        calls.post(
            gateway.http("/api/v1/explain"),
            """
            {"sql": "SELECT count(*) FROM nation WHERE n_name LIKE ?", "parameters": ["U%"],
             "defaultSource": "sales", "defaultSchema": "public", "engine": "native"}\
            """);
    assertThat(answer.body().get("fragments").get(0).get("sql").asText()).contains("'U%'");
  }

  @Test
  void explainRefusesUnknownFields() {
    Answer answer =
        calls.post(
            gateway.http("/api/v1/explain"),
            """
            {"sql": "SELECT 1", "defaultSurce": "sales"}\
            """);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("message").asText()).contains("\"defaultSurce\"");
  }

  @Test
  void explainIsTheSameJsonAsSql() throws Exception {
    String sql = "SELECT count(*) FROM sales.public.orders";
    Answer call =
        calls.post(
            gateway.http("/api/v1/explain"),
            """
            {"sql": "%s"}\
            """
                .formatted(sql));
    Answer rows = calls.query(gateway, "EXPLAIN (FORMAT JSON) " + sql);
    assertThat(rows.body().get("rows")).hasSize(1);
    assertThat(JSON.readTree(rows.body().get("rows").get(0).get(0).asText()))
        .isEqualTo(call.body());
  }

  @Test
  void aQueryThatMustBePushedIsRefusedWithReasons() {
    Answer answer =
        calls.post(
            gateway.http("/api/v1/query"),
            """
            {"sql": "SELECT count(*) FROM sales.public.orders JOIN lake.tpch.lineitem ON o_orderkey = l_orderkey",
             "requirePushdown": true}\
            """);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.error().get("message").asText()).contains("CROSS_SOURCE");
  }

  @Test
  void tablesAreShownAsRows() {
    Answer answer = calls.query(gateway, "SHOW TABLES FROM sales.public LIKE 'na%'");
    assertThat(answer.body().get("columns").toString())
        .isEqualTo("[{\"name\":\"Table\",\"type\":\"VARCHAR\"}]");
    assertThat(answer.body().get("rows").toString()).isEqualTo("[[\"nation\"]]");
  }

  @Test
  void anUnknownSchemaIs404WithItsPlaceAndNeighbours() {
    Answer answer = calls.query(gateway, "SHOW TABLES FROM sales.publc");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().get("code").asText()).isEqualTo("SCHEMA_NOT_FOUND");
    assertThat(answer.error().get("column").asInt()).isEqualTo(18);
    assertThat(answer.error().get("message").asText()).contains("did you mean public?");
  }

  @Test
  void queriesAreListed() {
    Answer answer = calls.query(gateway, "SELECT count(*) AS listed FROM sales.public.orders");

    JsonNode query = calls.get(gateway.http("/api/v1/queries")).body().get("queries").get(0);
    assertThat(query.get("queryId")).isEqualTo(answer.body().get("queryId"));
    assertThat(query.get("sql").asText()).contains("AS listed");
    assertThat(query.get("rows").asText()).isEqualTo("1");
    assertThat(query.at("/statistics/fragments/0/source").asText()).isEqualTo("sales");
  }

  @Test
  void cancellingWhatDoesNotRunIs404() {
    Answer answer = calls.post(gateway.http("/api/v1/queries/none/cancel"), "{}");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().get("code").asText()).isEqualTo("QUERY_NOT_FOUND");
  }

  @Test
  void healthTellsTheVersion() {
    Answer answer = calls.get(gateway.http("/health"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("status").asText()).isEqualTo("UP");
    assertThat(answer.body().get("version").asText()).isEqualTo(Version.current());
    assertThat(answer.body().get("uptimeSeconds").isIntegralNumber()).isTrue();
  }

  @Test
  void metricsCountQueriesByRouteAndOutcome() {
    calls.query(gateway, "SELECT count(*) FROM sales.public.nation");
    String metrics = calls.get(gateway.http("/metrics")).body().asText();
    assertThat(metrics)
        .contains(
            "tributary_queries_seconds_count{outcome=\"completed\",protocol=\"http\",route=\"native\"}")
        .contains("tributary_queries_running")
        .contains("tributary_queries_waiting 0")
        .contains("tributary_memory_limit_bytes")
        .contains("tributary_memory_reserved_bytes")
        .contains("tributary_memory_duckdb_reserved_bytes")
        .contains("tributary_arrow_allocated_bytes")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void anUnknownPathIsAnErrorInJson() {
    Answer answer = calls.get(gateway.http("/api/v1/nothing"));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().get("message").asText()).contains("/api/v1/nothing");
  }
}
