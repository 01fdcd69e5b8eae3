package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.gateway.execution.DuckDbPool;
import io.tributary.gateway.execution.DuckDbSettings;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.gateway.testing.SqlTestSource;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// TPC-H split over a source that takes SQL and Parquet files gives DuckDB's own answers.
class FederatedTpchTest {

  private static final Set<TpchTable> IN_SQL_SOURCE =
      EnumSet.of(
          TpchTable.CUSTOMER,
          TpchTable.ORDERS,
          TpchTable.SUPPLIER,
          TpchTable.NATION,
          TpchTable.REGION);

  @TempDir private static Path folder;
  private static DuckDBConnection database;
  private static BufferAllocator allocator;
  private static DuckDbPool duckDbs;
  private static QueryService queries;

  @BeforeAll
  static void load() throws Exception {
    database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    var data = new TpchData(0.01);
    data.loadIntoDuckDb(database);
    data.writeParquet(folder, EnumSet.allOf(TpchTable.class));
    allocator = new RootAllocator();
    duckDbs = new DuckDbPool(new DuckDbSettings(1L << 30, 2, folder.resolve("spill")), 2);
    queries =
        new QueryService(
            new FixedMetadata(
                Map.of(
                    "sales", new SqlTestSource("sales", database),
                    "lake", new ParquetTestSource("lake", folder, database))),
            new QueryExecutor(duckDbs, allocator),
            new QueryLimits(Duration.ofMinutes(1), 4, 10));
  }

  @AfterAll
  static void nothingIsLeft() throws Exception {
    queries.close();
    duckDbs.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
    database.close();
  }

  static List<Integer> numbers() {
    return java.util.stream.IntStream.rangeClosed(1, TpchQueries.COUNT).boxed().toList();
  }

  @ParameterizedTest(name = "Q{0}")
  @MethodSource("numbers")
  void givesDuckDbsAnswer(int number) {
    String sql =
        TpchQueries.query(
            number,
            table ->
                (IN_SQL_SOURCE.contains(table) ? "sales.main." : "lake.main.") + table.tableName());
    Answer expected = Answer.ofDuckDb(database, TpchQueries.query(number), allocator);
    Answer actual = Caller.DEFAULT.call(() -> Answer.of(queries.start(request(sql))));
    actual.assertSameAs(expected, false);
  }

  private static QueryRequest request(String sql) {
    return new QueryRequest(
        QueryId.random(),
        new Statement.Sql(sql, List.of()),
        SessionDefaults.NONE,
        EngineChoice.AUTO,
        Optional.empty());
  }
}
