package io.tributary.gateway.planner;

import java.math.BigDecimal;
import java.util.Objects;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;

/// Makes a constant of `-7`, which is a call in SQL: what must not be done to constants, such as
/// grouping by them, must not be done to it. Approximate numbers stay calls, for `-0e0` is another
/// number than any that a literal holds.
final class NegativeNumbers {

  private NegativeNumbers() {}

  /// @param others what converts everything else
  static SqlRexConvertletTable convertletsBefore(SqlRexConvertletTable others) {
    return call -> {
      SqlRexConvertlet other = others.get(call);
      return call.getKind() == SqlKind.MINUS_PREFIX
          ? (context, minus) -> convert(context, minus, Objects.requireNonNull(other))
          : other;
    };
  }

  private static RexNode convert(SqlRexContext context, SqlCall call, SqlRexConvertlet other) {
    RexNode operand = context.convertExpression(call.operand(0));
    return operand instanceof RexLiteral number
            && !number.isNull()
            && SqlTypeUtil.isExactNumeric(number.getType())
        ? context
            .getRexBuilder()
            .makeExactLiteral(
                Objects.requireNonNull(number.getValueAs(BigDecimal.class)).negate(),
                number.getType())
        : other.convertCall(context, call);
  }
}
