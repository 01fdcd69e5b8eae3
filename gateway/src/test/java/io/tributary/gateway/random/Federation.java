package io.tributary.gateway.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.DuckDbPool;
import io.tributary.gateway.execution.DuckDbSettings;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryLimits;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.gateway.testing.SqlTestSource;
import io.tributary.gateway.testing.TestPlanner;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;

/// The same tables at several sources and in DuckDB alone. Tables are written `{source}.table`.
final class Federation implements AutoCloseable {

  /// What became of a query.
  enum Verdict {
    SAME,
    /// DuckDB alone refuses the query or fails at it, or nothing but the order of evaluation made
    /// the federated query meet a value that it cannot compute on.
    DISCARDED,
    /// The answer is DuckDB's, but the planner did not take the query apart.
    NOT_PLANNED,
    WRONG
  }

  /// @param explanation one that tells a reader what to look at
  record Comparison(Verdict verdict, String explanation) {}

  /// Enough of a stack trace to see which rule or stage failed.
  private static final int FRAMES = 25;

  private final DuckDBConnection alone;
  private final Map<String, String> schemas;
  private final BufferAllocator allocator = new RootAllocator();
  private final DuckDbPool duckDbs;
  private final QueryService queries;

  /// @param schemas the schema that holds the tables, by source
  Federation(
      DuckDBConnection alone,
      Map<String, Source> sources,
      Map<String, String> schemas,
      Path spill) {
    this(alone, sources, schemas, spill, new QueryLimits(Duration.ofMinutes(3), 2, 0));
  }

  /// @param schemas the schema that holds the tables, by source
  Federation(
      DuckDBConnection alone,
      Map<String, Source> sources,
      Map<String, String> schemas,
      Path spill,
      QueryLimits limits) {
    this.alone = alone;
    this.schemas = new TreeMap<>(schemas);
    this.duckDbs = new DuckDbPool(new DuckDbSettings(1L << 30, 2, spill), 2);
    var metadata = new FixedMetadata(sources);
    this.queries =
        new QueryService(
            metadata, TestPlanner.over(metadata), new QueryExecutor(duckDbs, allocator), limits);
  }

  QueryService queries() {
    return queries;
  }

  long allocatedBytes() {
    return allocator.getAllocatedMemory();
  }

  /// Two sources that take SQL and one of files; closing the federation closes them too.
  ///
  /// @param folder takes the files and what DuckDB spills
  static Federation withoutServers(RandomTables tables, Path folder) {
    try {
      var alone = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
      tables.createIn(alone);
      RandomTables.writeFiles(alone, folder);
      return new Federation(
          alone,
          Map.of(
              "alpha", new SqlTestSource("alpha", alone),
              "beta", new SqlTestSource("beta", alone),
              "lake", new ParquetTestSource("lake", folder, alone)),
          Map.of("alpha", "main", "beta", "main", "lake", "main"),
          folder.resolve("spill"));
    } catch (SQLException e) {
      throw new IllegalStateException("the tables cannot be made", e);
    }
  }

  List<String> sources() {
    return List.copyOf(schemas.keySet());
  }

  Answer answerAlone(String template) {
    String sql = template;
    for (String source : schemas.keySet()) {
      sql = sql.replace("{" + source + "}.", "");
    }
    return Answer.ofDuckDb(alone, sql, allocator);
  }

  Answer answer(String template, EngineChoice engine) {
    var request = request(template, engine);
    return Caller.DEFAULT.call(() -> Answer.of(queries.start(request)));
  }

  /// What each source is sent.
  String fragments(String template) {
    try {
      return Caller.DEFAULT.call(
          () -> queries.explain(request(template, EngineChoice.AUTO)).toString());
    } catch (RuntimeException | AssertionError e) {
      return "no plan";
    }
  }

  /// Whether the planner could do nothing with a query that DuckDB answered.
  private boolean isUnplanned(String template) {
    String plan = fragments(template);
    return plan.contains(Construct.UNPLANNED.words())
        || plan.contains(Construct.MISPLANNED.words());
  }

  QueryRequest request(String template, EngineChoice engine) {
    String sql = template;
    for (Map.Entry<String, String> source : schemas.entrySet()) {
      sql =
          sql.replace(
              "{" + source.getKey() + "}.", source.getKey() + "." + source.getValue() + ".");
    }
    return new QueryRequest(
        QueryId.random(),
        new io.tributary.gateway.query.Statement.Sql(sql, List.of()),
        SessionDefaults.NONE,
        engine,
        Optional.empty());
  }

  Comparison compare(String template, boolean ordered) {
    return compare(template, ordered, () -> answer(template, EngineChoice.AUTO));
  }

  /// @param query asks for the answer that is compared
  Comparison compare(String template, boolean ordered, Supplier<Answer> query) {
    Optional<Answer> expected = aloneIfPossible(template);
    Answer actual;
    try {
      actual = query.get();
    } catch (GatewayException e) {
      boolean users = e.code().category() == ErrorCode.Category.USER;
      boolean excused = users && (expected.isEmpty() || e.code() == ErrorCode.DATA_ERROR);
      return new Comparison(
          excused ? Verdict.DISCARDED : Verdict.WRONG, e.code() + ": " + e.getMessage());
    } catch (RuntimeException | AssertionError e) {
      return new Comparison(
          Verdict.WRONG,
          "not an error for users: %s\n    %s"
              .formatted(
                  e,
                  Stream.of(e.getStackTrace())
                      .limit(FRAMES)
                      .map(StackTraceElement::toString)
                      .collect(Collectors.joining("\n    "))));
    }
    if (expected.isEmpty()) {
      return new Comparison(Verdict.DISCARDED, "DuckDB alone fails");
    }
    try {
      actual.assertSameAs(expected.get(), ordered);
      return isUnplanned(template)
          ? new Comparison(Verdict.NOT_PLANNED, "")
          : new Comparison(Verdict.SAME, "");
    } catch (AssertionError e) {
      return new Comparison(
          Verdict.WRONG, "expected %s\n  but was %s".formatted(expected.get(), actual));
    }
  }

  private synchronized Optional<Answer> aloneIfPossible(String template) {
    try {
      return Optional.of(answerAlone(template));
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    queries.close();
    duckDbs.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
    try {
      alone.close();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not close", e);
    }
  }
}
