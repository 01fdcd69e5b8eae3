package io.tributary.gateway.planner;

import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;

/// Truth values compared for order, as operators of no kind that Calcite simplifies: where it
/// gathers `c >= false AND c <= true` of a condition `c`, it takes an unknown `c` for false.
final class BooleanOrder {

  private static final SqlBinaryOperator LESS = operator("<");
  private static final SqlBinaryOperator LESS_OR_EQUAL = operator("<=");
  private static final SqlBinaryOperator GREATER = operator(">");
  private static final SqlBinaryOperator GREATER_OR_EQUAL = operator(">=");

  private BooleanOrder() {}

  private static SqlBinaryOperator operator(String name) {
    return new SqlBinaryOperator(
        name,
        SqlKind.OTHER,
        SqlStdOperatorTable.LESS_THAN.getLeftPrec(),
        true,
        ReturnTypes.BOOLEAN_NULLABLE,
        InferTypes.FIRST_KNOWN,
        OperandTypes.ANY_ANY);
  }

  /// @param others what converts everything else
  static SqlRexConvertletTable convertletsBefore(SqlRexConvertletTable others) {
    return call ->
        switch (call.getKind()) {
          case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL, BETWEEN ->
              (context, compared) -> convert(context, compared, others);
          default -> others.get(call);
        };
  }

  private static RexNode convert(
      SqlRexContext context, SqlCall call, SqlRexConvertletTable others) {
    boolean comparesTruth =
        call.getOperandList().stream()
            .allMatch(operand ->
                SqlTypeUtil.inBooleanFamily(context.getValidator().getValidatedNodeType(operand)));
    if (!comparesTruth) {
      SqlRexConvertlet other = others.get(call);
      if (other == null) {
        throw new UnsupportedOperationException(call.getOperator().getName());
      }
      return other.convertCall(context, call);
    }
    RexBuilder builder = context.getRexBuilder();
    List<RexNode> operands =
        call.getOperandList().stream().map(context::convertExpression).toList();
    return switch (call.getKind()) {
      case LESS_THAN -> builder.makeCall(LESS, operands);
      case LESS_THAN_OR_EQUAL -> builder.makeCall(LESS_OR_EQUAL, operands);
      case GREATER_THAN -> builder.makeCall(GREATER, operands);
      case GREATER_THAN_OR_EQUAL -> builder.makeCall(GREATER_OR_EQUAL, operands);
      case BETWEEN -> between((SqlBetweenOperator) call.getOperator(), builder, operands);
      default -> throw new IllegalStateException(call.getKind() + " compares no order");
    };
  }

  private static RexNode between(
      SqlBetweenOperator operator, RexBuilder builder, List<RexNode> operands) {
    RexNode value = operands.get(0);
    RexNode between = between(builder, value, operands.get(1), operands.get(2));
    if (operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
      between =
          builder.makeCall(
              SqlStdOperatorTable.OR,
              between,
              between(builder, value, operands.get(2), operands.get(1)));
    }
    return operator.isNegated() ? builder.makeCall(SqlStdOperatorTable.NOT, between) : between;
  }

  private static RexNode between(RexBuilder builder, RexNode value, RexNode from, RexNode to) {
    return builder.makeCall(
        SqlStdOperatorTable.AND,
        builder.makeCall(GREATER_OR_EQUAL, value, from),
        builder.makeCall(LESS_OR_EQUAL, value, to));
  }
}
