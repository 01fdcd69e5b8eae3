package io.tributary.gateway.query;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.ChangeOfRows;
import io.tributary.gateway.execution.Execution;
import io.tributary.gateway.execution.KeptResult;
import io.tributary.gateway.execution.MemoryBudget;
import io.tributary.gateway.execution.MemoryBudget.Reservation;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.SelfDescribingMetadata;
import io.tributary.gateway.metadata.SourceLease;
import io.tributary.gateway.planner.ParsedStatement;
import io.tributary.gateway.planner.Planner;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.TableRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
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
  private final PlanCache plans;
  private final PlanningThreads planningThreads;
  private final Planning planning;
  private final CachedQueries cachedQueries;
  private final QueryExecutor executor;
  private final QueryLimits limits;
  private final Admissions admissions;
  private final HeldQueries held;
  private final Map<QueryId, StartingQuery> starting = new ConcurrentHashMap<>();
  private final Map<QueryId, RunningQuery> queries = new ConcurrentHashMap<>();
  private final QueryHistory history = new QueryHistory();
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("query-deadlines").factory());
  private volatile boolean closed;

  /// With a small cache of results.
  public QueryService(
      Metadata metadata, Planner planner, QueryExecutor executor, QueryLimits limits) {
    this(metadata, new Planners(planner), executor, limits, new ResultCache());
  }

  /// @param results kept for requests that take them
  public QueryService(
      Metadata metadata,
      Planners planners,
      QueryExecutor executor,
      QueryLimits limits,
      ResultCache results) {
    this.metadata = metadata;
    var described = new SelfDescribingMetadata(metadata);
    this.plans = new PlanCache(described, limits.planCacheBytes());
    this.planningThreads = new PlanningThreads(limits.timeout());
    this.planning =
        new Planning(
            described,
            planners,
            new ChangePlanning(described, planners.own(), results),
            plans,
            planningThreads,
            new RunningOfPlans());
    this.cachedQueries = new CachedQueries(results, described);
    this.executor = executor;
    this.limits = limits;
    this.admissions = new Admissions(limits, executor.memory());
    this.held = new HeldQueries(described, plans, executor, limits, admissions, history, deadlines);
  }

  /// Plans and starts a query. The caller must close the stream.
  ///
  /// `EXPLAIN ANALYZE` runs its query to the end first.
  public ResultStream start(QueryRequest request) {
    return start(request, () -> false);
  }

  /// Plans and starts a query. The caller must close the stream.
  ///
  /// @param abandoned whether the client has left; asked once, when [#cancel] knows of the query,
  ///   so that a client that leaves before is not missed
  public ResultStream start(QueryRequest request, BooleanSupplier abandoned) {
    long started = System.nanoTime();
    return starting(
        request.id(),
        abandoned,
        starts -> {
          Planned planned = starts.interruptibly(() -> planning.plan(request));
          var program = new Program(request, planned, times(started, timeout(request)), starts);
          return planned.isChange() || request.cache().mode() == CachePolicy.Mode.BYPASS
              ? program.run()
              : cachedQueries.start(request, planned, program);
        });
  }

  /// Lets [#cancel] know of a query while it is being planned and started.
  private <T> T starting(QueryId id, BooleanSupplier abandoned, Function<StartingQuery, T> start) {
    throwIfClosed();
    var query = new StartingQuery();
    if (starting.putIfAbsent(id, query) != null) {
      throw runsAlready(id);
    }
    try {
      if (abandoned.getAsBoolean()) {
        query.cancel();
      }
      return start.apply(query);
    } finally {
      starting.remove(id, query);
    }
  }

  private static GatewayException runsAlready(QueryId id) {
    return new GatewayException(ErrorCode.INVALID_ARGUMENT, "query %s runs already".formatted(id));
  }

  /// One request's ways to its rows.
  private final class Program implements CachedQueries.Starter {
    private final QueryRequest request;
    private final Planned planned;
    private final RunningQuery.Times times;
    private final StartingQuery starts;

    Program(QueryRequest request, Planned planned, RunningQuery.Times times, StartingQuery starts) {
      this.request = request;
      this.planned = planned;
      this.times = times;
      this.starts = starts;
    }

    @Override
    public ResultStream run() {
      return QueryService.this.run(
          new Task(
              RunningQuery.Asked.by(request),
              admissions.of(request),
              request.priority(),
              planned.weight(),
              planned.sources(),
              planned.needsDuckDb(),
              (query, reserved) -> planned.execution(executor, query, reserved)),
          times,
          starts);
    }

    @Override
    public ResultStream replay(KeptResult result) {
      var query =
          new RunningQuery(
              RunningQuery.Asked.by(request),
              executor.execution(result, "query-" + request.id()),
              times,
              QueryService.this::forget,
              () -> {});
      open(query, starts);
      return query;
    }

    @Override
    public Duration left() {
      return times.timeout().minus(times.elapsed());
    }

    @Override
    public void throwIfCancelled() {
      starts.throwIfCancelled();
    }
  }

  /// Plans and starts a statement that changes a table, of which the caller wants but the number of
  /// rows. The caller must close it.
  ///
  /// @throws GatewayException INVALID_ARGUMENT for a statement that gives rows
  public ResultStream startChange(QueryRequest request) {
    long started = System.nanoTime();
    return starting(
        request.id(),
        () -> false,
        starts -> {
          Planned planned = starts.interruptibly(() -> planning.plan(request));
          if (!planned.isChange()) {
            throw new GatewayException(
                ErrorCode.INVALID_ARGUMENT,
                "this statement gives rows and changes nothing: run it as a query, not as an"
                    + " update");
          }
          return new Program(request, planned, times(started, timeout(request)), starts).run();
        });
  }

  /// Reads what a client sends with a query before it is started, for as long as the query may
  /// take.
  ///
  /// @throws GatewayException DEADLINE_EXCEEDED where it does not come
  public <T> T received(QueryRequest request, Supplier<T> reading) {
    return starting(
        request.id(),
        () -> false,
        starts ->
            inTime(timeout(request), starts, "the client did not send all parameters", reading));
  }

  /// @param late what is to be said where the query's time does not suffice
  private <T> T inTime(Duration timeout, StartingQuery starts, String late, Supplier<T> step) {
    var reason =
        new GatewayException(
            ErrorCode.DEADLINE_EXCEEDED,
            "%s within the query's %s seconds".formatted(late, timeout.toMillis() / 1000.0));
    var deadline =
        deadlines.schedule(() -> starts.cancel(reason), timeout.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return starts.interruptibly(step);
    } catch (RuntimeException e) {
      starts.throwIfCancelled();
      throw e;
    } finally {
      deadline.cancel(false);
    }
  }

  private void throwIfClosed() {
    if (closed) {
      throw new GatewayException(ErrorCode.RESOURCE_EXHAUSTED, "the server is shutting down");
    }
  }

  private RunningQuery.Times times(long started, Duration timeout) {
    return new RunningQuery.Times(started, Duration.ofNanos(System.nanoTime() - started), timeout);
  }

  /// Plans and starts an `UPDATE` or a `DELETE` once for each row of parameters, all of them or
  /// none. The caller must close it.
  ///
  /// @param requests that differ in nothing but their parameters; the first one's id is the one to
  ///   cancel
  public ResultStream startChanges(List<QueryRequest> requests) {
    QueryRequest first = requests.getFirst();
    long started = System.nanoTime();
    return starting(
        first.id(),
        () -> false,
        starts -> {
          List<PlannedChange> planned =
              inTime(
                  timeout(first),
                  starts,
                  "%d rows of parameters were not planned".formatted(requests.size()),
                  () -> planning.planChanges(requests));
          List<ChangeOfRows> changes =
              planned.stream().flatMap(change -> change.ofRows().stream()).toList();
          return run(
              new Task(
                  RunningQuery.Asked.by(first),
                  admissions.of(first),
                  first.priority(),
                  Weight.HEAVY,
                  planned.stream().flatMap(change -> change.source().stream()).limit(1).toList(),
                  changes.isEmpty() || changes.stream().anyMatch(ChangeOfRows::needsDuckDb),
                  (query, reserved) ->
                      changes.isEmpty()
                          ? Planned.of(PlannedChange.NOTHING).execution(executor, query, reserved)
                          : executor.changes(changes, query, reserved)),
              times(started, timeout(first)),
              starts);
        });
  }

  /// Whether a statement is an `UPDATE` or a `DELETE`, so that it can be run for many rows of
  /// parameters by [#startChanges].
  public boolean changesRows(QueryRequest request) {
    return Planning.changesRows(request);
  }

  /// Whether a statement is an `INSERT` of one row of parameters, so that many rows of them can be
  /// inserted by [#startInsert].
  public boolean insertsParameters(QueryRequest request) {
    return Planning.insertOfParameters(request).isPresent();
  }

  /// Plans and starts an `INSERT` of rows of parameters, all of them or none. The caller must close
  /// it.
  public ResultStream startInsert(QueryRequest request, ClientRows parameters) {
    ParsedStatement.Insert insert = Planning.insertOfParameters(request).orElseThrow();
    return startWriting(
        request.id(),
        request.priority(),
        () -> planning.plan(insert, request.defaults(), parameters.root().getSchema()),
        parameters,
        timeout(request));
  }

  /// Plans and starts the writing of rows that a client sends. The caller must close it.
  public ResultStream startIngest(IngestRequest request, ClientRows rows) {
    return startWriting(
        request.id(),
        Priority.NORMAL,
        () -> planning.plan(request, rows.root().getSchema()),
        rows,
        limits.timeout());
  }

  /// Plans and starts the writing of rows that an engine sends. The caller must close it.
  public ResultStream startAppend(QueryId id, TableRef table, ClientRows rows) {
    return startWriting(
        id,
        Priority.NORMAL,
        () -> planning.planAppend(table, rows.root().getSchema()),
        rows,
        limits.timeout());
  }

  private ResultStream startWriting(
      QueryId id,
      Priority priority,
      Supplier<PlannedChange> plan,
      ClientRows rows,
      Duration timeout) {
    long started = System.nanoTime();
    return starting(
        id,
        () -> false,
        starts -> {
          PlannedChange planned =
              inTime(
                  timeout,
                  starts,
                  "the client did not send the columns of its rows, or they were not planned,",
                  plan);
          return run(
              new Task(
                  new RunningQuery.Asked(id, Caller.current(), Optional.empty()),
                  admissions.ofChange(),
                  priority,
                  Weight.HEAVY,
                  planned.source().stream().toList(),
                  false,
                  (query, _) ->
                      executor.change(
                          planned.change().orElseThrow(), new SuppliedRows(rows), query)),
              times(started, timeout),
              starts);
        });
  }

  /// What is to be run once there is room.
  ///
  /// @param execution made of its name and of what is reserved for it
  private record Task(
      RunningQuery.Asked asked,
      Admission admission,
      Priority priority,
      Weight weight,
      List<Source> sources,
      boolean needsDuckDb,
      BiFunction<String, Reservation, Execution> execution) {}

  private ResultStream run(Task task, RunningQuery.Times times, StartingQuery starts) {
    Admission.Place place =
        starts.interruptibly(() ->
            task.admission()
                .enter(
                    task.asked().caller().organisation(),
                    task.priority(),
                    task.weight(),
                    Admissions.need(task.needsDuckDb(), task.sources()),
                    times.timeout().minus(times.elapsed())));
    boolean opened = false;
    SourceLease lease = null;
    try {
      lease = metadata.lease(task.sources());
      var query =
          new RunningQuery(
              task.asked(),
              task.execution().apply("query-" + task.asked().id(), place.memory()),
              times,
              ended -> {
                place.close();
                forget(ended);
              },
              lease);
      open(query, starts);
      opened = true;
      return query;
    } finally {
      if (!opened) {
        if (lease != null) {
          lease.close();
        }
        place.close();
      }
    }
  }

  private void open(RunningQuery query, StartingQuery starts) {
    if (queries.putIfAbsent(query.id(), query) != null) {
      query.discard();
      throw runsAlready(query.id());
    }
    boolean opened = false;
    try {
      // From here on a cancel finds the query itself.
      starts.throwIfCancelled();
      history.started(query);
      query.open(deadlines);
      opened = true;
    } finally {
      if (!opened) {
        history.ended(query);
        queries.remove(query.id());
        query.discard();
      }
    }
  }

  private void forget(RunningQuery query) {
    history.ended(query);
    queries.remove(query.id());
    LOG.debug("query {} ended: {}", query.id(), query.failure().map(ErrorCode::name).orElse("ok"));
  }

  private Duration timeout(QueryRequest request) {
    Duration timeout = request.timeout().orElse(limits.timeout());
    if (timeout.isNegative() || timeout.isZero()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "the timeout must be more than 0, not " + timeout);
    }
    return timeout.compareTo(limits.timeout()) < 0 ? timeout : limits.timeout();
  }

  /// Says what a statement takes and gives without running it.
  public PreparedQuery prepare(QueryRequest request) {
    return planning.prepare(request);
  }

  /// Plans a query, which may be written with or without `EXPLAIN`, and runs it where `ANALYZE`
  /// says so.
  public ExplainedQuery explain(QueryRequest request) {
    return explain(request, () -> false);
  }

  /// As [#explain].
  ///
  /// @param abandoned as for [#start]
  public ExplainedQuery explain(QueryRequest request, BooleanSupplier abandoned) {
    return starting(
        request.id(), abandoned, starts -> starts.interruptibly(() -> planning.explain(request)));
  }

  private final class RunningOfPlans implements Planning.Running {
    @Override
    public Schema resultSchema(FragmentedPlan plan) {
      return executor.resultSchema(plan);
    }

    @Override
    public ExplainedQuery analyze(QueryRequest request) {
      long started = System.nanoTime();
      Planned planned = planning.planQuery(request);
      RunningQuery.Times times = times(started, timeout(request));
      // The request's own, so that whoever cancels it finds the query too.
      StartingQuery starts = Objects.requireNonNull(starting.get(request.id()));
      try (ResultStream rows = new Program(request, planned, times, starts).run()) {
        drain(rows);
        return planned.explained().with(rows.statistics());
      }
    }
  }

  /// Cancels a query of the caller's organisation that runs or is about to; QUERY_NOT_FOUND where
  /// there is none.
  public void cancel(QueryId id) {
    if (!cancelIfRunning(id)) {
      throw new GatewayException(
          ErrorCode.QUERY_NOT_FOUND, "query %s is not running".formatted(id));
    }
  }

  /// Cancels a query of the caller's organisation whose client has left: it may not run yet or no
  /// more.
  ///
  /// @return false where there is none
  public boolean cancelIfRunning(QueryId id) {
    Caller caller = Caller.current();
    Optional<StartingQuery> starts =
        Optional.ofNullable(starting.get(id)).filter(query -> query.belongsTo(caller));
    starts.ifPresent(StartingQuery::cancel);
    // After that: what begins to wait now sees that it was cancelled.
    boolean waits = cachedQueries.cancelWaiting(id);
    Optional<RunningQuery> runs =
        Optional.ofNullable(queries.get(id)).filter(query -> query.belongsTo(caller));
    runs.ifPresent(RunningQuery::cancel);
    boolean isHeld = held.cancel(id);
    return waits || starts.isPresent() || runs.isPresent() || isHeld;
  }

  /// Queries of the caller's organisation that run, and those that ended last; the latest first.
  /// One that is read in parts is there for each part.
  public List<QueryState> list() {
    return history.list(Caller.current().organisation());
  }

  /// What queries may take.
  public QueryLimits limits() {
    return limits;
  }

  /// Queries whose rows are read in parts.
  public HeldQueries held() {
    return held;
  }

  /// Running queries of all organisations.
  public int runningQueries() {
    return queries.size() + held.running();
  }

  /// Queries of all organisations that wait for their turn.
  public int waitingQueries() {
    return admissions.waiting();
  }

  /// What of the memory is taken.
  public MemoryBudget.Usage memoryUsage() {
    return executor.memory().usage();
  }

  /// How often planning was spared.
  public PlanCacheStatistics planCacheStatistics() {
    return plans.statistics();
  }

  /// What the cache of results did.
  public ResultCacheStatistics resultCacheStatistics() {
    return cachedQueries.statistics();
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
        drain(result);
      }
    });
  }

  private static void drain(ResultStream result) {
    while (result.next()) {
      LOG.trace("query {} gave {} rows to nobody", result.id(), result.root().getRowCount());
    }
  }

  /// Cancels what runs and refuses what comes.
  @Override
  public void close() {
    closed = true;
    starting.values().forEach(StartingQuery::cancel);
    queries.values().forEach(RunningQuery::cancel);
    held.close();
    cachedQueries.close();
    deadlines.shutdownNow();
    planningThreads.close();
  }
}
