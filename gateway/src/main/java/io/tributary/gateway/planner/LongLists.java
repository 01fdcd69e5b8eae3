package io.tributary.gateway.planner;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Makes one set of a long `IN` list of constants, which arrives as a chain of OR, and of a chain
/// of AND of what a value must not be. Calcite does so itself, but compares each part of `NOT IN`
/// with all others before: minutes for a few thousand.
final class LongLists extends RexShuttle {

  private static final int LONG = 20;

  private final RexBuilder builder;

  private LongLists(RexBuilder builder) {
    this.builder = builder;
  }

  static RelNode asSets(RelNode rel) {
    return PlanExpressions.rewrite(rel, LongLists::new);
  }

  @Override
  public RexNode visitCall(RexCall call) {
    if (isList(call, SqlKind.OR, SqlKind.EQUALS)) {
      return set(call);
    }
    return isList(call, SqlKind.AND, SqlKind.NOT_EQUALS)
        ? builder.makeCall(SqlStdOperatorTable.NOT, set(call))
        : super.visitCall(call);
  }

  @Override
  public RexNode visitSubQuery(RexSubQuery original) {
    RexSubQuery subQuery = (RexSubQuery) super.visitSubQuery(original);
    return subQuery.clone(asSets(subQuery.rel));
  }

  private static boolean isList(RexCall call, SqlKind chain, SqlKind comparison) {
    return call.getKind() == chain
        && call.getOperands().size() >= LONG
        && call.getOperands().stream().allMatch(part -> isPoint(part, comparison, value(call)));
  }

  /// What the first part compares.
  private static RexNode value(RexCall list) {
    return list.getOperands().getFirst() instanceof RexCall first && !first.getOperands().isEmpty()
        ? first.getOperands().getFirst()
        : list;
  }

  private static boolean isPoint(RexNode part, SqlKind kind, RexNode value) {
    return part.getKind() == kind
        && part instanceof RexCall comparison
        && comparison.getOperands().getFirst().equals(value)
        && comparison.getOperands().get(1) instanceof RexLiteral constant
        && !constant.isNull();
  }

  private RexNode set(RexCall list) {
    List<RexNode> constants =
        list.getOperands().stream().map(part -> ((RexCall) part).getOperands().get(1)).toList();
    return builder.makeIn(value(list), constants);
  }
}
