package io.tributary.gateway.query;

import io.tributary.gateway.testing.ShopBesideDuckDb;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Text in files of SQLite, whose encoding is the file's own.
class SqliteEncodingTest {

  private static final String ROWS =
      "INSERT INTO words VALUES (1, 'a'), (2, 'ā'), (3, 'б'), (4, 'z'), (5, 'é'), (6, 'ﾀ'), (7,"
          + " '😀'), (8, NULL)";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
  void isOrderedByItsCharacters(String encoding) throws SQLException {
    Path file = folder.resolve("words.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      make(connection, "PRAGMA encoding = '" + encoding + "'");
    }
    try (ShopBesideDuckDb shop = ShopBesideDuckDb.overSqlite(file, folder)) {
      make(shop.oracle(), "SELECT 1");
      String sql = "SELECT word FROM %s ORDER BY word LIMIT 5";

      shop.assertSameAnswer(sql.formatted("shop.main.words"), sql.formatted("words"), true);
    }
  }

  private static void make(Connection connection, String first) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(first);
      statement.execute("CREATE TABLE words (id BIGINT, word TEXT)");
      statement.execute(ROWS);
    }
  }
}
