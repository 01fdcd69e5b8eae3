package io.tributary.gateway.query;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.duckdb.DuckDbConnector;
import io.tributary.connector.foreign.ForeignConnector;
import io.tributary.connector.h2.H2Connector;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.h2.Driver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// TPC-H split over an H2 file and a DuckDB file gives DuckDB's own answers.
class FederatedEmbeddedTest {

  enum Split {
    LINE_ITEMS_IN_H2,
    ORDERS_IN_H2;

    String name(TpchTable table) {
      boolean inH2 =
          switch (table) {
            case LINEITEM, PART, NATION -> this == LINE_ITEMS_IN_H2;
            case ORDERS, CUSTOMER, SUPPLIER, PARTSUPP, REGION -> this == ORDERS_IN_H2;
          };
      return (inH2 ? "shop.PUBLIC." : "store.main.") + table.tableName();
    }
  }

  @TempDir private static Path folder;
  private static DuckDBConnection oracle;
  private static Map<String, Source> sources;
  private static TestGateway gateway;

  @BeforeAll
  static void load() throws Exception {
    var data = new TpchData(0.01);
    oracle = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    data.loadIntoDuckDb(oracle);
    String h2 = "jdbc:h2:file:" + folder.resolve("shop");
    // Names as TPC-H writes them.
    try (Connection connection =
            DriverManager.getConnection(h2 + ";DATABASE_TO_UPPER=FALSE", "sa", "");
        var statement = connection.createStatement()) {
      data.load(connection, EnumSet.allOf(TpchTable.class));
      statement.execute("CREATE TABLE words (id BIGINT, word VARCHAR_IGNORECASE(20))");
      statement.execute(WORDS);
    }
    try (Connection connection =
            DriverManager.getConnection(h2 + "_odd;DATABASE_TO_UPPER=FALSE", "sa", "");
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE words (id BIGINT, word VARCHAR(20))");
      statement.execute(WORDS);
    }
    String file = folder.resolve("store.duckdb").toString();
    try (var connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file)) {
      data.loadIntoDuckDb(connection);
    }
    try (var statement = oracle.createStatement()) {
      statement.execute("CREATE TABLE words (id BIGINT, word VARCHAR)");
      statement.execute(WORDS);
    }
    sources =
        Map.of(
            "shop", open(new H2Connector(), "shop", Map.of("connection-url", h2)),
            "odd", open(new ForeignConnector(), "odd", byDriver(h2)),
            "store", open(new DuckDbConnector(), "store", Map.of("file", file)));
    gateway = new TestGateway(new FixedMetadata(sources), folder);
  }

  private static final String WORDS =
      "INSERT INTO words VALUES (1, 'a'), (2, 'A'), (3, 'a '), (4, 'ä'), (5, 'Äa'), (6, NULL),"
          + " (7, ''), (8, ' '), (9, 'a'), (10, 'b\\')";

  private static Map<String, String> byDriver(String url) {
    var jar = Driver.class.getProtectionDomain().getCodeSource().getLocation();
    return Map.of(
        "connection-url",
        url + "_odd",
        "connection-user",
        "sa",
        "driver-class",
        Driver.class.getName(),
        "driver-path",
        Path.of(URI.create(jar.toString())).toString());
  }

  private static Source open(
      ConnectorFactory connector, String name, Map<String, String> properties) {
    return connector.open(
        new SourceConfiguration(name, connector.descriptor().id(), properties, "1"));
  }

  @AfterAll
  static void nothingIsLeft() throws Exception {
    gateway.close();
    sources.values().forEach(Source::close);
    oracle.close();
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
    gateway.answer(sql).assertSameAs(expected, sql.contains("ORDER BY"));
  }

  /// A source of which only the driver is known gives its rows, and whole numbers are compared
  /// there.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT word FROM %s WHERE id > 3 AND id <> 5 AND NOT id = 7",
        "SELECT id > 3, word = 'a', id IS NULL FROM %s",
        "SELECT word, count(*) FROM %s WHERE id IN (1, 2, 3, 9) GROUP BY word",
        "SELECT min(word), max(word), avg(id) FROM %s",
        "SELECT l.id, r.id FROM %1$s AS l JOIN %1$s AS r ON l.word = r.word",
        "SELECT id FROM %s ORDER BY word DESC NULLS FIRST, id LIMIT 4",
      })
  void readsADatabaseByItsDriverAlone(String sql) {
    Answer expected = gateway.answerOf(oracle, sql.formatted("words"));
    gateway
        .answer(sql.formatted("odd.PUBLIC.words"))
        .assertSameAs(expected, sql.contains("ORDER BY"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT word, count(*) FROM %s GROUP BY word",
        "SELECT id FROM %s WHERE word = 'a'",
        "SELECT id FROM %s WHERE word <> 'a'",
        "SELECT id FROM %s WHERE word IN ('a', 'ä') OR word IS NULL",
        "SELECT id FROM %s WHERE word > 'A' AND id + 1 > 2",
        "SELECT id FROM %s WHERE word LIKE 'a%%'",
        "SELECT count(DISTINCT word), count(word), avg(id), sum(id) FROM %s",
        "SELECT min(word), max(word) FROM %s WHERE id < 6",
        "SELECT l.id, r.id FROM %1$s AS l JOIN %1$s AS r ON l.word = r.word",
        "SELECT id FROM %s ORDER BY word DESC NULLS FIRST, id LIMIT 4",
        "SELECT id, CASE word WHEN 'A' THEN 1 ELSE 0 END FROM %s ORDER BY id LIMIT 2 OFFSET 1",
        "SELECT id / 4, id %% 4, coalesce(word, 'none') FROM %s",
      })
  void comparesTextByItsBytes(String sql) {
    Answer expected = gateway.answerOf(oracle, sql.formatted("words"));
    gateway
        .answer(sql.formatted("shop.PUBLIC.words"))
        .assertSameAs(expected, sql.contains("ORDER BY"));
  }
}
