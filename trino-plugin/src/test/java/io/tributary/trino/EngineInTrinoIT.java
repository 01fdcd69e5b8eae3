package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testing.Eventually;
import io.tributary.testing.GatewayProcess;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.ServerProcess;
import io.tributary.testing.SpooledSegments;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import io.tributary.testing.TrinoProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Queries that a gateway gives to a Trino, which reads the tables through the plugin from the same
/// gateway. That has one place for queries, and memory for one, so that whatever waits for itself
/// waits for ever. The Trino spools what is large.
final class EngineInTrinoIT {

  private static final Set<TpchTable> IN_FILES =
      EnumSet.of(TpchTable.LINEITEM, TpchTable.ORDERS, TpchTable.PART, TpchTable.PARTSUPP);

  /// Of sums of doubles, which are added in any order.
  private static final double RELATIVE_ERROR = 1e-9;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static PostgresServer postgres;
  private static GatewayProcess gateway;
  private static TrinoProcess trino;
  private static SpooledSegments segments;

  @BeforeAll
  static void startServers() throws IOException, InterruptedException {
    postgres = PostgresServer.start();
    int trinoPort = ServerProcess.freePort();
    Path files = Files.createDirectories(folder.resolve("files"));
    gateway =
        GatewayProcess.launch(
            folder.resolve("gateway"),
            """
            trino.source=cluster
            trino.catalogs=stock=stock_files
            trino.threshold=64kB
            query.max-concurrent=1
            query.timeout=60s
            memory.limit=400MB
            """,
            Map.of(
                "cluster",
                trinoSource(TrinoProcess.url(trinoPort)) + "forward-user=true\n",
                "tpch",
                trinoSource(TrinoProcess.url(trinoPort) + "/tpch") + "direct-protocol=true\n",
                "stock",
                "connector.name=files\nlocation=%s\nwritable=true\n".formatted(files),
                "people",
                GatewayProcess.postgresSource(postgres, postgres.port()) + "writable=true\n",
                "elsewhere",
                GatewayProcess.postgresSource(postgres, postgres.port())));
    segments = new SpooledSegments(folder.resolve("trino"));
    trino =
        TrinoProcess.launch(
            segments.home(),
            trinoPort,
            Map.of(
                "tpch",
                """
                connector.name=tpch
                tpch.column-naming=STANDARD
                tpch.double-type-mapping=DECIMAL
                """,
                "stock_files",
                catalog("stock"),
                "people",
                catalog("people"),
                "cluster",
                GatewayProcess.catalog(
                    gateway.address(), "tributary.source=cluster", "tributary.forward-user=true"),
                "everything",
                GatewayProcess.catalog(gateway.address()),
                "gone",
                GatewayProcess.catalog("grpc://127.0.0.1:" + ServerProcess.freePort())),
            segments.configuration());
    gateway.awaitReady();
    trino.awaitReady();
    for (TpchTable table : TpchTable.values()) {
      ask(
          "CREATE TABLE %s AS SELECT * FROM tpch.tiny.%s".formatted(name(table), table.tableName()),
          "auto");
    }
    postgres.execute("ANALYZE");
  }

  @AfterAll
  static void stopServers() {
    trino.close();
    gateway.close();
    postgres.close();
  }

  private static String trinoSource(String url) {
    return "connector.name=trino\nconnection-url=%s\nconnection-user=gateway\n".formatted(url);
  }

  private static String catalog(String source) {
    return GatewayProcess.catalog(gateway.address(), "tributary.source=" + source);
  }

