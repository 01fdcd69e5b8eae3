package io.tributary.gateway.query;

import io.tributary.gateway.testing.ShopBesideDuckDb;
import io.tributary.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts at a real MariaDB that differ only far from their beginning.
class LongTextsTest {

  @TempDir private static Path folder;
  private static MariaDbServer server;
  private static ShopBesideDuckDb shop;

  @BeforeAll
  static void load() throws SQLException {
    server = MariaDbServer.start();
    shop = ShopBesideDuckDb.over(server, folder);
    make(shop.oracle(), "VARCHAR", "BLOB");
    try (Connection connection = server.connect()) {
      make(connection, "TEXT CHARACTER SET utf8mb4", "BLOB");
    }
  }

  private static void make(Connection connection, String text, String bytes) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE notes (id INTEGER PRIMARY KEY, v VARCHAR(3000), x %1$s, y %1$s, z %1$s, b %2$s)"
              .formatted(text, bytes));
      for (int id = 1; id <= 12; id++) {
        String note = "a".repeat(1200) + (5 - id % 3);
        statement.execute(
            "INSERT INTO notes VALUES (%1$d, '%2$s', '%2$s', '%2$s', '%2$s', '%2$s')"
                .formatted(id, note));
      }
    }
  }

  @AfterAll
  static void nothingIsLeft() throws SQLException {
    shop.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM notes ORDER BY x, id",
        "SELECT id FROM notes ORDER BY v, id",
        "SELECT id FROM notes ORDER BY b, id",
        "SELECT id FROM notes ORDER BY x DESC, id LIMIT 5",
        "SELECT id FROM notes ORDER BY x, y, z, v, b, id",
        "SELECT id, row_number() OVER (PARTITION BY x ORDER BY id) FROM notes ORDER BY id",
        "SELECT id, count(*) OVER (PARTITION BY v) FROM notes ORDER BY id",
        "SELECT id, rank() OVER (ORDER BY x) FROM notes ORDER BY id",
        "SELECT x, sum(id) AS s, count(DISTINCT id) FROM notes GROUP BY x ORDER BY s",
        "SELECT v, sum(id) AS s, count(DISTINCT id) FROM notes GROUP BY v ORDER BY s",
        "SELECT min(id) AS m, count(DISTINCT id) FROM notes GROUP BY x, y, z ORDER BY m"
      })
  void tellsThemApart(String sql) {
    String federated = sql.replace("FROM notes", "FROM shop.test.notes");

    shop.assertAllIsCertified(federated);
    shop.assertSameAnswer(federated, sql, true);
  }
}
