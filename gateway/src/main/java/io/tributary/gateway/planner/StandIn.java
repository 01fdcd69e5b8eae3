package io.tributary.gateway.planner;

import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/// A leaf that has the rows of a sub-plan, and so the sub-plan's estimates.
public abstract class StandIn extends AbstractRelNode {

  private final RelNode original;

  /// @param rowType the original's columns, which may have other names
  protected StandIn(RelNode original, RelDataType rowType) {
    super(original.getCluster(), original.getCluster().traitSet());
    this.original = original;
    this.rowType = rowType;
  }

  /// What it stands for.
  public final RelNode original() {
    return original;
  }

  @Override
  public double estimateRowCount(RelMetadataQuery statistics) {
    Double rows = statistics.getRowCount(original);
    return rows == null ? 1 : rows;
  }
}
