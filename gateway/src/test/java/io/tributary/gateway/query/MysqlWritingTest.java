package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.testing.MariaDbServer;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Writes into MariaDB.
final class MysqlWritingTest extends UpdatingContract {
  private MariaDbServer server;

  @BeforeAll
  void start() {
    server = MariaDbServer.start();
    server.execute("CREATE DATABASE shop");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  ConnectorFactory connector() {
    return new MysqlConnector();
  }

  @Override
  Map<String, String> properties() {
    return Map.of("connection-url", server.jdbcUrl(""), "connection-user", server.user());
  }

  @Override
  boolean keepsLengths() {
    return true;
  }

  @Override
  String schema() {
    return "shop";
  }

  @Test
  void everyTypeComesBackAsItWas() {
    String values =
        """
        SELECT * FROM (VALUES
          (1, true, (-128)::TINYINT, (-32768)::SMALLINT, (-9223372036854775808)::BIGINT,
           255::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER, 18446744073709551615::UBIGINT,
           1.1::REAL, 1e-300::DOUBLE, (-0.05)::DECIMAL(5,2),
           99999999999999999999999999999999999999::DECIMAL(38,0), 'Grüße 🌊 \\ ''',
           '\\x00\\xFF'::BLOB, DATE '1000-12-31', TIME '23:59:59.999999',
           TIMESTAMP '1969-12-31 23:59:59.999999', TIMESTAMPTZ '2024-02-29 12:00:00.5+02'),
          (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           NULL, NULL, NULL, NULL),
          (3, false, 127::TINYINT, 0::SMALLINT, 0, 0::UTINYINT, 0::USMALLINT, 0::UINTEGER,
           0::UBIGINT, 3.4e38, 0.1, 123.4, -10000, '', ''::BLOB,
           DATE '9999-12-31', TIME '00:00:00', TIMESTAMP '1000-01-01 00:00:00',
           TIMESTAMPTZ '1970-01-01 00:00:01+00'))
        t(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s)\
        """;
    assertThat(count("CREATE TABLE %s AS %s".formatted(table("t"), values))).isEqualTo(3);
    assertSame(
        "SELECT * FROM %s ORDER BY a".formatted(table("t")),
        "SELECT * FROM (%s) ORDER BY a".formatted(values));
  }

  @Test
  void whatTheDatabaseDoesNotHaveIsAnError() {
    assertThat(failure("CREATE TABLE %s AS SELECT 'NaN'::DOUBLE AS x".formatted(table("t")), "NaN"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(failure("CREATE TABLE %s AS SELECT [1] AS x".formatted(table("t")), "column x"))
        .isEqualTo(ErrorCode.TYPE_MISMATCH);
    server.execute("CREATE TABLE shop.t (v varchar(3))");
    assertThat(failure("INSERT INTO %s (v) VALUES ('abc ')".formatted(table("t")), "column v", "3"))
        .isEqualTo(ErrorCode.DATA_ERROR);
  }

  @Test
  void nothingComputedIsCutOff() {
    server.execute(
        "CREATE TABLE shop.t (v varchar(3), w varchar(5), s datetime, m datetime(6), f float(7,2),"
            + " x float, u int unsigned, e enum('a', 'b'), c char(9))");
    server.execute(
        "INSERT INTO shop.t VALUES ('abc', 'abc  ', '2024-01-01', '2024-01-01 00:00:00.5', 1, 1.5,"
            + " 5, 'a', '')");
    for (String set :
        List.of(
            "v = 'abc '", "v = w", "u = -1", "e = 'c'", "s = TIMESTAMP '2024-01-01 00:00:00.5'")) {
      assertThat(failure("UPDATE %s SET %s".formatted(table("t"), set), "shop"))
          .as(set)
          .isEqualTo(ErrorCode.DATA_ERROR);
    }
    assertThat(failure("INSERT INTO %s (s) SELECT m FROM %1$s".formatted(table("t")), "second"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    for (String set : List.of("s = m", "f = x", "c = w")) {
      assertThat(failure("UPDATE %s SET %s".formatted(table("t"), set), "as it is"))
          .as(set)
          .isEqualTo(ErrorCode.NOT_SUPPORTED);
    }
    assertThat(
            count(
                "UPDATE %s SET m = s, s = TIMESTAMP '1999-12-31 23:59:59', e = 'b', w = v"
                    .formatted(table("t"))))
        .isEqualTo(1);
    assertThat(answer("SELECT v, w, s, m, u, e FROM " + table("t")).rows())
        .hasToString("[[abc, abc, 1999-12-31T23:59:59, 2024-01-01T00:00, 5, b]]");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "double(7,2) | 1.239 | 1.23::DOUBLE",
        "float(7,2) | 1.239::REAL | 1.25::REAL",
        "binary(4) | '\\x01'::BLOB | '\\x01\\x02\\x03\\x04'::BLOB",
        "year | 5::SMALLINT | 2005::SMALLINT",
        "decimal(50,2) | '1.23456' | '1.20'",
        "char(3) | 'a ' | ' a'",
        "enum('a','b','it''s') | 'A' | 'it''s'",
        "enum('a','b') | '1' | 'b'",
        "set('a','b','c') | 'c,a' | 'a,c'",
        "enum('a\\\\b','c') | 'a\\\\b' | 'a\\b'",
        "enum('a'',b','c') | 'a'',B' | 'a'',b'",
        "enum('two\\nlines','c') | 'two\\nlines' | E'two\\nlines'",
        "set('a\\\\','b') | 'b,a\\' | 'a\\,b'",
      })
  void aColumnThatWouldKeepAnotherValueGetsNone(String type, String wrong, String right) {
    server.execute("CREATE TABLE shop.t (id int, v %s)".formatted(type));
    assertThat(
            failure(
                "INSERT INTO %s VALUES (1, %s)".formatted(table("t"), wrong),
                "column v",
                "the column keeps"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    answer("INSERT INTO %s VALUES (1, %s)".formatted(table("t"), right));
    assertThat(failure("UPDATE %s SET v = %s".formatted(table("t"), wrong), "the column keeps"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertSame("SELECT v FROM " + table("t"), "SELECT %s AS v".formatted(right));
  }

  @ParameterizedTest
  @CsvSource({"tinytext, 255", "text, 65535", "mediumtext, 16777215"})
  void blanksThatATextHasNoRoomForAreNotCutOff(String type, int most) {
    server.execute("CREATE TABLE shop.t (v %s)".formatted(type));
    String full = "'é' || repeat('x', %d)".formatted(most - 2);
    assertThat(
            failure(
                "INSERT INTO %s SELECT %s || ' '".formatted(table("t"), full),
                "column v",
                "longer than the %d bytes that fit".formatted(most)))
        .isEqualTo(ErrorCode.DATA_ERROR);
    answer("INSERT INTO %s SELECT %s".formatted(table("t"), full));
    assertThat(failure("UPDATE %s SET v = %s || ' '".formatted(table("t"), full), "bytes that fit"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertSame("SELECT v FROM " + table("t"), "SELECT %s AS v".formatted(full));
  }

  @Test
  void blanksThatAreComputedForATextAreNotCutOff() {
    server.execute(
        "CREATE TABLE shop.t (w varchar(300), v tinytext)",
        "INSERT INTO shop.t VALUES (CONCAT(REPEAT('x', 255), ' '), 'a')");
    String update = "UPDATE %s SET v = %s";
    assertThat(failure(update.formatted(table("t"), "upper(w)"), "too long for column 'v'"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(count(update.formatted(table("t"), "upper(v)"))).isEqualTo(1);
    assertSame("SELECT v FROM " + table("t"), "SELECT 'A' AS v");
  }

  @Test
  void timesAreReadAsTheyAreInAnyTimeZone() {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try {
      // On that night, clocks there went from two to three.
      String rows =
          "SELECT TIMESTAMP '2024-03-31 02:30:00.5' AS a, TIMESTAMPTZ '2024-03-31 02:30:00+00' AS b"
              + " UNION ALL SELECT NULL, NULL";
      answer("CREATE TABLE %s AS %s".formatted(table("t"), rows));
      assertSame("SELECT * FROM %s ORDER BY a".formatted(table("t")), rows + " ORDER BY a");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void aDayThatIsNoneIsAnError() {
    server.execute("CREATE TABLE shop.t (d datetime)");
    server.execute("SET STATEMENT sql_mode = '' FOR INSERT INTO shop.t VALUES ('0000-00-00')");
    assertThat(failure("SELECT d FROM " + table("t"), "column d", "0000-00-00"))
        .isEqualTo(ErrorCode.DATA_ERROR);
  }

  @Test
  void aTableThatAForeignKeyNeedsIsNotReplaced() {
    server.execute(
        "CREATE TABLE shop.t (id int PRIMARY KEY, up int, FOREIGN KEY (up) REFERENCES t (id))");
    server.execute(
        "CREATE TABLE shop.u (t int, CONSTRAINT of_t FOREIGN KEY (t) REFERENCES t (id))");
    String sql = "CREATE OR REPLACE TABLE %s AS SELECT 1::INTEGER AS a".formatted(table("t"));
    try {
      assertThat(failure(sql, "the foreign key of_t of shop.u", "drop the key first"))
          .isEqualTo(ErrorCode.NOT_SUPPORTED);
      assertSame("SELECT id FROM " + table("t"), "SELECT 1::INTEGER AS id WHERE false");
    } finally {
      server.execute("DROP TABLE shop.u");
    }
    assertThat(count(sql)).isEqualTo(1);
  }

  @Test
  void zeroIsAKeyLikeOthers() {
    server.execute("CREATE TABLE shop.t (id int AUTO_INCREMENT PRIMARY KEY)");
    answer("INSERT INTO %s VALUES (0), (7)".formatted(table("t")));
    assertSame(
        "SELECT id FROM %s ORDER BY id".formatted(table("t")), "FROM (VALUES (0), (7)) t(id)");
  }

  @Test
  void nothingIsMadeUpInPlaceOfNull() {
    server.execute("CREATE TABLE shop.t (id int AUTO_INCREMENT PRIMARY KEY, a int)");
    assertThat(
            failure(
                "INSERT INTO %s VALUES (NULL, 1)".formatted(table("t")),
                "column id",
                "NULL",
                "leave the column out"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(count("INSERT INTO %s (a) VALUES (1), (NULL)".formatted(table("t")))).isEqualTo(2);
    assertThat(
            failure(
                "UPDATE %s SET id = NULL WHERE a = 1".formatted(table("t")), "column id", "NULL"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertSame(
        "SELECT id FROM %s ORDER BY id".formatted(table("t")), "SELECT unnest([1, 2]) AS id");
  }

  @Test
  void aTableIsReplacedFromItself() {
    answer("CREATE TABLE %s AS SELECT 1::INTEGER AS a".formatted(table("t")));
    assertThat(
            count(
                "CREATE OR REPLACE TABLE %1$s AS SELECT a + 1 AS b FROM %1$s"
                    .formatted(table("t"))))
        .isEqualTo(1);
    assertSame("SELECT * FROM " + table("t"), "SELECT 2::INTEGER AS b");
  }
}
