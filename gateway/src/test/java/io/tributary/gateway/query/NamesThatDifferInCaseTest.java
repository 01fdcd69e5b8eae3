package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.files.FilesConnector;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.MariaDbServer;
import io.tributary.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of tables whose names differ in nothing but case, each gives its own rows: those of `"T"` and of
/// `"Sales".t` are odd, those of `t` and of `sales.t` even.
class NamesThatDifferInCaseTest {

  @TempDir private static Path folder;
  private static PostgresServer postgres;
  private static MariaDbServer mariaDb;
  private static Map<String, Source> sources;
  private static TestGateway gateway;

  @BeforeAll
  static void load() throws Exception {
    postgres = PostgresServer.start();
    postgres.execute(
        "CREATE TABLE \"T\" AS SELECT * FROM (VALUES (1), (3)) v(a)",
        "CREATE TABLE t AS SELECT * FROM (VALUES (2), (4)) v(a)",
        "CREATE SCHEMA \"Sales\"",
        "CREATE SCHEMA sales",
        "CREATE TABLE \"Sales\".t AS SELECT 1 AS a",
        "CREATE TABLE sales.t AS SELECT 2 AS a");
    mariaDb = MariaDbServer.start();
    mariaDb.execute("CREATE TABLE T AS SELECT 1 AS a", "CREATE TABLE t AS SELECT 2 AS a");
    Path lake = Files.createDirectory(folder.resolve("lake"));
    Files.writeString(lake.resolve("T.csv"), "a\n1\n");
    Files.writeString(lake.resolve("t.csv"), "a\n2\n");
    sources =
        Map.of(
            "shop", open("shop", new PostgresqlConnector(), postgres.sourceProperties()),
            "notes",
                open(
                    "notes",
                    new MysqlConnector(),
                    Map.of(
                        "connection-url",
                        mariaDb.jdbcUrl("test"),
                        "connection-user",
                        mariaDb.user())),
            "lake", open("lake", new FilesConnector(), Map.of("location", lake.toString())));
    gateway = new TestGateway(new FixedMetadata(sources), folder);
  }

  private static Source open(
      String name, ConnectorFactory connector, Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    if (!name.equals("lake")) {
      all.put("writable", "true");
    }
    return connector.open(new SourceConfiguration(name, connector.descriptor().id(), all, "1"));
  }

  @AfterAll
  static void nothingIsLeft() {
    gateway.close();
    sources.values().forEach(Source::close);
    mariaDb.close();
    postgres.close();
  }