  private static String name(TpchTable table) {
    return (IN_FILES.contains(table) ? "stock.main." : "people.public.") + table.tableName();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
  void tpchIsTheSameByBothEngines(int number) throws IOException, InterruptedException {
    String sql = TpchQueries.query(number, EngineInTrinoIT::name);

    JsonNode byTrino = ask(sql, "trino");
    JsonNode byDuckDb = ask(sql, "duckdb");

    assertThat(byTrino.get("columns")).isEqualTo(byDuckDb.get("columns"));
    assertThat(byTrino.get("rows")).hasSameSizeAs(byDuckDb.get("rows"));
    for (int i = 0; i < byDuckDb.get("rows").size(); i++) {
      assertSame(byTrino.get("rows").get(i), byDuckDb.get("rows").get(i));
    }
  }

  private static void assertSame(JsonNode row, JsonNode expected) {
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i).isDouble()) {
        double wanted = expected.get(i).doubleValue();
        assertThat(row.get(i).doubleValue())
            .isCloseTo(wanted, offset(Math.abs(wanted) * RELATIVE_ERROR));
      } else {
        assertThat(row.get(i)).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void largeResultsAreSpooledAndKeepTheirOrder() throws Exception {
    String sql = "SELECT * FROM stock.main.lineitem ORDER BY l_orderkey, l_linenumber";

    JsonNode byTrino = ask(sql, "trino");

    assertThat(byTrino.get("rows").equals(ask(sql, "duckdb").get("rows")))
        .as("the rows of both engines are the same")
        .isTrue();
    assertThat(SpooledSegments.countedIn(trino.detailsOf(queryIdOf(byTrino)))).isGreaterThan(1);
    Eventually.holds(
        "Trino is told of all that was read",
        Duration.ofSeconds(5),
        () -> segments.files().isEmpty());
  }

  private static String queryIdOf(JsonNode answer) {
    return answer.at("/statistics/fragments/0/sourceQueryId").textValue();
  }

  @Test
  void joinsOfSeveralSourcesAreOneQueryOfTrinos() throws IOException, InterruptedException {
    assertThat(explained(TpchQueries.query(5, EngineInTrinoIT::name), "trino"))
        .startsWith("Route: native (cluster runs the whole query)")
        .contains("\"people\".\"public\".\"customer\"", "\"stock_files\".\"main\".\"lineitem\"");
  }

  @Test
  void whatIsLargeGoesToTrinoByItself() throws IOException, InterruptedException {
    String joined =
        "SELECT %s FROM people.public.customer c JOIN stock.main.orders o ON c_comment = o_comment";

    assertThat(explained(joined.formatted("c_comment"), "auto"))
        .startsWith("Route: duckdb (the query joins 2 sources)");
    assertThat(explained(joined.formatted("c.*"), "auto"))
        .startsWith("Route: native (cluster runs the whole query)");
  }

  @Test
  void aSourceWithoutCatalogIsTold() throws IOException, InterruptedException {
    assertThat(post("SELECT * FROM elsewhere.public.nation", "trino"))
        .contains("Trino has no elsewhere.public.nation for elsewhere.public.nation")
        .contains("trino.catalogs");
  }

  @Test
  void insertsReadByTrino() throws IOException, InterruptedException {
    ask("CREATE TABLE people.public.few AS SELECT n_name FROM people.public.nation", "trino");

    assertThat(ask("SELECT count(*) FROM people.public.few", "auto").at("/rows/0/0").intValue())
        .isEqualTo(25);
  }

  @Test
  void aQueryDoesNotWaitForWhatTrinoReadsForIt() throws IOException, InterruptedException {
    String sql =
        "SELECT lower(n_name) AS n FROM people.public.nation JOIN stock.main.orders ON n_comment <>"
            + " o_comment GROUP BY ALL";

    assertThat(explained(sql, "trino")).startsWith("Route: duckdb");
    assertThat(ask(sql, "trino").get("rows")).hasSize(25);
  }

  @Test
  void whatAClusterShowsOfItselfIsNotThere() throws IOException, InterruptedException {
    assertThat(post("SELECT * FROM cluster.\"cluster.people.public\".nation", "auto"))
        .contains("SCHEMA_NOT_FOUND", "does not exist in source cluster");
  }

  @Test
  void whatHasComeFromATrinoDoesNotGoThere() throws IOException, InterruptedException {
    String trinosAddress = trino.address().getAuthority();
    assertThat(
            send(
                "SELECT * FROM cluster.\"people.public\".nation",
                "auto",
                "X-Tributary-Via",
                trinosAddress))
        .contains("QUERY_LOOP", "has come from its Trino at " + trinosAddress);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cluster", "everything"})
  void aClusterIsListedWithoutWhatItShowsOfItself(String catalog) throws SQLException {
    String prefix = catalog.equals("cluster") ? "" : "cluster.";
    assertThat(schemasOf(catalog))
        .contains(prefix + "tpch.tiny", prefix + "people.public")
        .noneMatch(schema -> schema.startsWith(prefix + "cluster."));
  }

  @Test
  void aCatalogWhoseGatewayIsDownHidesNoOthersOfTheCluster() throws SQLException {
    assertThatThrownBy(() -> schemasOf("gone")).hasMessageContaining("cannot be reached");
    assertThat(schemasOf("cluster")).contains("tpch.tiny", "people.public");
  }

  private static List<String> schemasOf(String catalog) throws SQLException {
    try (Connection connection = trino.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW SCHEMAS FROM " + catalog)) {
      List<String> schemas = new ArrayList<>();
      while (rows.next()) {
        schemas.add(rows.getString(1));
      }
      return schemas;
    }
  }

  @Test
  void trinoReadsThroughTheGatewayWhatTheGatewayReadsFromTrino() throws SQLException {
    try (Connection connection = trino.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT n_name FROM cluster.\"people.public\".nation")) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      assertThat(count).isEqualTo(25);
    }
  }

