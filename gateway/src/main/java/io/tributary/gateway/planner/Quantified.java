package io.tributary.gateway.planner;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Turns `x <> ANY (…)`, which `x = ALL (…)` is the negation of, into `x < ANY (…) OR x > ANY (…)`:
/// Calcite's own rewrite of it takes columns of the outer query that are called `c` or `d` for its
/// counts.
final class Quantified extends RexShuttle {

  private final RexBuilder builder;

  private Quantified(RexBuilder builder) {
    this.builder = builder;
  }

  static RelNode withoutUnequal(RelNode rel) {
    return PlanExpressions.rewrite(rel, Quantified::new);
  }

  @Override
  public RexNode visitSubQuery(RexSubQuery original) {
    RexSubQuery subQuery = (RexSubQuery) super.visitSubQuery(original);
    RelNode rel = withoutUnequal(subQuery.rel);
    if (subQuery.getOperator() instanceof SqlQuantifyOperator quantifier
        && quantifier.getKind() == SqlKind.SOME
        && quantifier.comparisonKind == SqlKind.NOT_EQUALS) {
      return builder.makeCall(
          SqlStdOperatorTable.OR,
          RexSubQuery.some(rel, subQuery.operands, SqlStdOperatorTable.SOME_LT),
          RexSubQuery.some(rel, subQuery.operands, SqlStdOperatorTable.SOME_GT));
    }
    return rel.equals(subQuery.rel) ? subQuery : subQuery.clone(rel);
  }
}
