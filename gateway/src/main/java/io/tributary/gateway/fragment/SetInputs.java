package io.tributary.gateway.fragment;

import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Puts a SELECT around what a set operation combines and would be in parentheses, of which SQLite
/// takes none there: `SELECT * FROM (SELECT … LIMIT 3) UNION ALL …`.
final class SetInputs extends SqlBasicVisitor<@Nullable Void> {

  private SetInputs() {}

  /// Changes a statement in place.
  static SqlNode asSelects(SqlNode statement) {
    statement.accept(new SetInputs());
    return statement;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    super.visit(call);
    if (call instanceof SqlBasicCall set && isSet(set)) {
      for (int i = 0; i < set.operandCount(); i++) {
        SqlNode input = set.operand(i);
        if (isLimited(input) || (i > 0 && isSet(input))) {
          set.setOperand(
              i, SqlUnparser.select(List.of(SqlIdentifier.star(SqlParserPos.ZERO)), input));
        }
      }
    }
    return null;
  }

  private static boolean isSet(SqlNode node) {
    return SqlKind.SET_QUERY.contains(node.getKind());
  }

  private static boolean isLimited(SqlNode node) {
    return node instanceof SqlSelect select
        && (select.getFetch() != null || select.getOffset() != null);
  }
}
