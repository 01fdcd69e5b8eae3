package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testing.Eventually;
import io.tributary.testing.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway's sources as catalogs of a real Trino, from its start on and while both run.
final class CatalogStoreIT {

  private static final String STORE =
      """
      tributary.uri={gateway}
      tributary.token=${ENV:%s}
      tributary.catalogs.refresh-interval=500ms
      tributary.trino.uri={trino}
      tributary.trino.user=catalogs
      """
          .formatted(TrinoWithTributary.TOKEN_VARIABLE);

  private static final String BROKEN_SOURCE = "connector.name=postgresql\n";
  private static final String FOLLOWS_AGAIN = "The catalogs follow the gateway's sources again";
  private static final String FOLLOWS_NO_MORE = "The catalogs do not follow the gateway's sources";
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;

  private static Path lake;
  private static TrinoWithTributary servers;

  @BeforeAll
  static void startServers() throws IOException, InterruptedException {
    lake = Files.createDirectories(folder.resolve("lake"));
    Files.writeString(lake.resolve("people.csv"), "id,name\n1,Ada\n2,Grace\n");
    servers =
        TrinoWithTributary.startWithStore(
            folder,
            Map.of(
                "lake", filesSource(),
                "broken", BROKEN_SOURCE,
                "system", filesSource(),
                "tpch", filesSource()),
            STORE);
  }

  @AfterAll
  static void stopServers() {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void every_source_is_a_catalog_from_the_start() throws SQLException {
    assertThat(catalogs(servers)).contains("lake", "broken", "system", "tpch");
    assertThat(rows(servers, "SELECT name FROM lake.main.people ORDER BY id"))
        .containsExactly("Ada", "Grace");
  }

  @Test
  void a_source_that_failed_says_why() {
    assertThatThrownBy(() -> rows(servers, "SHOW SCHEMAS FROM broken"))
        .hasMessageContaining("connection-url");
  }

  @Test
  void a_source_does_not_take_the_name_of_another_catalog() throws SQLException, IOException {
    assertThat(rows(servers, "SELECT count(*) FROM tpch.tiny.nation")).containsExactly("25");
    assertThat(rows(servers, "SELECT state FROM system.runtime.nodes")).contains("active");
    assertThat(servers.trinoLog())
        .containsOnlyOnce("Source system is no catalog: Trino has one of that name")
        .containsOnlyOnce("Source tpch is no catalog: a file configures one of that name");
  }

  @Test
  void a_source_that_comes_is_a_catalog_until_it_goes() throws Exception {
    servers.gateway().addSource("added-later", filesSource());
    Eventually.holds("it comes", SOON, () -> catalogs(servers).contains("added-later"));

    assertThat(rows(servers, "SELECT count(*) FROM \"added-later\".main.people"))
        .containsExactly("2");

    servers.gateway().removeSource("added-later");
    Eventually.holds("it goes", SOON, () -> !catalogs(servers).contains("added-later"));

    assertThat(rows(servers, "SELECT query FROM system.runtime.queries"))
        .contains("CREATE CATALOG \"added-later\" USING tributary", "DROP CATALOG \"added-later\"")
        .noneMatch(query -> query.contains(GatewayProcess.TOKEN));
  }

  @Test
  void the_token_is_not_shown() throws Exception {
    String sql = "SELECT count(*) FROM lake.main.people";
    rows(servers, sql);
    String queryId =
        rows(
                servers,
                "SELECT max(query_id) FROM system.runtime.queries WHERE query = '%s'"
                    .formatted(sql))
            .getFirst();

    assertThat(servers.detailsOf(queryId))
        .contains("${ENV:TRIBUTARY_TOKEN}")
        .doesNotContain(GatewayProcess.TOKEN);
    assertThat(servers.trinoLog()).doesNotContain(GatewayProcess.TOKEN);
  }

  @Test
  void a_statement_makes_no_other_catalog() {
    assertThatThrownBy(() -> rows(servers, "CREATE CATALOG other USING tpch"))
        .hasMessageContaining("other cannot be created: catalogs are sources of the gateway at");
  }

  @Test
  void a_statement_does_not_drop_the_catalog_of_a_source() {
    assertThatThrownBy(() -> rows(servers, "DROP CATALOG lake"))
        .hasMessageContaining("remove the source there");
  }

  @Test
  void a_statement_does_not_drop_the_catalog_of_a_file() {
    assertThatThrownBy(() -> rows(servers, "DROP CATALOG tpch"))
        .hasMessageContaining("tpch.properties and restart Trino");
  }

  @Test
  void a_gateway_may_come_after_trino_and_go(@TempDir Path home) throws Exception {
    try (TrinoWithTributary alone =
        TrinoWithTributary.startWithStoreAlone(home, Map.of("lake", filesSource()), STORE)) {
      assertThat(catalogs(alone)).containsExactly("system", "tpch");
      assertThat(alone.trinoLog()).containsOnlyOnce("No source is a catalog yet");

      alone.gateway().restart();
      Eventually.holds("lake comes", SOON, () -> catalogs(alone).contains("lake"));
      assertThat(rows(alone, "SELECT count(*) FROM lake.main.people")).containsExactly("2");

      Eventually.holds("the log tells", SOON, () -> alone.trinoLog().contains(FOLLOWS_AGAIN));
      alone.killGateway();
      Eventually.holds(
          "the log tells that it is gone",
          SOON,
          () -> {
            String log = alone.trinoLog();
            return log.lastIndexOf(FOLLOWS_NO_MORE) > log.indexOf(FOLLOWS_AGAIN);
          });
      assertThat(catalogs(alone)).contains("lake");
    }
  }

  private static String filesSource() {
    return "connector.name=files\nlocation=" + lake;
  }

  private static List<String> catalogs(TrinoWithTributary trino) throws SQLException {
    return rows(trino, "SHOW CATALOGS");
  }

  /// The first column of each row.
  private static List<String> rows(TrinoWithTributary trino, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = trino.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
