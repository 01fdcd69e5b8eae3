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

  DuckDbFunction(FunctionOracle.Function function, FunctionOracle oracle) {
    this(function, new CallTypes(function.spelling(), oracle));
  }

  private DuckDbFunction(FunctionOracle.Function function, CallTypes types) {
    super(
        function.name(),
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
    SqlWriter.Frame frame = writer.startFunCall(function.spelling());
    for (SqlNode operand : call.getOperandList()) {
      writer.sep(",");
      operand.unparse(writer, 0, 0);
    }
    writer.endFunCall(frame);
  }
}
