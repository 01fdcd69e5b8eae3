package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.MariaDbServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of a source without grouping sets, here MariaDB, the finest groups are asked for where these are
/// few, and DuckDB makes the sets of them: with the answers of DuckDB alone.
class GroupingSetsTest {

  private static final String KEYS =
      """
      CREATE TABLE t (k INT, w VARCHAR(9), n BIGINT, price DECIMAL(9, 2), f DOUBLE, d DATE)\
      """;

  /// NULLs are among the keys and the values.
  private static final String ROWS =
      """
      INSERT INTO t
      SELECT nullif(i %% 4, 3), CASE i %% 3 WHEN 0 THEN 'a' WHEN 1 THEN 'A' END, nullif(i %% 11, 5),
        i / 4, i / 8, DATE '2024-01-01' + INTERVAL (i %% 20) DAY
      FROM %s\
      """;

  @TempDir private static Path folder;
  private static DuckDBConnection oracle;
  private static MariaDbServer server;
  private static Source source;
  private static TestGateway gateway;

  @BeforeAll
  static void load() throws SQLException {
    var data = new TpchData(0.01);
    oracle = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    data.loadIntoDuckDb(oracle);
    server = MariaDbServer.start();
    try (Connection connection = server.connect();
        Statement there = connection.createStatement();
        Statement alone = oracle.createStatement()) {
      data.load(connection, EnumSet.of(TpchTable.LINEITEM));
      there.execute(KEYS);
      there.execute(ROWS.formatted("(SELECT seq AS i FROM seq_1_to_2000) s"));
      there.execute("ANALYZE TABLE t, lineitem PERSISTENT FOR ALL");
      alone.execute(KEYS);
      alone.execute(ROWS.formatted("range(1, 2001) r(i)"));
    }
    source =
        new MysqlConnector()
            .open(
                new SourceConfiguration(
                    "shop",
                    "mysql",
                    Map.of(
                        "connection-url", server.jdbcUrl("test"), "connection-user", server.user()),
                    "1"));
    gateway = new TestGateway(new FixedMetadata(Map.of("shop", source)), folder);
  }

  @AfterAll
  static void nothingIsLeft() throws SQLException {
    gateway.close();
    source.close();
    server.close();
    oracle.close();
  }

  private static String sql(String query, String schema) {
    return query.replace("{t}", schema + "t").replace("{l}", schema + "lineitem");
  }

  private static boolean isGroupedAtTheSource(String query) {
    ExplainedQuery plan =
        Caller.DEFAULT.call(
            () -> gateway.queries().explain(TestGateway.request(sql(query, "shop.test."))));
    return plan.fragments().stream().anyMatch(fragment -> fragment.sql().contains("GROUP BY"));
  }

  private static void givesDuckDbsAnswer(String query) {
    gateway
        .answer(sql(query, "shop.test."))
        .assertSameAs(gateway.answerOf(oracle, sql(query, "")), false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT k, w, count(*), count(n), sum(n), sum(price), avg(price), min(d), max(f) FROM {t}"
            + " GROUP BY ROLLUP (k, w)",
        "SELECT k, w, sum(n) FILTER (WHERE n > 4), count(*) FILTER (WHERE w = 'a'), max(d) FROM {t}"
            + " GROUP BY CUBE (k, w)",
        "SELECT k, w, GROUPING(k) AS a, GROUPING(w, k) AS b, GROUPING_ID(k) AS c, count(*) FROM {t}"
            + " GROUP BY CUBE (k, w)",
        "SELECT k, GROUPING(k) AS g FROM {t} GROUP BY ROLLUP (k)",
        "SELECT w, sum(price) FROM {t} GROUP BY ROLLUP (w) HAVING GROUPING(w) = 0",
        "SELECT k, w, count(*) FROM {t} GROUP BY GROUPING SETS ((k), (k), (k, w), (), ())",
        "SELECT k, w, count(*) FROM {t} GROUP BY k, GROUPING SETS ((w), ())",
        "SELECT year(d) AS y, k, sum(n) FROM {t} GROUP BY ROLLUP (year(d), k)",
        "SELECT k, count(DISTINCT w), min(w), sum(DISTINCT k) FROM {t} GROUP BY ROLLUP (k)",
        "SELECT k, w, count(*), sum(n), sum(price), max(d), GROUPING(k) FROM {t} WHERE n > 1000"
            + " GROUP BY ROLLUP (k, w)",
        "SELECT l_returnflag, l_linestatus, sum(l_quantity), sum(l_extendedprice * (1 -"
            + " l_discount)), avg(l_discount), count(*), GROUPING(l_returnflag, l_linestatus) FROM"
            + " {l} WHERE l_shipdate <= DATE '1998-09-02' GROUP BY CUBE (l_returnflag,"
            + " l_linestatus)"
      })
  void theFinestGroupsAreTheSources(String query) {
    assertThat(isGroupedAtTheSource(query)).isTrue();
    givesDuckDbsAnswer(query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT l_orderkey, l_linenumber, count(*) FROM {l} GROUP BY ROLLUP (l_orderkey,"
            + " l_linenumber)",
        "SELECT k, sum(f) FROM {t} WHERE n = 3 GROUP BY ROLLUP (k)",
        "SELECT k, median(n) FROM {t} GROUP BY ROLLUP (k)"
      })
  void whatIsNotFewerOrCannotBePartedIsNot(String query) {
    assertThat(isGroupedAtTheSource(query)).isFalse();
    givesDuckDbsAnswer(query);
  }
}
