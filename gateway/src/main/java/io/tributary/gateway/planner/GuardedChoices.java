package io.tributary.gateway.planner;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;

/// Keeps what the conditions of a `CASE` guard behind them. Calcite takes `+`, `-` and `*` for what
/// never fails and makes `x * x < 5 AND p IS NOT TRUE` of `CASE WHEN p THEN false ELSE x * x < 5
/// END`, which overflows for the rows that `p` was to spare. While a plan is rewritten, such parts
/// are arguments of a function of which Calcite knows nothing.
final class GuardedChoices {

  private static final SqlFunction GUARDED =
      new SqlFunction(
          "GUARDED",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.SYSTEM);

  private static final Set<SqlKind> ARITHMETIC =
      EnumSet.of(SqlKind.PLUS, SqlKind.MINUS, SqlKind.TIMES, SqlKind.MINUS_PREFIX);

  private GuardedChoices() {}

  /// @param others what converts everything else
  static SqlRexConvertletTable convertletsBefore(SqlRexConvertletTable others) {
    return call -> {
      SqlRexConvertlet other = others.get(call);
      return call.getKind() == SqlKind.CASE
          ? (context, choice) -> convert(context, choice, Objects.requireNonNull(other))
          : other;
    };
  }

  private static RexNode convert(SqlRexContext context, SqlCall call, SqlRexConvertlet other) {
    RexNode converted = other.convertCall(context, call);
    return converted instanceof RexCall choice && choice.isA(SqlKind.CASE)
        ? choice.clone(choice.getType(), guarded(context.getRexBuilder(), choice))
        : converted;
  }

  private static List<RexNode> guarded(RexBuilder builder, RexCall choice) {
    List<RexNode> operands = new ArrayList<>();
    for (RexNode operand : choice.getOperands()) {
      boolean afterAnother = !operands.isEmpty();
      operands.add(
          afterAnother && mayOverflow(operand)
              ? builder.makeCall(operand.getType(), GUARDED, List.of(operand))
              : operand);
    }
    return operands;
  }

  private static boolean mayOverflow(RexNode node) {
    return RexUtil.find(ARITHMETIC).anyContain(List.of(node));
  }

  /// The plan with those parts as they are.
  static RelNode released(RelNode plan) {
    return PlanExpressions.rewrite(plan, _ -> new Release());
  }

  private static final class Release extends RexShuttle {
    @Override
    public RexNode visitCall(RexCall call) {
      return call.getOperator().equals(GUARDED)
          ? call.getOperands().getFirst().accept(this)
          : super.visitCall(call);
    }
  }
}
