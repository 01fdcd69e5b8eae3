package io.tributary.gateway.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.planner.ParsedStatement.ExplainFormat;
import io.tributary.gateway.planner.ParsedStatement.Name;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementParserTest {

  private static GatewayException failure(String sql) {
    GatewayException failure =
        catchThrowableOfType(GatewayException.class, () -> StatementParser.parse(sql));
    assertThat(failure).as(sql).isNotNull();
    assertThat(failure.code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
    return failure;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        " -- EXPLAIN\n SELECT 1",
        "WITH a AS (SELECT 1) TABLE a",
        "showing",
        "",
        "\"SHOW\" TABLES",
      })
  void whatOpensNoOtherStatementIsAQuery(String sql) {
    assertThat(StatementParser.parse(sql)).isEqualTo(new ParsedStatement.Query(sql));
  }

  @Test
  void theQueryWithinAnExplainKeepsItsPlaces() {
    assertThat(StatementParser.parse("explain /* why */\nSELECT x"))
        .isEqualTo(
            new ParsedStatement.Explain(" ".repeat(17) + "\nSELECT x", false, ExplainFormat.TEXT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXPLAIN ANALYZE (FORMAT JSON) SELECT 1",
        "EXPLAIN (ANALYZE, FORMAT JSON) SELECT 1",
        "explain (format json, analyze true) SELECT 1",
      })
  void optionsOfExplainStandInAnyOrder(String sql) {
    var explain = (ParsedStatement.Explain) StatementParser.parse(sql);
    assertThat(explain.analyze()).isTrue();
    assertThat(explain.format()).isEqualTo(ExplainFormat.JSON);
    assertThat(explain.query().strip()).isEqualTo("SELECT 1");
  }

  @Test
  void aQueryInParenthesesIsNoListOfOptions() {
    var explain = (ParsedStatement.Explain) StatementParser.parse("EXPLAIN (SELECT 1)");
    assertThat(explain.query().strip()).isEqualTo("(SELECT 1)");
  }

  @Test
  void describeTellsTablesFromQueries() {
    assertThat(StatementParser.parse("DESCRIBE sales.\"pub lic\".orders;"))
        .isEqualTo(
            new ParsedStatement.DescribeTable(
                new Name(List.of("sales", "pub lic", "orders"), new SqlPosition(1, 10))));
    assertThat(StatementParser.parse("DESC (VALUES 1)"))
        .isInstanceOf(ParsedStatement.DescribeQuery.class);
  }

  @Test
  void showTakesASchemaAndAPattern() {
    assertThat(StatementParser.parse("SHOW TABLES FROM sales.public LIKE 'it''s%'"))
        .isEqualTo(
            new ParsedStatement.ShowTables(
                Optional.of(new Name(List.of("sales", "public"), new SqlPosition(1, 18))),
                Optional.of("it's%"),
                new SqlPosition(1, 6)));
  }

  @Test
  void whatCannotBeShownSuggestsWhatCan() {
    GatewayException failure = failure("SHOW\n TABELS");
    assertThat(failure.position()).contains(new SqlPosition(2, 2));
    assertThat(failure.getMessage()).contains("SHOW takes CATALOGS").contains("mean TABLES?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHOW",
        "SHOW COLUMNS",
        "SHOW TABLES FROM",
        "SHOW TABLES FROM a.b c",
        "SHOW TABLES LIKE x",
        "SHOW TABLES LIKE 'x",
        "DESCRIBE",
        "DESCRIBE \"x",
        "EXPLAIN",
        "EXPLAIN EXPLAIN SELECT 1",
        "EXPLAIN (FORMAT YAML) SELECT 1",
        "EXPLAIN (TYPE DISTRIBUTED) SELECT 1",
        "EXPLAIN (FORMAT JSON SELECT 1",
      })
  void whatIsMalformedHasItsPlace(String sql) {
    assertThat(failure(sql).position()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "UPDATE t SET a=1|FROM t SELECT (1)",
        "UPDATE t AS x SET a = x.b, b = ? WHERE x.c = 1 ;|FROM t AS x SELECT   (x.b),   (?)"
            + "WHERE(x.c = 1)",
        "update a.\"set\" set b=c IS DISTINCT FROM d|FROM a.\"set\" SELECT (c IS DISTINCT FROM d)",
        "UPDATE t SET a = f(1, 2) -- why|FROM t SELECT   (f(1, 2))",
      })
  void theValuesOfAnUpdateKeepTheirPlaces(String sql, String query) {
    var update = (ParsedStatement.Update) StatementParser.parse(sql);
    assertThat(update.rows()).isEqualTo(query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE t",
        "UPDATE t SET",
        "UPDATE t SET a",
        "UPDATE t SET a = ",
        "UPDATE t SET a = , b = 1",
        "UPDATE t SET a = 1 WHERE",
        "UPDATE t SET a = 1) , (2",
        "UPDATE t SET x.a = 1",
        "UPDATE t SET a = 1; SELECT 1",
      })
  void anUpdateThatIsNoneIsASyntaxError(String sql) {
    assertThat(failure(sql).position()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE t SET (a, b) = (1, 2)",
        "UPDATE t SET a = DEFAULT",
        "UPDATE t SET a = u.a FROM u",
        "UPDATE t SET a = 1 RETURNING a",
        "UPDATE t SET a = 1 WHERE b = 2 ORDER BY a LIMIT 1",
      })
  void whatAnUpdateCannotDoIsRefused(String sql) {
    GatewayException refusal =
        catchThrowableOfType(GatewayException.class, () -> StatementParser.parse(sql));
    assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
  }
}
