package io.tributary.gateway.planner;

import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// A query's syntax tree, for one use: planning writes into it.
public final class ParsedQuery {

  private final String sql;
  private final SqlNode tree;

  ParsedQuery(String sql, SqlNode tree) {
    this.sql = sql;
    this.tree = tree;
  }

  String sql() {
    return sql;
  }

  SqlNode tree() {
    return tree;
  }

  /// Whether there is a `?` or `$1` to give a value for.
  public boolean takesParameters() {
    var parameters = new ParameterCounter();
    tree.accept(parameters);
    return parameters.count > 0;
  }

  private static final class ParameterCounter extends SqlBasicVisitor<@Nullable Void> {
    private int count;

    @Override
    public @Nullable Void visit(SqlDynamicParam parameter) {
      count++;
      return null;
    }
  }
}
