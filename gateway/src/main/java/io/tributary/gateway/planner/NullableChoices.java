package io.tributary.gateway.planner;

import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlInternalOperators;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;

/// Takes what `COALESCE` chooses for what it is. Calcite makes `CASE WHEN x IS NOT NULL THEN x'` of
/// it, whose `x'` has a type without NULL; where a simplification takes the condition away, `(x' =
/// 1) IS NOT TRUE` would become `x <> 1`. Only the choice as a whole may be never NULL.
final class NullableChoices {

  private NullableChoices() {}

  /// @param others what converts everything else
  static SqlRexConvertletTable convertletsBefore(SqlRexConvertletTable others) {
    return call -> {
      SqlRexConvertlet other = others.get(call);
      if (call.getOperator().equals(SqlInternalOperators.CAST_NOT_NULL)) {
        return (context, cast) -> context.convertExpression(cast.operand(0));
      }
      return call.getKind() == SqlKind.CASE
          ? (context, choice) -> convert(context, choice, Objects.requireNonNull(other))
          : other;
    };
  }

  private static RexNode convert(SqlRexContext context, SqlCall call, SqlRexConvertlet other) {
    RexNode converted = other.convertCall(context, call);
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    return converted instanceof RexCall choice && !type.isNullable()
        ? choice.clone(
            context.getTypeFactory().createTypeWithNullability(choice.getType(), false),
            choice.getOperands())
        : converted;
  }
}
