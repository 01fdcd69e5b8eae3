package io.tributary.gateway.planner;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.metadata.RelMdPredicates;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// What is known to hold of rows, where Calcite's own rules fail: on conditions that compare with
/// NULL, which it takes for simplified away, and on intersections, for which it compiles code.
public final class PlanPredicates extends RelMdPredicates {

  @Override
  public RelOptPredicateList getPredicates(Filter filter, RelMetadataQuery mq) {
    RexBuilder builder = filter.getCluster().getRexBuilder();
    List<RexNode> conditions = new ArrayList<>();
    for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
      if (RexUtil.isDeterministic(condition) && !comparesWithNull(condition)) {
        conditions.add(condition);
      }
    }
    return mq.getPulledUpPredicates(filter.getInput())
        .union(builder, RelOptPredicateList.of(builder, conditions));
  }

  @Override
  public RelOptPredicateList getPredicates(Join join, RelMetadataQuery mq) {
    List<RexNode> conditions = RelOptUtil.conjunctions(join.getCondition());
    return conditions.stream().anyMatch(PlanPredicates::comparesWithNull)
        ? RelOptPredicateList.EMPTY
        : super.getPredicates(join, mq);
  }

  @Override
  public RelOptPredicateList getPredicates(Intersect intersect, RelMetadataQuery mq) {
    Set<RexNode> all = new LinkedHashSet<>();
    for (RelNode input : intersect.getInputs()) {
      all.addAll(mq.getPulledUpPredicates(input).pulledUpPredicates);
    }
    return RelOptPredicateList.of(intersect.getCluster().getRexBuilder(), all);
  }

  private static boolean comparesWithNull(RexNode condition) {
    return condition.isA(SqlKind.COMPARISON)
        && condition instanceof RexCall comparison
        && comparison.getOperands().stream()
            .anyMatch(operand -> operand instanceof RexLiteral literal && literal.isNull());
  }
}
