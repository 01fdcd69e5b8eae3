package io.tributary.gateway.fragment;

import com.google.common.collect.RangeSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.util.Sarg;

/// Writes what Calcite collects into sets of values and ranges as `IN`, `NOT IN` and comparisons.
/// Calcite's own spelling cuts timestamps to milliseconds, and forgets whether a NULL is in the
/// set.
final class Memberships extends RelHomogeneousShuttle {

  private static final SqlParserPos ZERO = SqlParserPos.ZERO;
  private static final OneOf IN = new OneOf("IN");
  private static final OneOf NOT_IN = new OneOf("NOT IN");

  private Memberships() {}

  static RelNode spellOut(RelNode rel) {
    return rel.accept(new Memberships());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode rel = super.visit(other);
    var expressions = new Expressions(rel.getCluster().getRexBuilder());
    return rel instanceof Filter filter
        ? filter.copy(
            filter.getTraitSet(), filter.getInput(), expressions.condition(filter.getCondition()))
        : rel.accept(expressions);
  }

  private static final class Expressions extends RexShuttle {
    private final RexBuilder builder;

    Expressions(RexBuilder builder) {
      this.builder = builder;
    }

    /// Where a condition is not true, it does not matter whether it is false or unknown.
    RexNode condition(RexNode condition) {
      List<RexNode> conjuncts = new ArrayList<>();
      for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
        conjuncts.add(
            conjunct instanceof RexCall call && call.getKind() == SqlKind.SEARCH
                ? membership(call, true)
                : conjunct.accept(this));
      }
      return RexUtil.composeConjunction(builder, conjuncts);
    }

    @Override
    public RexNode visitCall(RexCall call) {
      return switch (call.getKind()) {
        case SEARCH -> ofType(call, membership(call, false));
        // A range within is spelled as an AND, and filters want no AND directly in another.
        case AND, OR -> RexUtil.flatten(builder, super.visitCall(call));
        default -> super.visitCall(call);
      };
    }

    /// An OR that is never unknown does not say so in its type, which filters of aggregates ask
    /// for.
    private RexNode ofType(RexCall search, RexNode membership) {
      return !search.getType().isNullable() && membership.getType().isNullable()
          ? builder.makeCall(SqlStdOperatorTable.IS_TRUE, membership)
          : membership;
    }

    private RexNode membership(RexCall search, boolean falseIsUnknown) {
      RexNode value = search.getOperands().getFirst().accept(this);
      RexLiteral literal = (RexLiteral) search.getOperands().get(1);
      Sarg<?> sarg = literal.getValueAs(Sarg.class);
      if (sarg == null) {
        throw new IllegalStateException("a search for nothing: " + search);
      }
      if (falseIsUnknown && sarg.nullAs == RexUnknownAs.FALSE) {
        sarg = Sarg.of(RexUnknownAs.UNKNOWN, sarg.rangeSet);
      }
      if (sarg.isPoints() && sarg.pointCount > 1) {
        return withNull(sarg.nullAs, value, call(IN, value, points(sarg.rangeSet, literal)));
      }
      if (sarg.isComplementedPoints() && sarg.rangeSet.complement().asRanges().size() > 1) {
        return withNull(
            sarg.nullAs, value, call(NOT_IN, value, points(sarg.rangeSet.complement(), literal)));
      }
      return RexUtil.sargRef(ZERO, builder, value, sarg, literal.getType(), RexUnknownAs.UNKNOWN);
    }

    private <C extends Comparable<C>> List<RexNode> points(RangeSet<C> points, RexLiteral set) {
      return points.asRanges().stream()
          .map(point -> builder.makeLiteral(point.lowerEndpoint(), set.getType(), true, true))
          .toList();
    }

    private RexNode call(OneOf operator, RexNode value, List<RexNode> points) {
      List<RexNode> operands = new ArrayList<>(List.of(value));
      operands.addAll(points);
      return builder.makeCall(operator, operands);
    }

    private RexNode withNull(RexUnknownAs nullAs, RexNode value, RexNode membership) {
      return switch (nullAs) {
        case UNKNOWN -> membership;
        case TRUE ->
            builder.makeCall(
                SqlStdOperatorTable.OR,
                builder.makeCall(SqlStdOperatorTable.IS_NULL, value),
                membership);
        case FALSE ->
            builder.makeCall(
                SqlStdOperatorTable.AND,
                builder.makeCall(SqlStdOperatorTable.IS_NOT_NULL, value),
                membership);
      };
    }
  }

  /// `x IN (1, 2)` of expressions; Calcite's own operator is for sub-queries.
  private static final class OneOf extends SqlSpecialOperator {
    OneOf(String name) {
      super(
          name,
          SqlKind.OTHER,
          SqlStdOperatorTable.IN.getLeftPrec(),
          true,
          ReturnTypes.BOOLEAN_NULLABLE,
          InferTypes.FIRST_KNOWN,
          OperandTypes.VARIADIC);
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
      call.operand(0).unparse(writer, getLeftPrec(), getRightPrec());
      writer.keyword(getName());
      SqlWriter.Frame list = writer.startList("(", ")");
      for (SqlNode point : call.getOperandList().subList(1, call.operandCount())) {
        writer.sep(",");
        point.unparse(writer, 0, 0);
      }
      writer.endList(list);
    }
  }
}
