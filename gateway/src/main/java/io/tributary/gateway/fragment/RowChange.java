package io.tributary.gateway.fragment;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.gateway.planner.OptimizedPlan;
import io.tributary.gateway.planner.SourceBoundary;
import io.tributary.gateway.planner.SourceTable;
import io.tributary.gateway.planner.type.ArrowTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// Rows of one table and values for them, as their source is told to find and to compute them.
///
/// @param values in the order of the plan's columns
/// @param where with its first word; empty for all rows
public record RowChange(List<Value> values, String where) {

  /// What is computed of a row.
  ///
  /// @param sql in the source's dialect
  /// @param type as DuckDB has it
  /// @param reads the columns that it is computed from
  /// @param copied the column that it is, if it is one as it stands
  public record Value(
      String sql, Field type, Set<String> reads, Optional<ColumnDescription> copied) {
    public Value {
      reads = Set.copyOf(reads);
    }
  }

  public RowChange {
    values = List.copyOf(values);
  }

  /// Whether a plan is known to give no rows.
  public static boolean isOfNoRows(OptimizedPlan plan) {
    return plan.root() instanceof Values values && values.getTuples().isEmpty();
  }

  /// What a plan reads, where one source reads it all and its rows are those of one table.
  public static Optional<RowChange> of(OptimizedPlan plan) {
    if (!(plan.root() instanceof SourceBoundary boundary)) {
      return Optional.empty();
    }
    SqlDialectTraits traits = Fragmenter.sqlSource(plan, boundary.source()).dialect();
    SqlDialect dialect = Fragmenter.dialect(traits);
    RelNode read = boundary.getInput();
    RelNode spelled = SourceSpelling.spell(ByteOrder.enforce(read, traits.textOrder()), traits);
    return Rows.of(read)
        .flatMap(meant -> Rows.of(spelled).flatMap(rows -> of(plan, meant, rows, dialect)));
  }

  private static Optional<RowChange> of(
      OptimizedPlan plan, Rows meant, Rows rows, SqlDialect dialect) {
    if (!(SqlUnparser.ofPlainTables(rows.query(), dialect) instanceof SqlSelect select)
        || !(select.getFrom() instanceof SqlIdentifier)) {
      return Optional.empty();
    }
    List<ColumnDescription> columns = SourceTable.of(meant.scan).metadata().description().columns();
    List<Value> values = new ArrayList<>();
    for (OptimizedPlan.OutputColumn column : plan.output()) {
      RexNode value = meant.values.get(column.index());
      values.add(
          new Value(
              SqlUnparser.sql(unnamed(select.getSelectList().get(column.index())), dialect),
              meant.type(column.index()),
              RelOptUtil.InputFinder.bits(value).asList().stream()
                  .map(columns::get)
                  .map(ColumnDescription::name)
                  .collect(Collectors.toSet()),
              value instanceof RexInputRef ref
                  ? Optional.of(columns.get(ref.getIndex()))
                  : Optional.empty()));
    }
    List<SqlNode> conditions = new ArrayList<>();
    if (select.getWhere() != null) {
      conditions.add(select.getWhere());
    }
    for (RelNode matched : rows.matchQueries()) {
      if (!(SqlUnparser.ofPlainTables(matched, dialect) instanceof SqlSelect found)
          || !(found.getFrom() instanceof SqlIdentifier)
          || found.getWhere() == null) {
        return Optional.empty();
      }
      conditions.add(found.getWhere());
    }
    return Optional.of(
        new RowChange(
            values,
            conditions.stream()
                .reduce((one, other) ->
                    SqlStdOperatorTable.AND.createCall(SqlParserPos.ZERO, one, other))
                .map(all -> " WHERE " + SqlUnparser.condition(all, dialect))
                .orElse("")));
  }

  private static SqlNode unnamed(SqlNode item) {
    return item instanceof SqlBasicCall call && call.getKind() == SqlKind.AS
        ? call.operand(0)
        : item;
  }

  /// Rows of the same source, of which a row of the table must have one, or none.
  ///
  /// @param condition over the table's columns and theirs
  private record Match(JoinRelType type, RelNode others, RexNode condition) {}

