package io.tributary.gateway.planner;

import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Finds what a correlated sub-query computes of its tables' rows with a column of the outer row
/// that no equality gives them. Decorrelation pairs all of the rows with all of the column's values
/// for it, and only then looks which of the pairs belong together.
final class OuterValues {

  private final CorrelationId outer;

  private OuterValues(CorrelationId outer) {
    this.outer = outer;
  }

  static boolean areComputedWith(Correlate correlate) {
    var values = new OuterValues(correlate.getCorrelationId());
    RelNode query = correlate.getRight();
    return !values.given(query).contains(values.computedWith(query));
  }

  private ImmutableBitSet computedWith(RelNode rel) {
    ImmutableBitSet.Builder columns = ImmutableBitSet.builder();
    if (rel instanceof Project project && readsTable(project)) {
      columns.addAll(columns(project.getProjects()));
    }
    rel.getInputs().forEach(input -> columns.addAll(computedWith(input)));
    return columns.build();
  }

  private static boolean readsTable(RelNode rel) {
    return rel instanceof TableScan || rel.getInputs().stream().anyMatch(OuterValues::readsTable);
  }

  /// Columns of the outer row that rows of tables are equal to.
  private ImmutableBitSet given(RelNode rel) {
    ImmutableBitSet.Builder columns = ImmutableBitSet.builder();
    if (rel instanceof Filter filter) {
      for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
        if (condition instanceof RexCall call && call.isA(SqlKind.EQUALS)) {
          columns.addAll(given(call.getOperands().get(0), call.getOperands().get(1)));
          columns.addAll(given(call.getOperands().get(1), call.getOperands().get(0)));
        }
      }
    }
    rel.getInputs().forEach(input -> columns.addAll(given(input)));
    return columns.build();
  }

  private ImmutableBitSet given(RexNode value, RexNode other) {
    return value instanceof RexFieldAccess && columns(List.of(other)).isEmpty()
        ? columns(List.of(value))
        : ImmutableBitSet.of();
  }

  /// Columns of the outer row in expressions.
  private ImmutableBitSet columns(List<RexNode> expressions) {
    ImmutableBitSet.Builder columns = ImmutableBitSet.builder();
    var visitor =
        new RexVisitorImpl<@Nullable Void>(true) {
          @Override
          public @Nullable Void visitFieldAccess(RexFieldAccess access) {
            if (access.getReferenceExpr() instanceof RexCorrelVariable row
                && row.id.equals(outer)) {
              columns.set(access.getField().getIndex());
            }
            return super.visitFieldAccess(access);
          }
        };
    visitor.visitEach(expressions);
    return columns.build();
  }
}
