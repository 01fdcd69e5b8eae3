package io.tributary.gateway.planner;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.util.ImmutableBitSet;

/// Distinct rows of the inputs of `INTERSECT` and `EXCEPT`, which look at no row twice.
///
/// ```
/// Intersect        Intersect
///   Scan(a)          Aggregate(group a)
///   Scan(b)   ->       Scan(a)
///                    Aggregate(group b)
///                      Scan(b)
/// ```
final class EarlyDistinct {

  private EarlyDistinct() {}

  /// @return empty for any other operator
  static Optional<SetOp> of(RelNode rel) {
    return rel instanceof SetOp set
            && !set.all
            && (set instanceof Intersect || set instanceof Minus)
        ? Optional.of(
            set.copy(
                set.getTraitSet(),
                set.getInputs().stream().map(EarlyDistinct::distinct).toList(),
                false))
        : Optional.empty();
  }

  private static RelNode distinct(RelNode rows) {
    var columns = ImmutableBitSet.range(rows.getRowType().getFieldCount());
    return LogicalAggregate.create(rows, List.of(), columns, List.of(columns), List.of());
  }
}
