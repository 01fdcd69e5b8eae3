package io.tributary.gateway.planner.function;

import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.util.Optionality;

/// An aggregate of DuckDB's.
final class DuckDbAggregate extends SqlAggFunction {

  private final FunctionOracle.Function function;

  DuckDbAggregate(FunctionOracle.Function function, FunctionOracle oracle) {
    this(function, new CallTypes(function.spelling(), oracle));
  }

  private DuckDbAggregate(FunctionOracle.Function function, CallTypes types) {
    super(
        function.name(),
        null,
        SqlKind.OTHER_FUNCTION,
        types,
        null,
        types,
        SqlFunctionCategory.USER_DEFINED_FUNCTION,
        false,
        false,
        Optionality.OPTIONAL);
    this.function = function;
  }

  @Override
  public boolean isDeterministic() {
    return function.deterministic();
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
    SqlWriter.Frame frame = writer.startFunCall(function.spelling());
    SqlLiteral quantifier = call.getFunctionQuantifier();
    if (quantifier != null
        && quantifier.symbolValue(SqlSelectKeyword.class) == SqlSelectKeyword.DISTINCT) {
      writer.keyword("DISTINCT");
    }
    boolean first = true;
    for (SqlNode operand : call.getOperandList()) {
      if (!first) {
        writer.sep(",");
      }
      first = false;
      operand.unparse(writer, 0, 0);
    }
    writer.endFunCall(frame);
  }
}
