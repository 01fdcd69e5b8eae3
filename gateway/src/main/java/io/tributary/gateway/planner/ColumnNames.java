package io.tributary.gateway.planner;

import io.tributary.gateway.planner.parser.StarChanges;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Names the result columns that the user did not name: `count(*)`, not `EXPR$0`.
final class ColumnNames {

  private static final int LONGEST = 60;

  private ColumnNames() {}

  /// Gives every unnamed expression of the outermost SELECT its own text for an alias, in place.
  ///
  /// @param sql the text that the query was parsed from
  static SqlNode nameExpressions(SqlNode query, String sql) {
    switch (query) {
      case SqlOrderBy orderBy -> nameExpressions(orderBy.query, sql);
      case SqlWith with -> nameExpressions(with.body, sql);
      case SqlSelect select -> {
        SqlNodeList items = select.getSelectList();
        for (int i = 0; i < items.size(); i++) {
          items.set(i, named(items.get(i), sql));
        }
      }
      case SqlBasicCall setOperation when setOperation.isA(SqlKind.SET_QUERY) ->
          nameExpressions(setOperation.operand(0), sql);
      default -> {
        // VALUES has no names to give
      }
    }
    return query;
  }

  private static SqlNode named(SqlNode item, String sql) {
    if (item instanceof SqlIdentifier || item.getKind() == SqlKind.AS || StarChanges.is(item)) {
      return item;
    }
    SqlParserPos position = item.getParserPosition();
    String text = NormalizedSql.of(text(sql, position));
    String name = text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    return name.isEmpty()
        ? item
        : SqlStdOperatorTable.AS.createCall(position, item, new SqlIdentifier(name, position));
  }

  private static String text(String sql, SqlParserPos position) {
    int start = offset(sql, position.getLineNum(), position.getColumnNum());
    int end = offset(sql, position.getEndLineNum(), position.getEndColumnNum()) + 1;
    return start < 0 || end > sql.length() || start >= end ? "" : sql.substring(start, end);
  }

  private static int offset(String sql, int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int newline = sql.indexOf('\n', start);
      if (newline < 0) {
        return -1;
      }
      start = newline + 1;
    }
    return start + column - 1;
  }
}
