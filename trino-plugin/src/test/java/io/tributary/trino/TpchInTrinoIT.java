package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testing.GatewayProcess;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// TPC-H in a real Trino server: the business side in PostgreSQL and the rest in Parquet files,
/// both behind one gateway and in one catalog, nations and regions in Trino's own generator of
/// TPC-H.
///
/// The generator made the rows of them all, so it gives the same answers when it is asked alone.
final class TpchInTrinoIT {

  private static final Set<TpchTable> IN_POSTGRES =
      EnumSet.of(TpchTable.CUSTOMER, TpchTable.ORDERS, TpchTable.SUPPLIER);

  private static final Set<TpchTable> IN_LAKE =
      EnumSet.of(TpchTable.PART, TpchTable.PARTSUPP, TpchTable.LINEITEM);

  private static final String GENERATOR =
      """
      connector.name=tpch
      tpch.column-naming=STANDARD
      tpch.double-type-mapping=DECIMAL
      """;

  private static final String EVERYTHING = GatewayProcess.catalog("{gateway}");

  /// Joins that Trino expects to have no more rows than both sides together.
  private static final String AUTOMATIC = "AUTOMATIC";

  /// All joins that can be.
  private static final String EAGER = "EAGER";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static PostgresServer postgres;
  private static TrinoWithTributary servers;

  @BeforeAll
  static void startServers() throws IOException, InterruptedException, SQLException {
    postgres = PostgresServer.start();
    Path lake = Files.createDirectories(folder.resolve("lake"));
    servers =
        TrinoWithTributary.start(
            folder,
            Map.of(
                "sales",
                GatewayProcess.postgresSource(postgres, postgres.port()) + "writable=true\n",
                "lake",
                "connector.name=files\nlocation=%s\nwritable=true\n".formatted(lake)),
            Map.of("generator", GENERATOR, "everything", EVERYTHING));
    for (TpchTable table : TpchTable.values()) {
      if (isBehindGateway(table)) {
        execute("CREATE TABLE %s AS TABLE %s".formatted(federated(table), generated(table)));
      }
    }
    postgres.execute("ANALYZE");
  }

  @AfterAll
  static void stopServers() {
    if (servers != null) {
      servers.close();
    }
    postgres.close();
  }

  static IntStream queries() {
    return IntStream.rangeClosed(1, TpchQueries.COUNT);
  }

  @ParameterizedTest(name = "Q{0}")
  @MethodSource("queries")
  void everyQueryAnswersAsTrinoAlone(int number) throws SQLException {
    Answer alone = answer(TpchQueries.query(number, TpchInTrinoIT::generated), AUTOMATIC);
    String sql = federated(number);
    for (String joins : List.of(AUTOMATIC, EAGER)) {
      Answer federated = answer(sql, joins);
      assertThat(federated.rows())
          .as(joins)
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(alone.rows());
      assertThat(federated.sortKeys(sql)).as(joins).isEqualTo(alone.sortKeys(sql));
    }
  }

  @Test
  void onlyTheRowsThatPredicatesLeaveAreRead() throws SQLException {
    assertThat(plan(federated(6), AUTOMATIC))
        .contains("filter(lake.main.lineitem, [l_shipdate, l_discount, l_quantity])")
        .doesNotContain("filterPredicate");
  }

  @Test
  void sumsOfProductsAreMadeBehindTheGateway() throws SQLException {
    for (int number : new int[] {1, 6}) {
      assertThat(plan(federated(number), AUTOMATIC))
          .contains(":= multiply(l_extendedprice, ")
          .doesNotContain("Aggregate[");
    }
  }

  @Test
  void tablesOfBothSourcesAreJoinedBehindTheGateway() throws SQLException {
    assertThat(plan(federated(3), AUTOMATIC))
        .containsPattern(
            "inner join\\(filter\\(lake.main.lineitem,"
                + " .*sales.public.orders.*sales.public.customer")
        .doesNotContain("Join[");
  }

  @Test
  void groupsOfAJoinAreMadeBehindTheGateway() throws SQLException {
    assertThat(plan(federated(4), AUTOMATIC))
        .contains("aggregation(inner join(aggregation(filter(lake.main.lineitem")
        .doesNotContain("Join[", "Aggregate[");
  }

