package io.tributary.gateway.planner.rule;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/// Takes out of an OR what all its alternatives demand: an equality hidden there is a key to join
/// by.
///
/// ```
/// Filter(a.x = b.x AND a.y = 1 OR a.x = b.x AND b.y = 2)
///                                 ->  Filter(a.x = b.x AND (a.y = 1 OR b.y = 2))
/// ```
public final class CommonFactors {

  private CommonFactors() {}

  public static RelNode apply(RelNode plan) {
    return plan.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            return withFactors(super.visit(other));
          }
        });
  }

  private static RelNode withFactors(RelNode rel) {
    RexBuilder builder = rel.getCluster().getRexBuilder();
    return switch (rel) {
      case Filter filter -> {
        RexNode condition = RexUtil.pullFactors(builder, filter.getCondition());
        yield condition.equals(filter.getCondition())
            ? filter
            : filter.copy(filter.getTraitSet(), filter.getInput(), condition);
      }
      case Join join -> {
        RexNode condition = RexUtil.pullFactors(builder, join.getCondition());
        yield condition.equals(join.getCondition())
            ? join
            : join.copy(
                join.getTraitSet(),
                condition,
                join.getLeft(),
                join.getRight(),
                join.getJoinType(),
                join.isSemiJoinDone());
      }
      default -> rel;
    };
  }
}
