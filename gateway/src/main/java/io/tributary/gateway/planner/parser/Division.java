package io.tributary.gateway.planner.parser;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.util.SqlOperatorTables;

/// `/` as DuckDB means it: `7 / 2` is 3.5, whatever the number types. Its kind is not DIVIDE, so
/// that nothing in Calcite computes it in another way.
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

  /// To be looked up before the standard's operator of the same name.
  public static final SqlOperatorTable OPERATORS = SqlOperatorTables.of(QUOTIENT);

  private Division() {}
}
