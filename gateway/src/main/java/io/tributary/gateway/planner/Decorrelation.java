package io.tributary.gateway.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/// Calcite's decorrelation, guarded from what it takes for more than it says: constants to group
/// by, which Calcite makes of `EXISTS` and `IN`, for keys that can be left out, although a grand
/// total has a row even of no rows and the other columns move; columns in the conditions of outer
/// joins for never NULL, also on the side whose rows are all kept; and a lateral grand total, which
/// has a row for every outer row, for one that may have none.
final class Decorrelation {

  private static final SqlFunction HIDDEN =
      new SqlFunction(
          "HIDDEN",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.SYSTEM);

  private Decorrelation() {}

  static boolean isNeeded(RelNode rel) {
    return rel instanceof Correlate || rel.getInputs().stream().anyMatch(Decorrelation::isNeeded);
  }

  /// Decorrelates with such keys, and the columns that sub-queries ask for, made unknown.
  static RelNode apply(RelNode rel, RelBuilder builder) {
    RelNode decorrelated = RelDecorrelator.decorrelateQuery(rel.accept(new Hiding()), builder);
    return PlanExpressions.rewrite(decorrelated, _ -> new Revealing());
  }

  private static final class Hiding extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode other) {
      RelNode rel = super.visit(other);
      if (rel instanceof Correlate correlate) {
        return hidden(correlate);
      }
      return rel instanceof Aggregate aggregate
              && aggregate.getInput() instanceof Project project
              && hasConstantKeys(aggregate, project)
              && !isCorrelatedExists(aggregate)
          ? aggregate.copy(aggregate.getTraitSet(), List.of(hidden(aggregate, project)))
          : rel;
    }

    /// Rewrites before this one may have left a right side that asks for fewer columns than it did.
    private static RelNode hidden(Correlate correlate) {
      RelNode left = correlate.getLeft();
      RelNode right = LateralTotals.counted(correlate);
      ImmutableBitSet asked = RelOptUtil.correlationColumns(correlate.getCorrelationId(), right);
      if (asked.isEmpty()) {
        return LogicalJoin.create(
            left,
            right,
            List.of(),
            correlate.getCluster().getRexBuilder().makeLiteral(true),
            Set.of(),
            correlate.getJoinType());
      }
      List<RexNode> columns = new ArrayList<>();
      for (RelDataTypeField field : left.getRowType().getFieldList()) {
        RexNode column = RexInputRef.of(field.getIndex(), left.getRowType());
        columns.add(
            asked.get(field.getIndex()) && field.getType().isNullable()
                ? hidden(left, column)
                : column);
      }
      RelNode unknown =
          LogicalProject.create(
              left, List.of(), columns, left.getRowType().getFieldNames(), Set.of());
      return correlate.copy(
          correlate.getTraitSet(),
          unknown,
          right,
          correlate.getCorrelationId(),
          asked,
          correlate.getJoinType());
    }

    private static RexNode hidden(RelNode rel, RexNode expression) {
      return rel.getCluster().getRexBuilder().makeCall(HIDDEN, expression);
    }

    private static boolean hasConstantKeys(Aggregate aggregate, Project project) {
      return aggregate.getGroupSet().asList().stream()
          .anyMatch(key -> project.getProjects().get(key) instanceof RexLiteral);
    }

    /// The one group by a constant that decorrelation gives other keys, and takes for what it is.
    private static boolean isCorrelatedExists(Aggregate aggregate) {
      return aggregate.getGroupCount() == 1
          && aggregate.getAggCallList().isEmpty()
          && !RelOptUtil.getVariablesUsed(aggregate).isEmpty();
    }

    private static Project hidden(Aggregate aggregate, Project project) {
      List<RexNode> columns = new ArrayList<>(project.getProjects());
      for (int key : aggregate.getGroupSet()) {
        if (columns.get(key) instanceof RexLiteral constant) {
          columns.set(key, hidden(project, constant));
        }
      }
      return project.copy(project.getTraitSet(), project.getInput(), columns, project.getRowType());
    }
  }

  private static final class Revealing extends RexShuttle {
    @Override
    public RexNode visitCall(RexCall call) {
      return call.getOperator().equals(HIDDEN)
          ? call.getOperands().getFirst()
          : super.visitCall(call);
    }
  }
}
