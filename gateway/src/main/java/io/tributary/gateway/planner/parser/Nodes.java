package io.tributary.gateway.planner.parser;

import java.util.Arrays;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Makes parts of syntax trees.
final class Nodes {

  private Nodes() {}

  /// A call of a function by its name, which validation looks up.
  static SqlCall call(String function, SqlParserPos position, SqlNode... arguments) {
    return call(new SqlIdentifier(function, position), null, position, Arrays.asList(arguments));
  }

  static SqlCall call(
      SqlIdentifier function,
      @Nullable SqlLiteral quantifier,
      SqlParserPos position,
      List<SqlNode> arguments) {
    return unresolved(function, SqlFunctionCategory.USER_DEFINED_FUNCTION)
        .createCall(quantifier, position, arguments.toArray(SqlNode[]::new));
  }

  static boolean isCallOf(SqlCall call, String function) {
    return call.getOperator() instanceof SqlUnresolvedFunction
        && call.getOperator().getName().equals(function);
  }

  private static SqlUnresolvedFunction unresolved(
      SqlIdentifier function, SqlFunctionCategory category) {
    return new SqlUnresolvedFunction(function, null, null, null, null, category);
  }

  static SqlCall cast(SqlNode value, SqlNode type, SqlParserPos position) {
    return SqlStdOperatorTable.CAST.createCall(position, value, type);
  }

  static List<SqlNode> operands(SqlNode call) {
    return ((SqlCall) call).getOperandList();
  }

  /// Connects operands by an associative operator, as flat as can be.
  static SqlNode balanced(SqlOperator operator, List<SqlNode> operands) {
    if (operands.size() == 1) {
      return operands.getFirst();
    }
    int middle = operands.size() <= 16 ? operands.size() - 1 : operands.size() / 2;
    SqlNode left = balanced(operator, operands.subList(0, middle));
    SqlNode right = balanced(operator, operands.subList(middle, operands.size()));
    return operator.createCall(
        SqlParserPos.sum(List.of(left.getParserPosition(), right.getParserPosition())),
        left,
        right);
  }

  static SqlSelect select(SqlParserPos position, List<SqlNode> items, @Nullable SqlNode from) {
    return new SqlSelect(
        position,
        new SqlNodeList(position),
        new SqlNodeList(items, position),
        from,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new SqlNodeList(position));
  }

  static SqlNode selectStar(SqlParserPos position, SqlNode from) {
    return select(position, List.of(SqlIdentifier.star(position)), from);
  }

  /// `SELECT * FROM UNNEST(list)`.
  static SqlNode selectElements(SqlNode list) {
    SqlParserPos position = list.getParserPosition();
    return selectStar(
        position,
        as(SqlStdOperatorTable.UNNEST.createCall(position, list), "unnest", List.of("unnest")));
  }

  /// A relation with a name and its columns' names.
  static SqlNode as(SqlNode relation, String name, List<String> columns) {
    SqlParserPos position = relation.getParserPosition();
    SqlNode[] operands = new SqlNode[columns.size() + 2];
    operands[0] = relation;
    operands[1] = new SqlIdentifier(name, position);
    for (int i = 0; i < columns.size(); i++) {
      operands[i + 2] = new SqlIdentifier(columns.get(i), position);
    }
    return SqlStdOperatorTable.AS.createCall(position, operands);
  }

  /// Validation changes trees in place, so that no two places may share a part.
  static SqlNode copy(SqlNode node) {
    SqlNode copy = node.accept(new Copy());
    return copy == null ? node : copy;
  }

  private static final class Copy extends SqlShuttle {
    @Override
    public SqlNode visit(SqlIdentifier name) {
      return name.clone(name.getParserPosition());
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      var arguments = new CallCopyingArgHandler(call, true);
      call.getOperator().acceptCall(this, call, false, arguments);
      return arguments.result();
    }
  }
}
