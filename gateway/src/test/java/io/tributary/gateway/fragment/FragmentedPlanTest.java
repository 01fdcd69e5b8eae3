package io.tributary.gateway.fragment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.planner.OptimizedPlan;
import io.tributary.gateway.planner.OptimizedPlan.ReasonCode;
import io.tributary.gateway.planner.Planner;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestPlanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes to which source, and in which words.
class FragmentedPlanTest {
  private static final double ORDERS = 10_000;

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

  private static OptimizedPlan plan(String sql) {
    return planner.planSql(sql, List.of(), SessionDefaults.NONE, true);
  }

  private static FragmentedPlan cut(String sql) {
    return Fragmenter.fragment(plan(sql));
  }

  private static String onlySql(String sql) {
    assertThat(cut(sql)).isInstanceOf(FragmentedPlan.Native.class);
    return ((FragmentedPlan.Native) cut(sql)).fragment().sql().replaceAll("\\s+", " ");
  }

  private static List<String> fragmentSql(String sql) {
    return ((FragmentedPlan.InDuckDb) cut(sql))
        .fragments().stream().map(f -> f.sql().replaceAll("\\s+", " ")).toList();
  }

  @Test
  void aQueryOverOneSourceGoesThereWhole() {
    assertThat(
            onlySql(
                """
                SELECT c.region, count(*) AS n FROM sales.main.customer c
                JOIN sales.main.orders o ON o.customer_id = c.id
                WHERE o.total > 10 GROUP BY c.region
                """))
        .contains("JOIN")
        .contains("\"total\" > 10")
        .contains("GROUP BY");
  }

  @Test
  void aFilterIsOneSelectWithItsScan() {
    assertThat(onlySql("SELECT id FROM sales.main.orders WHERE priority = 3"))
        .isEqualTo("SELECT \"id\" FROM \"main\".\"orders\" WHERE \"priority\" = 3");
  }

  @Test
  void aConstantIsNoSortKey() {
    assertThat(onlySql("SELECT 'all' AS kind, id FROM sales.main.orders ORDER BY kind, id LIMIT 3"))
        .endsWith("ORDER BY \"id\" NULLS LAST FETCH NEXT 3 ROWS ONLY");
  }

  @Test
  void aColumnStaysASortKey() {
    assertThat(
            onlySql(
                "SELECT id, priority FROM sales.main.orders WHERE id > 3 ORDER BY priority, id"))
        .endsWith("ORDER BY \"priority\" NULLS LAST, \"id\" NULLS LAST");
  }

  @Test
  void tablesOfOneSourceAreJoinedThereThoughTheQueryNamesThemApart() {
    assertThat(
            fragmentSql(
                """
                SELECT c.name, i.price FROM sales.main.customer c, lake.main.item i, sales.main.orders o
                WHERE o.customer_id = c.id AND i.order_id = o.id AND c.region = 'south'
                """))
        .singleElement()
        .asString()
        .contains("\"customer\"")
        .contains("\"orders\"")
        .contains("JOIN");
  }

  @Test
  void tablesOfTwoSourcesAreNotJoinedAtEither() {
    OptimizedPlan plan =
        plan(
            "SELECT c.name, o.total FROM sales.main.customer c"
                + " JOIN support.main.orders o ON o.customer_id = c.id");
    assertThat(plan.stayed())
        .anySatisfy(operator -> {
          assertThat(operator.operator()).isEqualTo("inner join");
          assertThat(operator.code()).isEqualTo(ReasonCode.CROSS_SOURCE);
        });
  }

  @Test
  void onlyNeededColumnsAreRead() {
    assertThat(
            fragmentSql(
                "SELECT i.price FROM lake.main.item i JOIN sales.main.orders o ON i.order_id ="
                    + " o.id"))
        .containsExactly("SELECT \"id\" FROM \"main\".\"orders\"");
  }

  @Test
  void aJoinThatWouldShipMoreThanItsInputsStaysInDuckDb() {
    OptimizedPlan plan =
        plan(
            """
            SELECT x.total, x.other, i.line FROM (
              SELECT a.total, b.total AS other FROM sales.main.orders a
              JOIN sales.main.orders b ON a.priority = b.priority) x
            JOIN lake.main.item i ON i.price = x.total
            """);
    assertThat(plan.stayed()).extracting("code").contains(ReasonCode.SHIPS_MORE);
  }

  @Test
  void rowsThatKeysAreTakenFromAreComputedOnce() {
    var plan =
        (FragmentedPlan.InDuckDb)
            cut(
                "SELECT i.line, o.total FROM lake.main.item i JOIN sales.main.orders o ON o.id ="
                    + " i.order_id WHERE i.line < 5");
    assertThat(plan.shared()).singleElement().matches(rows -> rows.sql().contains("< 5"));
    assertThat(plan.sql()).contains("\"shared_rows\"").doesNotContain("< 5");
    assertThat(plan.fragments().getFirst().reductions())
        .singleElement()
        .matches(reduction -> reduction.shared().equals(List.of("shared_rows")))
        .matches(reduction -> !reduction.keySql().contains("< 5"));
  }

  @Test
  void whatIsReadOfASourceNeedsNoSharing() {
    var plan =
        (FragmentedPlan.InDuckDb)
            cut(
                "SELECT c.name, o.id FROM sales.main.customer c JOIN support.main.orders o ON"
                    + " o.customer_id = c.id WHERE c.name = 'name 12'");
    assertThat(plan.fragments()).anyMatch(fragment -> !fragment.reductions().isEmpty());
    assertThat(plan.shared()).isEmpty();
  }

