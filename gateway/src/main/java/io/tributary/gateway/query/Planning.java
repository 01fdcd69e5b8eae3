package io.tributary.gateway.query;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.fragment.Fragmenter;
import io.tributary.gateway.metadata.ConstantRows;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.OptimizedPlan;
import io.tributary.gateway.planner.OptimizedPlan.StayedOperator;
import io.tributary.gateway.planner.ParsedStatement;
import io.tributary.gateway.planner.Planner;
import io.tributary.gateway.planner.StatementParser;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Schema;

/// From a request to what runs. Statements about metadata become plans of constant rows, so that
/// there is one way to run.
final class Planning {

  private static final Schema NO_PARAMETERS = new Schema(List.of());

  private final Planner planner;
  private final MetadataStatements statements;
  private final Function<FragmentedPlan, Schema> resultSchema;

  /// @param resultSchema tells a plan's result without reading from a source
  Planning(Metadata metadata, Planner planner, Function<FragmentedPlan, Schema> resultSchema) {
    this.planner = planner;
    this.statements = new MetadataStatements(metadata, planner);
    this.resultSchema = resultSchema;
  }

  /// What `EXPLAIN` is to explain, where a request asks that.
  static Optional<ParsedStatement.Explain> explanation(QueryRequest request) {
    return request.statement() instanceof Statement.Sql sql
            && StatementParser.parse(sql.text()) instanceof ParsedStatement.Explain explain
        ? Optional.of(explain)
        : Optional.empty();
  }

  /// The same request for another text.
  static QueryRequest withSql(QueryRequest request, String text) {
    return withSql(request, text, request.requirePushdown());
  }

  /// Refused for nothing that matters only when it runs.
  private static QueryRequest neverRun(QueryRequest request, String text) {
    return withSql(request, text, false);
  }

  private static QueryRequest withSql(QueryRequest request, String text, boolean requirePushdown) {
    return new QueryRequest(
        request.id(),
        new Statement.Sql(text, parameters(request)),
        request.defaults(),
        request.engine(),
        request.timeout(),
        requirePushdown);
  }

  private static List<Value> parameters(QueryRequest request) {
    return request.statement() instanceof Statement.Sql sql ? sql.parameters() : List.of();
  }

  /// Plans; `EXPLAIN` is explained without running anything.
  Planned plan(QueryRequest request) {
    return switch (request.statement()) {
      case Statement.Sql sql -> plan(request, sql);
      case Statement.Scan scan ->
          fragmented(request, planner.planScan(scan.scan(), oneSourceMayRunAll(request)));
    };
  }

  private Planned plan(QueryRequest request, Statement.Sql sql) {
    SessionDefaults defaults = request.defaults();
    return switch (StatementParser.parse(sql.text())) {
      case ParsedStatement.Query query ->
          fragmented(
              request,
              planner.planSql(
                  query.sql(), sql.parameters(), defaults, oneSourceMayRunAll(request)));
      case ParsedStatement.Explain explain ->
          Planned.of(
              ExplainRows.of(
                  plan(neverRun(request, explain.query())).explained(), explain.format()));
      case ParsedStatement.DescribeQuery describe ->
          Planned.of(
              MetadataStatements.described(
                  resultSchema.apply(plan(neverRun(request, describe.query())).plan())));
      case ParsedStatement.AboutMetadata about -> {
        refuseParameters(sql.parameters());
        yield statements.answer(about, defaults);
      }
    };
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
      return new PreparedQuery(resultSchema.apply(plan(request).plan()), NO_PARAMETERS);
    }
    return switch (StatementParser.parse(sql.text())) {
      case ParsedStatement.Query query ->
          parameterTypes(query.sql(), request)
              .map(types -> new PreparedQuery(types.result(), types.parameters()))
              .orElseGet(
                  () -> new PreparedQuery(resultSchema.apply(plan(request).plan()), NO_PARAMETERS));
      case ParsedStatement.Explain explain ->
          prepared(ExplainRows.none(), parameterTypes(explain.query(), request));
      case ParsedStatement.DescribeQuery describe ->
          prepared(
              MetadataStatements.described(new Schema(List.of())),
              parameterTypes(describe.query(), request));
      case ParsedStatement.AboutMetadata _ ->
          new PreparedQuery(resultSchema.apply(plan(request).plan()), NO_PARAMETERS);
    };
  }

  private PreparedQuery prepared(ConstantRows shape, Optional<Planner.StatementTypes> types) {
    return new PreparedQuery(
        resultSchema.apply(Planned.of(shape).plan()),
        types.map(Planner.StatementTypes::parameters).orElse(NO_PARAMETERS));
  }

  /// Types of a query whose parameters have no values yet; empty where it takes none.
  private Optional<Planner.StatementTypes> parameterTypes(String sql, QueryRequest request) {
    return sql.contains("?") && parameters(request).isEmpty()
        ? Optional.of(planner.describe(sql, request.defaults()))
            .filter(types -> !types.parameters().getFields().isEmpty())
        : Optional.empty();
  }

  private static boolean oneSourceMayRunAll(QueryRequest request) {
    return request.engine() != EngineChoice.DUCKDB;
  }

  private static Planned fragmented(QueryRequest request, OptimizedPlan plan) {
    if (request.engine() == EngineChoice.NATIVE && plan.onlySource().isEmpty()) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "no single source can run this query alone: " + reasons(plan.stayed()));
    }
    if (request.requirePushdown() && !plan.stayed().isEmpty()) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "require_pushdown is set, and not everything goes to a source: "
              + reasons(plan.stayed()));
    }
    return new Planned(
        fragment(plan),
        plan.sources().values().stream().map(TableMetadata::source).toList(),
        plan.stayed().stream().map(Planning::stayed).toList());
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

  private static String reasons(List<StayedOperator> stayed) {
    return stayed.stream()
        .map(operator ->
            "%s [%s] %s".formatted(operator.operator(), operator.code(), operator.reason()))
        .collect(Collectors.joining("; "));
  }

  private static ExplainedQuery.StayedOperator stayed(StayedOperator operator) {
    return new ExplainedQuery.StayedOperator(
        operator.operator(), operator.code().name(), operator.reason());
  }
}
