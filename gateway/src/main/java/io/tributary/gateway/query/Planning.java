package io.tributary.gateway.query;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.fragment.Fragmenter;
import io.tributary.gateway.metadata.ConstantRows;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.planner.Abandonment;
import io.tributary.gateway.planner.OptimizedPlan;
import io.tributary.gateway.planner.OptimizedPlan.StayedOperator;
import io.tributary.gateway.planner.ParsedQuery;
import io.tributary.gateway.planner.ParsedStatement;
import io.tributary.gateway.planner.PlannedUpdate;
import io.tributary.gateway.planner.Planner;
import io.tributary.gateway.planner.QueryShape;
import io.tributary.gateway.planner.StatementParser;
import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.ColumnValue;
import io.tributary.v1.Relation;
import io.tributary.v1.TableRef;
import io.tributary.v1.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From a request to what runs. Statements about metadata become plans of constant rows, so that
/// there is one way to run. Queries that were planned before are not planned again.
final class Planning {

  private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

  /// Refusals of the planner's that DuckDB may not share.
  private static final Set<ErrorCode> MAY_RUN_WHOLE =
      Set.of(
          ErrorCode.SYNTAX_ERROR,
          ErrorCode.NOT_SUPPORTED,
          ErrorCode.TYPE_MISMATCH,
          ErrorCode.COLUMN_NOT_FOUND,
          ErrorCode.FUNCTION_NOT_FOUND);

  private static final Schema NO_PARAMETERS = new Schema(List.of());

  private final Planners planners;
  private final Planner planner;
  private final MetadataStatements statements;
  private final ChangePlanning changes;
  private final StructuredChanges structured;
  private final PlanCache cache;
  private final PlanningThreads threads;
  private final Running running;

  /// What takes running a plan, or opening it.
  interface Running {
    /// Tells a plan's result without reading from a source.
    Schema resultSchema(FragmentedPlan plan);

    /// Plans and runs a query, and says what was done.
    ExplainedQuery analyze(QueryRequest request);
  }

  Planning(
      Metadata metadata,
      Planners planners,
      ChangePlanning changes,
      PlanCache cache,
      PlanningThreads threads,
      Running running) {
    this.planners = planners;
    this.planner = planners.own();
    this.statements = new MetadataStatements(metadata, planner);
    this.changes = changes;
    this.structured = new StructuredChanges(changes);
    this.cache = cache;
    this.threads = threads;
    this.running = running;
  }

  /// Refused for nothing that matters only when it runs.
  private static QueryRequest neverRun(QueryRequest request, String text) {
    return withSql(request, text, false);
  }

  /// The same request for another text.
  private static QueryRequest withSql(QueryRequest request, String text, boolean requirePushdown) {
    return with(request, new Statement.Sql(text, parameters(request)), requirePushdown);
  }

  private static QueryRequest with(
      QueryRequest request, Statement statement, boolean requirePushdown) {
    return new QueryRequest(
        request.id(),
        statement,
        request.defaults(),
        request.engine(),
        request.timeout(),
        requirePushdown,
        request.cache(),
        request.priority());
  }

  private static List<Value> parameters(QueryRequest request) {
    return request.statement() instanceof Statement.Sql sql ? sql.parameters() : List.of();
  }

  /// Plans whatever a request holds; only `EXPLAIN ANALYZE` runs its query to the end first.
  Planned plan(QueryRequest request) {
    return switch (request.statement()) {
      case Statement.Sql sql -> plan(request, sql);
      case Statement.Structured _ -> planQuery(request);
      case Statement.StructuredChange change ->
          Planned.of(structured.plan(change.change(), new RelationsWithin(request)));
    };
  }

