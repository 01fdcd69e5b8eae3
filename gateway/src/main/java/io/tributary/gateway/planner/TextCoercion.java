package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;
import org.jspecify.annotations.Nullable;

/// Implicit casts, where DuckDB has them: a text literal becomes whatever is needed, other text
/// needs a cast. Calcite would take `'1.9'` for 1 beside an integer, and compare UBIGINT as BIGINT.
final class TextCoercion extends TypeCoercionImpl {

  TextCoercion(RelDataTypeFactory types, SqlValidator validator) {
    super(types, validator);
  }

  @Override
  public @Nullable RelDataType commonTypeForBinaryComparison(
      @Nullable RelDataType left, @Nullable RelDataType right) {
    return left != null
            && right != null
            && SqlTypeUtil.isExactNumeric(left)
            && SqlTypeUtil.isExactNumeric(right)
        ? factory.leastRestrictive(List.of(left, right))
        : super.commonTypeForBinaryComparison(left, right);
  }

  @Override
  protected boolean coerceOperandType(
      SqlValidatorScope scope, SqlCall call, int index, RelDataType target) {
    refuseText(scope, call.operand(index), target);
    return super.coerceOperandType(scope, call, index, target);
  }

  @Override
  protected boolean coerceColumnType(
      SqlValidatorScope scope, SqlNodeList columns, int index, RelDataType target) {
    if (index < columns.size()) {
      refuseText(scope, columns.get(index), target);
    }
    return super.coerceColumnType(scope, columns, index, target);
  }

  private void refuseText(SqlValidatorScope scope, SqlNode value, RelDataType target) {
    if (SqlUtil.isLiteral(value, true)
        || value instanceof SqlDynamicParam
        || value instanceof SqlNodeList
        || (value instanceof SqlIdentifier name && name.isStar())
        || SqlTypeUtil.inCharFamily(target)
        || target.getSqlTypeName() == SqlTypeName.ANY
        || !SqlTypeUtil.inCharFamily(validator.deriveType(scope, value))) {
      return;
    }
    throw new GatewayException(
        ErrorCode.TYPE_MISMATCH,
        "%s is text where %s is needed: write CAST(… AS %s)"
            .formatted(words(value), target.getSqlTypeName().getName(), target.getSqlTypeName()),
        SqlPositions.of(value.getParserPosition()));
  }

  private static String words(SqlNode value) {
    return value instanceof SqlIdentifier name
        ? name.names.getLast()
        : "this " + value.getKind().lowerName.replace('_', ' ');
  }
}
