package io.tributary.gateway.fragment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.planner.Planner;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestPlanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of which queries a source is told that they join rows that it has no statistics of.
class DerivedRowsTest {

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

  private static Fragment fragment(String sql) {
    FragmentedPlan plan =
        Fragmenter.fragment(planner.planSql(sql, List.of(), SessionDefaults.NONE, true));
    assertThat(plan).isInstanceOf(FragmentedPlan.Native.class);
    return ((FragmentedPlan.Native) plan).fragment();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // groups
        """
        SELECT c.name, o.spent FROM sales.main.customer c
        JOIN (SELECT customer_id, sum(total) AS spent FROM sales.main.orders GROUP BY customer_id) o
          ON o.customer_id = c.id
        """,
        // groups that are filtered
        """
        SELECT c.name FROM sales.main.customer c
        LEFT JOIN (SELECT customer_id FROM sales.main.orders GROUP BY customer_id HAVING count(*) > 3) o
          ON o.customer_id = c.id
        """,
        // distinct rows
        """
        SELECT c.name FROM sales.main.customer c
        JOIN (SELECT DISTINCT customer_id FROM sales.main.orders) o ON o.customer_id = c.id
        """,
        // an intersection, grouped or not
        """
        SELECT c.name FROM sales.main.customer c
        JOIN (SELECT id FROM sales.main.orders INTERSECT SELECT customer_id FROM sales.main.orders) o
          ON o.id = c.id
        """,
        // below a join of tables
        """
        SELECT c.name, p.total FROM sales.main.customer c
        JOIN (SELECT customer_id, count(*) AS n FROM sales.main.orders GROUP BY customer_id) o
          ON o.customer_id = c.id
        JOIN sales.main.orders p ON p.customer_id = c.id
        """
      })
  void aJoinOfRowsThatTheQueryMakesJoinsDerivedRows(String sql) {
    assertThat(fragment(sql).query("narrowed", 7, 1).joinsDerivedRows()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // tables alone
        """
        SELECT c.name, o.total FROM sales.main.customer c
        JOIN sales.main.orders o ON o.customer_id = c.id WHERE c.id = 7
        """,
        // groups of what is joined
        """
        SELECT c.region, count(*) AS n FROM sales.main.customer c
        JOIN sales.main.orders o ON o.customer_id = c.id GROUP BY c.region
        """,
        // groups of one table
        "SELECT customer_id, count(*) AS n FROM sales.main.orders GROUP BY customer_id",
        // one row, as everybody knows
        """
        SELECT c.name FROM sales.main.customer c
        JOIN (SELECT max(customer_id) AS most FROM sales.main.orders) o ON o.most = c.id
        """,
        // tables one after the other
        """
        SELECT c.name FROM sales.main.customer c
        JOIN (SELECT id FROM sales.main.orders UNION ALL SELECT customer_id FROM sales.main.orders) o
          ON o.id = c.id
        """
      })
  void aJoinOfTablesDoesNot(String sql) {
    assertThat(fragment(sql).query("narrowed", 7, 1).joinsDerivedRows()).isFalse();
  }
}
