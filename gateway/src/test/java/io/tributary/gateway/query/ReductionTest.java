package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.gateway.execution.DuckDbPool;
import io.tributary.gateway.execution.DuckDbSettings;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.execution.ReductionLimits;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestPlanner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources ship only rows whose keys the rest of the query has, and answers stay what they are.
class ReductionTest {

  /// `{o}` and `{s}` are the same 10,000 orders of 1,000 customers at two sources.
  private static final Map<String, String> FEDERATED =
      Map.of(
          "{c}", "sales.main.customer",
          "{o}", "sales.main.orders",
          "{s}", "support.main.orders",
          "{k}", "support.main.customer",
          "{i}", "lake.main.item");

  private static final Map<String, String> ALONE =
      Map.of("{c}", "customer", "{o}", "orders", "{s}", "orders", "{k}", "customer", "{i}", "item");

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static BufferAllocator allocator;
  private static DuckDbPool duckDbs;

  @BeforeAll
  static void open() {
    shop = new SmallShop(folder);
    allocator = new RootAllocator();
    duckDbs = new DuckDbPool(new DuckDbSettings(1L << 30, 2, folder.resolve("spill")), 2);
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
    duckDbs.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
    shop.close();
  }

  @ParameterizedTest(name = "{1} rows at most: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT o.id, s.total FROM {o} o JOIN {s} s ON s.id = o.id WHERE o.customer_id = 7 | 20",
        "SELECT o.id, s.total FROM {o} o LEFT JOIN {s} s ON s.id = o.id WHERE o.customer_id = 7 |"
            + " 20",
        "SELECT s.id, o.total FROM {o} o RIGHT JOIN {s} s ON s.id = o.id WHERE s.customer_id = 7 |"
            + " 20",
        "SELECT o.id FROM {o} o WHERE o.customer_id = 7 AND o.id IN (SELECT id FROM {s}) | 20",
        "SELECT o.id FROM {o} o WHERE o.id IN (SELECT id FROM {s} WHERE customer_id = 7) | 20",
        "SELECT o.id FROM {o} o WHERE o.customer_id = 7 AND NOT EXISTS (SELECT 1 FROM {s} s WHERE"
            + " s.id = o.id AND s.priority = 3) | 20",
        "SELECT c.name, count(*) FROM {c} c JOIN {s} s ON s.customer_id = c.id WHERE c.name = 'name"
            + " 12' GROUP BY c.name | 11",
        "SELECT c.id, t.n FROM {c} c JOIN (SELECT customer_id, count(*) AS n FROM {s} GROUP BY"
            + " customer_id) t ON t.customer_id = c.id WHERE c.name = 'name 12' | 2",
        "SELECT c.id, k.credit FROM {c} c JOIN {k} k ON k.name = c.name WHERE c.id < 4 | 6",
        "SELECT c.id, k.name FROM {c} c JOIN {k} k ON k.credit = c.credit WHERE c.id < 4 | 6",
        "SELECT o.id, s.id AS other FROM {o} o JOIN {s} s ON s.day = o.day WHERE o.id < 3 | 60",
        "SELECT i.line, s.total FROM {i} i JOIN {s} s ON s.id = i.order_id WHERE i.line < 5 | 4",
        "SELECT c.name, s.id, o.total FROM {c} c JOIN {s} s ON s.customer_id = c.id JOIN {i} i ON"
            + " i.order_id = s.id JOIN {o} o ON o.id = i.order_id WHERE c.name = 'name 12' | 21",
        "SELECT o.id FROM {o} o JOIN (SELECT id FROM {s} WHERE priority = 1 UNION ALL SELECT id"
            + " FROM {s} WHERE priority = 2) s ON s.id = o.id WHERE o.customer_id = 7 | 20",
        "SELECT o.id, s.n FROM {o} o JOIN (SELECT id, row_number() OVER (PARTITION BY id ORDER BY"
            + " day) AS n FROM {s}) s ON s.id = o.id WHERE o.customer_id = 7 | 20",
        "SELECT s.id FROM {s} s WHERE s.id = (SELECT max(id) FROM {o} WHERE customer_id = 7) | 2"
      })
  void shipsOnlyWhatMatters(String query, long mostRows) {
    assertThat(shipped(query, ReductionLimits.DEFAULT)).isLessThanOrEqualTo(mostRows);
  }

  @ParameterizedTest(name = "{1} rows at least: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT o.id, s.total FROM {o} o FULL JOIN {s} s ON s.id = o.id AND o.customer_id = 7 |"
            + " 20000",
        "SELECT o.id, s.total FROM {s} s LEFT JOIN {o} o ON s.id = o.id AND o.customer_id = 7 |"
            + " 10010",
        "SELECT s.id FROM {s} s WHERE NOT EXISTS (SELECT 1 FROM {o} o WHERE s.id = o.id AND"
            + " o.customer_id = 7) | 10010",
        "SELECT o.id, s.total FROM {o} o JOIN {s} s ON CAST(s.id AS DOUBLE) = CAST(o.id AS DOUBLE)"
            + " WHERE o.customer_id = 7 | 10010",
        "SELECT o.id, s.n FROM {o} o JOIN (SELECT id, row_number() OVER (ORDER BY day, id) AS n"
            + " FROM {s}) s ON s.id = o.id WHERE o.customer_id = 7 | 10010"
      })
  void shipsWhatCannotBeLeftOut(String query, long leastRows) {
    assertThat(shipped(query, ReductionLimits.DEFAULT)).isGreaterThanOrEqualTo(leastRows);
  }

  @Test
  void passesManyKeysAsAnArray() {
    assertThat(
            shipped(
                "SELECT c.id, k.name FROM {c} c JOIN {k} k ON k.name = c.name WHERE c.id IN (5, 50,"
                    + " 500)",
                new ReductionLimits(1, 10, 0.8)))
        .isEqualTo(6);
  }

  /// Not all keys are looked at where they are too many.
  @Test
  void unknownKeysAreNotTakenForTooMany() {
    String keys = "(NULL), ".repeat(20) + "(5), (50)";
    assertThat(
            shipped(
                "SELECT c.id FROM {c} c JOIN (VALUES %s) AS v(x) ON v.x = c.id".formatted(keys),
                new ReductionLimits(1, 2, 0.8)))
        .isEqualTo(2);
  }

  @Test
  void passesTheRangeOfTooManyKeys() {
    assertThat(
            shipped(
                "SELECT o.id, s.total FROM {o} o JOIN {s} s ON s.id = o.id WHERE o.customer_id = 7",
                new ReductionLimits(1, 2, 0.8)))
        .isEqualTo(10 + 9_001);
  }

  @Test
  void passesNoRangeOfText() {
    assertThat(
            shipped(
                "SELECT c.id, k.name FROM {c} c JOIN {k} k ON k.name = c.name WHERE c.id < 4",
                new ReductionLimits(1, 2, 0.8)))
        .isEqualTo(3 + 1000);
  }

  @Test
  void asksNothingWhereThereAreNoKeys() {
    assertThat(
            shipped(
                "SELECT o.id, s.total FROM {o} o JOIN {s} s ON s.id = o.id WHERE o.total < 0",
                ReductionLimits.DEFAULT))
        .isZero();
  }

  @Test
  void keysThatCannotBeComputedAreNotPassed() {
    assertThat(
            shipped(
                """
                SELECT c.id, s.id AS order_id FROM {c} c JOIN {i} i ON i.line = c.id
                JOIN {s} s ON s.id = CAST(substr(i.note, 6) AS BIGINT)
                WHERE c.id = 7 AND i.note IS NOT NULL
                """,
                ReductionLimits.DEFAULT))
        .isPositive();
  }

  /// Rows that sources shipped for a query whose answer is DuckDB's own.
  private static long shipped(String query, ReductionLimits limits) {
    Answer expected = Answer.ofDuckDb(shop.database(), withNames(query, ALONE), allocator);
    try (var queries =
        new QueryService(
            shop.metadata(),
            TestPlanner.over(shop.metadata()),
            new QueryExecutor(duckDbs, allocator, limits),
            new QueryLimits(Duration.ofMinutes(1), 2, 2, 0, 0))) {
      return Caller.DEFAULT.call(() -> {
        ResultStream result = queries.start(request(withNames(query, FEDERATED)));
        Answer.of(result).assertSameAs(expected, false);
        return result.statistics().fragments().stream()
            .mapToLong(QueryStatistics.FragmentStatistics::rows)
            .filter(rows -> rows >= 0)
            .sum();
      });
    }
  }

  private static QueryRequest request(String sql) {
    return new QueryRequest(
        QueryId.random(),
        new Statement.Sql(sql, List.of()),
        SessionDefaults.NONE,
        EngineChoice.DUCKDB,
        Optional.empty());
  }

  private static String withNames(String query, Map<String, String> names) {
    String sql = query;
    for (Map.Entry<String, String> name : names.entrySet()) {
      sql = sql.replace(name.getKey(), name.getValue());
    }
    return sql;
  }
}
