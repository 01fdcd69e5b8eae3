package io.tributary.gateway.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/// A filter or an inner join that a source cannot run as a whole, as one that it can run and a
/// filter above for the rest.
///
/// ```
/// Filter(a = 1 AND f(b))          Filter(f(b))
///   Scan                   ->       Filter(a = 1)
///                                     Scan
/// ```
///
/// @param rest a filter of `taken`
record PartedCondition(RelNode taken, RelNode rest) {

  /// @return empty where the source takes no part of a condition
  static Optional<PartedCondition> of(RelNode rel, Pushability source) {
    return switch (rel) {
      case Filter filter -> of(filter, filter.getCondition(), source);
      case Join join when join.getJoinType() == JoinRelType.INNER ->
          of(join, join.getCondition(), source);
      default -> Optional.empty();
    };
  }

  private static Optional<PartedCondition> of(RelNode rel, RexNode condition, Pushability source) {
    List<RexNode> taken = new ArrayList<>();
    List<RexNode> rest = new ArrayList<>();
    for (RexNode part : RelOptUtil.conjunctions(condition)) {
      (source.takes(part) ? taken : rest).add(part);
    }
    if (taken.isEmpty() || rest.isEmpty()) {
      return Optional.empty();
    }
    RexBuilder builder = rel.getCluster().getRexBuilder();
    RexNode all = RexUtil.composeConjunction(builder, taken);
    RelNode below =
        switch (rel) {
          case Filter filter -> filter.copy(filter.getTraitSet(), filter.getInput(), all);
          case Join join ->
              join.copy(
                  join.getTraitSet(),
                  all,
                  join.getLeft(),
                  join.getRight(),
                  join.getJoinType(),
                  join.isSemiJoinDone());
          default -> throw new IllegalStateException(rel.getRelTypeName() + " has no condition");
        };
    return Optional.of(
        new PartedCondition(
            below, LogicalFilter.create(below, RexUtil.composeConjunction(builder, rest))));
  }
}
