package io.tributary.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.gateway.execution.DuckDbPool;
import io.tributary.gateway.execution.DuckDbSettings;
import io.tributary.gateway.execution.MemoryBudget;
import io.tributary.gateway.execution.MemoryLimits;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.execution.ReductionLimits;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.Planners;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryLimits;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.ResultCache;
import io.tributary.gateway.query.Statement;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Value;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;

/// A query service over sources that are just there. Closing it fails if anything is left behind;
/// the sources are the caller's.
public final class TestGateway implements AutoCloseable {

  private static final QueryLimits ONE_AT_A_TIME = new QueryLimits(Duration.ofMinutes(1), 2, 0);

  private static final MemoryLimits PLENTY = new MemoryLimits(64L << 30, 0, 1L << 30, 16);

  private final BufferAllocator allocator = new RootAllocator();
  private final DuckDbPool duckDbs;
  private final QueryService queries;

  /// @param folder takes what DuckDB spills
  public TestGateway(Metadata metadata, Path folder) {
    this(metadata, folder, ONE_AT_A_TIME);
  }

  /// @param folder takes what DuckDB spills
  public TestGateway(Metadata metadata, Path folder, QueryLimits limits) {
    this(
        metadata,
        folder,
        limits,
        new ResultCache(1L << 20, Duration.ofMinutes(1), Clock.systemUTC()));
  }

  /// @param folder takes what DuckDB spills
  public TestGateway(Metadata metadata, Path folder, QueryLimits limits, ResultCache results) {
    this(metadata, folder, limits, results, PLENTY);
  }

  /// @param folder takes what DuckDB spills
  public TestGateway(Metadata metadata, Path folder, QueryLimits limits, MemoryLimits memory) {
    this(
        metadata,
        folder,
        limits,
        new ResultCache(1L << 20, Duration.ofMinutes(1), Clock.systemUTC()),
        memory);
  }

  private TestGateway(
      Metadata metadata,
      Path folder,
      QueryLimits limits,
      ResultCache results,
      MemoryLimits memory) {
    duckDbs =
        new DuckDbPool(new DuckDbSettings(memory.queryBytes(), 2, folder.resolve("spill")), 2);
    queries =
        new QueryService(
            metadata,
            new Planners(TestPlanner.over(metadata)),
            new QueryExecutor(
                duckDbs, allocator, new MemoryBudget(allocator, memory), ReductionLimits.DEFAULT),
            limits,
            results);
  }

  public QueryService queries() {
    return queries;
  }

  /// Runs wherever its parts can, in the time that every query has.
  public static QueryRequest request(String sql, Value... parameters) {
    return new QueryRequest(
        QueryId.random(),
        new Statement.Sql(sql, List.of(parameters)),
        SessionDefaults.NONE,
        EngineChoice.AUTO,
        Optional.empty());
  }

  public Answer answer(String sql) {
    return answer(request(sql));
  }

  public Answer answer(QueryRequest request) {
    return Caller.DEFAULT.call(() -> Answer.of(queries.start(request)));
  }

  /// What DuckDB answers alone.
  public Answer answerOf(DuckDBConnection alone, String sql) {
    return Answer.ofDuckDb(alone, sql, allocator);
  }

  @Override
  public void close() {
    assertThat(queries.runningQueries()).isZero();
    queries.close();
    duckDbs.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }
}
