package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rex.RexOver;
import org.jspecify.annotations.Nullable;

/// What decorrelation would give another meaning: window functions in correlated sub-queries, which
/// it computes over the rows of all outer rows together, and UNNEST, which loses rows of a left
/// join.
final class Undecorrelatable {

  private Undecorrelatable() {}

  /// @throws GatewayException NOT_SUPPORTED
  static void refuseIn(RelNode plan) {
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
        if (parent instanceof Correlate && ordinal == 1 && hasWindow(node)) {
          throw new GatewayException(
              ErrorCode.NOT_SUPPORTED,
              "window functions in correlated sub-queries are not taken apart");
        }
        if (node instanceof Uncollect) {
          throw new GatewayException(ErrorCode.NOT_SUPPORTED, "UNNEST in FROM is not taken apart");
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
