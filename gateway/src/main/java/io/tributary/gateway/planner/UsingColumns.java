package io.tributary.gateway.planner;

import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Says which table's column is meant by one that tables were joined `USING`: the left one, of a
/// right join the right one, of a full join whichever is not NULL. Calcite does so in the select
/// list alone, and finds the name ambiguous elsewhere.
final class UsingColumns extends SqlBasicVisitor<@Nullable Void> {

  /// Names, in small letters, of the columns of each table by its whole name.
  private final Map<List<String>, Set<String>> tables = new HashMap<>();

  private UsingColumns(Collection<TableMetadata> tables) {
    for (TableMetadata table : tables) {
      this.tables.put(
          List.of(table.id().source(), table.id().schema(), table.id().table()),
          table.description().columns().stream()
              .map(column -> lower(column.name()))
              .collect(Collectors.toSet()));
    }
  }

  /// Changes a query in place.
  ///
  /// @param tables that it names, by their whole names
  /// @throws NotTakenApart where a join `USING` a column needs the value that another one gave it
  static void qualify(SqlNode query, Collection<TableMetadata> tables) {
    query.accept(new UsingColumns(tables));
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    super.visit(call);
    switch (call) {
      case SqlJoin join -> refuseOfEither(join);
      case SqlSelect select ->
          merged(select).forEach((name, value) -> qualify(select, name, value));
      case SqlOrderBy order when order.query instanceof SqlSelect select ->
          merged(select).forEach((name, value) -> qualify(order.orderList, select, name, value));
      default -> {
        // has no FROM
      }
    }
    return null;
  }

  /// Calcite joins by the first of the tables; the value is another one's where that has no row.
  private static void refuseOfEither(SqlJoin join) {
    if (isByName(join) && (isOfEither(join.getLeft(), join) || isOfEither(join.getRight(), join))) {
      throw new NotTakenApart(
          Construct.USING_AFTER_OUTER_JOIN,
          "USING the same column after a RIGHT or FULL JOIN is not supported: put that join into"
              + " WITH",
          SqlPositions.of(join.getParserPosition()));
    }
  }

  /// Whether a join below takes a column of the join from its right table.
  private static boolean isOfEither(SqlNode below, SqlJoin join) {
    if (!(below instanceof SqlJoin side)) {
      return false;
    }
    boolean right = side.getJoinType() == JoinType.RIGHT || side.getJoinType() == JoinType.FULL;
    return (right && isByName(side) && mayShareName(side, join))
        || isOfEither(side.getLeft(), join)
        || isOfEither(side.getRight(), join);
  }

  private static boolean isByName(SqlJoin join) {
    return join.isNatural() || join.getConditionType() == JoinConditionType.USING;
  }

  private static boolean mayShareName(SqlJoin one, SqlJoin other) {
    return !(one.getCondition() instanceof SqlNodeList names)
        || other.isNatural()
        || names.stream()
            .anyMatch(name -> isUsing(other, lower(((SqlIdentifier) name).getSimple())));
  }

  private Map<String, SqlNode> merged(SqlSelect select) {
    Map<String, SqlNode> values = new LinkedHashMap<>();
    SqlNode from = select.getFrom();
    if (from != null) {
      Set<String> joined = new HashSet<>();
      collect(from, joined);
      joined.forEach(column -> merged(from, column).ifPresent(value -> values.put(column, value)));
    }
    return values;
  }

  private static boolean isSelected(String column, SqlSelect select) {
    return select.getSelectList().stream()
        .map(item -> item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(1) : item)
        .anyMatch(item ->
            item instanceof SqlIdentifier name
                && (name.isStar() || lower(name.names.getLast()).equals(column)));
  }

