package io.tributary.gateway.planner;

import java.util.function.Function;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexShuttle;

/// Rewrites the expressions of all operators of a plan, those of inputs first.
public final class PlanExpressions extends RelHomogeneousShuttle {

  private final Function<RexBuilder, RexShuttle> rewrite;

  private PlanExpressions(Function<RexBuilder, RexShuttle> rewrite) {
    this.rewrite = rewrite;
  }

  /// @param rewrite what rewrites an operator's expressions, with what it makes new ones by
  public static RelNode rewrite(RelNode plan, Function<RexBuilder, RexShuttle> rewrite) {
    return plan.accept(new PlanExpressions(rewrite));
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode rel = super.visit(other);
    return rel.accept(rewrite.apply(rel.getCluster().getRexBuilder()));
  }
}
