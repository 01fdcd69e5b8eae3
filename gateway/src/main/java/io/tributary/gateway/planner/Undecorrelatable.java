package io.tributary.gateway.planner;

import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexOver;
import org.jspecify.annotations.Nullable;

/// What decorrelation would give another meaning: window functions in correlated sub-queries, which
/// it computes over the rows of all outer rows together, and aggregates with an ORDER BY, whose
/// columns it loses. And what it would compute for every row with every outer value.
final class Undecorrelatable {

  private Undecorrelatable() {}

  /// @throws NotTakenApart for the first of them
  static void refuseIn(RelNode plan) {
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
        if (parent instanceof Correlate correlate && ordinal == 1) {
          if (LateralTotals.areAmongOthers(correlate)) {
            throw new NotTakenApart(
                Construct.TOTAL_IN_LATERAL,
                "ROLLUP and CUBE in LATERAL are not supported: put them into WITH",
                null);
          }
          if (hasWindow(node)) {
            throw new NotTakenApart(
                Construct.WINDOW_IN_CORRELATED_QUERY,
                "window functions in correlated sub-queries are not supported: put them into WITH",
                null);
          }
          if (hasOrderedAggregate(node)) {
            throw new NotTakenApart(
                Construct.ORDERED_AGGREGATE_IN_CORRELATED_QUERY,
                "aggregates with an ORDER BY in correlated sub-queries are not supported:"
                    + " put them into WITH",
                null);
          }
          if (OuterValues.areComputedWith(correlate)) {
            throw new NotTakenApart(
                Construct.COMPUTED_WITH_OUTER_ROW,
                "what correlated sub-queries compute with columns of the outer query is not"
                    + " supported: join the tables",
                null);
          }
        }
        super.visit(node, ordinal, parent);
      }
    }.go(plan);
  }

  private static boolean hasOrderedAggregate(RelNode rel) {
    return (rel instanceof Aggregate aggregate
            && aggregate.getAggCallList().stream()
                .anyMatch(call -> !call.getCollation().getFieldCollations().isEmpty()))
        || rel.getInputs().stream().anyMatch(Undecorrelatable::hasOrderedAggregate);
  }

  private static boolean hasWindow(RelNode rel) {
    return (rel instanceof Project project && RexOver.containsOver(project.getProjects(), null))
        || rel.getInputs().stream().anyMatch(Undecorrelatable::hasWindow);
  }
}
