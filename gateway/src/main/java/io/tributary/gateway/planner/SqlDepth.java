package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Refuses expressions that are nested so deeply that no engine computes them: DuckDB takes seconds
/// from some hundred levels on, and stops at a thousand. Chains of AND and OR are flat.
final class SqlDepth extends SqlBasicVisitor<@Nullable Void> {

  private static final int MOST_LEVELS = 500;

  private int level;
  private SqlKind around = SqlKind.OTHER;

  private SqlDepth() {}

  static void refuseTooDeep(SqlNode statement) {
    statement.accept(new SqlDepth());
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    int outerLevel = level;
    SqlKind outer = around;
    around = call.getKind();
    if (call.isA(SqlKind.QUERY)) {
      level = 0;
    } else if (!isChained(around, outer)) {
      level++;
    }
    if (level > MOST_LEVELS) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "an expression is nested in more than %d others: compute its parts in WITH first"
              .formatted(MOST_LEVELS),
          SqlPositions.of(call.getParserPosition()));
    }
    super.visit(call);
    level = outerLevel;
    around = outer;
    return null;
  }

  private static boolean isChained(SqlKind kind, SqlKind outer) {
    return kind == outer && (kind == SqlKind.AND || kind == SqlKind.OR);
  }
}
