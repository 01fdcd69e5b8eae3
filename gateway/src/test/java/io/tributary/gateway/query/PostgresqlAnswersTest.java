package io.tributary.gateway.query;

import io.tributary.gateway.testing.ShopBesideDuckDb;
import io.tributary.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Values at a real PostgreSQL that it computes with in ways of its own.
class PostgresqlAnswersTest {

  @TempDir private static Path folder;
  private static PostgresServer server;
  private static ShopBesideDuckDb shop;

  @BeforeAll
  static void load() throws SQLException {
    server = PostgresServer.start();
    shop = ShopBesideDuckDb.over(server, folder);
    make(
        "CREATE TABLE days (d DATE, e DATE, m TIMESTAMP)",
        "INSERT INTO days VALUES (DATE '0001-01-01' - 31, '0001-01-01', TIMESTAMP '0001-01-01"
            + " 10:00:00' - INTERVAL '1 year'), (DATE '0001-01-01' - 16000, '2024-02-29', TIMESTAMP"
            + " '0001-01-01 10:00:00.5' - INTERVAL '44 years'), ('2024-01-01', DATE '0001-01-01' -"
            + " 500, '2024-01-01 00:00:00'), (NULL, NULL, NULL)");
    make(
        "CREATE TABLE small (r REAL, s REAL)",
        "INSERT INTO small VALUES (3e38, 10), (1e-30, 1e-30), (2.5, -1), (NULL, 1)");
    make(
        "CREATE TABLE words (id INTEGER, x TEXT, n DECIMAL(9,3))",
        "INSERT INTO words VALUES (1, 'abc', 1.255), (2, '', -2.5), (3, NULL, NULL)");
  }

  private static void make(String... statements) throws SQLException {
    try (var statement = shop.oracle().createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    server.execute(statements);
  }

  @AfterAll
  static void nothingIsLeft() throws SQLException {
    shop.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT date_diff('year', d, e), date_diff('month', d, e) FROM days",
        "SELECT date_diff('year', m, e), date_diff('month', m, d) FROM days",
        "SELECT year(d), year(m), CAST(d AS VARCHAR), CAST(m AS VARCHAR) FROM days",
      })
  void areWhatDuckDbMakesOfThem(String sql) {
    shop.assertAllIsCertified(federated(sql));
    assertSameAnswer(sql);
  }

  @Test
  void mayBeRealsBeyondTheirRange() {
    assertSameAnswer("SELECT r * s, r + r, r - s FROM small");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT substr(x, 2::BIGINT), substr(x, 1::BIGINT, 2::BIGINT) FROM words",
        "SELECT left(x, CAST(2 AS BIGINT)), right(x, CAST(-1 AS BIGINT)) FROM words",
        "SELECT substr(x, 3000000000) FROM words",
        "SELECT round(n, CAST(1 AS INTEGER)) FROM words",
        "SELECT id, lag(x, 1::BIGINT) OVER (ORDER BY id) FROM words"
      })
  void takePlacesOfAnyLength(String sql) {
    assertSameAnswer(sql);
  }

  private static void assertSameAnswer(String sql) {
    shop.assertSameAnswer(federated(sql), sql, false);
  }

  private static String federated(String sql) {
    return sql.replaceAll("FROM (\\w+)", "FROM shop.public.$1");
  }
}
