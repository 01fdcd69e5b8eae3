package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.testing.MariaDbServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Queries in MariaDB's own SQL.
final class MysqlNativeQueriesTest extends NativeQueriesContract {
  private final MariaDbServer server = MariaDbServer.start();

  @Override
  ConnectorFactory connector() {
    return new MysqlConnector();
  }

  @Override
  Map<String, String> properties() {
    return Map.of("connection-url", server.jdbcUrl("test"), "connection-user", server.user());
  }

  @Override
  void start(Path folder) {
    execute(
        "CREATE TABLE every_type (a BIT(1), b BIT(5), c TINYINT, d TINYINT UNSIGNED, e SMALLINT"
            + " UNSIGNED, f MEDIUMINT, g INT, h INT UNSIGNED, i BIGINT, j BIGINT UNSIGNED, k FLOAT,"
            + " l DOUBLE, m DECIMAL(15,2), n DECIMAL(50,3), o YEAR, p CHAR(3), q VARCHAR(10), r"
            + " LONGTEXT, s BINARY(3), t LONGBLOB, u DATE, v TIME(6), w DATETIME(6), x TIMESTAMP(6)"
            + " NULL, y ENUM('b', 'a'), z SET('x', 'y'), aa JSON, ab UUID, ac INET6, ad POINT, ae"
            + " DECIMAL(10,0) UNSIGNED, af TIME, ag MEDIUMTEXT) CHARACTER SET utf8mb4",
        "INSERT INTO every_type VALUES (b'1', b'10001', -1, 255, 65535, -8388608, -2147483648,"
            + " 4294967295, -9223372036854775808, 18446744073709551615, 1.5, 0.1, -0.05, 0.001,"
            + " 2024, 'c ', 'ä', 'long', x'0001', x'ff', '2024-02-29', '23:59:59.999999',"
            + " '1969-12-31 23:59:59.999999', '2024-02-29 12:00:00.5', 'a', 'x,y', '{\"k\": [1]}',"
            + " uuid(), '::1', ST_PointFromText('POINT(1 2)'), 7, '00:00:01', 'medium')",
        "INSERT INTO every_type (c) VALUES (NULL)");
  }

  @Override
  void stop() {
    server.close();
  }

  @Override
  void execute(String... statements) {
    server.execute(statements);
  }

  @Override
  String schema() {
    return "test";
  }

  @Override
  Stream<String> texts() {
    return Stream.of(
        "SELECT * FROM item",
        "SELECT * FROM every_type",
        "SELECT kind, count(*) AS n, sum(price) AS total, avg(price) AS mean FROM item GROUP BY"
            + " kind",
        "SELECT 1 AS one, 'x' AS word, NULL AS nothing, 1.50 AS exact, 1e0 AS approximate, id + 1"
            + " AS next, CURRENT_DATE AS today, hex(kind) AS bytes, group_concat(kind) AS kinds"
            + " FROM item GROUP BY id",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT * FROM"
            + " n",
        "SELECT id, lag(price) OVER (ORDER BY id) AS earlier FROM item ORDER BY id DESC LIMIT 3");
  }

  @Override
  Stream<String> refused() {
    return Stream.of(
        "DELETE FROM item",
        "DELETE FROM item RETURNING id",
        "INSERT INTO item VALUES (9, NULL, NULL, NULL) RETURNING id",
        "SELECT * FROM item FOR UPDATE",
        "SELECT id FROM item INTO OUTFILE '/tmp/never.csv'",
        "CREATE TABLE other AS SELECT * FROM item",
        "SHOW TABLES",
        "CALL nothing()",
        "",
        "SELECT 1 AS a, 2 AS a");
  }

  @Test
  void textIsComparedByItsBytesAsDuckDbDoes() {
    assertThat(
            answer(
                    "SELECT kind, count(*) FROM %s WHERE kind > 'b' GROUP BY kind ORDER BY kind"
                        .formatted(query("SELECT * FROM item")))
                .rows())
        .hasToString("[[cake, 1], [tea, 2]]");
  }

  @Test
  void enumerationsAreSortedByTheirWords() {
    assertThat(
            answer(
                    "SELECT e FROM %s ORDER BY e"
                        .formatted(
                            query(
                                "SELECT y AS e FROM every_type WHERE c = -1 UNION ALL SELECT"
                                    + " CAST('b' AS CHAR)")))
                .rows())
        .hasToString("[[a], [b]]");
  }

  @Test
  void theServerNamesThePlaceOfAMistake() {
    assertThat(
            failure(
                "SELECT * FROM " + query("SELECT id\nFROM item WHER id = 1"),
                "source shop refuses the query: You have an error in your SQL syntax",
                "at line 2"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }
}
