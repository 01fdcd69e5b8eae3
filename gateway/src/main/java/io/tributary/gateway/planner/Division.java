package io.tributary.gateway.planner;

import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// `/` as DuckDB means it: `7 / 2` is 3.5, whatever the number types. Its kind is not DIVIDE, so
/// that nothing in Calcite computes it in another way.
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

  private Division() {}

  /// Replaces `/` in a parsed statement, in place.
  static void replaceIn(SqlNode statement) {
    statement.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call instanceof SqlBasicCall basic
                && basic.getOperator().equals(SqlStdOperatorTable.DIVIDE)) {
              basic.setOperator(OPERATOR);
            }
            return super.visit(call);
          }
        });
  }
}
