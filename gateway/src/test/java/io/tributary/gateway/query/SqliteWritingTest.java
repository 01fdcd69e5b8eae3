package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.sqlite.SqliteConnector;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Writes into SQLite.
final class SqliteWritingTest extends WritingContract {

  @BeforeAll
  void makeFile() throws Exception {
    execute("CREATE TABLE other (a INTEGER)");
  }

  private void execute(String sql) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String file() {
    return folder.resolve("shop.sqlite").toString();
  }

  @Override
  ConnectorFactory connector() {
    return new SqliteConnector();
  }

  @Override
  Map<String, String> properties() {
    return Map.of("file", file());
  }

  @Override
  String schema() {
    return "main";
  }

  /// Its columns hold values of any type, so no comparison is certified.
  @Override
  @Test
  void rowsAreDeletedAndCounted() {
    answer("CREATE TABLE %s AS SELECT i AS a FROM range(10) r(i)".formatted(table("t")));
    assertThat(failure("DELETE FROM %s WHERE a > 3".formatted(table("t")), "NOT_CERTIFIED"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertThat(count("DELETE FROM " + table("t"))).isEqualTo(10);
    assertThat(count("SELECT count(*) FROM " + table("t"))).isZero();
  }

  /// Nothing is computed, but constants and columns of the same type are assigned.
  @Test
  void constantsAreAssigned() throws Exception {
    String rows =
        "SELECT i AS a, i * 2 AS b, 'x' || i AS c, 1.5::DECIMAL(5,2) AS d, true AS e FROM range(10)"
            + " r(i)";
    assertChangesAlike(
        rows,
        List.of(
            "UPDATE %s SET a = b, b = a",
            "UPDATE %s SET c = 'it''s', d = 2.25, e = NULL, a = 0",
            "UPDATE %s t SET c = upper('ß') || 1"));
    for (String rest : List.of("a = 1 WHERE b = 2", "a = b + 1", "a = d")) {
      assertThat(failure("UPDATE %s SET %s".formatted(table("t"), rest)))
          .as(rest)
          .isIn(ErrorCode.NOT_SUPPORTED, ErrorCode.TYPE_MISMATCH);
    }
    assertThat(failure("UPDATE %s SET d = 1.255".formatted(table("t")), "column d"))
        .isEqualTo(ErrorCode.DATA_ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO %s (b, a) VALUES ($2, $1)",
        "INSERT INTO %s VALUES (?, ?)",
        "UPDATE %s SET b = $2, a = $1",
        "UPDATE %s SET a = ?, b = ?"
      })
  void parametersHaveTheTypesOfTheColumnsThatTheyAreFor(String sql) {
    answer("CREATE TABLE %s (a BIGINT, b VARCHAR)".formatted(table("t")));
    assertThat(parameterTypes(sql.formatted(table("t")))).containsExactly("Int(64, true)", "Utf8");
  }

  @Test
  void everyTypeComesBackAsItWas() {
    String values =
        """
        SELECT * FROM (VALUES
          (1, true, (-128)::TINYINT, (-32768)::SMALLINT, (-9223372036854775808)::BIGINT,
           255::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER, 1.5::REAL, 1e-300::DOUBLE,
           (-0.05)::DECIMAL(5,2), 9999999999999.99::DECIMAL(15,2), 'Grüße 🌊 ''', '\\x00\\xFF'::BLOB,
           DATE '0001-12-31', TIME '23:59:59.999999', TIMESTAMP '1969-12-31 23:59:59.999999'),
          (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           NULL, NULL),
          (3, false, 127::TINYINT, 0::SMALLINT, 0, 0::UTINYINT, 0::USMALLINT, 0::UINTEGER, 0.25,
           'Infinity'::DOUBLE, 123, 0.07, '', ''::BLOB, DATE '9999-12-31', TIME '00:00:00',
           TIMESTAMP '1000-01-01 00:00:00'))
        t(a, b, c, d, e, f, g, h, j, k, l, m, n, o, p, q, r)\
        """;
    assertThat(count("CREATE TABLE %s AS %s".formatted(table("t"), values))).isEqualTo(3);
    assertSame(
        "SELECT * FROM %s ORDER BY a".formatted(table("t")),
        "SELECT * REPLACE (a::BIGINT AS a, c::BIGINT AS c, d::BIGINT AS d, f::BIGINT AS f,"
            + " g::BIGINT AS g, h::BIGINT AS h, j::DOUBLE AS j) FROM (%s) ORDER BY a"
                .formatted(values));
  }

  @Test
  void whatTheDatabaseDoesNotHaveIsAnError() {
    assertThat(failure("CREATE TABLE %s AS SELECT 'NaN'::DOUBLE AS x".formatted(table("t")), "NaN"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    for (String sql : new String[] {"1::DECIMAL(16,2)", "1::UBIGINT", "now()"}) {
      assertThat(
              failure("CREATE TABLE %s AS SELECT %s AS x".formatted(table("t"), sql), "column x"))
          .isEqualTo(ErrorCode.TYPE_MISMATCH);
    }
  }

  @Test
  void manyRowsAreWrittenFromATableOfTheSameFile() {
    answer(
        "CREATE TABLE %s AS SELECT i AS a, 'row ' || i AS b FROM range(300000) r(i)"
            .formatted(table("u")));
    answer("CREATE TABLE %s (a BIGINT, b VARCHAR)".formatted(table("t")));
    assertThat(count("INSERT INTO %s SELECT * FROM %s".formatted(table("t"), table("u"))))
        .isEqualTo(300_000);
  }

  @Test
  void textsThatWouldBecomeNumbersAreRefused() throws Exception {
    execute("CREATE TABLE t (s STRING, n NUMERIC, f FLOAT8)");
    Map<String, String> wrong =
        Map.of("'007'", "s", "' 7'", "s", "'1e5'", "s", "'1.50'", "n", "'7'", "f");
    wrong.forEach((text, column) ->
        assertThat(
                failure(
                    "INSERT INTO %s (%s) VALUES (%s)".formatted(table("t"), column, text),
                    "column " + column,
                    "look like numbers",
                    "declare it TEXT"))
            .as(text)
            .isEqualTo(ErrorCode.DATA_ERROR));
    String rows = "VALUES ('x7', '1.5', '7.0'), ('7', '-12', '0.25')";
    assertThat(count("INSERT INTO %s %s".formatted(table("t"), rows))).isEqualTo(2);
    assertSame("SELECT * FROM %s ORDER BY s".formatted(table("t")), rows + " ORDER BY 1");
  }

  @Test
  void anyTextIsKeptWhereAStrictTableTakesAnything() throws Exception {
    execute("CREATE TABLE t (a ANY, b INT) STRICT");
    String rows = "VALUES ('007', 1), ('1e5', 2), (' 7', 3)";
    assertThat(count("INSERT INTO %s %s".formatted(table("t"), rows))).isEqualTo(3);
    assertThat(count("UPDATE %s SET a = '1.50'".formatted(table("t")))).isEqualTo(3);
    assertSame("SELECT a FROM " + table("t"), "SELECT unnest(['1.50', '1.50', '1.50']) AS a");
    execute("DROP TABLE t");
    execute("CREATE TABLE t (a ANY)");
    assertThat(failure("INSERT INTO %s VALUES ('007')".formatted(table("t")), "look like numbers"))
        .isEqualTo(ErrorCode.DATA_ERROR);
  }

  @Test
  void noRowIsSkippedOrReplacedWithoutAWord() throws Exception {
    execute(
        "CREATE TABLE t (a INTEGER UNIQUE ON CONFLICT IGNORE, b INTEGER UNIQUE ON CONFLICT"
            + " REPLACE)");
    answer("INSERT INTO %s VALUES (1, 1), (2, 2)".formatted(table("t")));
    for (String sql :
        List.of(
            "INSERT INTO %s VALUES (3, 3), (1, 4)",
            "INSERT INTO %s VALUES (3, 3), (4, 1)", "UPDATE %s SET a = 5", "UPDATE %s SET b = 5")) {
      assertThat(failure(sql.formatted(table("t")), "UNIQUE"))
          .as(sql)
          .isEqualTo(ErrorCode.DATA_ERROR);
    }
    assertSame(
        "SELECT * FROM %s ORDER BY a".formatted(table("t")),
        "FROM (VALUES (1::BIGINT, 1::BIGINT), (2, 2)) t(a, b)");
  }

  @Test
  void othersMayWriteAfterAChange() throws Exception {
    answer("CREATE TABLE %s (a INTEGER)".formatted(table("t")));
    answer("INSERT INTO %s VALUES (1)".formatted(table("t")));
    execute("INSERT INTO t VALUES (2)");
    assertThat(count("UPDATE %s SET a = 3".formatted(table("t")))).isEqualTo(2);
  }

  @Test
  void aTableThatAViewReadsIsReplaced() throws Exception {
    execute("CREATE TABLE t (a INTEGER)");
    execute("CREATE VIEW seen AS SELECT a FROM t");
    assertThat(count("CREATE OR REPLACE TABLE %s AS SELECT 5::BIGINT AS a".formatted(table("t"))))
        .isEqualTo(1);
    assertSame("SELECT * FROM " + table("seen"), "SELECT 5::BIGINT AS a");
    execute("DROP VIEW seen");
  }

  @Test
  void aTableIsReplacedFromItself() {
    answer("CREATE TABLE %s AS SELECT 1::BIGINT AS a".formatted(table("t")));
    assertThat(
            count(
                "CREATE OR REPLACE TABLE %1$s AS SELECT a + 1 AS b FROM %1$s"
                    .formatted(table("t"))))
        .isEqualTo(1);
    assertSame("SELECT * FROM " + table("t"), "SELECT 2::BIGINT AS b");
  }
}
