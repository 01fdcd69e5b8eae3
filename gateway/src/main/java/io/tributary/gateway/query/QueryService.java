package io.tributary.gateway.query;

import io.tributary.connector.Caller;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.Execution;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.fragment.Fragmenter;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.SourceLease;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.OptimizedPlan;
import io.tributary.gateway.planner.OptimizedPlan.StayedOperator;
import io.tributary.gateway.planner.Planner;
import io.tributary.gateway.session.SessionDefaults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers queries for every endpoint, as [Caller#current].
///
/// Every failure is a [GatewayException].
public final class QueryService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryService.class);

  /// Walks through every stage once, so that the first user does not wait for class loading.
  private static final String WARM_UP =
      """
      SELECT a.name, count(*) AS n, sum(b.amount * 2) AS total
      FROM (VALUES (1, 'x'), (2, 'y')) AS a (id, name)
      JOIN (VALUES (1, 1.5), (2, 2.5)) AS b (id, amount) ON a.id = b.id
      WHERE a.name LIKE 'x%' AND b.id IN (SELECT 1)
      GROUP BY a.name ORDER BY total DESC LIMIT 10
      """;

  private final Metadata metadata;
  private final Planner planner;
  private final QueryExecutor executor;
  private final QueryLimits limits;
  private final Semaphore running;
  private final Map<QueryId, RunningQuery> queries = new ConcurrentHashMap<>();
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("query-deadlines").factory());
  private volatile boolean closed;

  public QueryService(
      Metadata metadata, Planner planner, QueryExecutor executor, QueryLimits limits) {
    this.metadata = metadata;
    this.planner = planner;
    this.executor = executor;
    this.limits = limits;
    this.running = new Semaphore(limits.concurrent(), true);
  }

  /// Plans and starts a query. The caller must close the stream.
  public ResultStream start(QueryRequest request) {
    if (closed) {
      throw new GatewayException(ErrorCode.RESOURCE_EXHAUSTED, "the server is shutting down");
    }
    long started = System.nanoTime();
    Duration timeout = timeout(request);
    OptimizedPlan plan = plan(request);
    FragmentedPlan fragmented = fragment(plan);
    Duration planning = Duration.ofNanos(System.nanoTime() - started);
    admit(timeout.minus(planning));
    boolean opened = false;
    SourceLease lease = null;
    try {
      lease = metadata.lease(plan.sources().values().stream().map(TableMetadata::source).toList());
      Execution execution = executor.execution(fragmented, "query-" + request.id());
      var query =
          new RunningQuery(
              request.id(),
              Caller.current(),
              execution,
              new RunningQuery.Times(started, planning, timeout),
              this::ended,
              lease);
      open(query);
      opened = true;
      return query;
    } finally {
      if (!opened) {
        if (lease != null) {
          lease.close();
        }
        running.release();
      }
    }
  }

  private void open(RunningQuery query) {
    if (queries.putIfAbsent(query.id(), query) != null) {
      query.discard();
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "query %s runs already".formatted(query.id()));
    }
    try {
      query.open(deadlines);
    } catch (GatewayException e) {
      queries.remove(query.id());
      query.discard();
      throw e;
    }
  }

  private void ended(RunningQuery query, String outcome) {
    queries.remove(query.id());
    running.release();
    LOG.debug("query {} ended: {}", query.id(), outcome);
  }

  private Duration timeout(QueryRequest request) {
    Duration timeout = request.timeout().orElse(limits.timeout());
    if (timeout.isNegative() || timeout.isZero()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "the timeout must be more than 0, not " + timeout);
    }
    return timeout.compareTo(limits.timeout()) < 0 ? timeout : limits.timeout();
  }

  private void admit(Duration patience) {
    if (running.tryAcquire()) {
      return;
    }
    if (running.getQueueLength() >= limits.waiting()) {
      throw new GatewayException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "%d queries run and %d wait already; try again later"
              .formatted(limits.concurrent(), limits.waiting()));
    }
    try {
      if (!running.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new GatewayException(
            ErrorCode.DEADLINE_EXCEEDED,
            "the query waited for its turn until its time was up; %d queries run"
                .formatted(limits.concurrent()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorCode.CANCELLED, "the query was cancelled", e);
    }
  }

  private OptimizedPlan plan(QueryRequest request) {
    boolean oneSourceMayRunAll = request.engine() != EngineChoice.DUCKDB;
    OptimizedPlan plan =
        switch (request.statement()) {
          case Statement.Sql sql ->
              planner.planSql(sql.text(), sql.parameters(), request.defaults(), oneSourceMayRunAll);
          case Statement.Scan scan -> planner.planScan(scan.scan(), oneSourceMayRunAll);
        };
    if (request.engine() == EngineChoice.NATIVE && plan.onlySource().isEmpty()) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "no single source can run this query alone: "
              + plan.stayed().stream()
                  .map(operator -> operator.operator() + ", " + operator.reason())
                  .collect(Collectors.joining("; ")));
    }
    return plan;
  }

  /// Connectors are asked for the relations of local tables here.
  private static FragmentedPlan fragment(OptimizedPlan plan) {
    try {
      return Fragmenter.fragment(plan);
    } catch (ConnectorException e) {
      throw GatewayException.of(e);
    }
  }

  /// Says what a statement takes and gives without running it.
  public PreparedQuery prepare(QueryRequest request) {
    if (request.statement() instanceof Statement.Sql(String text, var values)
        && values.isEmpty()
        && text.contains("?")) {
      Planner.StatementTypes types = planner.describe(text, request.defaults());
      if (!types.parameters().getFields().isEmpty()) {
        return new PreparedQuery(types.result(), types.parameters());
      }
    }
    return new PreparedQuery(executor.resultSchema(fragment(plan(request))), new Schema(List.of()));
  }

  /// Plans without running.
  public ExplainedQuery explain(QueryRequest request) {
    OptimizedPlan plan = plan(request);
    return Explaining.explain(fragment(plan), stayed(plan));
  }

  private static List<ExplainedQuery.StayedOperator> stayed(OptimizedPlan plan) {
    return plan.stayed().stream().map(QueryService::stayed).toList();
  }

  private static ExplainedQuery.StayedOperator stayed(StayedOperator operator) {
    return new ExplainedQuery.StayedOperator(
        operator.operator(), operator.code().name(), operator.reason());
  }

  /// Cancels a running query of the caller's organisation; QUERY_NOT_FOUND where there is none.
  public void cancel(QueryId id) {
    RunningQuery query = queries.get(id);
    if (query == null || !query.belongsTo(Caller.current())) {
      throw new GatewayException(
          ErrorCode.QUERY_NOT_FOUND, "query %s is not running".formatted(id));
    }
    query.cancel();
  }

  /// Running queries of all organisations.
  public int runningQueries() {
    return queries.size();
  }

  /// Runs a query of constants through every stage.
  public void warmUp() {
    var request =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql(WARM_UP, List.of()),
            SessionDefaults.NONE,
            EngineChoice.AUTO,
            Optional.empty());
    Caller.DEFAULT.run(() -> {
      try (ResultStream result = start(request)) {
        while (result.next()) {
          LOG.debug("warm-up gave {} rows", result.root().getRowCount());
        }
      }
    });
  }

  /// Cancels what runs and refuses what comes.
  @Override
  public void close() {
    closed = true;
    queries.values().forEach(RunningQuery::cancel);
    deadlines.shutdownNow();
  }
}
