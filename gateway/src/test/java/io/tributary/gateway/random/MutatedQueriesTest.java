package io.tributary.gateway.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.DuckDbPool;
import io.tributary.gateway.execution.DuckDbSettings;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryLimits;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.ResultStream;
import io.tributary.gateway.query.Statement;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.SqlTestSource;
import io.tributary.gateway.testing.TestPlanner;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Statements with a few tokens deleted, doubled, swapped or replaced get an answer or an error for
/// users, and soon. The property `seed` chooses others.
class MutatedQueriesTest {

  private static final long SEED = Long.getLong("seed", 3);
  private static final int SHORT = 500;
  private static final int LONG = 5_000;

  /// Generous for a machine that does other things too.
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static DuckDBConnection tpch;
  private static BufferAllocator allocator;
  private static DuckDbPool duckDbs;
  private static QueryService queries;
  private static List<String> corpus;

  @BeforeAll
  static void open() throws Exception {
    shop = new SmallShop(folder);
    tpch = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    new TpchData(0.001).loadIntoDuckDb(tpch);
    Map<String, Source> sources =
        Map.of(
            "sales", new SqlTestSource("sales", shop.database()),
            "support", new SqlTestSource("support", shop.database()),
            "lake", new ParquetTestSource("lake", folder, shop.database()),
            "trade", new SqlTestSource("trade", tpch),
            "stock", new SqlTestSource("stock", tpch));
    allocator = new RootAllocator();
    duckDbs = new DuckDbPool(new DuckDbSettings(1L << 30, 2, folder.resolve("spill")), 2);
    var metadata = new FixedMetadata(sources);
    queries =
        new QueryService(
            metadata,
            TestPlanner.over(metadata),
            new QueryExecutor(duckDbs, allocator),
            new QueryLimits(SOON, 2, 0));
    corpus = Stream.concat(shopQueries(), tpchQueries()).toList();
  }

  @AfterAll
  static void nothingIsLeft() throws Exception {
    queries.close();
    duckDbs.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
    tpch.close();
    shop.close();
  }

  @Test
  void fiveHundredMutatedStatementsGiveAnAnswerOrAnErrorForUsers() {
    run(SEED, SHORT);
  }

  @Tag("soak")
  @Test
  void fiveThousandMutatedStatementsGiveAnAnswerOrAnErrorForUsers() {
    run(SEED * 1_000_003, LONG);
  }

  private static void run(long firstSeed, int statements) {
    List<String> failures = new ArrayList<>();
    for (long seed = firstSeed; seed < firstSeed + statements; seed++) {
      var random = new Random(seed * 0x9E3779B97F4A7C15L);
      String sql = Mutation.of(corpus.get(random.nextInt(corpus.size())), random);
      long number = seed;
      complaint(sql)
          .ifPresent(reason -> failures.add("seed %d: %s\n  %s".formatted(number, sql, reason)));
    }
    assertThat(failures).as("statements that got neither").isEmpty();
  }

  private static Optional<String> complaint(String sql) {
    var request =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql(sql, List.of()),
            SessionDefaults.NONE,
            EngineChoice.AUTO,
            Optional.empty());
    try {
      Caller.DEFAULT.run(() -> {
        try (ResultStream result = queries.start(request)) {
          while (result.next()) {
            assertThat(result.root().getRowCount()).isNotNegative();
          }
        }
      });
      return Optional.empty();
    } catch (GatewayException e) {
      return e.code().category() == ErrorCode.Category.USER
          ? Optional.empty()
          : Optional.of(e.code() + ": " + e.getMessage());
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return Optional.of("not an error for users: " + e);
    }
  }

  private static Stream<String> shopQueries() {
    try (InputStream file = MutatedQueriesTest.class.getResourceAsStream("/sql/shop.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line ->
                  line.replace("{c}", "sales.main.customer")
                      .replace("{o}", "sales.main.orders")
                      .replace("{s}", "support.main.orders")
                      .replace("{i}", "lake.main.item"))
              .toList()
              .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> tpchQueries() {
    return IntStream.rangeClosed(1, TpchQueries.COUNT)
        .mapToObj(number ->
            TpchQueries.query(
                number,
                table ->
                    (table.tableName().length() % 2 == 0 ? "trade.main." : "stock.main.")
                        + table.tableName()));
  }
}