  @Test
  void whatIsReadTwiceIsReadOnce() {
    String orders = "(SELECT customer_id, total FROM sales.main.orders WHERE priority = 1)";
    FragmentedPlan plan =
        cut(
            "SELECT a.total FROM %s a JOIN lake.main.item i ON i.price > a.total UNION ALL SELECT b.total FROM %s b JOIN lake.main.item i ON i.price > b.total"
                .formatted(orders, orders));
    assertThat(((FragmentedPlan.InDuckDb) plan).fragments())
        .singleElement()
        .extracting(Fragment::uses)
        .isEqualTo(2);
  }

  @Test
  void divisionStaysBecauseSourcesDivideOtherwise() {
    OptimizedPlan plan = plan("SELECT id / 2 FROM sales.main.orders");
    assertThat(plan.stayed())
        .singleElement()
        .satisfies(operator -> {
          assertThat(operator.code()).isEqualTo(ReasonCode.NOT_CERTIFIED);
          assertThat(operator.reason()).contains("/");
        });
  }

  @Test
  void textIsComparedByItsBytesAtTheSource() {
    assertThat(onlySql("SELECT id FROM sales.main.customer WHERE name > 'b'"))
        .contains("(\"name\" COLLATE \"C\") > 'b'");
  }

  @Test
  void equalTextNeedsNoCollation() {
    assertThat(onlySql("SELECT id FROM sales.main.customer WHERE name = 'b'"))
        .doesNotContain("COLLATE");
  }

  @Test
  void textIsSortedByItsBytesAtTheSource() {
    assertThat(onlySql("SELECT name FROM sales.main.customer ORDER BY name"))
        .contains("(\"name\" COLLATE \"C\")");
  }

  @Test
  void aFunctionThatTheSourceComputesOtherwiseStays() {
    assertThat(plan("SELECT id FROM sales.main.customer WHERE reverse(name) = 'a'").stayed())
        .extracting("code")
        .containsExactly(ReasonCode.NOT_CERTIFIED);
  }

  @Test
  void columnsForSortingOnlyAreLeftOutOfTheOutput() {
    FragmentedPlan plan = cut("SELECT id FROM sales.main.orders ORDER BY total DESC LIMIT 3");
    assertThat(plan.output()).extracting("name").containsExactly("id");
    assertThat(((FragmentedPlan.Native) plan).fragment().sql())
        .endsWith("3 ROWS ONLY")
        .contains("DESC");
  }

  @Test
  void unnamedColumnsAreCalledByTheirText() {
    assertThat(cut("SELECT count(*), max( total ) FROM sales.main.orders").output())
        .extracting("name")
        .containsExactly("count(*)", "max( total )");
  }

  @Test
  void filesAreReadInPlace() {
    FragmentedPlan.InDuckDb plan =
        (FragmentedPlan.InDuckDb) cut("SELECT count(*) FROM lake.main.item");
    assertThat(plan.fragments()).isEmpty();
    assertThat(plan.localTables()).singleElement().extracting("sourceName").isEqualTo("lake");
  }

  @Test
  void constantsAreNotRead() {
    assertThat(
            fragmentSql(
                "SELECT o.id, 'x' AS kind, i.price FROM (SELECT id, 'x' FROM sales.main.orders) o"
                    + " JOIN lake.main.item i ON i.order_id = o.id"))
        .containsExactly("SELECT \"id\" FROM \"main\".\"orders\"");
  }

  @Test
  void anEqualityKeepsOneValueInAsManyAsThereAre() {
    FragmentedPlan.InDuckDb plan =
        (FragmentedPlan.InDuckDb)
            cut(
                "SELECT o.total, i.price FROM sales.main.orders o JOIN lake.main.item i"
                    + " ON i.order_id = o.id WHERE o.customer_id = 7");
    assertThat(plan.fragments())
        .singleElement()
        .extracting(Fragment::estimatedRows)
        .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
        .isBetween(5.0, 20.0);
  }

  @Test
  void onlyColumnsThatDuckDbReadsAreShippedToIt() {
    assertThat(
            fragmentSql("SELECT reverse(name) FROM sales.main.customer WHERE length(region) = 5"))
        .containsExactly("SELECT \"name\", \"region\" FROM \"main\".\"customer\"");
  }

  private static double stepRows(String sql) {
    return ((FragmentedPlan.Native) cut(sql)).fragment().stepRows();
  }

  @Test
  void aLookUpWorksThroughTheRowsThatItFinds() {
    assertThat(stepRows("SELECT total FROM sales.main.orders WHERE id = 7")).isLessThan(2);
  }

  @Test
  void aCountWorksThroughAllThatItCounts() {
    assertThat(stepRows("SELECT count(*) FROM sales.main.orders")).isEqualTo(ORDERS);
  }

  @Test
  void aLimitWorksThroughWhatItTakes() {
    assertThat(stepRows("SELECT total FROM sales.main.orders LIMIT 3")).isEqualTo(3);
  }

  @Test
  void aSortWorksThroughAllThatItSorts() {
    assertThat(stepRows("SELECT total FROM sales.main.orders ORDER BY total LIMIT 3"))
        .isEqualTo(ORDERS);
  }
}