  private Planned plan(QueryRequest request, Statement.Sql sql) {
    return switch (StatementParser.parse(sql.text())) {
      case ParsedStatement.Query _ -> planQuery(request);
      case ParsedStatement.Explain explain ->
          Planned.of(ExplainRows.of(explained(request, explain), explain.format()));
      case ParsedStatement.DescribeQuery describe ->
          Planned.of(
              MetadataStatements.described(result(planQuery(neverRun(request, describe.query())))));
      case ParsedStatement.AboutMetadata about -> {
        refuseParameters(sql.parameters());
        yield statements.answer(about, request.defaults());
      }
      case ParsedStatement.Change change -> Planned.of(plan(request, change));
    };
  }

  private PlannedChange plan(QueryRequest request, ParsedStatement.Change change) {
    return changes.plan(change, request.defaults(), new QueriesWithin(request));
  }

  /// The queries within a statement that changes a table.
  private final class QueriesWithin implements ChangePlanning.Queries {
    private final QueryRequest request;

    QueriesWithin(QueryRequest request) {
      this.request = request;
    }

    @Override
    public ChangePlanning.Rows plan(String query) {
      return rowsOf(planQuery(withSql(request, query, request.requirePushdown())));
    }

    @Override
    public OptimizedPlan optimize(String query) {
      return threads.call(
          request,
          () -> planner.planSql(query, Planning.parameters(request), request.defaults(), true));
    }

    @Override
    public PlannedUpdate update(String query) {
      return threads.call(
          request,
          () -> planner.planUpdate(query, Planning.parameters(request), request.defaults()));
    }

    @Override
    public ChangePlanning.Rows rows(OptimizedPlan plan) {
      return rowsOf(planned(plan));
    }

    @Override
    public Schema parametersOf(String query) {
      return threads.call(
          request, () -> planner.describe(Planner.parse(query), request.defaults()).parameters());
    }
  }

  /// The relations within a change that an engine wants.
  private final class RelationsWithin implements StructuredChanges.Relations {
    private final QueryRequest request;

    RelationsWithin(QueryRequest request) {
      this.request = request;
    }

    @Override
    public ChangePlanning.Rows plan(Relation relation) {
      return rowsOf(planQuery(with(request, new Statement.Structured(relation), false)));
    }

    @Override
    public OptimizedPlan optimize(Relation relation) {
      return threads.call(request, () -> planner.planRelation(relation, true));
    }

    @Override
    public PlannedUpdate update(Relation rows, List<ColumnValue> values) {
      return threads.call(request, () -> planner.planUpdate(rows, values));
    }

    @Override
    public ChangePlanning.Rows rows(OptimizedPlan plan) {
      return rowsOf(planned(plan));
    }
  }

  private ChangePlanning.Rows rowsOf(Planned query) {
    return new ChangePlanning.Rows(Optional.of(query), result(query));
  }

  /// Plans the writing of rows that an engine sends.
  ///
  /// @param rows their schema
  PlannedChange planAppend(TableRef table, Schema rows) {
    return structured.append(table, rows);
  }

  /// Plans the writing of rows that a client sends.
  ///
  /// @param rows their schema
  PlannedChange plan(IngestRequest request, Schema rows) {
    return changes.plan(request, rows);
  }

  static boolean changesRows(QueryRequest request) {
    return request.statement() instanceof Statement.Sql sql
        && switch (StatementParser.parse(sql.text())) {
          case ParsedStatement.Update _, ParsedStatement.Delete _ -> true;
          default -> false;
        };
  }

