package io.tributary.gateway.planner.rule;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/// Columns that a join wants to be equal, so that it never joins by NULL. Calcite's own analysis
/// also counts those that may both be NULL.
///
/// @param left columns of the left side
/// @param right those of the right side, in the same order
/// @param isAll whether the join wants nothing else
record EqualKeys(List<Integer> left, List<Integer> right, boolean isAll) {

  static EqualKeys of(Join join) {
    int leftColumns = join.getLeft().getRowType().getFieldCount();
    List<Integer> left = new ArrayList<>();
    List<Integer> right = new ArrayList<>();
    List<RexNode> conjuncts = RelOptUtil.conjunctions(join.getCondition());
    for (RexNode conjunct : conjuncts) {
      if (conjunct.isA(SqlKind.EQUALS)
          && ((RexCall) conjunct).getOperands().get(0) instanceof RexInputRef one
          && ((RexCall) conjunct).getOperands().get(1) instanceof RexInputRef other) {
        int first = Math.min(one.getIndex(), other.getIndex());
        int second = Math.max(one.getIndex(), other.getIndex());
        if (first < leftColumns && second >= leftColumns) {
          left.add(first);
          right.add(second - leftColumns);
        }
      }
    }
    return new EqualKeys(left, right, left.size() == conjuncts.size());
  }
}
