package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Queries in PostgreSQL's own SQL.
final class PostgresqlNativeQueriesTest extends NativeQueriesContract {
  private final PostgresServer server = PostgresServer.start();

  @Override
  ConnectorFactory connector() {
    return new PostgresqlConnector();
  }

  @Override
  Map<String, String> properties() {
    return server.sourceProperties();
  }

  @Override
  void start(Path folder) throws SQLException {
    execute(
        "CREATE SEQUENCE counter",
        "CREATE DOMAIN positive AS numeric(8,2) CHECK (value > 0)",
        "CREATE TYPE mood AS ENUM ('sad', 'happy')",
        "CREATE TABLE every_type (a boolean, b smallint, c integer, d bigint, e real, f double"
            + " precision, g numeric(15,2), h numeric, i text, j varchar(9), k char(5), l bytea, m"
            + " date, n time, o timestamp, p timestamptz, q uuid, r jsonb, s interval, t integer[],"
            + " u text[], v positive, w mood, x name, y oid, z numeric(50,3))",
        "INSERT INTO every_type VALUES (true, -1, 2, 9223372036854775807, 1.5, 'NaN', 1.25, 1e40,"
            + " 'ä', 'b', 'c', '\\x00ff', '2024-02-29', '23:59:59.999999', '1969-12-31"
            + " 23:59:59.999999', '2024-02-29 12:00:00+02', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',"
            + " '{\"k\": [1]}', '1 month 2 days', '{1,NULL,3}', '{x}', 4.5, 'happy', 'n', 7,"
            + " 0.001)",
        "INSERT INTO every_type DEFAULT VALUES");
  }

  @Override
  void stop() {
    server.close();
  }

  @Override
  void execute(String... statements) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  String schema() {
    return "public";
  }

  @Override
  Stream<String> texts() {
    return Stream.of(
        "SELECT * FROM item",
        "TABLE every_type",
        "SELECT kind, count(*) AS n, sum(price) AS total, avg(price) AS mean FROM item GROUP BY"
            + " kind",
        "SELECT 1 AS one, 'x' AS word, NULL AS nothing, 1.50 AS exact, 1e0 AS double, now() - now()"
            + " AS none, array_agg(id) AS ids, '{\"a\": 1}'::jsonb -> 'a' AS part FROM item",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT * FROM"
            + " n",
        "VALUES (1, 'a'), (2, 'b')",
        "SELECT id, lag(price) OVER (ORDER BY id) AS before FROM item ORDER BY id DESC LIMIT 3",
        "SELECT e.*, i.id AS \"The \"\"Id\"\"\" FROM every_type e, LATERAL (SELECT * FROM item"
            + " LIMIT 1) i");
  }

  @Override
  Stream<String> refused() {
    return Stream.of(
        "DELETE FROM item",
        "DELETE FROM item RETURNING id",
        "INSERT INTO item VALUES (9) RETURNING id",
        "WITH gone AS (DELETE FROM item RETURNING id) SELECT * FROM gone",
        "SELECT * FROM item FOR UPDATE",
        "SELECT nextval('counter')",
        "CREATE TABLE other AS SELECT * FROM item",
        "SHOW search_path",
        "EXPLAIN SELECT 1",
        "COPY item TO STDOUT",
        "SELECT",
        "",
        "SELECT 1 AS a, 2 AS a");
  }

  @Test
  void groupsAreMadeAtTheSource() {
    String sql =
        "SELECT kind, count(*) AS n, max(price) AS most FROM %s WHERE price > 1 GROUP BY kind HAVING count(*) < 3 ORDER BY kind"
            .formatted(query("SELECT lower(kind) AS kind, price FROM item"));
    assertThat(explained(sql).route()).isEqualTo("native");
    assertThat(answer(sql).rows()).hasToString("[[cake, 2, 12.00], [tea, 2, 3.75]]");
  }

  @Test
  void theFragmentIsCalledAsTheFunctionIs() {
    ExplainedQuery explained = explained("SELECT id FROM " + query("SELECT id FROM item"));
    assertThat(explained.fragments().getFirst().pushedOperators().getFirst())
        .isEqualTo("scan source_query");
  }

  @Test
  void thePlaceOfAMistakeIsTold() {
    assertThat(
            failure(
                "SELECT * FROM " + query("SELECT 'ä', id\nFROM item WHER id = 1"),
                "line 1, column 15: source shop refuses the query: syntax error at or near",
                "(line 2, column 16 of the query)"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void twoColumnsOfOneNameAreRefusedByName() {
    assertThat(failure("SELECT * FROM " + query("SELECT 1 AS a, 2 AS a"), "two columns a"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void nothingIsKeptOfWhatAQuerySets() {
    String setting = "SELECT set_config('search_path', 'nowhere', false) AS path";
    assertThat(answer("SELECT * FROM " + query(setting)).rows()).hasToString("[[nowhere]]");
    assertThat(answer("SELECT count(*) FROM " + query("SELECT id FROM item")).rows())
        .hasToString("[[5]]");
  }
}
