package io.tributary.gateway.query;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.connector.sqlite.SqliteConnector;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.MariaDbServer;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// TPC-H split over a real PostgreSQL, MariaDB, SQLite and Parquet files gives DuckDB's own
/// answers.
class FederatedSourcesTest {

  /// Which source serves which table. SQLite, whose integers all are BIGINT, serves two of which no
  /// query gives integers.
  enum Split {
    ORDERS_IN_MARIADB,
    LINE_ITEMS_IN_MARIADB;

    String name(TpchTable table) {
      String schema =
          switch (this) {
            case ORDERS_IN_MARIADB ->
                switch (table) {
                  case CUSTOMER, ORDERS -> "shop.test.";
                  case SUPPLIER, PARTSUPP, PART -> "sales.public.";
                  case NATION, REGION -> "notes.main.";
                  case LINEITEM -> "lake.main.";
                };
            case LINE_ITEMS_IN_MARIADB ->
                switch (table) {
                  case LINEITEM, PART, SUPPLIER, PARTSUPP -> "shop.test.";
                  case CUSTOMER -> "sales.public.";
                  case NATION, REGION -> "notes.main.";
                  case ORDERS -> "lake.main.";
                };
          };
      return schema + table.tableName();
    }
  }

  /// Words of which some are equal where case, accents or trailing blanks do not count.
  private static final List<String> WORDS =
      List.of(
          "CREATE TABLE words (id BIGINT, word VARCHAR(20))",
          "INSERT INTO words VALUES (1, 'a'), (2, 'A'), (3, 'a '), (4, 'ä'), (5, 'Äa'), (6, NULL),"
              + " (7, ''), (8, ' '), (9, 'a'), (10, 'b\\')");

  @TempDir private static Path folder;
  private static PostgresServer postgres;
  private static DuckDBConnection oracle;
  private static MariaDbServer mariaDb;
  private static Map<String, Source> sources;
  private static TestGateway gateway;

  @BeforeAll
  static void load() throws Exception {
    var data = new TpchData(0.01);
    oracle = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    data.loadIntoDuckDb(oracle);
    data.writeParquet(folder, EnumSet.allOf(TpchTable.class));
    postgres = PostgresServer.start();
    try (Connection connection = postgres.connect()) {
      data.loadIntoPostgres(connection, "public", EnumSet.allOf(TpchTable.class));
    }
    mariaDb = MariaDbServer.start();
    try (Connection connection = mariaDb.connect()) {
      data.load(connection, EnumSet.allOf(TpchTable.class));
      try (var statement = connection.createStatement()) {
        statement.execute("SET sql_mode = 'NO_BACKSLASH_ESCAPES'");
      }
      makeWords(connection);
    }
    String file = folder.resolve("tpch.db").toString();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      data.load(connection, EnumSet.of(TpchTable.NATION, TpchTable.REGION));
      makeWords(connection);
    }
    makeWords(oracle);
    sources =
        Map.of(
            "sales",
            open(new PostgresqlConnector(), "sales", postgres.sourceProperties()),
            "shop",
            open(
                new MysqlConnector(),
                "shop",
                Map.of(
                    "connection-url", mariaDb.jdbcUrl("test"), "connection-user", mariaDb.user())),
            "notes",
            open(new SqliteConnector(), "notes", Map.of("file", file)),
            "lake",
            new ParquetTestSource("lake", folder, oracle));
    var metadata = new FixedMetadata(sources);
    gateway = new TestGateway(metadata, folder);
  }

  @AfterAll
  static void nothingIsLeft() throws Exception {
    gateway.close();
    sources.values().forEach(Source::close);
    mariaDb.close();
    postgres.close();
    oracle.close();
  }

  private static void makeWords(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String sql : WORDS) {
        statement.execute(sql);
      }
    }
  }

  private static Source open(
      ConnectorFactory connector, String name, Map<String, String> properties) {
    return connector.open(
        new SourceConfiguration(name, connector.descriptor().id(), properties, "1"));
  }

  static Stream<Arguments> queriesAndSplits() {
    return Stream.of(Split.values())
        .flatMap(split ->
            IntStream.rangeClosed(1, TpchQueries.COUNT)
                .mapToObj(number -> Arguments.of(number, split)));
  }

  @ParameterizedTest(name = "Q{0}, {1}")
  @MethodSource("queriesAndSplits")
  void givesDuckDbsAnswer(int number, Split split) {
    String sql = TpchQueries.query(number, split::name);
    Answer expected = gateway.answerOf(oracle, TpchQueries.query(number));
    Answer actual = gateway.answer(sql);
    actual.assertSameAs(expected, sql.contains("ORDER BY"));
  }

  static Stream<Arguments> questionsOnWords() {
    return Stream.of(
            "SELECT word, count(*) FROM %1$s GROUP BY word",
            "SELECT id FROM %1$s WHERE word = 'a'",
            "SELECT id FROM %1$s WHERE word <> 'a'",
            "SELECT id FROM %1$s WHERE word IN ('a', 'ä') OR word IS NULL",
            "SELECT id FROM %1$s WHERE word > 'A' AND id + 1 > 2",
            "SELECT count(DISTINCT word), count(word), avg(id), sum(id) FROM %1$s",
            "SELECT min(word), max(word) FROM %1$s WHERE id < 6",
            "SELECT substring(word, 1, 1) AS s, n FROM"
                + " (SELECT word, count(*) AS n FROM %1$s GROUP BY word) AS g",
            "SELECT l.id, r.id FROM %1$s AS l JOIN %1$s AS r ON l.word = r.word",
            "SELECT l.id FROM %1$s AS l WHERE NOT EXISTS"
                + " (SELECT 1 FROM %1$s AS r WHERE r.word = l.word AND r.id <> l.id)",
            "SELECT id FROM %1$s ORDER BY word DESC NULLS FIRST, id LIMIT 4",
            "(SELECT id FROM %1$s ORDER BY id LIMIT 2) UNION ALL (SELECT id FROM %1$s UNION ALL"
                + " (SELECT id FROM %1$s ORDER BY id DESC LIMIT 3 OFFSET 1))",
            "SELECT id, word FROM %1$s ORDER BY id LIMIT 2 OFFSET 3")
        .flatMap(sql ->
            Stream.of("shop.test.words", "notes.main.words")
                .map(table -> Arguments.of(sql, table)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("questionsOnWords")
  void comparesTextByItsBytes(String sql, String table) {
    Answer expected = gateway.answerOf(oracle, sql.formatted("words"));
    Answer actual = gateway.answer(sql.formatted(table));
    actual.assertSameAs(expected, sql.contains("ORDER BY"));
  }
}
