package io.tributary.gateway.planner;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;

/// Everything below runs at one source; its rows are read from there.
public final class SourceBoundary extends SingleRel {

  private final String source;

  SourceBoundary(RelNode input, String source) {
    super(input.getCluster(), input.getTraitSet(), input);
    this.source = source;
  }

  public String source() {
    return source;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new SourceBoundary(inputs.getFirst(), source);
  }
}
