package io.tributary.gateway.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/// Grand totals joined laterally: `FROM a, LATERAL (SELECT max(x) FROM b WHERE b.y = a.y)` has a
/// row for every one of `a`. Calcite's decorrelation keeps those without a match only where
/// something is counted.
final class LateralTotals {

  private LateralTotals() {}

  /// The right side of a correlate, whose grand total counts too.
  static RelNode counted(Correlate correlate) {
    return correlate.getJoinType() == JoinRelType.INNER
        ? counted(correlate.getRight())
        : correlate.getRight();
  }

  private static RelNode counted(RelNode rel) {
    return switch (rel) {
      case Project project ->
          project.copy(project.getTraitSet(), List.of(counted(project.getInput())));
      case Filter filter -> filter.copy(filter.getTraitSet(), List.of(counted(filter.getInput())));
      case Aggregate total
          when total.getGroupSets().equals(List.of(ImmutableBitSet.of())) && !counts(total) ->
          withCount(total);
      default -> rel;
    };
  }

  private static boolean counts(Aggregate total) {
    return total.getAggCallList().stream()
        .anyMatch(call -> call.getAggregation().getKind() == SqlKind.COUNT);
  }

  private static RelNode withCount(Aggregate total) {
    RelDataType bigint = total.getCluster().getTypeFactory().createSqlType(SqlTypeName.BIGINT);
    List<AggregateCall> calls = new ArrayList<>(total.getAggCallList());
    calls.add(
        AggregateCall.create(
            SqlStdOperatorTable.COUNT,
            false,
            false,
            false,
            List.of(),
            List.of(),
            -1,
            null,
            RelCollations.EMPTY,
            bigint,
            null));
    RelNode counting =
        total.copy(
            total.getTraitSet(),
            total.getInput(),
            total.getGroupSet(),
            total.getGroupSets(),
            calls);
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < total.getRowType().getFieldCount(); i++) {
      columns.add(RexInputRef.of(i, counting.getRowType()));
    }
    return LogicalProject.create(
        counting, List.of(), columns, total.getRowType().getFieldNames(), Set.of());
  }

  /// Whether the right side of a correlate has a grand total among other groups, as ROLLUP gives.
  static boolean areAmongOthers(Correlate correlate) {
    return correlate.getJoinType() == JoinRelType.INNER
        && groups(correlate.getRight())
            .filter(sets -> sets.size() > 1 && sets.contains(ImmutableBitSet.of()))
            .isPresent();
  }

  private static Optional<List<ImmutableBitSet>> groups(RelNode rel) {
    return switch (rel) {
      case Project project -> groups(project.getInput());
      case Filter filter -> groups(filter.getInput());
      case Aggregate aggregate -> Optional.of(aggregate.getGroupSets());
      default -> Optional.empty();
    };
  }
}
