package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.v1.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Queries that differ in constants alone, which share a plan where the constants cannot decide
/// about it. Of three such queries the first has a plan of its own, the second makes the shared
/// one, and the third finds it.
@Timeout(60)
final class SharedPlansTest {

  @TempDir private Path folder;
  private SmallShop shop;
  private TestGateway gateway;

  /// Plans each query by itself.
  private TestGateway forgetful;

  @BeforeEach
  void open() {
    shop = new SmallShop(folder);
    gateway = gateway(1L << 20);
    forgetful = gateway(0);
  }

  private TestGateway gateway(long planCacheBytes) {
    var limits = new QueryLimits(Duration.ofSeconds(50), 2, 2, 0, planCacheBytes);
    return new TestGateway(shop.metadata(), folder, limits);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    gateway.close();
    forgetful.close();
    shop.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT * FROM sales.main.customer WHERE id = %s | 7 | 8 | 9",
        "SELECT name AS n, credit * 2 AS c FROM sales.main.customer WHERE id = %s | 7 | 8 | 99999",
        "SELECT id FROM sales.main.customer WHERE name = %s | 'name 7' | 'name 8' | 'name 9'",
        "SELECT count(*) AS n FROM sales.main.orders WHERE priority = %s AND day > DATE"
            + " '2024-06-01' | 1 | 2 | 3",
        "SELECT id FROM sales.main.orders WHERE (customer_id = %s OR total > 95) AND priority = 3"
            + " ORDER BY id LIMIT 5 | 17 | 18 | 19",
        "SELECT c.name, o.total FROM sales.main.customer c JOIN sales.main.orders o"
            + " ON o.customer_id = c.id WHERE o.id = %s | 5 | 6 | 7",
        "SELECT region, count(*) AS n FROM sales.main.customer WHERE id IN"
            + " (SELECT customer_id FROM sales.main.orders WHERE priority = %s) GROUP BY region"
            + " | 1 | 2 | 3",
        "SELECT id FROM sales.main.customer WHERE id = %s; | 7 | 8 | 9",
      })
  void isShared(String sql, String one, String two, String three) {
    assertSameAsAlone(sql.formatted(one), sql.formatted(two), sql.formatted(three));
    assertCounts(1, 2);
    assertThat(sentSql(gateway, sql.formatted(three)))
        .isEqualTo(sentSql(forgetful, sql.formatted(three)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // a contradiction is seen, or is none
        "SELECT id FROM sales.main.customer WHERE id > %s | 997 | 998 | 999",
        "SELECT id = %s AS is_it FROM sales.main.customer WHERE id < 3 | 1 | 2 | 3",
        "SELECT id FROM sales.main.customer ORDER BY id LIMIT %s | 1 | 2 | 3",
        "SELECT count(*) FILTER (WHERE id = %s) FROM sales.main.customer | 1 | 2 | 3",
        "SELECT count(*) AS n FROM sales.main.customer WHERE id %% 10 = %s | 1 | 2 | 3",
        "SELECT id FROM sales.main.customer WHERE credit = %s | 1.5 | 3.0 | 4.5",
        "SELECT id FROM sales.main.customer WHERE id = %s + 1 | 1 | 2 | 3",
        "SELECT id FROM sales.main.customer WHERE id = -%s | 1 | 2 | 3",
        "SELECT count(*) AS n FROM sales.main.orders WHERE day = %s | '2024-01-02' | '2024-01-03' |"
            + " '2024-01-04'",
        "SELECT id FROM sales.main.customer WHERE name = %s | 'it''s' | 'it''s not' | 'it''s me'",
        "SELECT id FROM sales.main.customer WHERE name = %s | 'a\\' | 'b\\' | 'c\\'",
        "SELECT id FROM sales.main.customer WHERE name = %s | 'é' | 'ü' | 'ö'",
        "SELECT id FROM sales.main.customer WHERE name = %s | ' ' | '  ' | '   '",
        "SELECT count(*) AS n FROM sales.main.orders o JOIN lake.main.item i ON i.order_id = o.id"
            + " WHERE o.id = %s | 1 | 2 | 3",
        "WITH c AS (SELECT * FROM sales.main.customer WHERE id = %s) SELECT name FROM c | 1 | 2 |"
            + " 3",
      })
  void isNotShared(String sql, String one, String two, String three) {
    assertSameAsAlone(sql.formatted(one), sql.formatted(two), sql.formatted(three));
    assertCounts(0, 3);
  }

  /// What one value makes of a condition says nothing about another one.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM sales.main.customer WHERE id = %s AND id > 7",
        "SELECT id FROM sales.main.customer WHERE id = %s AND id = 8",
        "SELECT id FROM sales.main.customer WHERE id = %s OR id = 8 ORDER BY id",
        "SELECT id, 1 AS one FROM sales.main.customer WHERE id = %s AND 8 = 8",
        "SELECT c.id FROM sales.main.customer c JOIN sales.main.orders o ON o.id = c.id"
            + " WHERE o.id = %s AND c.id = 8",
        "SELECT DISTINCT id, region FROM sales.main.customer WHERE id = %s",
        "SELECT id, sum(credit) AS s FROM sales.main.customer WHERE id = %s GROUP BY id",
        "SELECT id FROM sales.main.customer WHERE id = %s ORDER BY id DESC, name",
        "SELECT id, row_number() OVER (PARTITION BY id ORDER BY name) AS r FROM sales.main.customer"
            + " WHERE id = %s",
        "SELECT id, region FROM sales.main.customer WHERE id = %s"
            + " UNION ALL SELECT id, region FROM sales.main.customer WHERE id = 7",
        "SELECT id, NOT (id = 8) AS x FROM sales.main.customer WHERE NOT (id = %s) AND id < 11"
            + " ORDER BY id",
      })
  void isRightForEachValue(String sql) {
    assertSameAsAlone(
        sql.formatted(7), sql.formatted(8), sql.formatted(9), sql.formatted(3_000_000_000L));
  }

  @Test
  void parametersAreConstantsToo() {
    String sql = "SELECT name FROM sales.main.customer WHERE id = ? AND region = ?";
    for (int id = 7; id < 10; id++) {
      Answer answer = run(sql, number(id), text(id % 2 == 0 ? "north" : "south"));
      assertThat(answer.rows()).containsExactly(List.of("name " + id));
    }
    assertCounts(1, 2);
  }

  @Test
  void aParameterElsewhereMayDecideAboutThePlan() {
    String sql = "SELECT name FROM sales.main.customer WHERE id = ? AND name LIKE ?";
    for (int id = 7; id < 10; id++) {
      assertThat(run(sql, number(id), text("name _")).rows()).hasSize(1);
    }
    assertCounts(0, 3);
  }

  @Test
  void numbersOfAnotherSizeAreAnotherShape() {
    String sql = "SELECT id FROM sales.main.customer WHERE id = ";
    assertSameAsAlone(sql + 1, sql + 2, sql + 3_000_000_000L, sql + 3);
    assertCounts(1, 3);
  }

  @Test
  void numbersAndTextsAreNoOneShape() {
    String sql = "SELECT id FROM sales.main.customer WHERE name = ";
    assertSameAsAlone(sql + "'7'", sql + "'name 7'", sql + "'name 8'");
    assertThat(run("SELECT id FROM sales.main.customer WHERE id = 7").rows()).hasSize(1);
    assertThat(run("SELECT id FROM sales.main.customer WHERE id = '7'").rows()).hasSize(1);
    assertThat(run("SELECT id FROM sales.main.customer WHERE id = '8'").rows()).hasSize(1);
  }

  private void assertSameAsAlone(String... queries) {
    for (String sql : queries) {
      String alone = sql.replace("sales.main.", "").replace("lake.main.", "");
      run(sql).assertSameAs(gateway.answerOf(shop.database(), alone), false);
    }
  }

  private void assertCounts(int hits, int misses) {
    assertThat(gateway.queries().planCacheStatistics())
        .isEqualTo(new PlanCacheStatistics(hits, misses, 0));
  }

  private static String sentSql(TestGateway gateway, String sql) {
    ExplainedQuery explained =
        Caller.DEFAULT.call(() -> gateway.queries().explain(TestGateway.request(sql)));
    return explained.fragments().getFirst().sql();
  }

  private Answer run(String sql, Value... parameters) {
    return gateway.answer(TestGateway.request(sql, parameters));
  }

  private static Value number(long value) {
    return Value.newBuilder().setIntegerValue(value).build();
  }

  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }
}
