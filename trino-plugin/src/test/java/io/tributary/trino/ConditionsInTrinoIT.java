package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testing.GatewayProcess;
import io.tributary.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Conditions of filters and joins that are handed over select what they select in Trino.
final class ConditionsInTrinoIT {

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE l (x integer, y bigint, d numeric(10,2), s smallint, t text, v varchar(3))",
          "INSERT INTO l SELECT nullif(i % 7, 3), nullif(i - 10, 0), (i % 9 - 4) * 1.25, i % 5 - 2,"
              + " CASE WHEN i % 4 > 0 THEN 't' || i % 6 END, 't' || nullif(i % 5, 1) FROM"
              + " generate_series(1, 30) i",
          "CREATE TABLE r (x integer, y bigint, d numeric(10,2), s smallint, t text, v"
              + " varchar(25))",
          "INSERT INTO r SELECT nullif(i % 5, 2), i % 6 - 3, (i % 4) * 0.5, i % 3, CASE WHEN i % 3"
              + " > 0 THEN 't' || i % 9 END, 't' || nullif(i % 6, 4) FROM generate_series(1, 20) i",
          "INSERT INTO r DEFAULT VALUES",
          "CREATE TABLE smallest AS SELECT bigint '-9223372036854775808' AS x, bigint '-1' AS y");

  private static final List<String> EAGER =
      List.of("set session sales.join_pushdown_strategy = 'EAGER'");

  private static final List<String> IN_TRINO =
      List.of("set session allow_pushdown_into_connectors = false");

  @TempDir static Path folder;

  private static PostgresServer postgres;
  private static TrinoWithTributary servers;

  @BeforeAll
  static void startServers() throws IOException, InterruptedException {
    postgres = PostgresServer.start();
    postgres.execute(TABLES.toArray(String[]::new));
    servers =
        TrinoWithTributary.start(
            folder,
            Map.of("sales", GatewayProcess.postgresSource(postgres, postgres.port())),
            Map.of("sales", GatewayProcess.catalog("{gateway}", "tributary.source=sales")));
  }

  @AfterAll
  static void stopServers() {
    if (servers != null) {
      servers.close();
    }
    postgres.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y % 4 = 1",
        "y % -1 = 0",
        "x % y = 1",
        "(x - 3) % -y = 2",
        "x / y = 0",
        "-x / 2 = -3",
        "-d > 2.5",
        "x + s = 4",
        "y - x IS DISTINCT FROM 3",
        "y > -100 AND y * 2 BETWEEN x AND 20",
        "d * d > 3.5",
        "d + 0.5 IN (1.75, 4.25)",
        "x - s IS NULL",
        "NOT (x + 1 = 3 OR x - s IS NULL)",
        "CAST(x AS bigint) = y OR t LIKE '%1'",
        "v = t OR v = 't3'",
        "v > t AND v <> 'longer than v'",
        "v IN ('t2', 't3', 'longer than v') OR v > 'longer than v' AND x = 1",
        "v LIKE '%2' OR CAST(v AS varchar(20)) = 't3' OR v IS NULL",
        "v BETWEEN 'a' AND 'longer than v' OR CAST(v AS varchar(40)) = t",
      })
  void predicatesSelectTheSameRows(String predicate) throws SQLException {
    assertHandedOver("SELECT * FROM sales.public.l WHERE " + predicate, "Filter[");
  }

  @Test
  void noneOfTheSmallestNumberRemains() throws SQLException {
    assertHandedOver(
        "SELECT * FROM sales.public.smallest WHERE x % y = 0 AND x % -1 = 0", "Filter[");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x % s = 0", "x / s = 0"})
  void aDivisionByZeroIsAnError(String predicate) {
    assertThatThrownBy(() -> rows("SELECT * FROM sales.public.l WHERE " + predicate, List.of()))
        .hasMessageContaining("by zero");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "l.x = r.x AND r.y > 0",
        "l.x = r.x AND l.d > 1",
        "l.x = r.x AND (l.y > 0 OR r.d < 1)",
        "l.x = r.x AND l.s + r.y = 1",
        "l.x = r.x AND l.t IS DISTINCT FROM r.t",
        "l.s + 1 = r.x AND l.t LIKE '%1' AND r.t IS NOT NULL",
        "l.t = r.t AND l.d * r.d > 1.5",
        "l.y = r.y AND l.x IN (1, 2)",
        "l.t IS NOT DISTINCT FROM r.t AND l.x = r.x",
        "l.v = r.v",
        "l.v = r.t AND r.v > l.t",
        "l.x = r.x AND (l.v <> r.v OR r.v LIKE '%1')",
        "l.v = r.v AND l.v IN ('t2', 't3', 'longer than v')",
      })
  void joinsHaveTheSamePairs(String condition) throws SQLException {
    for (String join : List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN")) {
      assertJoined(join, condition);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LEFT JOIN | l.y < r.y",
        "RIGHT JOIN | l.y < r.y AND l.x <> r.x",
        "FULL JOIN | l.y < r.y",
        "FULL JOIN | l.t IS NOT DISTINCT FROM r.t",
        "LEFT JOIN | l.x = 1",
        "RIGHT JOIN | r.t = 't1' OR r.y = 2",
        "FULL JOIN | l.x = 1",
        "FULL JOIN | l.x = 1 AND r.x = 1",
        "LEFT JOIN | l.x = r.x OR l.y = r.y",
      })
  void outerJoinsNeedNoEquality(String join, String condition) throws SQLException {
    assertJoined(join, condition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TopN | SELECT CAST(v AS varchar(20)) AS w, x FROM sales.public.l ORDER BY w DESC, x LIMIT"
            + " 1",
        "Aggregate | SELECT CAST(v AS varchar), count(*), max(v), min(CAST(v AS varchar(9))) FROM"
            + " sales.public.l GROUP BY 1",
        "Aggregate | SELECT l.v, count(*) FROM sales.public.l JOIN sales.public.r ON l.v = r.v"
            + " GROUP BY 1",
        "Aggregate | SELECT DISTINCT v FROM sales.public.r",
      })
  void textsOfALengthAreSortedAndGrouped(String operator, String sql) throws SQLException {
    assertHandedOver(sql, operator);
  }

  @Test
  void ofASideNothingMayBeAsked() throws SQLException {
    assertHandedOver("SELECT l.y FROM sales.public.l LEFT JOIN sales.public.r ON l.x = 1", "Join[");
  }

  @Test
  void whatIsComputedOfAJoinIsComparedAtTheGateway() throws SQLException {
    assertHandedOver(
        "SELECT l.y, r.y FROM sales.public.l JOIN sales.public.r ON l.x = r.x"
            + " WHERE (l.y - r.y) % 3 = 1",
        "Filter[");
  }

  private static void assertJoined(String join, String condition) throws SQLException {
    assertHandedOver(
        "SELECT l.*, r.* FROM sales.public.l %s sales.public.r ON %s".formatted(join, condition),
        "Join[");
  }

  private static void assertHandedOver(String sql, String operator) throws SQLException {
    assertThat(rows("EXPLAIN " + sql, EAGER).toString()).as(sql).doesNotContain(operator);
    assertThat(rows(sql, EAGER))
        .as(sql)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(rows(sql, IN_TRINO));
  }

  /// @param settings statements before it
  private static List<List<String>> rows(String sql, List<String> settings) throws SQLException {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement()) {
      for (String setting : settings) {
        statement.execute(setting);
      }
      ResultSet results = statement.executeQuery(sql);
      List<List<String>> rows = new ArrayList<>();
      while (results.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
          row.add(results.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
