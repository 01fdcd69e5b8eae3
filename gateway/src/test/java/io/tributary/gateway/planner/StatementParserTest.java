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
}
