package io.tributary.gateway.planner;

import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.jspecify.annotations.Nullable;

/// Operators that the parser gives standard SQL's meaning or types, where DuckDB has others.
final class OwnOperators {

  /// Looked up before the standard's.
  static final SqlOperatorTable OPERATORS = SqlOperatorTables.of(Division.OPERATOR);

  private OwnOperators() {}

  /// Puts DuckDB's operators into a parsed statement, in place.
  static void replaceIn(SqlNode statement) {
    statement.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call instanceof SqlBasicCall basic) {
              replace(basic);
            }
            return super.visit(call);
          }
        });
  }

  private static void replace(SqlBasicCall call) {
    SqlOperator operator = call.getOperator();
    if (operator.equals(SqlStdOperatorTable.DIVIDE)) {
      call.setOperator(Division.OPERATOR);
    } else if (operator.equals(SqlStdOperatorTable.PERCENT_REMAINDER)) {
      call.setOperator(named("mod"));
    } else if (operator.equals(SqlStdOperatorTable.POSITION) && call.operandCount() == 2) {
      SqlNode sought = call.operand(0);
      call.setOperand(0, call.operand(1));
      call.setOperand(1, sought);
      call.setOperator(named("strpos"));
    }
  }

  /// A function that the validator looks up by its name.
  private static SqlFunction named(String function) {
    return new SqlUnresolvedFunction(
        new SqlIdentifier(List.of(function), SqlParserPos.ZERO),
        null,
        null,
        null,
        null,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }
}