  @Test
  void queriesRunInTrinoAsWhoAsks() throws Exception {
    String sql = "SELECT n_comment FROM people.public.nation WHERE n_name = 'CANADA'";
    send(sql, "trino", "X-User-ID", "ann");

    assertThat(usersOf("%CANADA%")).containsExactly("ann");
  }

  @Test
  void answersNameTheQueryInTrino() throws IOException, InterruptedException, SQLException {
    JsonNode answer = ask("SELECT count(*) FROM people.public.customer", "trino");
    String id = queryIdOf(answer);

    assertThat(id).isNotNull();
    try (Connection connection = trino.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT query FROM system.runtime.queries WHERE query_id = ?")) {
      statement.setString(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).contains("customer");
      }
    }
  }

  @Test
  void whoNamesNoUserReadsNothingInTheUsersPlace() throws IOException, InterruptedException {
    assertThat(send("SELECT * FROM people.public.nation", "trino", "X-Anything", "else"))
        .contains("PERMISSION_DENIED", "names no user");
  }

  private static List<String> usersOf(String pattern) throws SQLException {
    try (Connection connection = trino.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT \"user\" FROM system.runtime.queries WHERE source = 'tributary' AND query"
                    + " LIKE ?")) {
      statement.setString(1, pattern);
      try (ResultSet rows = statement.executeQuery()) {
        List<String> users = new ArrayList<>();
        while (rows.next()) {
          users.add(rows.getString(1));
        }
        return users;
      }
    }
  }

  private static String explained(String sql, String engine)
      throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (JsonNode row : ask("EXPLAIN " + sql, engine).get("rows")) {
      lines.append(row.get(0).textValue()).append('\n');
    }
    return lines.toString();
  }

  private static JsonNode ask(String sql, String engine) throws IOException, InterruptedException {
    JsonNode answer = JSON.readTree(post(sql, engine));
    assertThat(answer.has("error")).as(answer.toString()).isFalse();
    return answer;
  }

  private static String post(String sql, String engine) throws IOException, InterruptedException {
    return send(sql, engine, "X-User-ID", "nobody");
  }

  private static String send(String sql, String engine, String header, String value)
      throws IOException, InterruptedException {
    String body = JSON.createObjectNode().put("sql", sql).put("engine", engine).toString();
    HttpRequest request =
        HttpRequest.newBuilder(gateway.httpAddress().resolve("/api/v1/query"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + GatewayProcess.TOKEN)
            .header(header, value)
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