  @Test
  void aSessionMayHaveEveryJoinMadeBehindTheGateway() throws SQLException {
    String sql = federated(9);
    assertThat(plan(sql, AUTOMATIC)).doesNotContain("inner join(");
    assertThat(plan(sql, EAGER))
        .contains("inner join(inner join(inner join(inner join(filter(lake.main.part");
  }

  /// The inner query of Q18, by quantity.
  @Test
  void theFirstGroupsAreFoundBehindTheGateway() throws SQLException {
    String sql =
        """
        SELECT l_orderkey, sum(l_quantity) AS quantity FROM %s
        GROUP BY l_orderkey ORDER BY quantity DESC, l_orderkey LIMIT 20
        """;
    String federated = sql.formatted(federated(TpchTable.LINEITEM));
    assertThat(answer(federated, AUTOMATIC))
        .isEqualTo(answer(sql.formatted(generated(TpchTable.LINEITEM)), AUTOMATIC));
    assertThat(plan(federated, AUTOMATIC))
        .containsPattern("aggregation\\(lake.main.lineitem.* sortOrder=\\[.* limit=20")
        .doesNotContain("TopN", "Aggregate[");
  }

  @Test
  void theGatewaysListOfQueriesShowsWhatSourcesDid() throws Exception {
    String sql =
        "SELECT c_mktsegment, count(*) AS c_segments FROM %s GROUP BY c_mktsegment"
            .formatted(federated(TpchTable.CUSTOMER));
    Answer answer = answer(sql, AUTOMATIC);

    JsonNode query = JSON.readTree(servers.gateway().get("/api/v1/queries")).at("/queries/0");
    assertThat(query.get("rows").asInt()).isEqualTo(answer.rows().size());
    assertThat(query.at("/statistics/fragments/0/source").asText()).isEqualTo("sales");
    assertThat(query.at("/statistics/fragments/0/sql").asText()).contains("GROUP BY");
  }

  private static boolean isBehindGateway(TpchTable table) {
    return IN_POSTGRES.contains(table) || IN_LAKE.contains(table);
  }

  private static String federated(int number) {
    return TpchQueries.query(number, TpchInTrinoIT::federated);
  }

  private static String federated(TpchTable table) {
    if (IN_POSTGRES.contains(table)) {
      return "everything.\"sales.public\"." + table.tableName();
    }
    return IN_LAKE.contains(table)
        ? "everything.\"lake.main\"." + table.tableName()
        : generated(table);
  }

  private static String generated(TpchTable table) {
    return "generator.tiny." + table.tableName();
  }

  /// Rows of texts, and the names of their columns.
  private record Answer(List<String> columns, List<List<String>> rows) {

    private static final String ORDER_BY = "ORDER BY ";

    /// What each row is sorted by. Rows with the same keys may come in any order.
    List<List<String>> sortKeys(String sql) {
      int orderBy = sql.lastIndexOf(ORDER_BY);
      if (orderBy < 0) {
        return List.of();
      }
      String order = sql.substring(orderBy + ORDER_BY.length()).replaceFirst("\\s+LIMIT \\d+$", "");
      List<Integer> keys =
          Arrays.stream(order.split(", "))
              .map(key -> columns.indexOf(key.replace(" DESC", "")))
              .toList();
      return rows.stream().map(row -> keys.stream().map(row::get).toList()).toList();
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String plan(String sql, String joinPushdownStrategy) throws SQLException {
    return answer("EXPLAIN " + sql, joinPushdownStrategy).rows().getFirst().getFirst();
  }

  private static Answer answer(String sql, String joinPushdownStrategy) throws SQLException {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SET SESSION everything.join_pushdown_strategy = '%s'".formatted(joinPushdownStrategy));
      try (ResultSet results = statement.executeQuery(sql)) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
          columns.add(results.getMetaData().getColumnLabel(i));
        }
        List<List<String>> rows = new ArrayList<>();
        while (results.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns.size(); i++) {
            row.add(results.getString(i));
          }
          rows.add(row);
        }
        return new Answer(columns, rows);
      }
    }
  }
}
