package io.tributary.gateway.planner.function;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;

/// A scalar function of DuckDB's.
final class DuckDbFunction extends SqlFunction {

  private final FunctionOracle.Function function;

  /// @param spelling what the parser sees for its name
  DuckDbFunction(FunctionOracle.Function function, String spelling, FunctionOracle oracle) {
    this(function, spelling, new CallTypes(function.name(), oracle));
  }

  private DuckDbFunction(FunctionOracle.Function function, String spelling, CallTypes types) {
    super(
        spelling,
        SqlKind.OTHER_FUNCTION,
        types,
        null,
        types,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.function = function;
  }

  @Override
  public boolean isDeterministic() {
    return function.deterministic();
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
    SqlWriter.Frame frame = writer.startFunCall(function.name());
    for (SqlNode operand : call.getOperandList()) {
      writer.sep(",");
      operand.unparse(writer, 0, 0);
    }
    writer.endFunCall(frame);
  }
}