  /// Values and conditions over the columns of a table.
  private record Rows(
      TableScan scan, List<RexNode> values, List<RexNode> conditions, List<Match> matches) {

    static Optional<Rows> of(RelNode rel) {
      return switch (rel) {
        case TableScan scan ->
            Optional.of(
                new Rows(
                    scan, builder(scan).identityProjects(scan.getRowType()), List.of(), List.of()));
        case Filter filter ->
            of(filter.getInput())
                .filter(rows -> rows.tell(List.of(filter.getCondition())))
                .map(rows -> rows.where(filter.getCondition()));
        case Project project when !project.containsOver() ->
            of(project.getInput())
                .filter(rows -> rows.tell(project.getProjects()))
                .map(rows -> rows.select(project.getProjects()));
        case Join join when looksUp(join) && isOfPlainTables(join) ->
            of(join.getLeft()).map(rows -> rows.matching(join));
        default -> Optional.empty();
      };
    }

    /// Whether a join gives each row of its left input once at most: by `EXISTS`, or by `IN`, which
    /// is a join with keys that are each there once.
    private static boolean looksUp(Join join) {
      return !join.getJoinType().projectsRight()
          || (join.getJoinType() == JoinRelType.INNER
              && join.getRight() instanceof Aggregate keys
              && keys.getGroupType() == Aggregate.Group.SIMPLE
              && keys.getAggCallList().isEmpty()
              && Set.copyOf(join.analyzeCondition().rightKeys).size()
                  == keys.getRowType().getFieldCount());
    }

    /// Whether expressions have but columns of the table, and none of what it was joined with.
    private boolean tell(List<RexNode> expressions) {
      return RelOptUtil.InputFinder.bits(expressions, null).length() <= values.size();
    }

    /// What reads columns as text would have to say so of those of the others alone.
    private static boolean isOfPlainTables(RelNode rel) {
      return RelOptUtil.findTables(rel).stream()
          .map(table -> table.unwrap(SourceTable.class))
          .allMatch(table ->
              table != null
                  && table.metadata().description().columns().stream()
                      .allMatch(column -> column.readAsTextBecause().isEmpty()));
    }

    private static RexBuilder builder(RelNode rel) {
      return rel.getCluster().getRexBuilder();
    }

    private Rows where(RexNode condition) {
      List<RexNode> all = new ArrayList<>(conditions);
      all.add(condition.accept(new Inserting(values)));
      return new Rows(scan, values, all, matches);
    }

    private Rows select(List<RexNode> expressions) {
      return new Rows(scan, new Inserting(values).apply(expressions), conditions, matches);
    }

    private Rows matching(Join join) {
      List<RexNode> columns = new ArrayList<>(values);
      int first = scan.getRowType().getFieldCount();
      for (RelDataTypeField other : join.getRight().getRowType().getFieldList()) {
        columns.add(new RexInputRef(first + other.getIndex(), other.getType()));
      }
      List<Match> all = new ArrayList<>(matches);
      all.add(
          new Match(
              join.getJoinType() == JoinRelType.ANTI ? JoinRelType.ANTI : JoinRelType.SEMI,
              join.getRight(),
              join.getCondition().accept(new Inserting(columns))));
      return new Rows(scan, values, conditions, all);
    }

    /// The table joined with what its rows must match, once for each.
    List<RelNode> matchQueries() {
      return matches.stream()
          .map(match ->
              (RelNode)
                  LogicalJoin.create(
                      scan, match.others, List.of(), match.condition, Set.of(), match.type))
          .toList();
    }

    Field type(int value) {
      RelDataType row =
          scan.getCluster()
              .getTypeFactory()
              .builder()
              .add("value", values.get(value).getType())
              .build();
      return ArrowTypes.toArrow(row).getFields().getFirst();
    }

    /// One filter and one projection over the table.
    RelNode query() {
      RexShuttle texts = new Inserting(asText());
      RelNode filtered =
          conditions.isEmpty()
              ? scan
              : LogicalFilter.create(
                  scan, RexUtil.composeConjunction(builder(scan), texts.apply(conditions)));
      List<String> names =
          IntStream.range(0, values.size()).mapToObj(i -> "changed value " + i).toList();
      return LogicalProject.create(filtered, List.of(), texts.apply(values), names, Set.of());
    }

    /// The table's columns, with a cast of those that are read as text.
    private List<RexNode> asText() {
      RexBuilder builder = builder(scan);
      List<ColumnDescription> columns = SourceTable.of(scan).metadata().description().columns();
      List<RexNode> all = new ArrayList<>(builder.identityProjects(scan.getRowType()));
      RelDataType text = builder.getTypeFactory().createSqlType(SqlTypeName.VARCHAR);
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).readAsTextBecause().isPresent()) {
          all.set(i, builder.makeAbstractCast(text, all.get(i), false));
        }
      }
      return all;
    }
  }

  /// Puts expressions into the places of columns.
  private static final class Inserting extends RexShuttle {
    private final List<RexNode> expressions;

    Inserting(List<RexNode> expressions) {
      this.expressions = expressions;
    }

    @Override
    public RexNode visitInputRef(RexInputRef column) {
      return Objects.requireNonNull(expressions.get(column.getIndex()));
    }
  }
}
