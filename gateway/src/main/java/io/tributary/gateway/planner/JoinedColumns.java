package io.tributary.gateway.planner;

import com.google.common.base.Ascii;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/// The order of what `*` stands for where tables are joined by the names of columns. Calcite puts
/// the columns that were joined before all others; DuckDB leaves each where the first of the tables
/// has it.
final class JoinedColumns {

  private JoinedColumns() {}

  /// Whether tables are joined `USING` columns, or `NATURAL`.
  static boolean areIn(SqlNode from) {
    return from instanceof SqlJoin join
        && (join.isNatural()
            || join.getConditionType() == JoinConditionType.USING
            || areIn(join.getLeft())
            || areIn(join.getRight()));
  }

  /// @param columns of `*`, as Calcite has them
  /// @param columnsOf gives the columns of a table's own `*`
  /// @throws GatewayException where a table has no name
  static List<SqlNode> inOrder(
      List<SqlNode> columns, SqlNode from, Function<SqlIdentifier, List<SqlNode>> columnsOf) {
    List<SqlIdentifier> places = new ArrayList<>();
    collect(from, columnsOf, places);
    IdentityHashMap<SqlNode, Integer> order = new IdentityHashMap<>();
    Set<String> seen = new HashSet<>();
    for (SqlNode column : columns) {
      SqlIdentifier name = firstName(column);
      order.put(column, place(name, seen.add(lastOf(name)), places));
    }
    return columns.stream().sorted(Comparator.comparingInt(order::get)).toList();
  }

  private static void collect(
      SqlNode from, Function<SqlIdentifier, List<SqlNode>> columnsOf, List<SqlIdentifier> places) {
    if (from instanceof SqlJoin join) {
      collect(join.getLeft(), columnsOf, places);
      collect(join.getRight(), columnsOf, places);
      return;
    }
    @Nullable String table = SqlValidatorUtil.alias(from);
    if (table == null) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "* of a sub-query without a name is not supported beside USING: name it",
          SqlPositions.of(from.getParserPosition()));
    }
    SqlParserPos position = from.getParserPosition();
    for (SqlNode column :
        columnsOf.apply(
            SqlIdentifier.star(List.of(table, ""), position, List.of(position, position)))) {
      places.add(firstName(column));
    }
  }

  /// Where a column stands; what was joined comes first of its name, and stands where the first of
  /// the tables has it.
  private static int place(SqlIdentifier column, boolean first, List<SqlIdentifier> places) {
    for (int i = 0; i < places.size(); i++) {
      if (first
          ? lastOf(places.get(i)).equals(lastOf(column))
          : places.get(i).names.equals(column.names)) {
        return i;
      }
    }
    return places.size();
  }

  private static String lastOf(SqlIdentifier name) {
    return Ascii.toLowerCase(name.names.getLast());
  }

  /// The column, or the first of those that its value is taken of.
  private static SqlIdentifier firstName(SqlNode column) {
    List<SqlIdentifier> names = new ArrayList<>();
    column.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlIdentifier name) {
            names.add(name);
            return null;
          }
        });
    return names.getFirst();
  }
}