  /// Plans changes of rows, which differ in nothing but their parameters.
  List<PlannedChange> planChanges(List<QueryRequest> requests) {
    var sql = (Statement.Sql) requests.getFirst().statement();
    var change = (ParsedStatement.Change) StatementParser.parse(sql.text());
    List<PlannedChange> planned = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      try {
        planned.add(plan(requests.get(i), change));
      } catch (GatewayException e) {
        throw new GatewayException(
            e.code(),
            "row %d of %d of the parameters: %s".formatted(i + 1, requests.size(), e.getMessage()),
            e);
      }
    }
    return planned;
  }

  /// The `INSERT` that a request holds, if its values are one row of parameters and nothing else.
  static Optional<ParsedStatement.Insert> insertOfParameters(QueryRequest request) {
    return request.statement() instanceof Statement.Sql sql
            && sql.parameters().isEmpty()
            && StatementParser.parse(sql.text()) instanceof ParsedStatement.Insert insert
            && ValuesParameters.areOneRow(insert.query())
        ? Optional.of(insert)
        : Optional.empty();
  }

  /// Plans an `INSERT` of parameters, all rows of them at once.
  ///
  /// @param rows their schema
  PlannedChange plan(ParsedStatement.Insert insert, SessionDefaults defaults, Schema rows) {
    return changes.plan(insert, defaults, rows);
  }

  /// Explains a query, which may be written with or without `EXPLAIN`, and runs it where `ANALYZE`
  /// says so.
  ExplainedQuery explain(QueryRequest request) {
    return request.statement() instanceof Statement.Sql sql
            && StatementParser.parse(sql.text()) instanceof ParsedStatement.Explain explain
        ? explained(request, explain)
        : plan(request).explained();
  }

  private ExplainedQuery explained(QueryRequest request, ParsedStatement.Explain explain) {
    return explain.analyze()
        ? running.analyze(withSql(request, explain.query(), request.requirePushdown()))
        : planned(neverRun(request, explain.query())).explained();
  }

  /// Of a query, or of a change of a table.
  private Planned planned(QueryRequest request) {
    return request.statement() instanceof Statement.Sql sql
            && StatementParser.parse(sql.text()) instanceof ParsedStatement.Change
        ? plan(request)
        : planQuery(request);
  }

  /// Plans a query, without a word before it.
  Planned planQuery(QueryRequest request) {
    Optional<Planned> known =
        request.engine() == EngineChoice.TRINO ? Optional.empty() : cache.find(request);
    Planned planned = known.orElseGet(() -> threads.call(request, () -> planAnew(request)));
    return allowed(request, largeInTrino(request, planned));
  }

  /// What is too large for this machine goes to Trino, if all of it can.
  private Planned largeInTrino(QueryRequest request, Planned own) {
    if (request.engine() != EngineChoice.AUTO
        || !(request.statement() instanceof Statement.Sql)
        || !planners.prefersTrino(own)) {
      return own;
    }
    QueryRequest inTrino = request.withEngine(EngineChoice.TRINO);
    try {
      Planned planned = threads.call(inTrino, () -> planAnew(inTrino));
      return planned.needsDuckDb() ? own : planned;
    } catch (GatewayException e) {
      LOG.info("Query {} is large, and not for Trino: {}", request.id(), e.getMessage());
      return own;
    }
  }

  private Planned planAnew(QueryRequest request) {
    return switch (request.statement()) {
      case Statement.Sql sql -> {
        try {
          Planned planned = planAnew(request, Planner.parse(sql.text()));
          share(request, sql, planned);
          yield planned;
        } catch (GatewayException e) {
          yield wholeInstead(e, reason -> planWhole(request, sql, reason));
        } catch (RuntimeException | AssertionError e) {
          yield planWhole(request, sql, defect(request, e));
        }
      }
      case Statement.Structured structured ->
          remembered(
              request, planner.planRelation(structured.relation(), oneSourceMayRunAll(request)));
      case Statement.StructuredChange _ ->
          throw new IllegalArgumentException("a change is no query");
    };
  }

  /// Plans all queries that differ from one in constants, if its own plan is one of theirs.
  private void share(QueryRequest request, Statement.Sql sql, Planned own) {
    if (!oneSourceMayRunAll(request) || request.engine() == EngineChoice.TRINO) {
      return;
    }
    cache
        .shapeToPlan(request)
        .ifPresent(shape ->
            cache.remember(
                request,
                shape,
                planShape(request, sql, shape)
                    .filter(Planned::isReusable)
                    .filter(shared -> shared.filled(shape).plan().equals(own.plan()))));
  }

  private Optional<Planned> planShape(QueryRequest request, Statement.Sql sql, QueryShape shape) {
    try {
      return planner
          .planShape(Planner.parse(sql.text()), shape, request.defaults())
          .map(Planning::planned);
    } catch (GatewayException e) {
      return Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      defect(request, e);
      return Optional.empty();
    }
  }

  private Planned planAnew(QueryRequest request, ParsedQuery query) {
    return remembered(
        request,
        planners
            .of(request.engine())
            .plan(query, parameters(request), request.defaults(), oneSourceMayRunAll(request)));
  }

  private Planned planWhole(QueryRequest request, Statement.Sql sql, NotTakenApart reason) {
    OptimizedPlan plan =
        planners
            .of(request.engine())
            .planWhole(sql.text(), sql.parameters(), request.defaults(), reason);
    LOG.info("Query {} runs whole in DuckDB: it has {}", request.id(), reason.construct().words());
    return remembered(request, plan);
  }

  /// What runs whole in place of what the planner refused: DuckDB takes more than the planner does.
  /// What it does not take either is refused in the planner's words, which know the place.
  private static <T> T wholeInstead(GatewayException refusal, Function<NotTakenApart, T> whole) {
    if (refusal instanceof NotTakenApart reason) {
      return whole.apply(reason);
    }
    if (!MAY_RUN_WHOLE.contains(refusal.code())) {
      throw refusal;
    }
    try {
      return whole.apply(
          new NotTakenApart(Construct.UNPLANNED, String.valueOf(refusal.getMessage()), null));
    } catch (GatewayException | StackOverflowError e) {
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  /// A defect of the planner's costs a query its plan, but not its answer.
  private static NotTakenApart defect(QueryRequest request, Throwable failure) {
    if (Abandonment.isTrue()) {
      // Not the planner's fault, and no other plan is wanted or to be remembered.
      throw new GatewayException(ErrorCode.CANCELLED, "the query was cancelled", failure);
    }
    LOG.error("The plan of query {} failed unexpectedly", request.id(), failure);
    return new NotTakenApart(
        Construct.MISPLANNED, "this SQL cannot be planned; the gateway's log tells more", null);
  }

  private Planned remembered(QueryRequest request, OptimizedPlan plan) {
    Planned planned = planned(plan);
    // The cache knows tables as their sources have them.
    if (request.engine() != EngineChoice.TRINO) {
      cache.remember(request, planned);
    }
    return planned;
  }

  private static Planned planned(OptimizedPlan plan) {
    return new Planned(
        fragment(plan),
        plan.tables(),
        plan.stayed().stream().map(Planning::stayed).toList(),
        plan.ofItsTime(),
        unrepeatable(plan));
  }

  private static Optional<String> unrepeatable(OptimizedPlan plan) {
    if (!plan.unrepeatable().isEmpty()) {
      return Optional.of(
          "its rows differ each time, as it has %s"
              .formatted(String.join(", ", plan.unrepeatable())));
    }
    return plan.ofItsTime() ? Optional.of("it depends on the time") : Optional.empty();
  }

  private static void refuseParameters(List<Value> parameters) {
    if (!parameters.isEmpty()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "SHOW and DESCRIBE of a table take no parameters, but %d values were given"
              .formatted(parameters.size()));
    }
  }

  /// Says what a statement takes and gives without running it.
  PreparedQuery prepare(QueryRequest request) {
    if (!(request.statement() instanceof Statement.Sql sql)) {
      return new PreparedQuery(result(planQuery(request)), NO_PARAMETERS);
    }
    return switch (StatementParser.parse(sql.text())) {
      case ParsedStatement.Query _ -> prepareQuery(request);
      case ParsedStatement.Explain explain ->
          prepared(ExplainRows.none(), neverRun(request, explain.query()));
      case ParsedStatement.DescribeQuery describe ->
          prepared(
              MetadataStatements.described(new Schema(List.of())),
              neverRun(request, describe.query()));
      case ParsedStatement.AboutMetadata _ ->
          new PreparedQuery(result(plan(request)), NO_PARAMETERS);
      case ParsedStatement.Change change ->
          new PreparedQuery(
              QueryExecutor.changeSchema(),
              changes.parameters(change, request.defaults(), new QueriesWithin(request)),
              true);
    };
  }

  /// Rows of a known shape, about a query with parameters of its own.
  private PreparedQuery prepared(ConstantRows shape, QueryRequest query) {
    return new PreparedQuery(result(Planned.of(shape)), prepareQuery(query).parameters());
  }

  /// A query that takes parameters but has no values for them yet is only validated; any other one
  /// is planned, so that its plan waits for whoever runs it.
  private PreparedQuery prepareQuery(QueryRequest request) {
    if (!mayLackParameters(request)) {
      return new PreparedQuery(result(planQuery(request)), NO_PARAMETERS);
    }
    Optional<Planned> known = cache.find(request);
    if (known.isPresent()) {
      return new PreparedQuery(result(allowed(request, known.get())), NO_PARAMETERS);
    }
    return threads.call(request, () -> prepareAnew(request));
  }

  private PreparedQuery prepareAnew(QueryRequest request) {
    Statement.Sql sql = (Statement.Sql) request.statement();
    try {
      ParsedQuery query = Planner.parse(sql.text());
      if (query.takesParameters()) {
        Planner.StatementTypes types = planner.describe(query, request.defaults());
        return new PreparedQuery(types.result(), types.parameters());
      }
      return new PreparedQuery(result(allowed(request, planAnew(request, query))), NO_PARAMETERS);
    } catch (GatewayException e) {
      return wholeInstead(e, reason -> prepareWhole(request, sql, reason));
    } catch (RuntimeException | AssertionError e) {
      return prepareWhole(request, sql, defect(request, e));
    }
  }

  private PreparedQuery prepareWhole(
      QueryRequest request, Statement.Sql sql, NotTakenApart reason) {
    Planner.UnboundPlan unbound = planner.describeWhole(sql.text(), request.defaults(), reason);
    return new PreparedQuery(
        result(allowed(request, planned(unbound.plan()))), unbound.parameters());
  }

  private static boolean mayLackParameters(QueryRequest request) {
    return request.statement() instanceof Statement.Sql sql
        && sql.parameters().isEmpty()
        && (sql.text().contains("?") || sql.text().contains("$"));
  }

  private Schema result(Planned planned) {
    return planned.result(running::resultSchema);
  }

  private static boolean oneSourceMayRunAll(QueryRequest request) {
    return request.engine() != EngineChoice.DUCKDB;
  }

  /// A plan as it is, unless the request wants what it cannot give.
  private static Planned allowed(QueryRequest request, Planned plan) {
    if (request.engine() == EngineChoice.NATIVE && plan.plan() instanceof FragmentedPlan.InDuckDb) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "no single source can run this query alone: "
              + (plan.stayed().isEmpty() ? "it reads no source" : reasons(plan.stayed())));
    }
    if (request.requirePushdown() && !plan.stayed().isEmpty()) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "require_pushdown is set, and not everything goes to a source: "
              + reasons(plan.stayed()));
    }
    return plan;
  }

  /// Connectors are asked for the relations of local tables here.
  private static FragmentedPlan fragment(OptimizedPlan plan) {
    try {
      return Fragmenter.fragment(plan);
    } catch (ConnectorException e) {
      throw GatewayException.of(e);
    } catch (StackOverflowError e) {
      throw Planner.nestedTooDeeply();
    }
  }

  private static String reasons(List<ExplainedQuery.StayedOperator> stayed) {
    return stayed.stream()
        .map(operator ->
            "%s [%s] %s".formatted(operator.operator(), operator.reasonCode(), operator.reason()))
        .collect(Collectors.joining("; "));
  }

  private static ExplainedQuery.StayedOperator stayed(StayedOperator operator) {
    return new ExplainedQuery.StayedOperator(
        operator.operator(), operator.code().name(), operator.reason());
  }
}
