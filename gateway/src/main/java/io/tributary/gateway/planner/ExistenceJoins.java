package io.tributary.gateway.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Turns filters by `EXISTS` and `NOT EXISTS` into semi and anti joins, where the sub-query asks
/// for the outer row in conditions alone:
///
/// ```
/// Filter(EXISTS(                        SemiJoin(b.x = a.x AND b.y <> a.y)
///     Filter(b.x = a.x AND b.y <> a.y)    a
///       b))                         ->    b
///   a
/// ```
///
/// So does `(x, y) NOT IN (SELECT …)`, which Calcite takes for unknown wherever `x` or `y` is NULL.
///
/// What else the filter asks stays below: it may be what lets no rows through.
///
/// Decorrelation would join with the distinct outer rows that the sub-query asks for, which reads
/// `a` once more, and nothing could tell that only its existence matters.
final class ExistenceJoins {

  private ExistenceJoins() {}

  static RelNode apply(RelNode plan) {
    return plan.accept(new Rewrite());
  }

  private static final class Rewrite extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode other) {
      RelNode rel = super.visit(other).accept(new Nested());
      return rel instanceof LogicalFilter filter ? joined(filter) : rel;
    }
  }

  private static final class Nested extends RexShuttle {
    @Override
    public RexNode visitSubQuery(RexSubQuery original) {
      RexSubQuery subQuery = (RexSubQuery) super.visitSubQuery(original);
      RelNode rel = ExistenceJoins.apply(subQuery.rel);
      return rel.equals(subQuery.rel) ? subQuery : subQuery.clone(rel);
    }
  }

  private static RelNode joined(LogicalFilter filter) {
    List<RexNode> below = new ArrayList<>();
    List<RexNode> above = new ArrayList<>();
    List<Existence> existences = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      Existence.of(conjunct, filter)
          .ifPresentOrElse(
              existences::add,
              () -> (asksFurtherOut(conjunct, filter) ? above : below).add(conjunct));
    }
    if (existences.isEmpty() || !RelOptUtil.getVariablesUsed(filter.getInput()).isEmpty()) {
      return filter;
    }
    RexBuilder rex = filter.getCluster().getRexBuilder();
    RelNode rel = filtered(filter, filter.getInput(), below);
    for (Existence existence : existences) {
      rel =
          LogicalJoin.create(
              rel,
              existence.rows,
              List.of(),
              RexUtil.composeConjunction(rex, existence.conditions),
              Set.of(),
              existence.type);
    }
    return filtered(filter, rel, above);
  }

  private static RelNode filtered(LogicalFilter filter, RelNode rel, List<RexNode> conditions) {
    RexBuilder rex = filter.getCluster().getRexBuilder();
    return conditions.isEmpty()
        ? rel
        : filter.copy(filter.getTraitSet(), rel, RexUtil.composeConjunction(rex, conditions));
  }

  /// Whether a filter that is in a sub-query itself asks for a row outside it. Decorrelation cannot
  /// take that through a semi or anti join.
  private static boolean asksFurtherOut(RexNode condition, LogicalFilter filter) {
    RelNode alone = filter.copy(filter.getTraitSet(), filter.getInput(), condition);
    return !filter.getVariablesSet().containsAll(RelOptUtil.getVariablesUsed(alone));
  }

  /// @param conditions over the columns of `rows` and the outer row's
  private record Parts(RelNode rows, List<RexNode> conditions) {}

  /// @param rows that ask for no outer row
  /// @param conditions over the outer columns, then those of `rows`
  private record Existence(JoinRelType type, RelNode rows, List<RexNode> conditions) {

    static Optional<Existence> of(RexNode condition, LogicalFilter filter) {
      boolean anti = condition.isA(SqlKind.NOT);
      RexNode asked = anti ? ((RexCall) condition).getOperands().getFirst() : condition;
      if (anti
          && asked instanceof RexSubQuery rows
          && isOfRows(rows)
          && !asksFurtherOut(condition, filter)) {
        return Optional.of(new Existence(JoinRelType.ANTI, rows.rel, mayBeEqual(rows, filter)));
      }
      return asked instanceof RexSubQuery subQuery && subQuery.isA(SqlKind.EXISTS)
          ? of(subQuery.rel, filter, anti ? JoinRelType.ANTI : JoinRelType.SEMI)
          : Optional.empty();
    }

    /// Whether several values, which can be written twice, are looked for in rows that ask for no
    /// outer one.
    private static boolean isOfRows(RexSubQuery subQuery) {
      return subQuery.isA(SqlKind.IN)
          && subQuery.operands.size() > 1
          && subQuery.operands.stream().allMatch(RexUtil::isDeterministic)
          && RexUtil.SubQueryFinder.find(subQuery.operands) == null
          && RelOptUtil.getVariablesUsed(subQuery.rel).isEmpty();
    }

    /// What holds of a row that is the same, or could be but for NULLs.
    private static List<RexNode> mayBeEqual(RexSubQuery subQuery, LogicalFilter filter) {
      RexBuilder rex = filter.getCluster().getRexBuilder();
      int outer = filter.getInput().getRowType().getFieldCount();
      List<RexNode> conditions = new ArrayList<>();
      for (RelDataTypeField column : subQuery.rel.getRowType().getFieldList()) {
        RexNode value = subQuery.operands.get(column.getIndex());
        RexNode other = new RexInputRef(outer + column.getIndex(), column.getType());
        List<RexNode> alternatives = new ArrayList<>();
        for (RexNode side : List.of(value, other)) {
          if (side.getType().isNullable()) {
            alternatives.add(rex.makeCall(SqlStdOperatorTable.IS_NULL, side));
          }
        }
        alternatives.add(rex.makeCall(SqlStdOperatorTable.EQUALS, value, other));
        conditions.add(RexUtil.composeDisjunction(rex, alternatives));
      }
      return conditions;
    }

    private static Optional<Existence> of(RelNode query, LogicalFilter filter, JoinRelType type) {
      Set<CorrelationId> outer = RelOptUtil.getVariablesUsed(query);
      if (outer.isEmpty() || !filter.getVariablesSet().containsAll(outer)) {
        return Optional.empty();
      }
      var columns = new OuterColumns(filter.getInput().getRowType().getFieldCount());
      return takenApart(query, List.of())
          .map(parts -> new Existence(type, parts.rows, columns.apply(parts.conditions)));
    }

    /// @param conditions those above, over the columns of `rel`
    private static Optional<Parts> takenApart(RelNode rel, List<RexNode> conditions) {
      if (RelOptUtil.getVariablesUsed(rel).isEmpty()) {
        return Optional.of(new Parts(rel, conditions));
      }
      return switch (rel) {
        case Filter filter when RexUtil.SubQueryFinder.find(filter.getCondition()) == null -> {
          List<RexNode> all = new ArrayList<>(conditions);
          all.addAll(RelOptUtil.conjunctions(filter.getCondition()));
          yield takenApart(filter.getInput(), all);
        }
        case Project project when conditions.isEmpty() || isPlain(project) ->
            takenApart(project.getInput(), RelOptUtil.pushPastProject(conditions, project));
        case Sort sort when sort.offset == null && keepsOne(sort, conditions) ->
            takenApart(sort.getInput(), conditions);
        default -> Optional.empty();
      };
    }

    private static boolean isPlain(Project project) {
      return project.getProjects().stream()
          .allMatch(expression ->
              RexUtil.isDeterministic(expression)
                  && !RexOver.containsOver(expression)
                  && RexUtil.SubQueryFinder.find(expression) == null);
    }

    /// Whether there is a row after a limit where there was one before.
    private static boolean keepsOne(Sort sort, List<RexNode> conditions) {
      return sort.fetch == null
          || (conditions.isEmpty()
              && sort.fetch instanceof RexLiteral limit
              && RexLiteral.bigDecimalValue(limit).signum() > 0);
    }
  }

  /// Puts the outer row's columns before those of the sub-query.
  private static final class OuterColumns extends RexShuttle {
    private final int count;

    private OuterColumns(int count) {
      this.count = count;
    }

    @Override
    public RexNode visitInputRef(RexInputRef column) {
      return new RexInputRef(column.getIndex() + count, column.getType());
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      return access.getReferenceExpr() instanceof RexCorrelVariable
          ? new RexInputRef(access.getField().getIndex(), access.getType())
          : super.visitFieldAccess(access);
    }
  }
}
