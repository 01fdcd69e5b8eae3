package io.tributary.gateway.planner.parser;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `* EXCLUDE (a) REPLACE (b + 1 AS b) RENAME (c AS d)`, as a call of which the operands are the
/// star and three lists: names, values with names, and names with names.
public final class StarChanges {

  private static final SqlSpecialOperator OPERATOR =
      new SqlSpecialOperator("* EXCLUDE", SqlKind.OTHER);

  private static final int EXCLUDED = 1;
  private static final int REPLACED = 2;
  private static final int RENAMED = 3;

  private StarChanges() {}

  static SqlCall call(
      SqlParserPos position,
      SqlIdentifier star,
      List<SqlNode> excluded,
      List<SqlNode> replaced,
      List<SqlNode> renamed) {
    return OPERATOR.createCall(
        position,
        star,
        new SqlNodeList(excluded, position),
        new SqlNodeList(replaced, position),
        new SqlNodeList(renamed, position));
  }

  public static boolean is(SqlNode item) {
    return item instanceof SqlCall call && call.getOperator().equals(OPERATOR);
  }

  public static SqlIdentifier star(SqlNode changes) {
    return ((SqlCall) changes).operand(0);
  }

  /// What the columns become.
  ///
  /// @param columns what the star alone stands for
  /// @throws GatewayException COLUMN_NOT_FOUND for a change of what is not among them
  public static List<SqlNode> applied(SqlNode changes, List<SqlNode> columns) {
    var call = (SqlCall) changes;
    Set<SqlNode> used = new HashSet<>();
    List<SqlNode> items = new ArrayList<>();
    for (SqlNode column : columns) {
      if (find(call, EXCLUDED, column, used) != null) {
        continue;
      }
      SqlNode replacement = find(call, REPLACED, column, used);
      SqlNode item = replacement == null ? column : replacement;
      SqlNode renaming = find(call, RENAMED, column, used);
      items.add(renaming == null ? item : renamed(item, (SqlCall) renaming));
    }
    for (int list = EXCLUDED; list <= RENAMED; list++) {
      for (SqlNode change : (SqlNodeList) call.operand(list)) {
        if (!used.contains(change)) {
          throw noColumn(about(change, list));
        }
      }
    }
    return items;
  }

  private static SqlNode renamed(SqlNode item, SqlCall renaming) {
    SqlNode value = SqlUtil.stripAs(item);
    return SqlStdOperatorTable.AS.createCall(value.getParserPosition(), value, renaming.operand(1));
  }

  private static @Nullable SqlNode find(
      SqlCall changes, int list, SqlNode column, Set<SqlNode> used) {
    for (SqlNode change : (SqlNodeList) changes.operand(list)) {
      if (isAbout(about(change, list).names, names(column))) {
        used.add(change);
        return change;
      }
    }
    return null;
  }

  private static SqlIdentifier about(SqlNode change, int list) {
    return switch (list) {
      case EXCLUDED -> (SqlIdentifier) change;
      case REPLACED -> ((SqlCall) change).operand(1);
      default -> ((SqlCall) change).operand(0);
    };
  }

  private static List<String> names(SqlNode column) {
    SqlNode name = column.getKind() == SqlKind.AS ? ((SqlCall) column).operand(1) : column;
    return name instanceof SqlIdentifier identifier ? identifier.names : List.of();
  }

  /// Whether a name, as short as it may be, is the end of a column's full one.
  private static boolean isAbout(List<String> name, List<String> column) {
    int skipped = column.size() - name.size();
    if (skipped < 0) {
      return false;
    }
    for (int i = 0; i < name.size(); i++) {
      if (!name.get(i).equalsIgnoreCase(column.get(skipped + i))) {
        return false;
      }
    }
    return true;
  }

  private static GatewayException noColumn(SqlIdentifier name) {
    SqlParserPos position = name.getParserPosition();
    return new GatewayException(
        ErrorCode.COLUMN_NOT_FOUND,
        "column %s is not among those that * stands for".formatted(name),
        new SqlPosition(position.getLineNum(), position.getColumnNum()));
  }
}
