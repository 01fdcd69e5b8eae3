package io.tributary.gateway.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/// Guards groups by nothing but constants, which Calcite makes of `EXISTS`, from its decorrelation:
/// that takes them for a grand total, which has a row even of no rows.
final class ConstantKeys {

  private static final SqlFunction HIDDEN =
      new SqlFunction(
          "HIDDEN",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.SYSTEM);

  private ConstantKeys() {}

  /// Decorrelates as if such constants were none. Groups within a correlation have other keys.
  static RelNode guarded(RelNode rel, UnaryOperator<RelNode> decorrelation) {
    return decorrelation.apply(rel.accept(new Hiding())).accept(new Revealing());
  }

  private static final class Hiding extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode other) {
      RelNode rel = super.visit(other);
      return rel instanceof Aggregate aggregate
              && aggregate.getInput() instanceof Project project
              && hasOnlyConstantKeys(aggregate, project)
              && RelOptUtil.getVariablesUsed(aggregate).isEmpty()
          ? aggregate.copy(aggregate.getTraitSet(), List.of(hidden(aggregate, project)))
          : rel;
    }

    private static boolean hasOnlyConstantKeys(Aggregate aggregate, Project project) {
      return !aggregate.getGroupSet().isEmpty()
          && aggregate.getGroupSet().asList().stream()
              .allMatch(key -> project.getProjects().get(key) instanceof RexLiteral);
    }

    private static Project hidden(Aggregate aggregate, Project project) {
      RexBuilder builder = project.getCluster().getRexBuilder();
      List<RexNode> columns = new ArrayList<>(project.getProjects());
      for (int key : aggregate.getGroupSet()) {
        columns.set(key, builder.makeCall(HIDDEN, columns.get(key)));
      }
      return project.copy(project.getTraitSet(), project.getInput(), columns, project.getRowType());
    }
  }

  private static final class Revealing extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode other) {
      return super.visit(other)
          .accept(
              new RexShuttle() {
                @Override
                public RexNode visitCall(RexCall call) {
                  return call.getOperator().equals(HIDDEN)
                      ? call.getOperands().getFirst()
                      : super.visitCall(call);
                }
              });
    }
  }
}