  private static void collect(SqlNode from, Set<String> columns) {
    if (from instanceof SqlJoin join) {
      collect(join.getLeft(), columns);
      collect(join.getRight(), columns);
      if (join.getConditionType() == JoinConditionType.USING
          && join.getCondition() instanceof SqlNodeList names) {
        names.forEach(name -> columns.add(lower(((SqlIdentifier) name).getSimple())));
      }
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// The value of a column of a relation; empty where it is not certain that it has one.
  private Optional<SqlNode> merged(SqlNode relation, String column) {
    if (!(relation instanceof SqlJoin join)) {
      return columns(relation)
          .filter(names -> names.contains(column))
          .flatMap(_ -> named(relation, column));
    }
    Optional<SqlNode> left = merged(join.getLeft(), column);
    Optional<SqlNode> right = merged(join.getRight(), column);
    if (isUsing(join, column)) {
      return switch (join.getJoinType()) {
        case RIGHT -> right.or(() -> anyway(join.getRight(), column));
        case FULL ->
            left.flatMap(first ->
                right.map(second ->
                    SqlStdOperatorTable.COALESCE.createCall(SqlParserPos.ZERO, first, second)));
        default -> left.or(() -> anyway(join.getLeft(), column));
      };
    }
    if (left.isPresent() && lacks(join.getRight(), column)) {
      return left;
    }
    return right.isPresent() && lacks(join.getLeft(), column) ? right : Optional.empty();
  }

  /// Of a relation that must have it.
  private static Optional<SqlNode> anyway(SqlNode relation, String column) {
    return relation instanceof SqlJoin ? Optional.empty() : named(relation, column);
  }

  private static boolean isUsing(SqlJoin join, String column) {
    return join.getConditionType() == JoinConditionType.USING
        && join.getCondition() instanceof SqlNodeList names
        && names.stream()
            .anyMatch(name -> lower(((SqlIdentifier) name).getSimple()).equals(column));
  }

  private boolean lacks(SqlNode relation, String column) {
    return relation instanceof SqlJoin join
        ? lacks(join.getLeft(), column) && lacks(join.getRight(), column)
        : columns(relation).filter(names -> !names.contains(column)).isPresent();
  }

  private static Optional<SqlNode> named(SqlNode relation, String column) {
    String alias =
        switch (relation) {
          case SqlIdentifier table -> table.names.getLast();
          case SqlCall call when call.getKind() == SqlKind.AS ->
              ((SqlIdentifier) call.operand(1)).getSimple();
          default -> null;
        };
    return Optional.ofNullable(alias)
        .map(name -> new SqlIdentifier(List.of(name, column), SqlParserPos.ZERO));
  }

  /// In small letters, where they can be told from the text.
  private Optional<Set<String>> columns(SqlNode relation) {
    return switch (relation) {
      case SqlIdentifier table when table.names.size() > 1 ->
          Optional.ofNullable(tables.get(table.names));
      case SqlCall call when call.getKind() == SqlKind.AS && call.operandCount() > 2 ->
          Optional.of(
              call.getOperandList().stream()
                  .skip(2)
                  .map(name -> lower(((SqlIdentifier) name).getSimple()))
                  .collect(Collectors.toSet()));
      case SqlCall call when call.getKind() == SqlKind.AS -> columns(call.operand(0));
      case SqlSelect select -> items(select);
      default -> Optional.empty();
    };
  }

  private static Optional<Set<String>> items(SqlSelect select) {
    Set<String> names = new HashSet<>();
    for (SqlNode item : select.getSelectList()) {
      SqlNode name = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(1) : item;
      if (!(name instanceof SqlIdentifier identifier) || identifier.isStar()) {
        return Optional.empty();
      }
      names.add(lower(identifier.names.getLast()));
    }
    return Optional.of(names);
  }

  private static void qualify(SqlSelect select, String column, SqlNode value) {
    var replacement = new Replacement(column, value);
    SqlNodeList items = select.getSelectList();
    boolean renamed = isRenamed(column, items);
    for (int i = 0; i < items.size(); i++) {
      SqlNode item = items.get(i);
      if (replacement.isMeant(item)) {
        items.set(
            i,
            SqlStdOperatorTable.AS.createCall(
                item.getParserPosition(), replacement.at(item), item));
      } else {
        item.accept(replacement);
      }
    }
    select.setWhere(replacement.within(select.getWhere()));
    select.setHaving(replacement.within(select.getHaving()));
    select.setQualify(replacement.within(select.getQualify()));
    if (!renamed && select.getGroup() != null) {
      select.getGroup().accept(replacement);
    }
  }

  /// An item is meant by its whole name alone: within an expression the column is.
  private static void qualify(SqlNodeList order, SqlSelect select, String column, SqlNode value) {
    var replacement = new Replacement(column, value);
    if (!isSelected(column, select)) {
      order.accept(replacement);
      return;
    }
    for (SqlNode item : order) {
      if (!(QueryValidator.key(item) instanceof SqlIdentifier)) {
        item.accept(replacement);
      }
    }
  }

  /// Whether another value has the name.
  private static boolean isRenamed(String column, SqlNodeList items) {
    return items.stream()
        .anyMatch(item ->
            item.getKind() == SqlKind.AS
                && lower(((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple()).equals(column));
  }

  /// Puts a value into the place of an unqualified name, but not within sub-queries.
  private static final class Replacement extends SqlBasicVisitor<@Nullable Void> {
    private final String column;
    private final SqlNode value;

    Replacement(String column, SqlNode value) {
      this.column = column;
      this.value = value;
    }

    boolean isMeant(@Nullable SqlNode node) {
      return node instanceof SqlIdentifier name
          && name.isSimple()
          && !name.isStar()
          && lower(name.getSimple()).equals(column);
    }

    SqlNode at(SqlNode place) {
      return value.clone(place.getParserPosition());
    }

    @Nullable SqlNode within(@Nullable SqlNode expression) {
      if (expression == null) {
        return null;
      }
      if (isMeant(expression)) {
        return at(expression);
      }
      expression.accept(this);
      return expression;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call.isA(SqlKind.QUERY)) {
        return null;
      }
      for (int i = 0; i < call.operandCount(); i++) {
        SqlNode operand = call.operand(i);
        if (isMeant(operand)
            && !(call.getKind() == SqlKind.AS && i > 0)
            && call.getKind() != SqlKind.DOT) {
          call.setOperand(i, at(operand));
        } else if (operand != null) {
          operand.accept(this);
        }
      }
      return null;
    }

    @Override
    public @Nullable Void visit(SqlNodeList list) {
      for (int i = 0; i < list.size(); i++) {
        SqlNode element = list.get(i);
        if (isMeant(element)) {
          list.set(i, at(element));
        } else if (element != null) {
          element.accept(this);
        }
      }
      return null;
    }
  }
}
