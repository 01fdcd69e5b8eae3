package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.testing.ShopBesideDuckDb;
import io.tributary.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Text of a PostgreSQL's columns whose collations take different texts for equal.
class PostgresqlCollationsTest {

  private static final String ROWS =
      " VALUES (1, 'a'), (2, 'A'), (3, 'ab'), (4, 'AB'), (5, 'é'), (6, 'É'), (7, NULL), (8, ''),"
          + " (9, 'b')";

  @TempDir private static Path folder;
  private static PostgresServer server;
  private static ShopBesideDuckDb shop;

  @BeforeAll
  static void load() throws SQLException {
    server = PostgresServer.start();
    shop = ShopBesideDuckDb.over(server, folder);
    try (Connection connection = server.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE COLLATION no_case (provider = icu, locale = 'und-u-ks-level2',"
              + " deterministic = false)");
      make(connection, "loose", "VARCHAR(20) COLLATE no_case");
      make(connection, "padded", "CHAR(4) COLLATE no_case");
      make(connection, "strict", "TEXT");
    }
    for (String table : new String[] {"loose", "padded", "strict"}) {
      make(shop.oracle(), table, "VARCHAR");
    }
  }

  private static void make(Connection connection, String table, String type) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE %s (id BIGINT, word %s)".formatted(table, type));
      statement.execute("INSERT INTO " + table + ROWS);
    }
  }

  @AfterAll
  static void nothingIsLeft() throws SQLException {
    shop.close();
    server.close();
  }

  static Stream<String> questions() {
    return Stream.of("loose", "padded")
        .flatMap(table ->
            Stream.of(
                    "SELECT id FROM {1} WHERE word = 'a'",
                    "SELECT id FROM {1} WHERE word <> 'A'",
                    "SELECT id FROM {1} WHERE word IN ('a', 'aB', 'É')",
                    "SELECT id FROM {1} WHERE word > 'A' AND word <= 'b'",
                    "SELECT id FROM {1} WHERE word LIKE 'A%'",
                    "SELECT id FROM {1} WHERE contains(word, 'B') OR starts_with(word, 'a')",
                    "SELECT id, replace(word, 'a', 'x'), trim(word, 'A') FROM {1}",
                    "SELECT id FROM {1} WHERE word || 'x' = 'ax' OR coalesce(word, 'n') = 'N'",
                    "SELECT word, count(*) FROM {1} GROUP BY word",
                    "SELECT DISTINCT word FROM {1}",
                    "SELECT count(DISTINCT word), min(word), max(word) FROM {1}",
                    "SELECT id, count(*) OVER (PARTITION BY word) FROM {1}",
                    "SELECT id, rank() OVER (ORDER BY word) FROM {1}",
                    "SELECT id FROM {1} ORDER BY word NULLS FIRST LIMIT 4",
                    "SELECT l.id, r.id FROM {1} l JOIN {1} r ON l.word = r.word",
                    "SELECT l.id, r.id FROM {1} l LEFT JOIN shop.public.strict r"
                        + " ON l.word = r.word AND r.id < 4",
                    "SELECT id FROM {1} WHERE word NOT IN"
                        + " (SELECT word FROM {1} WHERE id IN (2, 5))",
                    "SELECT id FROM {1} l WHERE EXISTS (SELECT 1 FROM shop.public.strict r WHERE"
                        + " r.word = l.word AND r.id < 4)",
                    "SELECT word FROM {1} UNION SELECT word FROM shop.public.strict",
                    "SELECT word FROM {1} EXCEPT SELECT word FROM {1} WHERE id IN (2, 5)")
                .map(sql -> sql.replace("{1}", "shop.public." + table)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("questions")
  void comparesByBytes(String sql) {
    shop.gateway()
        .answer(sql)
        .assertSameAs(
            shop.gateway().answerOf(shop.oracle(), sql.replace("shop.public.", "")),
            sql.contains("ORDER BY word "));
  }

  @Test
  void leavesOtherColumnsToTheirIndexes() {
    assertThat(
            shop.gateway()
                .answer("EXPLAIN SELECT id FROM shop.public.strict WHERE word = 'a'")
                .rows()
                .toString())
        .contains("WHERE \"word\" = 'a'");
  }
}
