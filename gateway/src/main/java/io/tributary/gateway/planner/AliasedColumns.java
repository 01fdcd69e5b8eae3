package io.tributary.gateway.planner;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.ListScope;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/// Says that a column is meant by a name that an item of the select list has too. In QUALIFY, and
/// within the expressions of ORDER BY, DuckDB looks among the columns before the items; Calcite
/// does not.
final class AliasedColumns extends SqlShuttle {

  private final Set<String> aliases;
  private final ListScope tables;

  private AliasedColumns(Set<String> aliases, ListScope tables) {
    this.aliases = aliases;
    this.tables = tables;
  }

  /// Whether a name may be meant that is an item's and a column's.
  static boolean mayBeIn(SqlSelect select) {
    return select.getFrom() != null
        && (select.getOrderList() != null || select.getQualify() != null)
        && !aliases(select).isEmpty();
  }

  /// Changes a query in place.
  ///
  /// @param scope of its WHERE, with its tables' columns known
  static void qualify(SqlSelect select, SqlValidatorScope scope) {
    if (!(scope instanceof ListScope tables)) {
      return;
    }
    var columns = new AliasedColumns(aliases(select), tables);
    SqlNode qualify = select.getQualify();
    if (qualify != null) {
      select.setQualify(qualify.accept(columns));
    }
    SqlNodeList order = select.getOrderList();
    if (order != null) {
      order.replaceAll(
          item -> QueryValidator.key(item) instanceof SqlIdentifier ? item : item.accept(columns));
    }
  }

  /// In small letters. What is the name of a window, too, may stand for that.
  private static Set<String> aliases(SqlSelect select) {
    Set<String> aliases = new HashSet<>();
    for (SqlNode item : select.getSelectList()) {
      if (item.getKind() == SqlKind.AS) {
        aliases.add(lower(((SqlCall) item).operand(1)));
      }
    }
    for (SqlNode window : select.getWindowList()) {
      SqlIdentifier name = ((SqlWindow) window).getDeclName();
      if (name != null) {
        aliases.remove(lower(name));
      }
    }
    return aliases;
  }

  private static String lower(SqlIdentifier name) {
    return name.getSimple().toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable SqlNode visit(SqlIdentifier name) {
    if (!name.isSimple() || !aliases.contains(lower(name)) || !isOfOneTable(name)) {
      return name;
    }
    SqlQualified column = tables.fullyQualify(name);
    return column.identifier;
  }

  private boolean isOfOneTable(SqlIdentifier name) {
    return tables.getChildren().stream()
            .filter(table -> table.getRowType().getField(name.getSimple(), false, false) != null)
            .limit(2)
            .count()
        == 1;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.isA(SqlKind.QUERY)) {
      return call;
    }
    if (call.getKind() == SqlKind.DOT) {
      SqlNode struct = call.operand(0);
      return call.getOperator()
          .createCall(call.getParserPosition(), struct.accept(this), call.operand(1));
    }
    return super.visit(call);
  }
}
