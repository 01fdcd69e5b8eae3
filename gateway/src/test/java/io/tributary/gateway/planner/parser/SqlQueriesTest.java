package io.tributary.gateway.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is parsed, what is refused, where and in which words. What queries mean is tested by
/// running them.
class SqlQueriesTest {

  private static GatewayException failure(String sql) {
    GatewayException failure =
        catchThrowableOfType(GatewayException.class, () -> SqlQueries.parse(sql));
    assertThat(failure).as(sql).isNotNull();
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT 1 IN 1                                  | 13 | write IN (…)
          SELECT 1 = 2 = 3                               | 14 | combine them with AND
          SELECT a IN (1) + 1                            | 17 | into parentheses
          SELECT a LIKE 'b' LIKE 'c'                     | 19 | combine them with AND
          SELECT 'abc                                    |  8 | text has no closing '
          SELECT "abc                                    |  8 | a name has no closing "
          SELECT 1 /* x                                  | 10 | no closing */
          SELECT $x$ a                                   |  8 | no closing $x$
          SELECT x'ABC'                                  |  8 | pairs of hexadecimal digits
          SELECT 1e999                                   |  8 | no DOUBLE
          SELECT a FROM t LIMIT x                        | 23 | LIMIT must be a whole number
          SELECT a FROM t LIMIT -1                       | 23 | LIMIT must be a whole number
          SELECT a FROM t LIMIT 10 PERCENT               | 23 | write a number of rows
          SELECT a FROM t FETCH FIRST 1 ROWS WITH TIES   | 36 | QUALIFY rank()
          SELECT a FROM t JOIN u                         | 23 | CROSS JOIN
          SELECT a FROM t ASOF JOIN u ON true            | 17 | QUALIFY row_number()
          SELECT a FROM t POSITIONAL JOIN u              | 17 | row_number()
          SELECT a FROM 'x.csv'                          | 15 | source.schema.table
          SELECT a FROM t TABLESAMPLE 10%                | 17 | write LIMIT
          SELECT a FROM t PIVOT (sum(x) FOR y IN (1))    | 17 | FILTER (WHERE …)
          PIVOT t ON a USING sum(b)                      |  1 | FILTER (WHERE …)
          SELECT 1 UNION BY NAME SELECT 2                | 16 | in the same order
          SELECT columns('a.*') FROM t                   |  8 | * EXCLUDE
          SELECT a COLLATE nocase                        | 10 | lower(…)
          SELECT x -> 'a', lambda x: 1                   | 18 | among a function's arguments
          SELECT f(a := 1)                               |  8 | named arguments
          SELECT $name                                   |  8 | write ? or $1
          SELECT #1                                      |  8 | write its name
          SELECT 1::foo                                  | 11 | no type foo
          SELECT a::interval                             | 11 | INTERVAL (number) DAY
          SELECT INTERVAL 'x'                            |  8 | is no interval
          SELECT INTERVAL '1 month 1 day'                |  8 | intervals of their own
          SELECT sum(a) OVER (ORDER BY b GROUPS 1 PRECEDING) | 32 | write ROWS or RANGE
          SELECT SELECT 1                                |  8 | put the sub-query into parentheses
          SELECT a b c                                   | 12 | expected the end of the query, not c
          SELECT a FROM t WHERE                          | 22 | expected a value, not the end
          INSERT INTO t VALUES (1)                       |  1 | INSERT statements are not supported
          selekt 1                                       |  1 | SELEKT does not begin a query
          SELECT 1; SELECT 2                             | 11 | one query at a time
          SELECT €                                       |  8 | the character € has no meaning
          """)
  void whatIsRefusedSaysWhatToWriteAndWhere(String sql, int column, String words) {
    GatewayException failure = failure(sql);
    assertThat(failure.getMessage()).contains(words);
    assertThat(failure.position()).contains(new SqlPosition(1, column));
    assertThat(failure.code())
        .isIn(ErrorCode.SYNTAX_ERROR, ErrorCode.NOT_SUPPORTED, ErrorCode.TYPE_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 -- end",
        "SELECT /* a /* b */ c */ 1;;",
        "SELECT a.b.c, \"x y\".z, t.select FROM t AS \"x y\"",
        "SELECT count(*), count(), count(DISTINCT a) FILTER (a > 1) OVER (PARTITION BY b) FROM t",
        "SELECT größe, 名前 FROM t",
        "FROM t",
        "FROM t SELECT b WHERE a",
        "((SELECT 1))",
        "((SELECT 1) UNION SELECT 2) ORDER BY 1 LIMIT 1",
        "SELECT ((SELECT 1) + 1) * 2, (SELECT 1) IN ((SELECT 1), 2)",
        "SELECT interval, time, date, year, value, row, position FROM t",
        "SELECT 1 left_, 2 AS left, 3 AS select",
        "SELECT * FROM a, LATERAL (SELECT a.x) b, unnest([1]) WITH ORDINALITY u(x, n)",
        "SELECT CASE a WHEN 1 THEN 2 END, CAST(a AS STRUCT(x INT, y VARCHAR[])), a::map(int, text)",
        "SELECT - - 1, + 1, - -1::int, NOT NOT true, a[1][2:3].b::int[]",
        "SELECT [1, 2, ], {'a': 1, b: [2]}, MAP {}, MAP {1: 2}, [], (1, 2), (1,)",
        "SELECT a FROM t GROUP BY GROUPING SETS ((a), (), ROLLUP (a, b), CUBE (a))",
        "SELECT a FROM (t JOIN u USING (a)) LEFT JOIN v JOIN w ON true ON false",
        "WITH RECURSIVE a(n) AS (SELECT 1), b AS MATERIALIZED (FROM a) FROM b",
        "SELECT date '2024-01-01', timestamp with time zone '2024-01-01', int '1', double precision"
            + " '1'",
      })
  void whatIsSqlIsParsed(String sql) {
    assertThat(SqlQueries.parse(sql)).isNotNull();
  }

  @Test
  void placesSpanWholeExpressions() {
    SqlSelect select = (SqlSelect) SqlQueries.parse("SELECT\n  a + f(b)::int,\n  c FROM t");
    assertThat(select.getSelectList().get(0).getParserPosition()).hasToString("line 2, column 3");
    assertThat(select.getSelectList().get(0).getParserPosition().getEndColumnNum()).isEqualTo(15);
  }

  @Test
  void aLargeStatementIsParsedFast() {
    String values =
        IntStream.range(0, 20_000).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    SqlQueries.parse("SELECT a FROM t WHERE a IN (1)");
    Assertions.assertTimeout(
        Duration.ofSeconds(1),
        () -> SqlQueries.parse("SELECT a FROM t WHERE a IN (" + values + ")"));
  }

  @Test
  void thousandsOfConditionsAreFewLevelsDeep() {
    String conditions =
        IntStream.range(0, 5_000).mapToObj(i -> "a = " + i).collect(Collectors.joining(" OR "));
    SqlSelect select = (SqlSelect) SqlQueries.parse("SELECT a FROM t WHERE " + conditions);
    assertThat(depth(select.getWhere())).isLessThan(40);
  }

  private static int depth(SqlNode node) {
    return node instanceof SqlCall call
        ? 1 + call.getOperandList().stream().mapToInt(SqlQueriesTest::depth).max().orElse(0)
        : 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "NOT ", "- ", "f(", "[", "CASE WHEN ", "(SELECT ", "x::", "1 IN ("})
  void deepNestingEndsInAMessage(String opening) {
    for (int depth : new int[] {1_000, 100_000}) {
      GatewayException failure = failure("SELECT " + opening.repeat(depth) + "1");
      if (!opening.equals("x::")) {
        assertThat(failure.getMessage()).contains("nested too deeply");
      }
    }
  }
}
