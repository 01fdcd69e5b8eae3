package io.tributary.gateway.fragment;

import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Puts tests that are operands of tests into parentheses: databases do not agree on whether `=`,
/// `IS`, `LIKE` and `IN` bind before one another, and some refuse `a < b < c`.
final class Parentheses extends SqlBasicVisitor<@Nullable Void> {

  private static final SqlSpecialOperator AROUND =
      new SqlSpecialOperator(
          "()",
          SqlKind.OTHER,
          200,
          true,
          ReturnTypes.ARG0,
          InferTypes.FIRST_KNOWN,
          OperandTypes.ANY) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
          SqlWriter.Frame frame = writer.startList("(", ")");
          call.operand(0).unparse(writer, 0, 0);
          writer.endList(frame);
        }
      };

  private Parentheses() {}

  /// Writes them into a statement, in place.
  static SqlNode insert(SqlNode statement) {
    statement.accept(new Parentheses());
    return statement;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    super.visit(call);
    if (isTest(call) && call instanceof SqlBasicCall test) {
      for (int i = 0; i < test.operandCount(); i++) {
        if (test.operand(i) instanceof SqlCall operand && isTest(operand)) {
          test.setOperand(i, AROUND.createCall(operand.getParserPosition(), operand));
        }
      }
    }
    return null;
  }

  /// Whatever binds between `NOT` and `+`.
  private static boolean isTest(SqlCall call) {
    int precedence = call.getOperator().getLeftPrec();
    return precedence > SqlStdOperatorTable.NOT.getRightPrec()
        && precedence < SqlStdOperatorTable.PLUS.getLeftPrec();
  }
}
