package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.testing.ShopBesideDuckDb;
import io.tributary.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers at a real MariaDB that it computes with in ways of its own.
class MysqlNumbersTest {

  private static final String HUGE_ROWS =
      "INSERT INTO huge VALUES (1, 0.1), (1, 1e308), (1, 1e308), (2, -5e-324), (3, 0.1), (3, 0.2)";

  @TempDir private static Path folder;
  private static MariaDbServer server;
  private static ShopBesideDuckDb shop;

  @BeforeAll
  static void load() throws SQLException {
    server = MariaDbServer.start();
    shop = ShopBesideDuckDb.over(server, folder);
    make("CREATE TABLE huge (k INTEGER, g DOUBLE)", HUGE_ROWS);
    make(
        "CREATE TABLE cars (y YEAR, b BIT(1), i INTEGER, l BIGINT)",
        "INSERT INTO cars VALUES (2024, TRUE, -3000, -9000000000), (0, FALSE, 5, -1), (NULL, NULL,"
            + " NULL, NULL)");
    make("CREATE TABLE prices (n DECIMAL(9,2))", "INSERT INTO prices VALUES (1.25), (-7), (NULL)");
  }

  private static void make(String table, String rows) throws SQLException {
    try (var statement = shop.oracle().createStatement()) {
      statement.execute(table.replaceAll("YEAR", "SMALLINT").replace("BIT(1)", "BOOLEAN"));
      statement.execute(rows);
    }
    server.execute(table, rows);
  }

  @AfterAll
  static void nothingIsLeft() throws SQLException {
    shop.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT sum(g) FROM shop.test.huge",
        "SELECT avg(g) FROM shop.test.huge",
        "SELECT sum(g) OVER () FROM shop.test.huge",
        "SELECT k, sum(g) FROM shop.test.huge GROUP BY k",
        "SELECT k, avg(g) FROM shop.test.huge GROUP BY k",
        "SELECT s FROM (SELECT sum(g) AS s FROM shop.test.huge) ORDER BY s"
      })
  void sumsThatWouldBeInfiniteFail(String sql) {
    assertThatThrownBy(() -> shop.gateway().answer(sql))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("out of range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT k, sum(g), avg(g) FROM huge WHERE k > 1 GROUP BY k",
        "SELECT k, g, sum(g) OVER (PARTITION BY k) FROM huge WHERE k > 1",
        "SELECT round(n, 5), CAST(round(n, 5) AS VARCHAR), CAST(round(n, 1) AS VARCHAR) FROM"
            + " prices",
        "SELECT n FROM prices WHERE CAST(round(n, 4) AS VARCHAR) = '1.25'",
        "SELECT CAST(y * -1 AS INTEGER), CAST(y + -3000 AS INTEGER), y - 3000, -y, y + 1 FROM cars",
        "SELECT y * i, i * y, y + i, i + y, y - i, i - y, y * l, y + l FROM cars",
        "SELECT (y % 7) * i, (y - 3000) * 2, abs(y) * i, i + greatest(y, i) FROM cars",
        "SELECT CAST(max(y) AS INTEGER) * -1, sum(y) * -1, sum(y * -1) FROM cars",
        "SELECT i * first_value(y) OVER (ORDER BY l) FROM cars",
        "SELECT y FROM cars WHERE y + i < 0 OR y * -1 > -5",
        "SELECT CAST(b AS INTEGER) * -1, CAST(b AS BIGINT) + -1, CAST(b AS INTEGER) FROM cars",
        "SELECT sum(CAST(b AS INTEGER) + -1) FROM cars"
      })
  void areWhatDuckDbMakesOfThem(String sql) {
    String federated = sql.replaceAll("FROM (\\w+)", "FROM shop.test.$1");

    shop.assertAllIsCertified(federated);
    shop.assertSameAnswer(federated, sql, false);
  }
}
