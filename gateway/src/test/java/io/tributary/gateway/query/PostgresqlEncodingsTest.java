package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.gateway.testing.ShopBesideDuckDb;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Text in databases whose encoding is not UTF-8: the server orders and cuts its bytes.
class PostgresqlEncodingsTest {
  private static final String TABLE = "CREATE TABLE words (id int, word varchar)";
  private static final String ROWS =
      "INSERT INTO words VALUES (1, 'a'), (2, '€'), (3, 'é'), (4, 'É'), (5, 'z'), (6, 'Z'), (7,"
          + " 'é'), (8, NULL)";

  enum Encoding {
    LATIN9,
    SQL_ASCII
  }

  @TempDir private static Path folder;
  private static PostgresServer server;
  private static ShopBesideDuckDb latin;
  private static ShopBesideDuckDb bytes;

  @BeforeAll
  static void open() throws SQLException {
    server = PostgresServer.start();
    latin = database(Encoding.LATIN9);
    bytes = database(Encoding.SQL_ASCII);
  }

  private static ShopBesideDuckDb database(Encoding encoding) throws SQLException {
    String name = encoding.name().toLowerCase(Locale.ROOT);
    server.execute(
        "CREATE DATABASE %s ENCODING '%s' LOCALE 'C' TEMPLATE template0".formatted(name, encoding));
    var properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    properties.setProperty("allowEncodingChanges", "true");
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(name), properties)) {
      make(connection);
    }
    ShopBesideDuckDb shop = ShopBesideDuckDb.over(server, name, folder);
    make(shop.oracle());
    return shop;
  }

  private static void make(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      statement.execute(ROWS);
    }
  }

  @AfterAll
  static void nothingIsLeft() throws SQLException {
    latin.close();
    bytes.close();
    server.close();
  }

  static final List<String> QUERIES =
      List.of(
          "SELECT word FROM %s ORDER BY word LIMIT 5",
          "SELECT word FROM %s ORDER BY word DESC LIMIT 3",
          "SELECT max(word), min(word), count(DISTINCT word) FROM %s",
          "SELECT id FROM %s WHERE word > 'z' ORDER BY id",
          "SELECT id FROM %s WHERE word BETWEEN 'a' AND 'é' ORDER BY id",
          "SELECT id FROM %s WHERE word = 'z' ORDER BY id",
          "SELECT id FROM %s WHERE word IN ('z', 'a') ORDER BY id",
          "SELECT id FROM %s WHERE word = '日本' OR word IN ('é', 'Ł') ORDER BY id",
          "SELECT id, CASE id WHEN 1 THEN '日' ELSE word END FROM %s WHERE word <> 'Ł' ORDER BY id",
          "SELECT id FROM %s JOIN (VALUES ('é'), ('Łódź'), ('z')) n(word) USING (word) ORDER BY id",
          "SELECT id, lower(word), upper(word), length(word), md5(word), substr(word, 1, 1) FROM %s"
              + " ORDER BY id",
          "SELECT id FROM %s WHERE word LIKE '_' ORDER BY id",
          "SELECT greatest(word, 'k') FROM %s ORDER BY id",
          "SELECT word, count(*) FROM %s GROUP BY word ORDER BY word",
          "SELECT a.id, b.id FROM %1$s a JOIN %1$s b ON a.word = b.word ORDER BY ALL",
          "SELECT id, word || '!' FROM %s ORDER BY id");

  @ParameterizedTest
  @FieldSource("QUERIES")
  void latinLettersAreThoseOfDuckDb(String query) {
    assertSame(latin, query);
  }

  @ParameterizedTest
  @FieldSource("QUERIES")
  void bytesAreTheLettersThatTheySpell(String query) {
    assertSame(bytes, query);
  }

  private static void assertSame(ShopBesideDuckDb shop, String query) {
    shop.assertSameAnswer(
        query.formatted("shop.public.words"), query.formatted("words"), query.contains("ORDER BY"));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void equalTextIsLookedForAtTheSource(Encoding encoding) {
    ShopBesideDuckDb shop = encoding == Encoding.LATIN9 ? latin : bytes;
    ExplainedQuery explained =
        Caller.DEFAULT.call(() ->
            shop.gateway()
                .queries()
                .explain(TestGateway.request("SELECT id FROM shop.public.words WHERE word = 'z'")));
    assertThat(explained.route()).isEqualTo("native");
  }

  @Test
  void numbersAreComputedAtTheSource() {
    ExplainedQuery explained =
        Caller.DEFAULT.call(() ->
            latin
                .gateway()
                .queries()
                .explain(TestGateway.request("SELECT max(id + 1) FROM shop.public.words")));
    assertThat(explained.route()).isEqualTo("native");
  }
}
