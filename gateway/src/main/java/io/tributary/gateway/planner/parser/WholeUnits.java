package io.tributary.gateway.planner.parser;

import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import java.util.Arrays;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlInternalOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;

/// The number of an interval in days, hours and whatever else has no fractions: DuckDB cuts them,
/// and Calcite multiplies by them.
public final class WholeUnits extends SqlInternalOperator {

  /// Of the number alone, and the same as that.
  public static final SqlOperator OPERATOR = new WholeUnits();

  private WholeUnits() {
    super(
        "WHOLE_UNITS",
        SqlKind.OTHER,
        0,
        true,
        ReturnTypes.ARG0,
        (binding, _, types) ->
            Arrays.fill(
                types,
                binding
                    .getTypeFactory()
                    .createTypeWithNullability(
                        binding.getTypeFactory().createSqlType(SqlTypeName.INTEGER), true)),
        OperandTypes.ANY);
  }

  static SqlNode of(SqlNode number) {
    return number instanceof SqlNumericLiteral literal && literal.isInteger()
        ? number
        : OPERATOR.createCall(number.getParserPosition(), number);
  }

  /// @throws NotTakenApart for numbers that may have a fraction
  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    if (mayHaveFraction(binding.getOperandType(0))) {
      SqlParserPos position = binding.operand(0).getParserPosition();
      throw new NotTakenApart(
          Construct.INTERVAL_OF_FRACTIONS,
          "an interval of a number with a fraction is not supported: write CAST(trunc(…) AS"
              + " BIGINT)",
          new SqlPosition(position.getLineNum(), position.getColumnNum()));
    }
    return true;
  }

  private static boolean mayHaveFraction(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case FLOAT, REAL, DOUBLE -> true;
      case DECIMAL -> type.getScale() > 0;
      default -> false;
    };
  }
}
