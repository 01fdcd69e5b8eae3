package io.tributary.gateway.query;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.fragment.Fragmenter;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.OptimizedPlan;
import io.tributary.gateway.planner.OptimizedPlan.StayedOperator;
import io.tributary.gateway.planner.ParsedStatement;
import io.tributary.gateway.planner.Planner;
import io.tributary.gateway.planner.StatementParser;
import io.tributary.gateway.session.SessionDefaults;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Schema;

/// From a request to what runs. Statements about metadata become plans of constant rows, so that
/// there is one way to run.
final class Planning {

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
    List<io.tributary.v1.Value> parameters =
        request.statement() instanceof Statement.Sql sql ? sql.parameters() : List.of();
    return new QueryRequest(
        request.id(),
        new Statement.Sql(text, parameters),
        request.defaults(),
        request.engine(),
        request.timeout(),
        request.requirePushdown());
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
                  plan(withSql(request, explain.query())).explained(), explain.format()));
      case ParsedStatement.DescribeQuery describe ->
          Planned.of(
              MetadataStatements.described(
                  resultSchema.apply(plan(withSql(request, describe.query())).plan())));
      case ParsedStatement.DescribeTable describe -> statements.describe(describe, defaults);
      case ParsedStatement.ShowCatalogs show -> statements.catalogs(show);
      case ParsedStatement.ShowSources show -> statements.sources(show);
      case ParsedStatement.ShowSchemas show -> statements.schemas(show, defaults);
      case ParsedStatement.ShowTables show -> statements.tables(show, defaults);
      case ParsedStatement.ShowColumns show -> statements.columns(show, defaults);
      case ParsedStatement.ShowFunctions show -> statements.functions(show);
    };
  }

  /// Types of a statement whose parameters have no values yet; empty where it takes none.
  Optional<Planner.StatementTypes> parameterTypes(QueryRequest request) {
    if (request.statement() instanceof Statement.Sql(String text, var values)
        && values.isEmpty()
        && text.contains("?")) {
      return Optional.of(planner.describe(text, request.defaults()))
          .filter(types -> !types.parameters().getFields().isEmpty());
    }
    return Optional.empty();
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
