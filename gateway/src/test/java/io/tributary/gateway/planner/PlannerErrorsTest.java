package io.tributary.gateway.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestPlanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every bad query gets one line with its place and what to do.
class PlannerErrorsTest {

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static Planner planner;

  @BeforeAll
  static void open() {
    shop = new SmallShop(folder);
    planner = TestPlanner.over(shop.metadata());
  }

  @AfterAll
  static void close() throws IOException {
    shop.close();
  }

  private static GatewayException failure(String sql) {
    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class,
            () -> planner.planSql(sql, List.of(), SessionDefaults.NONE, true));
    assertThat(failure).as(sql).isNotNull();
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }

  private static void assertFails(
      String sql, ErrorCode code, SqlPosition position, String... words) {
    GatewayException failure = failure(sql);
    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
    assertThat(failure.position()).contains(position);
    assertThat(failure.getMessage()).contains(words);
  }

  @Test
  void aSyntaxErrorHasItsPlace() {
    assertFails(
        "SELECT id\nFROM sales.main.orders WHERE WHERE",
        ErrorCode.SYNTAX_ERROR,
        new SqlPosition(2, 30),
        "line 2, column 30: expected a value, not WHERE");
  }

  @Test
  void anUnknownColumnSuggestsNearOnes() {
    assertFails(
        "SELECT nam FROM sales.main.customer",
        ErrorCode.COLUMN_NOT_FOUND,
        new SqlPosition(1, 8),
        "column nam does not exist",
        "did you mean name");
  }

  @Test
  void anUnknownTableHasItsPlace() {
    assertFails(
        "SELECT 1 FROM sales.main.ordres",
        ErrorCode.TABLE_NOT_FOUND,
        new SqlPosition(1, 15),
        "sales.main.ordres");
  }

  @Test
  void anUnknownSourceHasItsPlace() {
    assertFails(
        "SELECT 1 FROM\n  slaes.main.orders",
        ErrorCode.SOURCE_NOT_FOUND,
        new SqlPosition(2, 3),
        "slaes");
  }

  @Test
  void aColumnOfTwoTablesCalledAlikeHasItsPlace() {
    assertFails(
        "SELECT 1 FROM sales.main.orders, support.main.orders WHERE\n orders.id = 1",
        ErrorCode.TYPE_MISMATCH,
        new SqlPosition(2, 2),
        "orders.id may be of sales.main.orders or support.main.orders");
  }

  @Test
  void aColumnOfATableThatNoneHidesIsRead() {
    planner.planSql(
        "SELECT sales.main.orders.id FROM sales.main.orders WHERE EXISTS (SELECT 1 FROM"
            + " lake.main.item WHERE lake.main.item.order_id = sales.main.orders.id)"
            + " UNION ALL SELECT sales.main.customer.id FROM sales.main.customer"
            + " ORDER BY 1",
        List.of(),
        SessionDefaults.NONE,
        true);
  }

  @Test
  void aShortNameWithoutDefaultsSaysWhatToWrite() {
    assertFails(
        "SELECT 1 FROM orders",
        ErrorCode.TABLE_NOT_FOUND,
        new SqlPosition(1, 15),
        "source.schema.table");
  }

  @Test
  void aTypeErrorHasItsPlace() {
    GatewayException failure = failure("SELECT day + total FROM sales.main.orders");
    assertThat(failure.code()).isEqualTo(ErrorCode.TYPE_MISMATCH);
    assertThat(failure.position()).isPresent();
  }

  @Test
  void anUnknownFunctionIsNamed() {
    GatewayException failure = failure("SELECT frobnicate(id) FROM sales.main.orders");
    assertThat(failure.code()).isEqualTo(ErrorCode.FUNCTION_NOT_FOUND);
    assertThat(failure.getMessage()).containsIgnoringCase("frobnicate");
  }

  @Test
  void anUngroupedColumnIsRefused() {
    assertThat(
            failure("SELECT region, id, count(*) FROM sales.main.customer GROUP BY region").code())
        .isEqualTo(ErrorCode.TYPE_MISMATCH);
  }

  @Test
  void whatIsNoQueryIsRefused() {
    assertThat(failure("DROP TABLE sales.main.orders").code())
        .isIn(ErrorCode.NOT_SUPPORTED, ErrorCode.SYNTAX_ERROR);
  }

  @Test
  void emptySqlIsRefused() {
    assertThat(failure("  ").code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
  }

  @Test
  void missingParameterValuesAreCounted() {
    GatewayException failure = failure("SELECT 1 FROM sales.main.orders WHERE id = ?");
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure.getMessage()).contains("1 parameters").contains("0 values");
  }

  @Test
  void defaultsCompleteShortNames() {
    var defaults = new SessionDefaults(Optional.of("sales"), Optional.of("main"));
    OptimizedPlan plan =
        planner.planSql(
            "WITH o AS (SELECT * FROM orders) SELECT id FROM o", List.of(), defaults, true);
    assertThat(plan.onlySource()).contains("sales");
  }

  @Test
  void aCommonTableExpressionHidesATableOfItsName() {
    var defaults = new SessionDefaults(Optional.of("sales"), Optional.of("main"));
    OptimizedPlan plan =
        planner.planSql(
            "WITH orders AS (SELECT 1 AS x) SELECT x FROM orders", List.of(), defaults, true);
    assertThat(plan.sources()).isEmpty();
  }

  @Test
  void aSecondStatementHasItsPlace() {
    assertFails(
        "SELECT 1;\nSELECT 2",
        ErrorCode.SYNTAX_ERROR,
        new SqlPosition(2, 1),
        "send one query at a time");
  }

  @Test
  void nothingButSemicolonsAndCommentsIsNoQuery() {
    for (String sql : List.of(";", " ; ;", "-- nothing", "/* ; */ ;")) {
      assertThat(failure(sql).getMessage()).isEqualTo("the SQL is empty: write a query");
    }
  }

  @Test
  void aCommentMayFollowTheSemicolon() {
    assertThat(planner.planSql("SELECT ';' -- ;\n; -- end", List.of(), SessionDefaults.NONE, true))
        .isNotNull();
  }

  @Test
  void whatIsNoQuerySaysHowOneBegins() {
    assertFails(
        "selec 1",
        ErrorCode.SYNTAX_ERROR,
        new SqlPosition(1, 1),
        "SELEC does not begin a query: write SELECT, WITH or VALUES");
    assertFails(
        "set threads=1",
        ErrorCode.NOT_SUPPORTED,
        new SqlPosition(1, 1),
        "SET statements are not supported");
  }

  @Test
  void wholeDivisionIsNotTakenForAComment() {
    assertThat(planner.planSql("SELECT '//', 7 // 2", List.of(), SessionDefaults.NONE, true))
        .isNotNull();
  }

  @Test
  void aCastWithColonsTakesOneValue() {
    for (String sql :
        List.of(
            "SELECT '1'::int + 1, (1 + 1.5)::int, -2::bigint, 1 + (1.5::int)",
            "SELECT id::varchar::varchar, lower(name)::varchar, (id IN (1))::int"
                + " FROM sales.main.customer")) {
      assertThat(planner.planSql(sql, List.of(), SessionDefaults.NONE, true)).isNotNull();
    }
  }

  @Test
  void textIsNotTakenForANumber() {
    for (String condition :
        List.of("name > 1", "name = 1", "name IN (1, 2)", "name + 1 = 2", "name = id")) {
      assertThat(failure("SELECT 1 FROM sales.main.customer WHERE " + condition).getMessage())
          .as(condition)
          .contains("name is text where", "write CAST(");
    }
    assertThat(failure("SELECT sum(name) FROM sales.main.customer").getMessage())
        .contains("name is text where");
  }

  @Test
  void aTextLiteralIsTakenForWhatIsNeeded() {
    String sql = "SELECT 1 FROM sales.main.orders WHERE day > '2024-02-01' AND id = '7'";
    assertThat(planner.planSql(sql, List.of(), SessionDefaults.NONE, true)).isNotNull();
  }

  @Test
  void aLimitIsAWholeNumber() {
    assertFails("SELECT 1 LIMIT 1.5", ErrorCode.TYPE_MISMATCH, new SqlPosition(1, 16), "not 1.5");
    assertThat(failure("SELECT 1 LIMIT 99999999999999999999").getMessage())
        .contains("LIMIT must be a whole number of at most 9223372036854775807");
  }

  @Test
  void aNulIsRefusedWhereItStands() {
    assertFails("SELECT\n 'a\0b'", ErrorCode.SYNTAX_ERROR, new SqlPosition(2, 4), "write chr(0)");
  }

  @Test
  void deepNestingIsRefusedInWords() {
    assertThat(failure("SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000)).getMessage())
        .contains("nested too deeply");
    assertThat(failure("SELECT " + "NOT ".repeat(20_000) + "true").getMessage())
        .contains("nested too deeply");
  }

  @Test
  void functionsThatTellOfTheServerDoNotExist() {
    assertThat(failure("SELECT current_setting('temp_directory')").code())
        .isEqualTo(ErrorCode.FUNCTION_NOT_FOUND);
  }
}
