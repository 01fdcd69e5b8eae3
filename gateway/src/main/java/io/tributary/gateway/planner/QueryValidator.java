package io.tributary.gateway.planner;

import io.tributary.gateway.planner.parser.Everything;
import io.tributary.gateway.planner.parser.StarChanges;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/// Calcite's validator with what of DuckDB's SELECT needs to know the columns: changes of `*`,
/// `GROUP BY ALL` and `ORDER BY ALL` are spelled out before a SELECT is validated, and columns that
/// have the names of items are told from these.
final class QueryValidator extends SqlValidatorImpl {

  QueryValidator(
      SqlOperatorTable operators,
      SqlValidatorCatalogReader catalog,
      RelDataTypeFactory types,
      Config config) {
    super(operators, catalog, types, config);
  }

  @Override
  public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
    if (getValidatedNodeTypeIfKnown(expression) == null) {
      new AdaptingLiterals(typeFactory, value -> deriveType(scope, value)).in(expression);
    }
    return super.deriveType(scope, expression);
  }

  @Override
  protected void validateSelect(SqlSelect select, RelDataType targetRowType) {
    boolean groups = isAll(select.getGroup());
    boolean orders = isAll(select.getOrderList());
    boolean joins = select.getFrom() != null && JoinedColumns.areIn(select.getFrom());
    if (groups || orders || joins || select.getSelectList().stream().anyMatch(StarChanges::is)) {
      select.setSelectList(spelledOut(select, groups || orders || joins));
    }
    if (groups) {
      select.setGroupBy(groupsOf(select));
    }
    SqlNodeList order = select.getOrderList();
    if (orders && order != null) {
      select.setOrderBy(numbers(select.getSelectList(), order.get(0)));
    }
    if (AliasedColumns.mayBeIn(select)) {
      validateFrom(select.getFrom(), unknownType, getFromScope(select));
      AliasedColumns.qualify(select, getWhereScope(select));
    }
    super.validateSelect(select, targetRowType);
  }

  private static boolean isAll(@Nullable SqlNodeList list) {
    return list != null && list.size() == 1 && Everything.is(key(list.get(0)));
  }

  /// What an ORDER BY orders by.
  static SqlNode key(SqlNode order) {
    return switch (order.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> key(((SqlCall) order).operand(0));
      default -> order;
    };
  }

  private SqlNodeList spelledOut(SqlSelect select, boolean everyStar) {
    if (select.getFrom() != null) {
      validateFrom(select.getFrom(), unknownType, getFromScope(select));
    }
    List<SqlNode> items = new ArrayList<>();
    for (SqlNode item : select.getSelectList()) {
      if (StarChanges.is(item)) {
        items.addAll(StarChanges.applied(item, columns(StarChanges.star(item), select)));
      } else if (everyStar && item instanceof SqlIdentifier name && name.isStar()) {
        items.addAll(columns(name, select));
      } else {
        items.add(item);
      }
    }
    return new SqlNodeList(items, select.getSelectList().getParserPosition());
  }

  private List<SqlNode> columns(SqlIdentifier star, SqlSelect select) {
    List<SqlNode> columns = expandStar(SqlNodeList.of(star), select, false).getList();
    SqlNode from = select.getFrom();
    return from != null && star.names.size() == 1 && JoinedColumns.areIn(from)
        ? JoinedColumns.inOrder(columns, from, table -> columns(table, select))
        : columns;
  }

  /// The numbers of all items that are not computed from a whole group.
  private SqlNodeList groupsOf(SqlSelect select) {
    SqlParserPos position = select.getSelectList().getParserPosition();
    SqlNodeList groups = new SqlNodeList(position);
    int number = 0;
    for (SqlNode item : select.getSelectList()) {
      number++;
      if (!(SqlUtil.stripAs(item) instanceof SqlNumericLiteral) && !isComputedOfRows(item)) {
        groups.add(number(number, item));
      }
    }
    if (groups.isEmpty()) {
      groups.add(new SqlNodeList(position));
    }
    return groups;
  }

  private static SqlNode number(int number, SqlNode place) {
    return SqlLiteral.createExactNumeric(Integer.toString(number), place.getParserPosition());
  }

  private boolean isComputedOfRows(SqlNode item) {
    try {
      item.accept(
          new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
              if (call.isA(SqlKind.QUERY)) {
                return null;
              }
              if (call.getKind() == SqlKind.OVER || isAggregator(call.getOperator())) {
                throw Util.FoundOne.NULL;
              }
              return super.visit(call);
            }
          });
      return false;
    } catch (Util.FoundOne e) {
      Util.swallow(e, null);
      return true;
    }
  }

  private boolean isAggregator(SqlOperator operator) {
    if (operator.isAggregator()) {
      return true;
    }
    List<SqlOperator> found = new ArrayList<>();
    getOperatorTable()
        .lookupOperatorOverloads(
            operator.getNameAsId(),
            null,
            SqlSyntax.FUNCTION,
            found,
            getCatalogReader().nameMatcher());
    return found.stream().anyMatch(SqlOperator::isAggregator);
  }

  /// All columns by their numbers, in one direction.
  private static SqlNodeList numbers(SqlNodeList items, SqlNode pattern) {
    SqlNodeList numbers = new SqlNodeList(pattern.getParserPosition());
    for (int i = 1; i <= items.size(); i++) {
      numbers.add(like(pattern, number(i, pattern)));
    }
    return numbers;
  }

  private static SqlNode like(SqlNode pattern, SqlNode number) {
    return pattern instanceof SqlCall call
        ? call.getOperator().createCall(call.getParserPosition(), like(call.operand(0), number))
        : number;
  }
}
