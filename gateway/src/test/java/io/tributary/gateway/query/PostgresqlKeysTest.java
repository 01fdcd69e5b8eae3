package io.tributary.gateway.query;

import io.tributary.gateway.testing.ShopBesideDuckDb;
import io.tributary.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the planner makes of primary keys, of tables with statistics.
class PostgresqlKeysTest {

  private static final String[] TABLES = {
    "CREATE TABLE pair (a BIGINT, b BIGINT, g BIGINT, PRIMARY KEY (a, b))",
    "INSERT INTO pair VALUES (1, 9, 1), (5, 0, 1), (5, 1, 2), (2, 9, 2), (7, 7, 3)",
    "CREATE TABLE buyer (id BIGINT PRIMARY KEY, name VARCHAR(20))",
    "INSERT INTO buyer SELECT i, 'n' || i FROM generate_series(1, 100) s(i)",
    "CREATE TABLE bought (id BIGINT PRIMARY KEY, buyer BIGINT, price NUMERIC(8,2), weight DOUBLE"
        + " PRECISION)",
    "INSERT INTO bought SELECT i, i % 5 + 1, i * 1.5, i FROM generate_series(1, 1000) s(i)",
  };

  @TempDir private static Path folder;
  private static PostgresServer server;
  private static ShopBesideDuckDb shop;

  @BeforeAll
  static void load() throws SQLException {
    server = PostgresServer.start();
    shop = ShopBesideDuckDb.over(server, folder);
    try (Connection postgres = server.connect()) {
      for (Connection connection : new Connection[] {postgres, shop.oracle()}) {
        for (String sql : TABLES) {
          try (var statement = connection.createStatement()) {
            statement.execute(sql);
          }
        }
      }
    }
    server.execute("ANALYZE");
  }

  @AfterAll
  static void nothingIsLeft() throws SQLException {
    shop.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The greatest of two columns of a key are no key.
        "SELECT DISTINCT ma, mb FROM (SELECT max(a) AS ma, max(b) AS mb FROM {pair} GROUP BY g)",
        "SELECT ma, mb, count(o.id) AS n FROM (SELECT max(a) AS ma, max(b) AS mb FROM {pair} GROUP"
            + " BY g) LEFT JOIN {bought} o ON o.buyer = ma GROUP BY ma, mb",
        "SELECT DISTINCT m FROM (SELECT g, avg(a) AS m FROM {pair} GROUP BY g)",
        "SELECT DISTINCT a, n FROM (SELECT a, count(*) AS n FROM {pair} GROUP BY a)",
        // There is a row even of nothing.
        "SELECT count(o.id) AS n, sum(o.price) AS s FROM {buyer} c LEFT JOIN {bought} o ON o.buyer"
            + " = c.id WHERE c.id = 999",
        "SELECT c.id, count(o.id) AS n, sum(o.price) AS s, avg(o.weight) AS w, max(o.id) AS m FROM"
            + " {buyer} c LEFT JOIN {bought} o ON o.buyer = c.id GROUP BY c.id",
        "SELECT c.name, c.id, count(DISTINCT o.price) AS n FROM {buyer} c"
            + " LEFT JOIN {bought} o ON o.buyer = c.id AND o.price > 20 GROUP BY c.name, c.id",
        "SELECT n, count(*) AS buyers FROM (SELECT c.id, count(o.id) AS n FROM {buyer} c"
            + " LEFT JOIN {bought} o ON o.buyer = c.id GROUP BY c.id) GROUP BY n"
      })
  void givesDuckDbsAnswer(String sql) {
    shop.assertSameAnswer(
        sql.replace("{", "shop.public.").replace("}", ""),
        sql.replace("{", "").replace("}", ""),
        false);
  }
}
