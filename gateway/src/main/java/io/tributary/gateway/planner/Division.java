package io.tributary.gateway.planner;

import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.jspecify.annotations.Nullable;

/// `/` and `%` as DuckDB means them: `7 / 2` is 3.5, whatever the number types, and a remainder is
/// of the wider of both types. The kind of `/` is not DIVIDE, so that nothing in Calcite computes
/// it in another way.
final class Division {

  static final SqlBinaryOperator OPERATOR =
      new SqlBinaryOperator(
          "/",
          SqlKind.OTHER,
          60,
          true,
          ReturnTypes.DOUBLE.andThen(
              (binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, true)),
          InferTypes.FIRST_KNOWN,
          OperandTypes.NUMERIC_NUMERIC);

  private static final SqlFunction REMAINDER =
      new SqlFunction(
          "MOD",
          SqlKind.MOD,
          ReturnTypes.LEAST_RESTRICTIVE.andThen(
              (binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, true)),
          InferTypes.FIRST_KNOWN,
          OperandTypes.NUMERIC_NUMERIC,
          SqlFunctionCategory.NUMERIC);

  /// To be looked up before the standard's operators of the same names.
  static final SqlOperatorTable OPERATORS = SqlOperatorTables.of(OPERATOR, REMAINDER);

  private Division() {}

  /// Replaces `/`, `%` and `MOD` in a parsed statement, in place.
  static void replaceIn(SqlNode statement) {
    statement.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call instanceof SqlBasicCall basic) {
              if (basic.getOperator().equals(SqlStdOperatorTable.DIVIDE)) {
                basic.setOperator(OPERATOR);
              } else if (isRemainder(basic)) {
                basic.setOperator(REMAINDER);
              }
            }
            return super.visit(call);
          }
        });
  }

  private static boolean isRemainder(SqlBasicCall call) {
    return call.operandCount() == 2
        && (call.getOperator().equals(SqlStdOperatorTable.PERCENT_REMAINDER)
            || call.getOperator().getName().equalsIgnoreCase("MOD"));
  }
}
