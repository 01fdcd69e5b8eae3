package io.tributary.gateway.planner;

import com.google.common.base.Throwables;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.SelfDescribingMetadata;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.OptimizedPlan.OutputColumn;
import io.tributary.gateway.planner.function.DuckDbFunctions;
import io.tributary.gateway.planner.parser.SqlQueries;
import io.tributary.gateway.planner.whole.NotTakenApart;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.ColumnValue;
import io.tributary.v1.Relation;
import io.tributary.v1.SqlQuery;
import io.tributary.v1.TableRef;
import io.tributary.v1.Value;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.tools.RelBuilder;

/// Plans queries as the current caller. Safe for use by many threads.
public final class Planner {

  /// Types of a statement's rows and parameters.
  public record StatementTypes(Schema result, Schema parameters) {}

  /// A plan with NULLs for parameters, which tells what the statement gives.
  public record UnboundPlan(OptimizedPlan plan, Schema parameters) {}

  private final Metadata metadata;
  private final DuckDbFunctions functions;
  private final Clock clock;

  public Planner(Metadata metadata, DuckDbFunctions functions, Clock clock) {
    this.metadata = new SelfDescribingMetadata(metadata);
    this.functions = functions;
    this.clock = clock;
  }

  /// Reads SQL.
  public static ParsedQuery parse(String sql) {
    try {
      SqlNode tree = SqlQueries.parse(sql);
      SqlDepth.refuseTooDeep(tree);
      ParsedConstructs.refuseIn(tree);
      return new ParsedQuery(sql, tree);
    } catch (StackOverflowError e) {
      throw nestedTooDeeply();
    }
  }

  /// Plans SQL with its parameters' values.
  ///
  /// @param oneSourceMayRunAll whether the plan may leave DuckDB out
  public OptimizedPlan planSql(
      String sql, List<Value> parameters, SessionDefaults defaults, boolean oneSourceMayRunAll) {
    return plan(parse(sql), parameters, defaults, oneSourceMayRunAll);
  }

  /// Plans a query with its parameters' values, which become literals of the plan: what a source
  /// may be given depends on them (the escapes of a LIKE, an empty text), and so do estimates.
  ///
  /// @param oneSourceMayRunAll whether the plan may leave DuckDB out
  public OptimizedPlan plan(
      ParsedQuery parsed,
      List<Value> parameters,
      SessionDefaults defaults,
      boolean oneSourceMayRunAll) {
    try {
      return optimize(logical(parsed, parameters, defaults), oneSourceMayRunAll);
    } catch (StackOverflowError e) {
      throw nestedTooDeeply();
    }
  }

  /// Plans a query for all that have its shape. The SQL of the plan is to be filled by
  /// [QueryShape#fill].
  ///
  /// @return empty where one source does not run it all, or the constants may decide about the plan
  public Optional<OptimizedPlan> planShape(
      ParsedQuery parsed, QueryShape shape, SessionDefaults defaults) {
    Optional<SqlNode> open = OpenConstant.leaveOpen(parsed.tree(), shape);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    UnaryOperator<SqlNode> leaveOpen = tree -> OpenConstant.leaveOpen(tree, shape).orElseThrow();
    OptimizedPlan plan = optimize(logical(parsed, leaveOpen, defaults), true);
    return plan.onlySource().isPresent()
        ? OpenComparisons.typed(plan.root()).map(plan::withRoot)
        : Optional.empty();
  }

  /// Plans the query that gives an `UPDATE` its values.
  ///
  /// @throws GatewayException NOT_SUPPORTED for what gives other values each time
  public PlannedUpdate planUpdate(String sql, List<Value> parameters, SessionDefaults defaults) {
    try {
      ParsedQuery parsed = parse(sql);
      refuseUnrepeatable(parsed.tree());
      Logical query = logical(parsed, parameters, defaults);
      return PlannedUpdate.of(query, part -> optimize(part, true));
    } catch (StackOverflowError e) {
      throw nestedTooDeeply();
    }
  }

