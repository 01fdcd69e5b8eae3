package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Text of columns with different collations, none of which is DuckDB's, at a real MariaDB.
class CollationsTest {

  private static final String ROWS =
      " VALUES (1, 'a'), (2, 'A'), (3, 'a '), (4, 'ä'), (5, 'Ä'), (6, NULL), (7, ''), (8, ' '),"
          + " (9, 'ab'), (10, 'ss'), (11, 'ß')";

  @TempDir private static Path folder;
  private static DuckDBConnection oracle;
  private static MariaDbServer server;
  private static Source shop;
  private static TestGateway gateway;

  @BeforeAll
  static void load() throws SQLException {
    oracle = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    make(oracle, "words", "");
    try (var statement = oracle.createStatement()) {
      statement.execute("CREATE TABLE keys (word VARCHAR)");
      statement.execute("INSERT INTO keys VALUES ('a'), ('Ä'), ('日'), ('😀'), ('ss')");
      statement.execute(
          "COPY keys TO '%s' (FORMAT parquet)".formatted(folder.resolve("keys.parquet")));
    }
    server = MariaDbServer.start();
    try (Connection connection = server.connect()) {
      make(connection, "general", "CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
      make(connection, "german", "CHARACTER SET utf8mb4 COLLATE utf8mb4_german2_ci");
      make(connection, "bytes", "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
      make(connection, "latin", "CHARACTER SET latin1 COLLATE latin1_swedish_ci");
    }
    shop =
        new MysqlConnector()
            .open(
                new SourceConfiguration(
                    "shop",
                    "mysql",
                    Map.of(
                        "connection-url", server.jdbcUrl("test"), "connection-user", server.user()),
                    "1"));
    gateway =
        new TestGateway(
            new FixedMetadata(
                Map.of("shop", shop, "lake", new ParquetTestSource("lake", folder, oracle))),
            folder);
  }

  private static void make(Connection connection, String table, String collation)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE %s (id BIGINT PRIMARY KEY, word VARCHAR(20) %s)"
              .formatted(table, collation));
      statement.execute("INSERT INTO " + table + ROWS);
      if (!collation.isEmpty()) {
        statement.execute("CREATE INDEX by_word ON %s (word)".formatted(table));
      }
    }
  }

  @AfterAll
  static void nothingIsLeft() throws SQLException {
    gateway.close();
    shop.close();
    server.close();
    oracle.close();
  }

  static Stream<Arguments> joins() {
    List<String> tables = List.of("general", "german", "bytes", "latin");
    return tables.stream()
        .flatMap(one -> tables.stream().map(other -> Arguments.of(one, other)))
        .flatMap(pair ->
            Stream.of(
                    "SELECT l.id, r.id FROM {1} l JOIN {2} r ON l.word = r.word",
                    "SELECT l.id, r.id FROM {1} l LEFT JOIN {2} r ON l.word = r.word AND r.id < 9",
                    "SELECT l.id, r.id FROM {1} l JOIN {2} r ON NOT (l.word = r.word)",
                    "SELECT l.id, r.id FROM {1} l JOIN {2} r"
                        + " ON l.word IS NOT DISTINCT FROM r.word",
                    "SELECT id FROM {1} l WHERE EXISTS"
                        + " (SELECT 1 FROM {2} r WHERE r.word = l.word AND r.id > 2)",
                    "SELECT id FROM {1} WHERE word NOT IN"
                        + " (SELECT word FROM {2} WHERE word IS NOT NULL AND id > 3)",
                    "SELECT g.word, h.n FROM"
                        + " (SELECT word, count(*) AS n FROM {1} GROUP BY word) g JOIN"
                        + " (SELECT word, count(*) AS n FROM {2} GROUP BY word) h"
                        + " ON g.word = h.word",
                    "SELECT l.id, h.n FROM {1} l JOIN"
                        + " (SELECT word, count(*) AS n FROM {2} GROUP BY word) h"
                        + " ON l.word = h.word")
                .map(sql -> Arguments.of(sql, pair.get()[0], pair.get()[1])));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("joins")
  void joinsByBytes(String sql, String one, String other) {
    assertSameAnswer(sql, one, other);
  }

  static Stream<Arguments> conditions() {
    return Stream.of("general", "german", "bytes", "latin")
        .flatMap(table ->
            Stream.of(
                    "word = 'a'",
                    "'a' = word",
                    "word = 'ä'",
                    "word = '日'",
                    "word = ''",
                    "word IN ('a', 'ss')",
                    "word IN ('a', 'ß', '😀')",
                    "word NOT IN ('a', 'ss')",
                    "NOT (word = 'a' OR id = 2)",
                    "(word = 'a') IS NOT TRUE",
                    "word IS NOT DISTINCT FROM 'a'",
                    "word = 'a' AND id IN (1, 2, 3)",
                    "id < 4 AND (word = 'a' OR word = 'A') AND word <> 'a '",
                    "word IN (SELECT word FROM lake.main.keys)")
                .map(condition -> Arguments.of(condition, table)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("conditions")
  void findsByBytes(String condition, String table) {
    assertSameAnswer("SELECT id FROM {1} WHERE " + condition, table, table);
  }

  @Test
  void letsAnIndexFindConstants() {
    assertThat(explained("SELECT id FROM shop.test.general WHERE word = 'a'"))
        .contains("`word` = 'a' AND");
  }

  @Test
  void letsColumnsOfOneCollationMeetByIt() {
    assertThat(
            explained(
                "SELECT l.id FROM shop.test.latin l JOIN shop.test.latin r ON l.word = r.word"))
        .contains("ON `latin`.`word` = `t`.`word` AND");
  }

  @Test
  void letsGroupsMeetByTheirText() {
    String words = "(SELECT word, count(*) AS n FROM shop.test.%s GROUP BY word)";
    assertThat(
            explained(
                "SELECT g.n FROM %s g JOIN %s h ON g.word = h.word"
                    .formatted(words.formatted("latin"), words.formatted("general"))))
        .containsPattern("ON `t\\d*`\\.`word` = `t\\d*`\\.`word` AND");
  }

  private static String explained(String sql) {
    return gateway.answer("EXPLAIN " + sql).rows().toString();
  }

  private static void assertSameAnswer(String sql, String one, String other) {
    String alone =
        sql.replace("{1}", "words").replace("{2}", "words").replace("lake.main.keys", "keys");
    String federated = sql.replace("{1}", "shop.test." + one).replace("{2}", "shop.test." + other);
    gateway.answer(federated).assertSameAs(gateway.answerOf(oracle, alone), false);
  }
}
