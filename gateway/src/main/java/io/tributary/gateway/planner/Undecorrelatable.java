package io.tributary.gateway.planner;

import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexOver;
import org.jspecify.annotations.Nullable;

/// What decorrelation would give another meaning: window functions in correlated sub-queries, which
/// it computes over the rows of all outer rows together.
final class Undecorrelatable {

  private Undecorrelatable() {}

  /// @throws NotTakenApart for the first of them
  static void refuseIn(RelNode plan) {
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
        if (parent instanceof Correlate && ordinal == 1 && hasWindow(node)) {
          throw new NotTakenApart(
              Construct.WINDOW_IN_CORRELATED_QUERY,
              "window functions in correlated sub-queries are not supported: put them into WITH",
              null);
        }
        super.visit(node, ordinal, parent);
      }
    }.go(plan);
  }

  private static boolean hasWindow(RelNode rel) {
    return (rel instanceof Project project && RexOver.containsOver(project.getProjects(), null))
        || rel.getInputs().stream().anyMatch(Undecorrelatable::hasWindow);
  }
}
