package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.gateway.execution.DuckDbPool;
import io.tributary.gateway.execution.DuckDbSettings;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestPlanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Queries of many kinds, over three sources, give DuckDB's own answers.
class FederatedSqlTest {

  private static final Map<String, String> FEDERATED =
      Map.of(
          "{c}", "sales.main.customer",
          "{o}", "sales.main.orders",
          "{s}", "support.main.orders",
          "{i}", "lake.main.item");

  private static final Map<String, String> ALONE =
      Map.of("{c}", "customer", "{o}", "orders", "{s}", "orders", "{i}", "item");

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static BufferAllocator allocator;
  private static DuckDbPool duckDbs;
  private static QueryService queries;

  @BeforeAll
  static void open() {
    shop = new SmallShop(folder);
    allocator = new RootAllocator();
    duckDbs = new DuckDbPool(new DuckDbSettings(1L << 30, 2, folder.resolve("spill")), 2);
    queries =
        new QueryService(
            shop.metadata(),
            TestPlanner.over(shop.metadata()),
            new QueryExecutor(duckDbs, allocator),
            new QueryLimits(Duration.ofMinutes(1), 2, 0));
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
    queries.close();
    duckDbs.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
    shop.close();
  }

  static List<String> queries() {
    try (InputStream file = FederatedSqlTest.class.getResourceAsStream("/sql/shop.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void givesDuckDbsAnswer(String query) {
    Answer expected = Answer.ofDuckDb(shop.database(), withNames(query, ALONE), allocator);
    var request =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql(withNames(query, FEDERATED), List.of()),
            SessionDefaults.NONE,
            EngineChoice.AUTO,
            Optional.empty());
    Caller.DEFAULT
        .call(() -> Answer.of(queries.start(request)))
        .assertSameAs(expected, query.contains("ORDER BY"));
  }

  private static String withNames(String query, Map<String, String> names) {
    String sql = query;
    for (Map.Entry<String, String> name : names.entrySet()) {
      sql = sql.replace(name.getKey(), name.getValue());
    }
    return sql;
  }
}
