package io.tributary.gateway.planner;

import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.ListScope;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/// Says that a column is meant by a name that an item of the select list has too. In QUALIFY, and
/// within the expressions of ORDER BY, DuckDB looks among the columns before the items; Calcite
/// does not.
final class AliasedColumns extends SqlShuttle {

  private final Set<String> aliases;
  private final ListScope tables;
  private final boolean natural;

  private AliasedColumns(Set<String> aliases, ListScope tables, boolean natural) {
    this.aliases = aliases;
    this.tables = tables;
    this.natural = natural;
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
    var columns = new AliasedColumns(aliases(select), tables, isNatural(select.getFrom()));
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
    if (!name.isSimple() || !aliases.contains(lower(name))) {
      return name;
    }
    long having =
        tables.getChildren().stream()
            .filter(table -> table.getRowType().getField(name.getSimple(), false, false) != null)
            .count();
    if (having > 1 && natural) {
      throw new NotTakenApart(
          Construct.NAME_OF_NATURAL_JOIN,
          "%s is an item and may be a column of a NATURAL JOIN: write the column's table"
              .formatted(name.getSimple()),
          SqlPositions.of(name.getParserPosition()));
    }
    return having == 1 ? tables.fullyQualify(name).identifier : name;
  }

  private static boolean isNatural(@Nullable SqlNode from) {
    return from instanceof SqlJoin join
        && (join.isNatural() || isNatural(join.getLeft()) || isNatural(join.getRight()));
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
