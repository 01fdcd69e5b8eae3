package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.Eventually;
import io.tributary.testing.PostgresServer;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Writes into PostgreSQL.
final class PostgresqlWritingTest extends UpdatingContract {
  private PostgresServer server;

  @BeforeAll
  void start() {
    server = PostgresServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  ConnectorFactory connector() {
    return new PostgresqlConnector();
  }

  @Override
  Map<String, String> properties() {
    return server.sourceProperties();
  }

  @Override
  boolean keepsLengths() {
    return true;
  }

  @Override
  String schema() {
    return "public";
  }

  @Test
  void everyTypeComesBackAsItWas() {
    String values =
        """
        SELECT * FROM (VALUES
          (true, 1::TINYINT, (-32768)::SMALLINT, 2147483647::INTEGER, (-9223372036854775808)::BIGINT,
           255::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER, 18446744073709551615::UBIGINT,
           1.5::REAL, 'NaN'::DOUBLE, (-0.05)::DECIMAL(5,2), 99999999999999999999999999999999999999::DECIMAL(38,0),
           'Grüße 🌊', '\\x00\\xFF'::BLOB, DATE '1969-12-31', TIME '23:59:59.999999',
           TIMESTAMP '1969-12-31 23:59:59.999999', TIMESTAMPTZ '2024-02-29 12:00:00+02'),
          (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           NULL, NULL, NULL, NULL),
          (false, (-128)::TINYINT, 0::SMALLINT, 0, 0, 0::UTINYINT, 0::USMALLINT, 0::UINTEGER,
           0::UBIGINT, 3.4028235e38, 0.1, 123.4, -10000, '', ''::BLOB,
           DATE '4000-01-01', TIME '00:00:00', TIMESTAMP '0001-01-01 00:00:00',
           TIMESTAMPTZ '1970-01-01 00:00:00+00'))
        t(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s)\
        """;
    assertThat(count("CREATE TABLE %s AS %s".formatted(table("t"), values))).isEqualTo(3);
    assertSame(
        "SELECT * FROM %s ORDER BY d".formatted(table("t")),
        "SELECT * REPLACE (b::SMALLINT AS b, f::SMALLINT AS f, g::INTEGER AS g, h::BIGINT AS h,"
            + " i::DECIMAL(20,0) AS i) FROM (%s) ORDER BY d".formatted(values));
  }

  @Test
  void listsBecomeArrays() {
    String values =
        "SELECT 1 AS i, [1, NULL, 3] AS a, ['x', 'y'] AS b, [1.5, -2.25] AS c, [DATE '2024-01-01']"
            + " AS d UNION ALL SELECT 2, [], NULL, [], []";
    answer("CREATE TABLE %s AS %s".formatted(table("t"), values));
    assertThat(answer("SELECT * FROM %s ORDER BY i".formatted(table("t"))).rows())
        .hasToString(
            "[[1, [1,null,3], [\"x\",\"y\"], [1.50,-2.25], [19723]], [2, [], NULL, [], []]]");
  }

  @Test
  void listsBecomeArraysOfTheNextLargerType() {
    String values =
        "SELECT 1 AS i, [1::TINYINT, NULL] AS a, [255::UTINYINT] AS b, [1.5::REAL,"
            + " 'NaN'::REAL]::REAL[2] AS c, [TIMESTAMP_NS '2024-02-29 12:00:00.000001', NULL] AS d"
            + " UNION ALL SELECT 2, [], NULL, [-0.0, 2.5]::REAL[2], []";
    answer("CREATE TABLE %s AS %s".formatted(table("t"), values));
    assertSame(
        "SELECT * FROM %s ORDER BY i".formatted(table("t")),
        ("SELECT i, a::SMALLINT[] AS a, b::SMALLINT[] AS b, c::REAL[] AS c, d::TIMESTAMP[] AS d"
                + " FROM (%s) ORDER BY i")
            .formatted(values));
  }

  @Test
  void anElementThatDoesNotFitIsRefused() {
    server.execute("CREATE TABLE t (a smallint[])");
    assertThat(
            failure(
                "INSERT INTO %s SELECT [1, 40000]".formatted(table("t")),
                "column a",
                "40000 does not fit SMALLINT"))
        .isEqualTo(ErrorCode.DATA_ERROR);
  }

  @Test
  void whatHasNoTypeIsRefused() {
    assertThat(
            failure(
                "CREATE TABLE %s AS SELECT {'x': 1} AS s".formatted(table("t")),
                "source shop",
                "column s"))
        .isEqualTo(ErrorCode.TYPE_MISMATCH);
  }

  @Test
  void typesThatAreReadAsTextAreWrittenFromText() {
    server.execute(
        "CREATE TABLE t (u uuid, j jsonb, n numeric, v varchar(3), x json)",
        "CREATE TABLE u (p point)");
    String id = "00112233-4455-6677-8899-aabbccddeeff";
    assertThat(
            count(
                "INSERT INTO %s VALUES ('%s', '{\"a\": 1}', 1.2345678901, 'abc', '[ 1]')"
                    .formatted(table("t"), id)))
        .isEqualTo(1);
    assertThat(answer("SELECT * FROM " + table("t")).rows())
        .hasToString("[[%s, {\"a\": 1}, 1.2345678901, abc, [ 1]]]".formatted(id));
    assertThat(failure("INSERT INTO %s (v) VALUES ('abc ')".formatted(table("t")), "column v", "3"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(
            failure("INSERT INTO %s VALUES ('(1,2)')".formatted(table("u")), "column p", "point"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  @Test
  void whatItComputesAsDuckDbDoesIsAssigned() throws Exception {
    assertChangesAlike(
        "SELECT i::INTEGER AS id, (i * 1.25)::DECIMAL(12,2) AS price, 'note ' || i AS note,"
            + " DATE '2024-01-01' + i::INTEGER AS day, (i / 3)::DOUBLE AS x, NULL::TIMESTAMP AS at_"
            + " FROM range(50) r(i)",
        List.of(
            "UPDATE %s SET day = day + 1, at_ = day WHERE contains(note, '1')",
            "UPDATE %s SET price = CAST(price * 1.1 AS DECIMAL(12,2)), note = upper(note) || '!'",
            "UPDATE %s SET x = -x, id = id * 2 WHERE x > 3 OR lower(note) = 'note 3!'",
            "UPDATE %s SET id = abs(id) - 7, note = CASE WHEN id > 5 THEN substr(note, 2) END"));
  }

  @Test
  void columnsOfOtherTypesAreUpdatedAndLookedFor() {
    server.execute(
        "CREATE TABLE t (u uuid, j jsonb, n numeric, v varchar(3), w varchar(5), c char(4),"
            + " s timestamp(0), d date, l integer[])",
        "INSERT INTO t VALUES ('00112233-4455-6677-8899-aabbccddeeff', '1', 2.50, 'abc', 'abc  ',"
            + " 'x', '2024-02-29 12:00:00', '2024-02-29', '{1,2}')",
        "INSERT INTO t VALUES (gen_random_uuid())");
    assertThat(
            count(
                "UPDATE %s SET u = '10112233-4455-6677-8899-aabbccddeeff', j = '{\"a\": 1}', n = 7.125, s = TIMESTAMP '1999-12-31 23:59:59', c = 'ab' WHERE u = '00112233-4455-6677-8899-aabbccddeeff'"
                    .formatted(table("t"))))
        .isEqualTo(1);
    assertThat(count("UPDATE %s SET l = l, j = j WHERE n = '7.125'".formatted(table("t"))))
        .isEqualTo(1);
    assertThat(
            answer(
                    "SELECT u, j, n, v, w, c, s, l FROM %s WHERE n IS NOT NULL"
                        .formatted(table("t")))
                .rows())
        .hasToString(
            "[[10112233-4455-6677-8899-aabbccddeeff, {\"a\": 1}, 7.125, abc, abc  , ab,"
                + " 1999-12-31T23:59:59, [1,2]]]");
    for (String set :
        List.of(
            "v = 'abc '",
            "v = w",
            "v = v || ' '",
            "u = 'x'",
            "s = TIMESTAMP '2024-01-01 00:00:00.5'")) {
      assertThat(failure("UPDATE %s SET %s".formatted(table("t"), set), "source shop"))
          .as(set)
          .isEqualTo(ErrorCode.DATA_ERROR);
    }
    for (String set : List.of("s = d", "u = v", "n = v || '1'", "u = '1' || j")) {
      assertThat(
              failure("UPDATE %s SET %s".formatted(table("t"), set), "a column of the same type"))
          .as(set)
          .isEqualTo(ErrorCode.NOT_SUPPORTED);
    }
    String insert = "INSERT INTO %s (s) VALUES (TIMESTAMP '2024-01-01 00:00:00%s')";
    assertThat(failure(insert.formatted(table("t"), ".5"), "column s", "timestamp(0)"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(count(insert.formatted(table("t"), ""))).isEqualTo(1);
    assertThat(count("DELETE FROM %s WHERE j = '{\"a\": 1}'".formatted(table("t")))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bit(3)            | '101'             | '10111'
          varbit(3)         | '10'              | '10111'
          name              | 'abc'             | repeat('x', 64)
          "char"            | 'a'               | 'abc'
          interval(0)       | NULL              | '1.5 seconds'
          interval          | '00:00:01.5'      | 'soon'
          interval          | '00:00:01.5'      | '1.1234567 seconds'
          interval          | '1 year'          | '0.33 years'
          tsrange           | '["2024-01-01 00:00:00.5",)' | '["2024-01-01 00:00:00.1234567",)'
          char(4)           | 'ab'              | 'ab  '
          char(4)[]         | NULL              | '{"ab  "}'
          timetz(1)         | '12:00:00.5+00'   | '12:00:00.25+00'
          money             | '$1.25'           | '1.255'
          numeric(50,10)    | '1.1234567890'    | '1.12345678901999'
          numeric(5,-2)     | 12300             | 12345
          lettered          | 'abc'             | 'abcdef'
          lettered          | 'abc'             | 'abc  '
          timed             | TIMESTAMP '2024-01-01 00:00:00.123' | TIMESTAMP '2024-01-01 00:00:00.123456'
          """)
  void constantsAreAssignedWithoutLossOrRefused(String type, String kept, String refused) {
    domains();
    server.execute("CREATE TABLE t (a %s)".formatted(type), "INSERT INTO t VALUES (NULL)");
    String update = "UPDATE %s SET a = %s";
    assertThat(count(update.formatted(table("t"), kept))).isEqualTo(1);
    assertThat(failure(update.formatted(table("t"), refused), "source shop"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(
            count(
                "SELECT count(*) FROM %s WHERE a::VARCHAR IS NOT DISTINCT FROM (%s)::VARCHAR"
                    .formatted(table("t"), kept)))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name              | 'abc'             | repeat('x', 64)
          numeric(50,10)    | '1.1234567890'    | '1.12345678901999'
          numeric(5,-2)     | 12300             | 12345
          lettered          | 'abc'             | 'abc  '
          timed             | TIMESTAMP '2024-01-01 00:00:00.123' | TIMESTAMP '2024-01-01 00:00:00.123456'
          varchar(3)[]      | ['abc']           | ['abc  ']
          char(4)           | 'ab'              | 'ab  '
          time              | TIME '23:59:59'   | TIME '24:00:00'
          numeric           | '1E3'             | '1E38'
          """)
  void rowsAreInsertedWithoutLossOrRefused(String type, String kept, String refused) {
    domains();
    server.execute("CREATE TABLE t (a %s)".formatted(type));
    String insert = "INSERT INTO %s VALUES (%s)";
    assertThat(count(insert.formatted(table("t"), kept))).isEqualTo(1);
    assertThat(failure(insert.formatted(table("t"), refused), "source shop, column a"))
        .isEqualTo(ErrorCode.DATA_ERROR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          lettered      ; a || 'x'
          name          ; a || 'x'
          timed         ; a + INTERVAL 1 DAY
          numeric(5,-2) ; a + 1
          """)
  void nothingIsComputedForAColumnThatWouldAlterIt(String type, String value) {
    domains();
    server.execute("CREATE TABLE t (a %s)".formatted(type));
    assertThat(failure("UPDATE %s SET a = %s".formatted(table("t"), value), "column a"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          pair       ; '("abc ",1.255)'
          paired     ; '("abc ",1.255)'
          pair[]     ; '{"(abc,1.255)"}'
          lettered[] ; '{"abc "}'
          span       ; '[2024-01-01 00:00:00.1234567,)'
          """)
  void whatTheMembersOfATypeWouldCutOffIsNotWritten(String type, String value) {
    domains();
    server.execute(
        "CREATE TYPE pair AS (v varchar(3), n numeric(5,2))",
        "CREATE DOMAIN paired AS pair",
        "CREATE TYPE span AS RANGE (subtype = timestamp)",
        "CREATE TABLE t (a %s, b %s)".formatted(type, type),
        "INSERT INTO t VALUES (NULL, NULL)");
    assertThat(failure("UPDATE %s SET a = %s".formatted(table("t"), value), "in the source itself"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(count("UPDATE %s SET a = NULL, b = a".formatted(table("t")))).isEqualTo(1);
  }

  @Test
  void membersOfAnEnumAreAssigned() {
    domains();
    server.execute(
        "CREATE TYPE mood AS ENUM ('glad', 'so so')",
        "CREATE TABLE t (a mood, b mood[])",
        "INSERT INTO t VALUES (NULL, NULL)");
    assertThat(count("UPDATE %s SET a = 'so so', b = '{glad}'".formatted(table("t")))).isEqualTo(1);
    assertSame("SELECT a, b FROM " + table("t"), "SELECT 'so so' AS a, '{glad}' AS b");
  }

  private void domains() {
    server.execute(
        "DROP DOMAIN IF EXISTS lettered, timed, paired CASCADE",
        "DROP TYPE IF EXISTS pair, span, mood CASCADE",
        "CREATE DOMAIN lettered AS varchar(3)",
        "CREATE DOMAIN timed AS timestamp(3)");
  }

  @Test
  void anUpdateThatWaitsForALockIsCancelled() throws Exception {
    server.execute("CREATE TABLE t (a integer)", "INSERT INTO t VALUES (1), (2)");
    assertCancelledWhileLocked(
        "UPDATE t SET a = 2 WHERE a = 2", "UPDATE %s SET a = a + 1".formatted(table("t")));
    assertSame("SELECT a FROM %s ORDER BY a".formatted(table("t")), "SELECT unnest([1, 2]) AS a");
  }

  private void assertCancelledWhileLocked(String lock, String change) throws Exception {
    QueryRequest request = TestGateway.request(change);
    try (var holder = server.connect();
        var statement = holder.createStatement();
        var threads = Executors.newSingleThreadExecutor()) {
      holder.setAutoCommit(false);
      statement.execute(lock);
      var answer = threads.submit(() -> answer(request));
      Eventually.holds(
          "the change waits for the lock", Duration.ofSeconds(20), () -> isWaitedFor(statement));
      cancel(request.id());
      assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS)).hasMessageContaining("cancelled");
      holder.rollback();
    }
  }

  private static boolean isWaitedFor(Statement holder) throws SQLException {
    try (var waiting = holder.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
      return waiting.next() && waiting.getLong(1) > 0;
    }
  }

  @Test
  void rowsOfOtherTablesOfTheSourceTellWhichAreChanged() {
    answer(
        "CREATE TABLE %s AS SELECT i AS a, i * 2 AS b FROM range(20) r(i)".formatted(table("t")));
    answer("CREATE TABLE %s AS SELECT i * 3 AS k FROM range(5) r(i)".formatted(table("w")));
    assertThat(
            count(
                "UPDATE %s t SET b = -a WHERE a > 1 AND EXISTS (SELECT 1 FROM %s w WHERE w.k = t.a OR w.k = t.b) AND a <> 9"
                    .formatted(table("t"), table("w"))))
        .isEqualTo(3);
    assertThat(
            count(
                "DELETE FROM %s WHERE a IN (SELECT b FROM %s WHERE b < 15)"
                    .formatted(table("t"), table("t"))))
        .isEqualTo(6);
    assertThat(
            count(
                "DELETE FROM %s WHERE a > 10 AND NOT EXISTS (SELECT 1 FROM %s WHERE k = a)"
                    .formatted(table("t"), table("w"))))
        .isEqualTo(7);
    assertSame(
        "SELECT * FROM %s ORDER BY a".formatted(table("t")),
        """
        FROM (VALUES (1::BIGINT, 2::BIGINT), (3, -3), (5, 10), (6, -6), (7, 14), (9, 18), (12, -12))
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          (SELECT max(r.v) FROM shop.public.kept r WHERE r.k = t.a)                | true
          (SELECT r.v FROM shop.public.kept r WHERE r.k = t.a)                     | true
          t.b + (SELECT count(*) FROM shop.public.kept r WHERE r.k > t.a)          | a < 5
          (SELECT sum(r.v)::BIGINT FROM shop.public.kept r WHERE r.k < t.a)        | a > 5
          (SELECT max(o.b) FROM shop.public.t o WHERE o.a < t.a AND o.b > 4) | a <> 3
          (SELECT min(o.b) FROM shop.public.t o WHERE o.a = t.b)             | b > 2
          a | b > (SELECT avg(v) / 50 FROM shop.public.kept)
          CASE WHEN (SELECT r.note FROM shop.public.kept r WHERE r.k = a) LIKE '%2' THEN 1 ELSE 0 END | a IN (SELECT k FROM shop.public.kept)
          -(SELECT v FROM shop.public.kept r WHERE k = a) | b < (SELECT max(v) FROM shop.public.kept r WHERE r.k <= t.a) AND EXISTS (SELECT 1 FROM shop.public.kept r WHERE r.k = t.a)
          """)
  void valuesAreLookedUpInTheSource(String value, String condition) throws Exception {
    server.execute("CREATE TABLE kept (k bigint PRIMARY KEY, v bigint, note text)");
    server.execute("INSERT INTO kept SELECT i * 2, i * 10, 'n' || i FROM generate_series(0, 3) i");
    answer("CREATE TABLE shop.public.t AS SELECT i AS a, i * 2 AS b FROM range(10) r(i)");
    answer(
        "CREATE TABLE shop.public.u AS SELECT a, CASE WHEN %s THEN %s ELSE b END AS b FROM shop.public.t t"
            .formatted(condition, value));
    count("UPDATE shop.public.t t SET b = %s WHERE %s".formatted(value, condition));
    assertThat(
            count(
                "SELECT count(*) FROM shop.public.t t JOIN shop.public.u e ON e.a ="
                    + " t.a AND e.b IS NOT DISTINCT FROM t.b"))
        .isEqualTo(10);
    assertThat(count("SELECT count(*) FROM shop.public.u WHERE b IS DISTINCT FROM a * 2"))
        .isPositive();
  }

  @Test
  void enginesChangeTablesWithoutSql() {
    String columns =
        Base64.getEncoder()
            .encodeToString(
                new Schema(
                        List.of(
                            new Field(
                                "a", FieldType.notNullable(new ArrowType.Int(64, true)), null),
                            Field.nullable("b", ArrowType.Utf8.INSTANCE)))
                    .serializeAsMessage());
    assertThat(changed("t", "create: {arrow_schema: '%s'}".formatted(columns))).isZero();
    answer("INSERT INTO shop.public.t SELECT i, 'note ' || i FROM range(10) r(i)");
    String rows =
        "{scan: {table: {source: shop, schema: public, table: t}, columns: [a, b], limit: 10}}";
    assertThat(changed("u", "create: {rows: %s}".formatted(rows))).isEqualTo(10);
    assertThat(changed("u", "insert: {columns: [a, b], rows: %s}".formatted(rows))).isEqualTo(10);
    assertThat(
            changed(
                "u",
                "delete: {domains: [{column: a, ranges: [{low: {value: {integer_value: 7}}}]}],"
                    + " conditions: [{call: {function: FUNCTION_LIKE,"
                    + " arguments: [{column: b}, {value: {string_value: '%9'}}]}}]}"))
        .isEqualTo(2);
    assertThat(
            changed(
                "u",
                "update: {domains: [{column: a, ranges: [{high: {value: {integer_value: 3}}}]}],"
                    + " values: [{column: b, value: {null_value: true}},"
                    + " {column: a, value: {integer_value: -1}}]}"))
        .isEqualTo(6);
    assertSame(
        "SELECT a, count(*) AS n, count(b) AS m FROM shop.public.u GROUP BY a ORDER BY a",
        "FROM (VALUES (-1::BIGINT, 6::BIGINT, 0::BIGINT), (3, 2, 2), (4, 2, 2), (5, 2, 2), (6, 2,"
            + " 2), (7, 2, 2), (8, 2, 2)) t(a, n, m)");
    changed("u", "truncate: {}");
    assertThat(count("SELECT count(*) FROM shop.public.u")).isZero();
    changed("u", "drop: {}");
    assertThat(failure("SELECT * FROM shop.public.u")).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
  }

  private long changed(String table, String kind) {
    return changed(
        StructuredRequest.change(
            "{table: {source: shop, schema: public, table: %s}, %s}".formatted(table, kind)));
  }

  @Test
  void namesThatTheSourceWouldCutOffAreRefused() {
    assertThat(
            failure(
                "CREATE TABLE shop.public.%s AS SELECT 1 AS a".formatted("x".repeat(64)),
                "keeps 63 bytes of a name"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void rowsAreFoundByTheBytesOfTheirText() {
    server.execute(
        "CREATE COLLATION no_case (provider = icu, locale = 'und-u-ks-level2',"
            + " deterministic = false)",
        "CREATE TABLE t (id BIGINT, word TEXT COLLATE no_case)",
        "INSERT INTO t VALUES (1, 'a'), (2, 'A'), (3, 'b'), (4, 'B')");

    assertThat(count("DELETE FROM %s WHERE word = 'a'".formatted(table("t")))).isEqualTo(1);
    assertThat(count("UPDATE %s SET word = word || 'x' WHERE word IN ('B')".formatted(table("t"))))
        .isEqualTo(1);
    assertThat(answer("SELECT id, word FROM %s ORDER BY id".formatted(table("t"))).rows())
        .hasToString("[[2, A], [3, b], [4, Bx]]");
  }

  @Test
  void otherRowsOfTheSameTableTellWhichAreChanged() {
    answer(
        "CREATE TABLE %s AS SELECT i AS a, i * 2 AS b FROM range(10) r(i)".formatted(table("t")));
    assertThat(
            count(
                "DELETE FROM %s x WHERE EXISTS (SELECT 1 FROM %s y WHERE y.b = x.a AND y.a > 1)"
                    .formatted(table("t"), table("t"))))
        .isEqualTo(3);
    assertSame(
        "SELECT a FROM %s ORDER BY a".formatted(table("t")),
        "FROM (VALUES (0::BIGINT), (1), (2), (3), (5), (7), (9))");
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

  @Test
  void aTableOfExactlyTheNameIsReplaced() {
    server.execute("CREATE TABLE \"Kept\" AS SELECT 1 AS a", "CREATE TABLE kept AS SELECT 2 AS a");
    answer("CREATE OR REPLACE TABLE shop.public.kept AS SELECT 3 AS a");
    assertThat(count("SELECT a FROM shop.public.\"Kept\"")).isEqualTo(1);
    assertThat(count("SELECT a FROM shop.public.kept")).isEqualTo(3);
    server.execute("DROP TABLE \"Kept\"");
  }

  @Test
  void theOnlyTableThatDiffersInCaseIsReplaced() {
    server.execute("CREATE TABLE t AS SELECT 1 AS a");
    answer("CREATE OR REPLACE TABLE shop.public.\"T\" AS SELECT 2 AS a");
    assertThat(count("SELECT a FROM shop.public.t")).isEqualTo(2);
  }

  @Test
  void ofTablesThatDifferInCaseNoneIsReplaced() {
    server.execute("CREATE TABLE \"Kept\" (a integer)", "CREATE TABLE \"KEPT\" (a integer)");
    assertThat(
            failure(
                "CREATE OR REPLACE TABLE shop.public.kept AS SELECT 1 AS a",
                "table \"kept\" is ambiguous: it may be KEPT, Kept; write it exactly"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    server.execute("DROP TABLE \"Kept\"", "DROP TABLE \"KEPT\"");
  }

  @Test
  void aChangeThatWaitsForALockIsCancelled() throws Exception {
    server.execute("CREATE TABLE t (a integer)");
    assertCancelledWhileLocked(
        "LOCK TABLE t IN EXCLUSIVE MODE", "INSERT INTO %s VALUES (1)".formatted(table("t")));
    assertThat(count("SELECT count(*) FROM " + table("t"))).isZero();
  }

  @Test
  void explainingAChangeShowsItsQueryAndChangesNothing() {
    answer("CREATE TABLE %s (a BIGINT)".formatted(table("t")));
    assertThat(
            answer("EXPLAIN INSERT INTO %s SELECT id FROM lake.main.orders".formatted(table("t")))
                .rows()
                .toString())
        .contains("lake");
    assertThat(count("SELECT count(*) FROM " + table("t"))).isZero();
  }
}
