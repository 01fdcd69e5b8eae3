package io.tributary.gateway.planner;

import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexCall;
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
    switch (plan) {
      case Filter filter -> refuseIn(filter.getCondition());
      case Join join -> refuseIn(join.getCondition());
      default -> plan.accept(new UnknownMembership());
    }
    plan.getInputs().forEach(UnknownMembership::refuseIn);
  }

  /// No row fulfils a condition that is unknown, as if it were false, unless it is negated.
  private static void refuseIn(RexNode condition) {
    switch (condition) {
      case RexSubQuery subQuery -> {
        subQuery.operands.forEach(operand -> operand.accept(new UnknownMembership()));
        refuseIn(subQuery.rel);
      }
      case RexCall call when call.isA(SqlKind.AND) || call.isA(SqlKind.OR) ->
          call.getOperands().forEach(UnknownMembership::refuseIn);
      default -> condition.accept(new UnknownMembership());
    }
  }

  @Override
  public RexNode visitSubQuery(RexSubQuery subQuery) {
    if (subQuery.isA(SqlKind.IN) && subQuery.operands.size() > 1 && mayBeUnknown(subQuery)) {
      throw new NotTakenApart(
          Construct.MEMBERSHIP_OF_ROWS,
          "whether a row with a NULL is among those of a sub-query is told in conditions alone, and"
              + " not negated: compare column by column with EXISTS",
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
