package io.tributary.gateway.planner;

import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/// Leaves averages and deviations over windows what they are. Calcite makes quotients of sums and
/// counts of them, whose last digits are not those of DuckDB's own.
final class WindowAverages {

  private WindowAverages() {}

  /// @param others what converts everything else
  static SqlRexConvertletTable convertletsBefore(SqlRexConvertletTable others) {
    return call ->
        isAverage(call.getKind()) && call.getOperator() instanceof SqlAggFunction function
            ? (context, average) ->
                StandardConvertletTable.INSTANCE.convertAggregateFunction(
                    context, function, average)
            : others.get(call);
  }

  private static boolean isAverage(SqlKind kind) {
    return SqlKind.AVG_AGG_FUNCTIONS.contains(kind)
        || SqlKind.COVAR_AVG_AGG_FUNCTIONS.contains(kind);
  }
}
