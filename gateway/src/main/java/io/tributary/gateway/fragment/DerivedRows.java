package io.tributary.gateway.fragment;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;

/// Rows that a query groups, compares or ranks itself. A database has no statistics of them, and
/// where it guesses how many there are, its guess is often one.
final class DerivedRows {

  private DerivedRows() {}

  static boolean areJoinedIn(RelNode rel) {
    boolean joins = rel instanceof Join || rel instanceof Correlate;
    return (joins && rel.getInputs().stream().anyMatch(DerivedRows::areIn))
        || rel.getInputs().stream().anyMatch(DerivedRows::areJoinedIn);
  }

  /// Whether rows of it are made so.
  static boolean areIn(RelNode rel) {
    return switch (rel) {
      // Without keys it is one row, as everybody knows.
      case Aggregate aggregate -> !aggregate.getGroupSet().isEmpty();
      case Project project -> project.containsOver() || areIn(project.getInput());
      case SetOp set when !(set instanceof Union union && union.all) -> true;
      case Filter _, Sort _, Join _, Correlate _, SetOp _ ->
          rel.getInputs().stream().anyMatch(DerivedRows::areIn);
      default -> false;
    };
  }
}
