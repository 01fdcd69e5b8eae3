package io.tributary.gateway.planner.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Equality of rows, which DuckDB compares as structs: value by value, where NULL is equal to NULL,
/// so that the answer is never NULL.
final class RowComparisons {

  private RowComparisons() {}

  /// @return empty where not both are rows of as many values, or order is asked for
  static Optional<SqlNode> compared(
      SqlOperator operator, SqlNode left, SqlNode right, SqlParserPos position) {
    if (!areRows(left, right)) {
      return Optional.empty();
    }
    return switch (operator.getKind()) {
      case EQUALS, IS_NOT_DISTINCT_FROM -> Optional.of(equal(left, right, position));
      case NOT_EQUALS, IS_DISTINCT_FROM ->
          Optional.of(SqlStdOperatorTable.NOT.createCall(position, equal(left, right, position)));
      default -> Optional.empty();
    };
  }

  /// `(a, b) IN ((1, 2), (3, 4))`.
  ///
  /// @return empty where not all are rows of as many values
  static Optional<SqlNode> member(SqlNode row, SqlNode values, SqlParserPos position) {
    if (!(values instanceof SqlNodeList list)
        || list.stream().anyMatch(value -> !areRows(row, value))) {
      return Optional.empty();
    }
    List<SqlNode> alternatives = new ArrayList<>();
    for (SqlNode value : list) {
      alternatives.add(equal(row, value, position));
    }
    return Optional.of(Nodes.balanced(SqlStdOperatorTable.OR, alternatives));
  }

  private static boolean areRows(SqlNode left, @Nullable SqlNode right) {
    return right != null
        && left.getKind() == SqlKind.ROW
        && right.getKind() == SqlKind.ROW
        && Nodes.operands(left).size() == Nodes.operands(right).size();
  }

  private static SqlNode equal(SqlNode left, SqlNode right, SqlParserPos position) {
    List<SqlNode> conditions = new ArrayList<>();
    for (int i = 0; i < Nodes.operands(left).size(); i++) {
      conditions.add(same(Nodes.operands(left).get(i), Nodes.operands(right).get(i), position));
    }
    return Nodes.balanced(SqlStdOperatorTable.AND, conditions);
  }

  /// Values of which one is a constant are asked in a way that an index serves.
  private static SqlNode same(SqlNode left, SqlNode right, SqlParserPos position) {
    if (areRows(left, right)) {
      return equal(left, right, position);
    }
    SqlNode own = Nodes.copy(left);
    return isConstant(left) || isConstant(right)
        ? SqlStdOperatorTable.IS_TRUE.createCall(
            position, SqlStdOperatorTable.EQUALS.createCall(position, own, right))
        : SqlStdOperatorTable.IS_NOT_DISTINCT_FROM.createCall(position, own, right);
  }

  private static boolean isConstant(SqlNode node) {
    return node instanceof SqlLiteral literal && literal.getValue() != null;
  }
}