  private static List<List<Object>> rows(String sql, EngineChoice engine) {
    var request =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql(sql, List.of()),
            SessionDefaults.NONE,
            engine,
            Optional.empty());
    return Caller.DEFAULT.call(() -> Answer.of(gateway.queries().start(request))).rows();
  }

  private static void assertRows(String sql, String rows) {
    for (EngineChoice engine : List.of(EngineChoice.NATIVE, EngineChoice.DUCKDB)) {
      assertThat(rows(sql, engine)).as("%s by %s", sql, engine).hasToString(rows);
    }
  }

  @Test
  void tablesOfOneSchemaGiveTheirOwnRows() {
    assertRows(
        "SELECT x.a, y.a FROM shop.public.\"T\" x JOIN shop.public.t y ON y.a = x.a + 1 ORDER BY 1",
        "[[1, 2], [3, 4]]");
  }

  @Test
  void tablesOfSchemasThatDifferInCaseGiveTheirOwnRows() {
    assertRows("SELECT x.a, y.a FROM shop.\"Sales\".t x, shop.sales.t y", "[[1, 2]]");
  }

  @Test
  void columnsAreFoundByTheWholeNamesOfTheirTables() {
    assertRows(
        "SELECT shop.public.\"T\".A FROM shop.public.\"T\" WHERE NOT EXISTS (SELECT 1 FROM"
            + " shop.public.t y WHERE y.a = shop.public.\"T\".a + 3)",
        "[[3]]");
    assertRows("SELECT Shop.PUBLIC.t.A FROM shop.public.t ORDER BY 1", "[[2], [4]]");
  }

  @Test
  void subQueriesAndUnionsReadTheirOwnTables() {
    assertRows(
        "SELECT a, (SELECT max(a) FROM shop.public.t) AS m FROM shop.public.\"T\" WHERE a NOT IN"
            + " (SELECT a FROM shop.public.t) UNION ALL SELECT a, 0 FROM shop.public.t ORDER BY 1",
        "[[1, 4], [2, 0], [3, 4], [4, 0]]");
  }

  @Test
  void aStatementThatIsNotTakenApartReadsItsOwnTables() {
    assertThat(
            rows(
                "SELECT shop.public.\"T\".a, y.a FROM shop.public.\"T\", shop.public.t y WHERE"
                    + " shop.public.\"T\".a IN (SELECT unnest(list_transform([y.a], lambda v: v -"
                    + " 1))) ORDER BY 1",
                EngineChoice.AUTO))
        .hasToString("[[1, 2], [3, 4]]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lake.main", "notes.test"})
  void tablesOfOtherSourcesGiveTheirOwnRows(String schema) {
    assertThat(
            rows(
                "SELECT x.a, y.a, z.a FROM %1$s.\"T\" x, %1$s.t y, shop.sales.t z"
                    .formatted(schema),
                EngineChoice.AUTO))
        .hasToString("[[1, 2, 2]]");
  }

  @Test
  void mariaDbTellsThemApart() {
    assertRows("SELECT x.a, y.a FROM notes.test.\"T\" x, notes.test.t y", "[[1, 2]]");
    assertRows(
        "SELECT x.a, y.a FROM notes.test.\"T\" x LEFT JOIN (SELECT a, count(*) AS n FROM"
            + " notes.test.t GROUP BY a) y ON y.n = x.a",
        "[[1, 2]]");
  }

  @Test
  void aStructuredPlanReadsItsOwnTables() {
    String scan = "{scan: {table: {source: shop, schema: %s, table: t}, columns: [a]}}";
    assertThat(
            gateway
                .answer(
                    StructuredRequest.relation(
                        "{join: {type: JOIN_TYPE_INNER, left: %s, right: %s, columns: [x, y]}}"
                            .formatted(scan.formatted("sales"), scan.formatted("Sales"))))
                .rows())
        .hasToString("[[2, 1]]");
  }

  @Test
  void rowsAreChangedByThoseOfTheOther() {
    postgres.execute(
        "CREATE TABLE \"Changed\" (a integer, b integer)",
        "CREATE TABLE changed (a integer, b integer)",
        "INSERT INTO \"Changed\" VALUES (1, 10), (2, 20)",
        "INSERT INTO changed VALUES (2, 30), (3, 40)");
    assertThat(
            rows(
                "UPDATE shop.public.changed SET b = (SELECT max(x.b) FROM shop.public.\"Changed\" x"
                    + " WHERE x.a = changed.a) WHERE a IN (SELECT a FROM shop.public.\"Changed\")",
                EngineChoice.AUTO))
        .hasToString("[[1]]");
    assertRows("SELECT * FROM shop.public.changed ORDER BY 1", "[[2, 20], [3, 40]]");
    assertRows("SELECT * FROM shop.public.\"Changed\" ORDER BY 1", "[[1, 10], [2, 20]]");
    assertThat(
            rows(
                "DELETE FROM shop.public.\"Changed\" WHERE NOT EXISTS (SELECT 1 FROM"
                    + " shop.public.changed y WHERE y.a = \"Changed\".a)",
                EngineChoice.AUTO))
        .hasToString("[[1]]");
    assertRows("SELECT * FROM shop.public.changed ORDER BY 1", "[[2, 20], [3, 40]]");
    assertRows("SELECT * FROM shop.public.\"Changed\" ORDER BY 1", "[[2, 20]]");
  }
}
