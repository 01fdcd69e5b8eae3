package io.tributary.gateway.planner.parser;

import java.util.IdentityHashMap;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `SELECT DISTINCT ON (k) … ORDER BY o` keeps the first row of each key, which is `QUALIFY
/// row_number() OVER (PARTITION BY k ORDER BY o) = 1`. The order follows later in the text than the
/// keys.
final class DistinctOn {

  private final IdentityHashMap<SqlSelect, SqlNodeList> keys = new IdentityHashMap<>();

  void add(SqlSelect select, SqlNodeList columns) {
    keys.put(select, columns);
  }

  /// Applies what a query asks, if it does.
  void apply(SqlNode query, SqlNodeList order) {
    SqlNodeList columns = query instanceof SqlSelect select ? keys.remove(select) : null;
    if (columns != null) {
      apply((SqlSelect) query, columns, order);
    }
  }

  /// Applies what is left: queries without an order of their own.
  void applyAll() {
    keys.forEach((select, columns) -> apply(select, columns, SqlNodeList.EMPTY));
    keys.clear();
  }

  private static void apply(SqlSelect select, SqlNodeList columns, SqlNodeList order) {
    SqlParserPos position = columns.getParserPosition();
    SqlNodeList items = select.getSelectList();
    SqlWindow window =
        SqlWindow.create(
            null,
            null,
            meant(columns, items),
            meant(order, items),
            SqlLiteral.createBoolean(false, SqlParserPos.ZERO),
            null,
            null,
            null,
            SqlWindow.createExcludeNoOthers(SqlParserPos.ZERO),
            position);
    SqlNode number =
        SqlStdOperatorTable.OVER.createCall(position, Nodes.call("row_number", position), window);
    select.setQualify(
        SqlStdOperatorTable.EQUALS.createCall(
            position, number, SqlLiteral.createExactNumeric("1", position)));
  }

  /// Expressions for what may be the number or the name of a column.
  private static SqlNodeList meant(SqlNodeList keys, SqlNodeList items) {
    return new SqlNodeList(
        keys.stream().map(key -> key(key, items)).toList(), keys.getParserPosition());
  }

  private static SqlNode key(SqlNode key, SqlNodeList items) {
    if (key instanceof SqlCall call
        && (call.getKind() == SqlKind.DESCENDING
            || call.getKind() == SqlKind.NULLS_FIRST
            || call.getKind() == SqlKind.NULLS_LAST)) {
      return call.getOperator().createCall(call.getParserPosition(), key(call.operand(0), items));
    }
    SqlNode item = item(key, items);
    return Nodes.copy(item == null ? key : SqlUtil.stripAs(item));
  }

  private static @Nullable SqlNode item(SqlNode key, List<SqlNode> items) {
    if (key instanceof SqlNumericLiteral number
        && number.isInteger()
        && items.stream().noneMatch(DistinctOn::isStar)) {
      int index = number.intValue(true) - 1;
      return index >= 0 && index < items.size() ? items.get(index) : null;
    }
    if (key instanceof SqlIdentifier name && name.isSimple()) {
      for (SqlNode item : items) {
        if (item instanceof SqlCall call
            && call.getKind() == SqlKind.AS
            && call.operand(1).toString().equalsIgnoreCase(name.getSimple())) {
          return item;
        }
      }
    }
    return null;
  }

  private static boolean isStar(SqlNode item) {
    return StarChanges.is(item) || (item instanceof SqlIdentifier name && name.isStar());
  }
}
