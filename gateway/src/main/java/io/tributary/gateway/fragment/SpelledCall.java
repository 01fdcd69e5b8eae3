package io.tributary.gateway.fragment;

import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.util.Optionality;

/// Calls that are written as a source's table of forms says, such as `CAST(sum({0}) AS numeric)`.
final class SpelledCall {

  private SpelledCall() {}

  /// @param sql with `{0}` and so on for operands
  static SqlFunction function(String sql, SqlReturnTypeInference type) {
    return new Function(sql, type);
  }

  /// @param sql with `{0}` for the operand and `{distinct}` before it
  static SqlAggFunction aggregate(
      String name, SqlKind kind, String sql, SqlReturnTypeInference type) {
    return new Aggregate(name, kind, sql, type);
  }

  private static final class Function extends SqlFunction {
    private final String sql;

    Function(String sql, SqlReturnTypeInference type) {
      super(
          sql,
          SqlKind.OTHER_FUNCTION,
          type,
          null,
          OperandTypes.VARIADIC,
          SqlFunctionCategory.USER_DEFINED_FUNCTION);
      this.sql = sql;
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
      writer.print("(");
      write(writer, sql, call);
      writer.print(")");
    }
  }

  private static final class Aggregate extends SqlAggFunction {
    private final String sql;

    Aggregate(String name, SqlKind kind, String sql, SqlReturnTypeInference type) {
      super(
          name,
          null,
          kind,
          type,
          null,
          OperandTypes.VARIADIC,
          SqlFunctionCategory.USER_DEFINED_FUNCTION,
          false,
          false,
          Optionality.FORBIDDEN);
      this.sql = sql;
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
      SqlLiteral quantifier = call.getFunctionQuantifier();
      boolean distinct =
          quantifier != null
              && quantifier.symbolValue(SqlSelectKeyword.class) == SqlSelectKeyword.DISTINCT;
      write(writer, sql.replace("{distinct}", distinct ? "DISTINCT " : ""), call);
    }
  }

  private static void write(SqlWriter writer, String sql, SqlCall call) {
    int from = 0;
    for (int open = sql.indexOf('{'); open >= 0; open = sql.indexOf('{', from)) {
      int close = sql.indexOf('}', open);
      writer.print(sql.substring(from, open));
      String slot = sql.substring(open + 1, close);
      if (slot.equals("*")) {
        for (int i = 0; i < call.operandCount(); i++) {
          if (i > 0) {
            writer.print(", ");
          }
          operand(writer, call.operand(i));
        }
      } else {
        operand(writer, call.operand(Integer.parseInt(slot)));
      }
      from = close + 1;
    }
    writer.print(sql.substring(from));
  }

  /// In parentheses wherever it has an operator of its own.
  private static void operand(SqlWriter writer, SqlNode operand) {
    operand.unparse(writer, 100, 100);
  }
}
