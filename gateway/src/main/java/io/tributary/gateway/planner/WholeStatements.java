package io.tributary.gateway.planner;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.NativeQuery;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.OptimizedPlan.OutputColumn;
import io.tributary.gateway.planner.OptimizedPlan.ReasonCode;
import io.tributary.gateway.planner.OptimizedPlan.StayedOperator;
import io.tributary.gateway.planner.function.DuckDbFunctions;
import io.tributary.gateway.planner.parser.SqlQueries;
import io.tributary.gateway.planner.type.DuckDbTypeNames;
import io.tributary.gateway.planner.whole.NotTakenApart;
import io.tributary.gateway.planner.whole.StatementReader;
import io.tributary.gateway.planner.whole.WholeStatement;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/// Plans statements that stay whole: SQL of DuckDB's that the planner does not parse, validate or
/// take apart. Every table's rows come from its source, with the filters and columns that DuckDB's
/// own optimiser finds; all else is DuckDB's.
final class WholeStatements {

  private final Metadata metadata;
  private final DuckDbFunctions functions;

  WholeStatements(Metadata metadata, DuckDbFunctions functions) {
    this.metadata = metadata;
    this.functions = functions;
  }

  /// @param reason why the statement is not taken apart
  /// @throws GatewayException where DuckDB does not take it either
  OptimizedPlan plan(
      String sql, List<Value> parameters, SessionDefaults defaults, NotTakenApart reason) {
    var tables = new SourceTables(defaults);
    WholeStatement statement =
        new StatementReader(functions).read(SqlQueries.statement(sql), parameters, tables);
    return plan(statement, tables.found, reason);
  }

  /// What a statement takes, and its plan with NULLs for values.
  record Described(List<Field> parameters, OptimizedPlan plan) {}

  /// @throws GatewayException where DuckDB does not take it either
  Described describe(String sql, SessionDefaults defaults, NotTakenApart reason) {
    var tables = new SourceTables(defaults);
    StatementReader.Unbound unbound =
        new StatementReader(functions).describe(SqlQueries.statement(sql), tables);
    List<Field> parameters = new ArrayList<>();
    for (String type : unbound.parameterTypes()) {
      parameters.add(functions.parameter("?" + parameters.size(), type));
    }
    return new Described(parameters, plan(unbound.ofNulls(), tables.found, reason));
  }

  /// The tables of one statement.
  private final class SourceTables implements StatementReader.Tables {
    private final SessionDefaults defaults;
    private final RelBuilder types = new Relational(List.of(), functions).builder();
    private final List<ResolvedTable> found = new ArrayList<>();

    SourceTables(SessionDefaults defaults) {
      this.defaults = defaults;
    }

    @Override
    public TableMetadata find(List<String> name) {
      var place = new ParsedStatement.Name(name, new SqlPosition(1, 1));
      found.add(TableNames.resolve(place, metadata, defaults));
      return found.getLast().found();
    }

    @Override
    public TableMetadata find(NativeQuery query) {
      found.add(TableNames.resolve(query, new SqlPosition(1, 1), metadata));
      return found.getLast().found();
    }

    @Override
    public List<String> columnTypes(TableMetadata table) {
      return WholeStatements.columnTypes(table, types);
    }
  }

  private OptimizedPlan plan(
      WholeStatement statement, List<ResolvedTable> tables, NotTakenApart reason) {
    List<TableMetadata> found = tables.stream().map(ResolvedTable::found).distinct().toList();
    RelBuilder builder = new Relational(found, functions).builder();
    var sources = new PlanSources(tables);
    var placement = new Placement(sources.taking(), builder.getCluster().getMetadataQuery());
    List<RelNode> inputs =
        statement.reads().stream()
            .map(read -> placement.place(rows(read, builder)).inDuckDb())
            .toList();
    List<OutputColumn> output = new ArrayList<>();
    for (String column : statement.columns()) {
      output.add(new OutputColumn(column, output.size()));
    }
    var stayed =
        new StayedOperator(
            "statement",
            ReasonCode.RUNS_WHOLE,
            "%s is not taken apart: DuckDB runs the statement as it is written, over the columns and rows that it reads of each table"
                .formatted(reason.construct().words()));
    return new OptimizedPlan(
        new DuckDbStatement(builder.getCluster(), statement, inputs),
        Optional.empty(),
        output,
        tables,
        sources.bySource(),
        List.of(stayed),
        false,
        statement.unrepeatable());
  }

  private static RelNode rows(WholeStatement.Read read, RelBuilder builder) {
    TableMetadata table = read.table();
    builder.scan(table.id().source(), table.id().schema(), table.id().table());
    if (Sources.sqlSource((TableScan) builder.peek()).isEmpty()) {
      return builder.build(); // DuckDB reads it in place, and no more of it than it needs
    }
    List<RexNode> conditions =
        read.filters().stream()
            .map(
                filter -> filter.toCalcite(builder.field(filter.column()), builder.getRexBuilder()))
            .toList();
    builder.filter(conditions);
    builder.project(builder.fields(read.columns()));
    return builder.build();
  }

  /// How DuckDB spells the types of a table's columns.
  private static List<String> columnTypes(TableMetadata table, RelBuilder builder) {
    return new SourceTable(table)
        .getRowType(builder.getTypeFactory()).getFieldList().stream()
            .map(RelDataTypeField::getType)
            .map(type ->
                type.getSqlTypeName() == SqlTypeName.ANY ? "VARCHAR" : DuckDbTypeNames.of(type))
            .toList();
  }
}
