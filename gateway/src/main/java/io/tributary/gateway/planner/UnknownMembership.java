package io.tributary.gateway.planner;

import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;

/// `(x, y) IN (SELECT …)` where it makes a difference whether that is false or unknown. With a NULL
/// in `x`, it is false if no row has this `y`; Calcite takes it for unknown.
final class UnknownMembership extends RexShuttle {

  private UnknownMembership() {}

  /// @throws NotTakenApart for the first
  static void refuseIn(RelNode plan) {
    if (plan instanceof Filter filter) {
      RelOptUtil.conjunctions(filter.getCondition()).forEach(UnknownMembership::refuseIn);
    } else {
      plan.accept(new UnknownMembership());
    }
    plan.getInputs().forEach(UnknownMembership::refuseIn);
  }

  /// A filter lets no row through for either.
  private static void refuseIn(RexNode conjunct) {
    if (conjunct instanceof RexSubQuery subQuery) {
      subQuery.operands.forEach(operand -> operand.accept(new UnknownMembership()));
      refuseIn(subQuery.rel);
    } else {
      conjunct.accept(new UnknownMembership());
    }
  }

  @Override
  public RexNode visitSubQuery(RexSubQuery subQuery) {
    if (subQuery.isA(SqlKind.IN) && subQuery.operands.size() > 1 && mayBeUnknown(subQuery)) {
      throw new NotTakenApart(
          Construct.MEMBERSHIP_OF_ROWS,
          "rows that may have a NULL, looked for in a sub-query, are supported in WHERE alone:"
              + " compare column by column with EXISTS",
          null);
    }
    refuseIn(subQuery.rel);
    return super.visitSubQuery(subQuery);
  }

  private static boolean mayBeUnknown(RexSubQuery subQuery) {
    return subQuery.operands.stream().anyMatch(operand -> operand.getType().isNullable())
        || subQuery.rel.getRowType().getFieldList().stream()
            .anyMatch(column -> column.getType().isNullable());
  }
}
