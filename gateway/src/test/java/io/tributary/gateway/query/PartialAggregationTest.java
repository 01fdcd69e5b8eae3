package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is aggregated in parts, at a source and above a join, is what DuckDB alone gives.
class PartialAggregationTest {

  private static final int QUERIES = 150;

  private static final List<String> JOINS =
      List.of(
          "FROM {s} s JOIN {c} c ON s.customer_id = c.id",
          "FROM {s} s JOIN {c} c ON s.priority = c.id",
          "FROM {s} s LEFT JOIN {c} c ON s.priority = c.id AND c.credit > 4",
          "FROM {c} c RIGHT JOIN {s} s ON s.priority = c.id AND s.priority > 2",
          "FROM {c} c JOIN {s} s ON s.customer_id = c.id AND s.priority > c.id % 3",
          "FROM {s} s LEFT JOIN {c} c ON s.customer_id = c.id AND c.id > 500",
          "FROM {c} c RIGHT JOIN {s} s ON s.customer_id = c.id AND c.credit < 300",
          "FROM {c} c LEFT JOIN {s} s ON s.customer_id = c.id AND c.id > 500",
          "FROM {c} c FULL JOIN {s} s ON s.customer_id = c.id + 500",
          "FROM {s} s JOIN {c} c ON s.customer_id = c.id JOIN {i} i ON i.order_id = c.id",
          "FROM {s} s CROSS JOIN (SELECT * FROM {c} WHERE id < 3) c");

  private static final List<String> FILTERS =
      List.of(
          "",
          "",
          " WHERE s.priority = 3",
          " WHERE c.region = 'south' OR s.priority = 1",
          " WHERE s.total < 0",
          " WHERE c.id < 0",
          " WHERE s.customer_id IN (SELECT order_id FROM {i} WHERE line < 90)",
          " WHERE NOT EXISTS (SELECT 1 FROM {i} i2 WHERE i2.order_id = s.priority)");

  private static final List<String> GROUPS =
      List.of(
          "",
          "c.region",
          "s.priority",
          "c.region, s.priority",
          "nullif(s.priority, 2)",
          "ROLLUP (c.region, s.priority)",
          "CUBE (s.priority, c.region)",
          "GROUPING SETS ((c.region), (s.priority), ())");

  private static final List<String> CALLS =
      List.of(
          "count(*)",
          "count(nullif(s.priority, 3))",
          "sum(s.total)",
          "sum(s.priority)",
          "sum(nullif(s.priority, 3) * 2 + 1)",
          "avg(s.total)",
          "avg(nullif(s.priority, 0))",
          "min(s.day)",
          "max(s.total)",
          "min(c.name)",
          "max(c.credit)",
          "count(DISTINCT s.priority)",
          "sum(DISTINCT s.priority)",
          "count(DISTINCT c.region)",
          "sum(s.total) FILTER (WHERE s.priority > 2)",
          "max(s.day) FILTER (WHERE c.region = 'north')",
          "sum(CASE WHEN s.priority = 1 THEN s.total END)",
          "count(c.id)",
          "sum(s.total + c.credit)",
          "sum(CAST(s.priority AS DOUBLE))");

  /// Of groups by both columns.
  private static final List<String> GROUPINGS =
      List.of("grouping(s.priority)", "grouping(c.region, s.priority)", "grouping_id(c.region)");

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static TestGateway gateway;

  @BeforeAll
  static void open() {
    shop = new SmallShop(folder);
    gateway = new TestGateway(shop.metadata(), folder);
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
    gateway.close();
    shop.close();
  }

  @Test
  void randomAggregatesAreDuckDbsOwn() {
    int inParts = 0;
    for (int seed = 0; seed < QUERIES; seed++) {
      String query = query(new Random(seed));
      assertSameAsDuckDb("seed " + seed, query);
      inParts += isInParts(query) ? 1 : 0;
    }
    assertThat(inParts).as("queries that a source aggregates a part of").isGreaterThan(QUERIES / 8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) AS a, sum(s.total) AS b, avg(s.priority) AS c FROM {s} s JOIN {c} c ON"
            + " s.customer_id = c.id AND c.credit < 0",
        "SELECT c.region, avg(s.priority) AS a, typeof(avg(s.priority)) AS b, typeof(count(*)) AS d"
            + " FROM {s} s JOIN {c} c ON s.customer_id = c.id GROUP BY c.region",
        "SELECT DISTINCT c.region, s.priority FROM {s} s JOIN {c} c ON s.priority = c.id"
      })
  void emptyGroupsAndTypesAreDuckDbsOwn(String query) {
    assertSameAsDuckDb(query, query);
    assertThat(isInParts(query)).isTrue();
  }

  private static String query(Random random) {
    String groups = pick(GROUPS, random);
    List<String> items = new ArrayList<>();
    if (!groups.isEmpty() && !groups.contains("(")) {
      items.add(groups.contains(",") ? "c.region, s.priority" : groups + " AS g");
    }
    if (groups.contains("(") && groups.contains("c.region") && random.nextBoolean()) {
      items.add(pick(GROUPINGS, random) + " AS told");
    }
    for (int call = random.nextInt(4); call >= 0; call--) {
      items.add(pick(CALLS, random) + " AS r" + call);
    }
    String sql = "SELECT " + String.join(", ", items) + " " + pick(JOINS, random);
    sql += pick(FILTERS, random);
    if (!groups.isEmpty()) {
      sql += " GROUP BY " + groups;
    }
    return random.nextInt(4) == 0 ? sql + " HAVING count(*) > 20" : sql;
  }

  private static String pick(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static void assertSameAsDuckDb(String title, String query) {
    String alone = named(query, "customer", "orders", "item");
    Answer expected = gateway.answerOf(shop.database(), alone);
    try {
      gateway.answer(federated(query)).assertSameAs(expected, false);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(title + ": " + federated(query), e);
    }
  }

  private static boolean isInParts(String query) {
    ExplainedQuery plan =
        Caller.DEFAULT.call(() -> gateway.queries().explain(TestGateway.request(federated(query))));
    return plan.fragments().stream()
        .anyMatch(
            fragment -> fragment.source().equals("support") && fragment.sql().contains("GROUP BY"));
  }

  private static String federated(String query) {
    return named(query, "sales.main.customer", "support.main.orders", "lake.main.item");
  }

  private static String named(String query, String customer, String orders, String item) {
    return query.replace("{c}", customer).replace("{s}", orders).replace("{i}", item);
  }
}
