package io.tributary.gateway.planner.rule;

import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.rules.ProjectJoinTransposeRule;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/// Computes the columns of a join's result below the join where that gives the same.
public final class ProjectsBelowJoins {

  /// The rule.
  public static final RelOptRule RULE =
      ProjectJoinTransposeRule.Config.DEFAULT
          .withPreserveExprCondition(expression -> !DependsOnJoin.test(expression))
          .toRule();

  private ProjectsBelowJoins() {}

  /// Calcite asks for each expression, and looks only at its outermost call.
  private static final class DependsOnJoin extends RexVisitorImpl<@Nullable Void> {

    private DependsOnJoin() {
      super(true);
    }

    static boolean test(RexNode expression) {
      try {
        expression.accept(new DependsOnJoin());
        return false;
      } catch (Util.FoundOne e) {
        return true;
      }
    }

    /// A window is over the rows that the join gives.
    @Override
    public @Nullable Void visitOver(RexOver over) {
      throw new Util.FoundOne(over);
    }

    /// Calls that give something else each time are made for each row of the result. What a CASE
    /// around it makes sure to be no NULL is NULL where an outer join finds no row, and what a join
    /// leaves may be all that a cast takes.
    @Override
    public @Nullable Void visitCall(RexCall call) {
      if (!call.getOperator().isDeterministic() || call.getOperator().isDynamicFunction()) {
        throw new Util.FoundOne(call);
      }
      if (call.isA(SqlKind.CAST)) {
        RelDataType from = call.getOperands().getFirst().getType();
        if ((!call.getType().isNullable() && from.isNullable()) || mayFail(from, call.getType())) {
          throw new Util.FoundOne(call);
        }
      }
      return super.visitCall(call);
    }

    private static boolean mayFail(RelDataType from, RelDataType to) {
      return SqlTypeUtil.isCharacter(from)
          ? !SqlTypeUtil.isCharacter(to)
          : SqlTypeUtil.isExactNumeric(to) && !RexUtil.isLosslessCast(from, to);
    }
  }
}
