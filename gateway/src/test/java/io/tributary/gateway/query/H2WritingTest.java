package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.h2.H2Connector;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Writes into H2.
final class H2WritingTest extends UpdatingContract {
  private Server server;
  private Connection keepsTheDatabase;

  @BeforeAll
  void start() throws Exception {
    server = Server.createTcpServer("-tcpPort", "0").start();
    keepsTheDatabase = DriverManager.getConnection("jdbc:h2:mem:writing", "sa", "");
  }

  @AfterAll
  void stop() throws Exception {
    keepsTheDatabase.close();
    server.stop();
  }

  @Override
  ConnectorFactory connector() {
    return new H2Connector();
  }

  @Override
  Map<String, String> properties() {
    return Map.of(
        "connection-url", "jdbc:h2:tcp://localhost:%d/mem:writing".formatted(server.getPort()));
  }

  @Override
  String schema() {
    return "PUBLIC";
  }

  @Test
  void everyTypeComesBackAsItWas() {
    String values =
        """
        SELECT * FROM (VALUES
          (1, true, (-128)::TINYINT, (-32768)::SMALLINT, (-9223372036854775808)::BIGINT,
           255::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER, 18446744073709551615::UBIGINT,
           1.1::REAL, 'NaN'::DOUBLE, (-0.05)::DECIMAL(5,2),
           99999999999999999999999999999999999999::DECIMAL(38,0), 'Grüße 🌊 ''', '\\x00\\xFF'::BLOB,
           DATE '0001-12-31', TIME '23:59:59.999999', TIMESTAMP '1969-12-31 23:59:59.999999',
           TIMESTAMPTZ '2024-02-29 12:00:00.5+02'),
          (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           NULL, NULL, NULL, NULL),
          (3, false, 127::TINYINT, 0::SMALLINT, 0, 0::UTINYINT, 0::USMALLINT, 0::UINTEGER,
           0::UBIGINT, 3.4e38, 0.1, 123.4, -10000, '', ''::BLOB, DATE '9999-12-31',
           TIME '00:00:00', TIMESTAMP '1000-01-01 00:00:00', TIMESTAMPTZ '1970-01-01 00:00:01+00'))
        t(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s)\
        """;
    assertThat(count("CREATE TABLE %s AS %s".formatted(table("t"), values))).isEqualTo(3);
    assertSame(
        "SELECT * FROM %s ORDER BY a".formatted(table("t")),
        "SELECT * REPLACE (f::SMALLINT AS f, g::INTEGER AS g, h::BIGINT AS h,"
            + " i::DECIMAL(20,0) AS i) FROM (%s) ORDER BY a".formatted(values));
  }

  @Test
  void nothingComputedIsCutOff() throws Exception {
    try (var statement = keepsTheDatabase.createStatement()) {
      statement.execute(
          "CREATE TABLE \"t\" (v varchar(3), w varchar(5), s timestamp(0), m timestamp(6))");
      statement.execute("INSERT INTO \"t\" VALUES ('abc', 'abc  ', now(), now())");
    }
    for (String set : List.of("v = 'abc '", "v = w", "s = TIMESTAMP '2024-01-01 00:00:00.5'")) {
      assertThat(failure("UPDATE %s SET %s".formatted(table("t"), set), "shop"))
          .as(set)
          .isEqualTo(ErrorCode.DATA_ERROR);
    }
    assertThat(failure("UPDATE %s SET s = m".formatted(table("t")), "TIMESTAMP(0)", "as it is"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertThat(count("UPDATE %s SET m = s, w = v, s = NULL".formatted(table("t")))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "BINARY(4) | '\\x01'::BLOB | '\\x01\\x02\\x03\\x04'::BLOB",
        "NUMERIC(50,2) | '1.23456' | '1.20'",
        "CHARACTER(4) | 'ab' | 'ab  '",
        "CHARACTER(4) | 'a🌊' | 'ab🌊'",
        "DECFLOAT(4) | '1.2345' | '-12.34'",
        "ENUM('A', 'it''s') | 'a' | 'it''s'",
      })
  void aColumnThatWouldKeepAnotherValueGetsNone(String type, String wrong, String right)
      throws Exception {
    try (var statement = keepsTheDatabase.createStatement()) {
      statement.execute("CREATE TABLE \"t\" (\"v\" %s)".formatted(type));
    }
    assertThat(
            failure(
                "INSERT INTO %s VALUES (%s)".formatted(table("t"), wrong),
                "column v",
                "the column keeps"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    answer("INSERT INTO %s VALUES (%s)".formatted(table("t"), right));
    assertThat(failure("UPDATE %s SET v = %s".formatted(table("t"), wrong), "the column keeps"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertSame("SELECT v FROM " + table("t"), "SELECT %s AS v".formatted(right));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "TIME(9) | 12:00:00.1234567891 | 12:00:00.123456789",
        "TIMESTAMP(7) | 2024-02-29 12:00:00.12345678 | 2024-02-29 12:00:00.1234567",
        "TIMESTAMP(8) WITH TIME ZONE | 2024-02-29 12:00:00.123456789+00 | 2024-02-29"
            + " 12:00:00.12345678+00",
        "TIME(2) WITH TIME ZONE | 12:00:00.125+02 | 12:00:00.12+02",
      })
  void timesThatAreTextsAreNotRounded(String type, String wrong, String right) throws Exception {
    try (var statement = keepsTheDatabase.createStatement()) {
      statement.execute("CREATE TABLE \"t\" (\"v\" %s)".formatted(type));
    }
    assertThat(
            failure(
                "INSERT INTO %s VALUES ('%s')".formatted(table("t"), wrong),
                "column v",
                "digits behind the point"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    answer("INSERT INTO %s VALUES ('%s')".formatted(table("t"), right));
    assertSame("SELECT v FROM " + table("t"), "SELECT '%s' AS v".formatted(right));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "INTEGER ARRAY", "INTERVAL SECOND", "ROW(a INTEGER)"})
  void typesThatMakeSomethingElseOfATextTakeNone(String type) throws Exception {
    try (var statement = keepsTheDatabase.createStatement()) {
      statement.execute("CREATE TABLE \"t\" (\"v\" %s)".formatted(type));
    }
    assertThat(failure("INSERT INTO %s VALUES ('1')".formatted(table("t")), "in the source itself"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(count("INSERT INTO %s VALUES (NULL)".formatted(table("t")))).isEqualTo(1);
  }

  @Test
  void aTableIsNotReplaced() {
    assertThat(
            failure(
                "CREATE OR REPLACE TABLE %s AS SELECT 1 AS a".formatted(table("t")),
                "drop it, then create it"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
  }
}
