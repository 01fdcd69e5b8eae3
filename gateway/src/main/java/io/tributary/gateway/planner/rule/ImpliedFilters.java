package io.tributary.gateway.planner.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/// Filters a table by what an OR over several tables says of it alone, before it is joined or
/// shipped. The OR stays.
///
/// ```
/// Join(a.x = b.x AND                      Join(a.x = b.x AND
///      (a.y = 1 AND b.z = 2 OR                 (a.y = 1 AND b.z = 2 OR
///       a.y = 3 AND b.z = 4))     ->            a.y = 3 AND b.z = 4))
///   a                                       Filter(a.y = 1 OR a.y = 3)
///   b                                         a
///                                           Filter(b.z = 2 OR b.z = 4)
///                                             b
/// ```
///
/// Only of conditions that cannot fail, because they see rows that the join would have kept from
/// them.
public final class ImpliedFilters {

  private ImpliedFilters() {}

  public static RelNode apply(RelNode rel) {
    if (isInnerJoin(rel)) {
      List<RexNode> conditions = new ArrayList<>();
      disjunctions(rel, 0, conditions);
      return filtered(rel, 0, conditions);
    }
    List<RelNode> inputs = rel.getInputs().stream().map(ImpliedFilters::apply).toList();
    return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
  }

  private static boolean isInnerJoin(RelNode rel) {
    return rel instanceof LogicalJoin join
        && join.getJoinType() == JoinRelType.INNER
        && join.getVariablesSet().isEmpty();
  }

  /// The ORs of a tree of inner joins, over the columns of its topmost.
  private static void disjunctions(RelNode rel, int offset, List<RexNode> found) {
    if (isInnerJoin(rel)) {
      LogicalJoin join = (LogicalJoin) rel;
      for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
        if (condition.isA(SqlKind.OR)) {
          found.add(RexUtil.shift(condition, offset));
        }
      }
      disjunctions(join.getLeft(), offset, found);
      disjunctions(join.getRight(), offset + width(join.getLeft()), found);
    }
  }

  private static RelNode filtered(RelNode rel, int offset, List<RexNode> disjunctions) {
    if (isInnerJoin(rel)) {
      LogicalJoin join = (LogicalJoin) rel;
      RelNode left = filtered(join.getLeft(), offset, disjunctions);
      RelNode right = filtered(join.getRight(), offset + width(join.getLeft()), disjunctions);
      return join.copy(join.getTraitSet(), List.of(left, right));
    }
    RelNode factor = apply(rel);
    ImmutableBitSet columns = ImmutableBitSet.range(offset, offset + width(rel));
    RexBuilder builder = rel.getCluster().getRexBuilder();
    List<RexNode> known =
        factor instanceof Filter filter
            ? RelOptUtil.conjunctions(filter.getCondition())
            : List.of();
    List<RexNode> implied = new ArrayList<>();
    for (RexNode disjunction : disjunctions) {
      implied(disjunction, columns, builder)
          .map(condition -> RexUtil.shift(condition, -offset))
          .filter(condition -> !known.contains(condition))
          .ifPresent(implied::add);
    }
    return implied.isEmpty()
        ? factor
        : LogicalFilter.create(factor, RexUtil.composeConjunction(builder, implied));
  }

  private static int width(RelNode rel) {
    return rel.getRowType().getFieldCount();
  }

  /// What an OR says of some columns: nothing, if one alternative says nothing of them.
  private static Optional<RexNode> implied(
      RexNode disjunction, ImmutableBitSet columns, RexBuilder builder) {
    List<RexNode> alternatives = new ArrayList<>();
    for (RexNode alternative : RelOptUtil.disjunctions(disjunction)) {
      List<RexNode> parts =
          RelOptUtil.conjunctions(alternative).stream()
              .filter(part -> isAbout(part, columns) && cannotFail(part))
              .toList();
      if (parts.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(RexUtil.composeConjunction(builder, parts));
    }
    return Optional.of(RexUtil.composeDisjunction(builder, alternatives));
  }

  private static boolean isAbout(RexNode condition, ImmutableBitSet columns) {
    ImmutableBitSet read = RelOptUtil.InputFinder.bits(condition);
    return !read.isEmpty() && columns.contains(read);
  }

  static boolean cannotFail(RexNode expression) {
    return switch (expression) {
      case RexInputRef column -> true;
      case RexLiteral literal -> true;
      case RexCall call ->
          switch (call.getKind()) {
            case AND,
                OR,
                NOT,
                EQUALS,
                NOT_EQUALS,
                LESS_THAN,
                LESS_THAN_OR_EQUAL,
                GREATER_THAN,
                GREATER_THAN_OR_EQUAL,
                IS_NULL,
                IS_NOT_NULL,
                SEARCH ->
                call.getOperands().stream().allMatch(ImpliedFilters::cannotFail);
            case CAST -> RexUtil.isLosslessCast(call) && cannotFail(call.getOperands().getFirst());
            default -> false;
          };
      default -> false;
    };
  }
}
