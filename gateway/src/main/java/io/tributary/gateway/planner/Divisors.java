package io.tributary.gateway.planner;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Tells quotients in which no number is divided by zero, for which DuckDB has infinities and other
/// databases NULL or an error.
final class Divisors {

  private Divisors() {}

  /// Whether the divisor is never zero, such as `NULLIF(x, 0)`, or the dividend is NULL where it
  /// is, such as the sum of an average over no rows.
  static boolean sparesZero(RexNode dividend, RexNode divisor) {
    return isNeverZero(divisor) || isNullWhereZero(dividend, withoutCasts(divisor));
  }

  private static boolean isNeverZero(RexNode value) {
    RexNode node = withoutCasts(value);
    if (node instanceof RexLiteral literal) {
      return literal.isNull()
          || (literal.getValue4() instanceof BigDecimal number && number.signum() != 0);
    }
    if (!(node instanceof RexCall choice) || !choice.isA(SqlKind.CASE)) {
      return false;
    }
    List<RexNode> operands = choice.getOperands();
    for (int i = 1; i < operands.size(); i += 2) {
      if (!isNeverZero(operands.get(i))) {
        return false;
      }
    }
    RexNode otherwise = operands.getLast();
    return isNeverZero(otherwise)
        || tested(operands.getFirst(), SqlKind.EQUALS).equals(Optional.of(withoutCasts(otherwise)));
  }

  private static boolean isNullWhereZero(RexNode dividend, RexNode divisor) {
    if (!(RexUtil.removeCast(dividend) instanceof RexCall choice)
        || !choice.isA(SqlKind.CASE)
        || choice.getOperands().size() != 3
        || !RexUtil.isNullLiteral(choice.getOperands().getLast(), true)) {
      return false;
    }
    RexNode condition = choice.getOperands().getFirst();
    return Stream.of(SqlKind.GREATER_THAN, SqlKind.NOT_EQUALS)
        .anyMatch(comparison -> tested(condition, comparison).equals(Optional.of(divisor)));
  }

  /// What is compared with zero, if the condition is such a comparison.
  private static Optional<RexNode> tested(RexNode condition, SqlKind comparison) {
    return condition instanceof RexCall call
            && call.isA(comparison)
            && withoutCasts(call.getOperands().get(1)) instanceof RexLiteral literal
            && literal.getValue4() instanceof BigDecimal number
            && number.signum() == 0
        ? Optional.of(withoutCasts(call.getOperands().getFirst()))
        : Optional.empty();
  }

  /// What a number was before casts that make zero of nothing else.
  private static RexNode withoutCasts(RexNode node) {
    return node instanceof RexCall cast
            && cast.isA(SqlKind.CAST)
            && (RexUtil.isLosslessCast(cast)
                || SqlTypeUtil.isIntType(cast.getOperands().getFirst().getType()))
        ? withoutCasts(cast.getOperands().getFirst())
        : node;
  }
}
