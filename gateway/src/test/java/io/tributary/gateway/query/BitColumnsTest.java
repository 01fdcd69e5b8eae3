package io.tributary.gateway.query;

import io.tributary.gateway.testing.ShopBesideDuckDb;
import io.tributary.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Columns of several bits at a real MariaDB, which are numbers in DuckDB.
class BitColumnsTest {

  private static final String ROWS =
      "INSERT INTO flags VALUES (97, 18446744073709551615, 18446744073709551615),"
          + " (7, 97, 9223372036854775808), (NULL, NULL, NULL)";

  @TempDir private static Path folder;
  private static MariaDbServer server;
  private static ShopBesideDuckDb shop;

  @BeforeAll
  static void load() throws SQLException {
    server = MariaDbServer.start();
    shop = ShopBesideDuckDb.over(server, folder);
    try (var statement = shop.oracle().createStatement()) {
      statement.execute("CREATE TABLE flags (few UBIGINT, many UBIGINT, number UBIGINT)");
      statement.execute(ROWS);
    }
    server.execute("CREATE TABLE flags (few BIT(8), many BIT(64), number BIGINT UNSIGNED)", ROWS);
  }

  @AfterAll
  static void nothingIsLeft() throws SQLException {
    shop.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT few FROM flags UNION ALL SELECT number FROM flags",
        "SELECT number FROM flags UNION ALL SELECT many FROM flags",
        "SELECT few FROM flags UNION SELECT many FROM flags",
        "SELECT many FROM flags INTERSECT SELECT number FROM flags",
        "SELECT few FROM flags EXCEPT SELECT number FROM flags",
        "SELECT few FROM flags UNION ALL SELECT many FROM flags ORDER BY few LIMIT 3"
      })
  void areNumbersInSetsAsWell(String sql) {
    String federated = sql.replace("FROM flags", "FROM shop.test.flags");

    shop.assertAllIsCertified(federated);
    shop.assertSameAnswer(federated, sql, false);
  }
}
