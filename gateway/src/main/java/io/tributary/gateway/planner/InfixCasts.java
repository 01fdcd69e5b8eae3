package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlPostfixOperator;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Casts written `value::type`. The parser gives them everything on their left, so that `1 +
/// x::int` would be `(1 + x)::int`; in DuckDB they bind more tightly than any operator.
final class InfixCasts {

  private InfixCasts() {}

  /// Refuses casts of which the parser took more than one value.
  static void refuseMisread(SqlNode statement, SqlText text) {
    statement.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call.getOperator().equals(SqlLibraryOperators.INFIX_CAST)
                && call.operand(0) instanceof SqlBasicCall value
                && isOfOperator(value)
                && !isInParentheses(value.getParserPosition(), text)) {
              throw new GatewayException(
                  ErrorCode.NOT_SUPPORTED,
                  "a cast with :: after an operator is not supported: write CAST(value AS type), or"
                      + " put (value::type) into parentheses",
                  SqlParsing.position(value.getParserPosition()));
            }
            return super.visit(call);
          }
        });
  }

  /// A sign may stand before the value: it makes no difference to a number.
  private static boolean isOfOperator(SqlBasicCall value) {
    SqlOperator operator = value.getOperator();
    return switch (value.getKind()) {
      case MINUS_PREFIX, PLUS_PREFIX, DOT, ITEM, ROW -> false;
      default ->
          !operator.equals(SqlLibraryOperators.INFIX_CAST)
              && (operator instanceof SqlBinaryOperator
                  || operator instanceof SqlPrefixOperator
                  || operator instanceof SqlPostfixOperator
                  || value.isA(Set.of(SqlKind.LIKE, SqlKind.SIMILAR, SqlKind.BETWEEN)));
    };
  }

  private static boolean isInParentheses(SqlParserPos position, SqlText text) {
    return text.isInParentheses(
        text.offset(position.getLineNum(), position.getColumnNum()),
        text.offset(position.getEndLineNum(), position.getEndColumnNum()));
  }
}
