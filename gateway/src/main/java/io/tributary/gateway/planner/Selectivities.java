package io.tributary.gateway.planner;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/// The share of rows that a condition keeps: one value in as many as a column has, where the
/// sources know how many that are; Calcite's guesses elsewhere.
public final class Selectivities implements MetadataHandler<BuiltInMetadata.Selectivity> {

  @Override
  public MetadataDef<BuiltInMetadata.Selectivity> getDef() {
    return BuiltInMetadata.Selectivity.DEF;
  }

  /// Of a condition on a table: Calcite takes conditions on other operators down to here.
  public Double getSelectivity(TableScan rel, RelMetadataQuery mq, @Nullable RexNode condition) {
    double selectivity = 1;
    if (condition != null) {
      for (RexNode part : RelOptUtil.conjunctions(condition)) {
        selectivity *= part(rel, mq, part);
      }
    }
    return selectivity;
  }

  private static double part(RelNode rel, RelMetadataQuery mq, RexNode condition) {
    return switch (condition) {
      case RexCall call ->
          switch (call.getKind()) {
            case EQUALS -> points(rel, mq, call, 1);
            case SEARCH -> search(rel, mq, call);
            case OR -> disjunction(rel, mq, call);
            default -> RelMdUtil.guessSelectivity(condition);
          };
      default -> RelMdUtil.guessSelectivity(condition);
    };
  }

  private static double search(RelNode rel, RelMetadataQuery mq, RexCall call) {
    Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
    return sarg != null && sarg.isPoints()
        ? points(rel, mq, call, sarg.pointCount)
        : RelMdUtil.guessSelectivity(call);
  }

  private static double disjunction(RelNode rel, RelMetadataQuery mq, RexCall call) {
    double none = 1;
    for (RexNode alternative : call.getOperands()) {
      none *= 1 - Math.min(1, part(rel, mq, alternative));
    }
    return 1 - none;
  }

  /// A column that is one of some constants.
  private static double points(RelNode rel, RelMetadataQuery mq, RexCall call, int count) {
    if (call.getOperands().get(0) instanceof RexInputRef column
        && call.getOperands().get(1) instanceof RexLiteral) {
      Double distinct = mq.getDistinctRowCount(rel, ImmutableBitSet.of(column.getIndex()), null);
      if (distinct != null && distinct >= 1) {
        return Math.min(1, count / distinct);
      }
    }
    return RelMdUtil.guessSelectivity(call);
  }
}
