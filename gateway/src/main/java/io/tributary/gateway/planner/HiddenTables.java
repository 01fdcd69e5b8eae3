package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/// Refuses columns by the whole names of tables of an outer query that are called like one of the
/// query itself, whatever the case of the letters. Calcite keeps the last part of such a name, and
/// would take the column of the nearer one.
final class HiddenTables extends SqlBasicVisitor<@Nullable Void> {
  private static final int PARTS_OF_TABLE = 3;

  /// What stands in FROM, of the innermost query first.
  private final Deque<List<Relation>> around = new ArrayDeque<>();

  private HiddenTables() {}

  /// @param alias its own last name where it has no other
  /// @param table its whole name; empty where it is no table
  private record Relation(String alias, List<String> table) {

    boolean isCalled(String name) {
      return alias.equalsIgnoreCase(name);
    }

    boolean isTable(List<String> name, boolean exactly) {
      return exactly
          ? table.equals(name)
          : String.join(".", table).equalsIgnoreCase(String.join(".", name));
    }
  }

  /// @param query with whole names of tables
  static void refuseIn(SqlNode query) {
    query.accept(new HiddenTables());
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    SqlNode query = call instanceof SqlOrderBy ordered ? ordered.query : call;
    if (!(query instanceof SqlSelect select)) {
      return super.visit(call);
    }
    List<Relation> relations = new ArrayList<>();
    if (select.getFrom() != null) {
      collect(select.getFrom(), relations);
    }
    around.push(relations);
    super.visit(call);
    around.pop();
    return null;
  }

  private static void collect(SqlNode from, List<Relation> relations) {
    if (from instanceof SqlJoin join) {
      collect(join.getLeft(), relations);
      collect(join.getRight(), relations);
      return;
    }
    String alias = SqlValidatorUtil.alias(from);
    if (alias != null) {
      SqlNode named = from.getKind() == SqlKind.AS ? ((SqlCall) from).operand(0) : from;
      relations.add(
          new Relation(alias, named instanceof SqlIdentifier table ? table.names : List.of()));
    }
  }

  @Override
  public @Nullable Void visit(SqlIdentifier name) {
    if (name.names.size() <= PARTS_OF_TABLE) {
      return null;
    }
    List<String> table = name.names.subList(0, PARTS_OF_TABLE);
    boolean exactly =
        around.stream().flatMap(List::stream).anyMatch(found -> found.isTable(table, true));
    boolean hidden = false;
    for (List<Relation> relations : around) {
      if (relations.stream().anyMatch(found -> found.isTable(table, exactly))) {
        if (hidden) {
          throw refusal(table, name);
        }
        return null;
      }
      hidden |= relations.stream().anyMatch(found -> found.isCalled(table.getLast()));
    }
    return null;
  }

  private static GatewayException refusal(List<String> table, SqlIdentifier name) {
    return new GatewayException(
        ErrorCode.NOT_SUPPORTED,
        "columns of %s are not reached where another table is called %s: give one of the two another name with AS"
            .formatted(String.join(".", table), table.getLast()),
        SqlPositions.of(name.getParserPosition()));
  }
}
