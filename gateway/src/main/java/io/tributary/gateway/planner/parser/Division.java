package io.tributary.gateway.planner.parser;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.util.SqlOperatorTables;

/// `/` and `%` as DuckDB means them: `7 / 2` is 3.5, whatever the number types, and a remainder is
/// of the wider of both types. The kind of `/` is not DIVIDE, so that nothing in Calcite computes
/// it in another way.
public final class Division {

  static final SqlBinaryOperator QUOTIENT =
      new SqlBinaryOperator(
          "/",
          SqlKind.OTHER,
          60,
          true,
          ReturnTypes.DOUBLE.andThen(
              (binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, true)),
          InferTypes.FIRST_KNOWN,
          OperandTypes.NUMERIC_NUMERIC);

  static final SqlFunction REMAINDER =
      new SqlFunction(
          "MOD",
          SqlKind.MOD,
          ReturnTypes.LEAST_RESTRICTIVE.andThen(
              (binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, true)),
          InferTypes.FIRST_KNOWN,
          OperandTypes.NUMERIC_NUMERIC,
          SqlFunctionCategory.NUMERIC);

  /// To be looked up before the standard's operators of the same names.
  public static final SqlOperatorTable OPERATORS = SqlOperatorTables.of(QUOTIENT, REMAINDER);

  private Division() {}
}