  /// The time is a constant, and the same for all rows.
  private void refuseUnrepeatable(SqlNode tree) {
    SqlNode withTime = new CurrentTime(clock.instant()).bind(tree);
    List<String> calls = UnrepeatableCalls.of(withTime, functions.unrepeatable());
    if (!calls.isEmpty()) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "rows are not changed by what differs each time: " + String.join(", ", calls));
    }
  }

  /// A query that was understood and is to be made fast.
  ///
  /// @param builder of its cluster
  /// @param tables what the catalog was asked
  /// @param ofItsTime whether the time at which it was read is a constant of it
  /// @param unrepeatable what of it gives other rows each time
  record Logical(
      RelNode rel,
      RelBuilder builder,
      List<OutputColumn> output,
      List<ResolvedTable> tables,
      boolean ofItsTime,
      List<String> unrepeatable) {}

  Logical logical(ParsedQuery parsed, List<Value> parameters, SessionDefaults defaults) {
    return logical(parsed, tree -> Parameters.bind(tree, parameters), defaults);
  }

  /// @param bound puts values into the place of parameters
  private Logical logical(
      ParsedQuery parsed, UnaryOperator<SqlNode> bound, SessionDefaults defaults) {
    var time = new CurrentTime(clock.instant());
    UnrepeatableCalls.refuseShared(time.bind(parsed.tree()), functions.unrepeatable());
    Understood<RelRoot> understood =
        understand(
            parsed, tree -> time.bind(bound.apply(tree)), defaults, Relational::toRelational);
    RelRoot root = understood.meaning();
    List<OutputColumn> output =
        root.fields.stream()
            .map(field -> new OutputColumn(field.getValue(), field.getKey()))
            .toList();
    return new Logical(
        SubQueryOrder.of(root.rel),
        understood.relational().builder(root.rel),
        output,
        understood.tables(),
        time.isAsked(),
        UnrepeatableCalls.of(parsed.tree(), functions.unrepeatable()));
  }

  /// Plans SQL that stays as it is: DuckDB runs it over what it reads of its tables.
  ///
  /// @param reason why it is not taken apart
  /// @throws GatewayException where DuckDB does not take it either
  public OptimizedPlan planWhole(
      String sql, List<Value> parameters, SessionDefaults defaults, NotTakenApart reason) {
    return new WholeStatements(metadata, functions).plan(sql, parameters, defaults, reason);
  }

  /// What SQL that stays as it is takes and gives.
  ///
  /// @param reason why it is not taken apart
  /// @throws GatewayException where DuckDB does not take it either
  public UnboundPlan describeWhole(String sql, SessionDefaults defaults, NotTakenApart reason) {
    var described = new WholeStatements(metadata, functions).describe(sql, defaults, reason);
    return new UnboundPlan(described.plan(), new Schema(described.parameters()));
  }

  /// Plans what an engine with a plan of its own wants.
  public OptimizedPlan planRelation(Relation relation, boolean oneSourceMayRunAll) {
    return optimize(
        logical(relation, translator -> translator.translate(relation)), oneSourceMayRunAll);
  }

  /// Plans an update that an engine with a plan of its own wants.
  ///
  /// @param rows that it is about, with all columns that get values
  public PlannedUpdate planUpdate(Relation rows, List<ColumnValue> values) {
    return PlannedUpdate.of(
        logical(rows, translator -> translator.translate(rows, values)),
        part -> optimize(part, true));
  }

  private Logical logical(Relation relation, Function<RelationTranslator, RelNode> translate) {
    return RelationTranslator.query(relation)
        .map(query -> logical(query, translate))
        .orElseGet(() -> ofTables(relation, translate));
  }

  private Logical logical(SqlQuery query, Function<RelationTranslator, RelNode> translate) {
    var defaults =
        new SessionDefaults(
            Optional.of(query.getSource()).filter(_ -> query.hasSource()),
            Optional.of(query.getSchema()).filter(_ -> query.hasSchema()));
    Logical read = logical(parse(query.getSql()), List.of(), defaults);
    List<String> names = read.output().stream().map(OutputColumn::name).toList();
    RelationTranslator.refuseTwins(names, "a query");
    RelBuilder builder = read.builder().push(read.rel());
    builder.project(
        read.output().stream().map(column -> builder.field(column.index())).toList(), names, true);
    RelNode rel = translate.apply(new RelationTranslator(builder, Map.of(), functions));
    return new Logical(
        rel, builder, output(rel), read.tables(), read.ofItsTime(), read.unrepeatable());
  }

  private static List<OutputColumn> output(RelNode rel) {
    return rel.getRowType().getFieldList().stream()
        .map(field -> new OutputColumn(field.getName(), field.getIndex()))
        .toList();
  }

  private Logical ofTables(Relation relation, Function<RelationTranslator, RelNode> translate) {
    Map<TableRef, TableMetadata> tables = new LinkedHashMap<>();
    RelationTranslator.tables(relation)
        .forEach(name ->
            tables.computeIfAbsent(
                name, _ -> metadata.table(name.getSource(), name.getSchema(), name.getTable())));
    var relational = new Relational(tables.values(), functions);
    RelBuilder builder = relational.builder();
    RelNode rel = translate.apply(new RelationTranslator(builder, tables, functions));
    List<ResolvedTable> resolved = new ArrayList<>();
    tables.forEach((name, table) ->
        resolved.add(
            new ResolvedTable(name.getSource(), name.getSchema(), name.getTable(), table)));
    return new Logical(rel, builder, output(rel), resolved, false, List.of());
  }

  /// A table by a name that may be short of its source and schema.
  public TableMetadata table(ParsedStatement.Name name, SessionDefaults defaults) {
    return TableNames.find(name, metadata, defaults);
  }

  /// Source, schema and table of a name that may be short of the first two, and may be of nothing.
  public List<String> fullName(ParsedStatement.Name name, SessionDefaults defaults) {
    return TableNames.completed(name, defaults);
  }

  /// Every function that queries may call, in small letters.
  public SortedSet<String> functionNames() {
    SortedSet<String> names = new TreeSet<>(functions.names());
    functions.operators().getOperatorList().stream()
        .filter(SqlFunction.class::isInstance)
        .forEach(function -> names.add(function.getName().toLowerCase(Locale.ROOT)));
    return names;
  }

  /// Types of SQL whose parameters have no values yet.
  public StatementTypes describe(ParsedQuery parsed, SessionDefaults defaults) {
    try {
      return typesOf(parsed, defaults);
    } catch (StackOverflowError e) {
      throw nestedTooDeeply();
    }
  }

  private StatementTypes typesOf(ParsedQuery parsed, SessionDefaults defaults) {
    return understand(parsed, tree -> tree, defaults, Relational::types).meaning();
  }

  /// What was made of a query.
  private record Understood<T>(T meaning, Relational relational, List<ResolvedTable> tables) {}

  /// Reads a query until all its names that may be read in another way are.
  ///
  /// @param bound puts values into the place of parameters
  private <T> Understood<T> understand(
      ParsedQuery parsed,
      UnaryOperator<SqlNode> bound,
      SessionDefaults defaults,
      BiFunction<Relational, SqlNode, T> reader) {
    var repairs = new NameRepairs();
    SqlNode tree = parsed.tree();
    while (true) {
      SqlNode query = ColumnNames.nameExpressions(bound.apply(tree), parsed.sql());
      List<ResolvedTable> resolved = TableNames.resolve(query, metadata, defaults);
      Collection<TableMetadata> tables = tables(resolved);
      QualifiedNames.write(query, tables);
      UsingColumns.qualify(query, tables);
      var relational = new Relational(tables, functions);
      try {
        return new Understood<>(
            understood(() -> reader.apply(relational, query)), relational, resolved);
      } catch (CalciteContextException e) {
        GatewayException refusal = Validation.failure(e, tables, functions.names());
        tree = parse(parsed.sql()).tree(); // the validator changed the one at hand
        repairs.learn(e, refusal);
        repairs.applyTo(tree);
      }
    }
  }

  /// Tables of which a query may have many names, each once.
  private static Collection<TableMetadata> tables(List<ResolvedTable> resolved) {
    Map<TableId, TableMetadata> tables = new LinkedHashMap<>();
    resolved.forEach(table -> tables.putIfAbsent(table.found().id(), table.found()));
    return tables.values();
  }

  /// What Calcite makes of a query, with its complaints as ours.
  private static <T> T understood(Supplier<T> calcite) {
    try {
      return calcite.get();
    } catch (CalciteContextException e) {
      throw e; // it has a place, which tells more
    } catch (CalciteException e) {
      throw Validation.failure(e);
    } catch (UnsupportedOperationException e) {
      throw cannotPlan(e);
    } catch (RuntimeException e) {
      // Calcite's converters wrap whatever stops them, once a level.
      if (Throwables.getRootCause(e) instanceof StackOverflowError) {
        throw nestedTooDeeply();
      }
      throw e;
    }
  }

  private static OptimizedPlan optimize(Logical logical, boolean oneSourceMayRunAll) {
    RelNode rewritten = new LogicalRewrite(logical.builder()).rewrite(logical.rel());
    PlanStatistics.install(rewritten.getCluster());
    var sources = new PlanSources(logical.tables());
    Placement.Placed placed =
        new Placement(sources.taking(), rewritten.getCluster().getMetadataQuery()).place(rewritten);
    Optional<String> only = placed.atSource().filter(_ -> oneSourceMayRunAll);
    RelNode root =
        only.<RelNode>map(source -> new SourceBoundary(placed.plan(), source))
            .orElseGet(placed::inDuckDb);
    List<OptimizedPlan.StayedOperator> stayed = only.isPresent() ? List.of() : placed.stayed();
    return new OptimizedPlan(
        root,
        only,
        logical.output(),
        logical.tables(),
        sources.bySource(),
        stayed,
        logical.ofItsTime(),
        logical.unrepeatable());
  }

  /// The parser and the planner follow the SQL's nesting on their thread's stack.
  public static GatewayException nestedTooDeeply() {
    return new GatewayException(
        ErrorCode.NOT_SUPPORTED,
        "the SQL is nested too deeply: write long chains of OR as IN, or take parts into WITH");
  }

  private static GatewayException cannotPlan(RuntimeException e) {
    return new GatewayException(
        ErrorCode.NOT_SUPPORTED,
        "this SQL cannot be planned: "
            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
        e);
  }
}
