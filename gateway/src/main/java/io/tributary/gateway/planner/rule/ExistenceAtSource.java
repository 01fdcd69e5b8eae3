package io.tributary.gateway.planner.rule;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/// Takes semi and anti joins with tables of one source down to the rows of that source that they
/// ask about, so that the source can answer:
///
/// ```
/// SemiJoin(a.x = c.x)             Join(a.y = b.y)
///   Join(a.y = b.y)                 SemiJoin(a.x = c.x)     both at sales
///     a: sales.orders       ->        a: sales.orders
///     b: lake.lineitem                c: sales.returns
///   c: sales.returns                b: lake.lineitem
/// ```
///
/// Only by conditions that cannot fail, because they see rows that the join would have kept from
/// them.
public final class ExistenceAtSource {

  private final Function<RelNode, Optional<String>> sourceOf;

  /// @param sourceOf the source that can run a sub-plan alone, if any
  public ExistenceAtSource(Function<RelNode, Optional<String>> sourceOf) {
    this.sourceOf = sourceOf;
  }

  public RelNode apply(RelNode rel) {
    List<RelNode> inputs = rel.getInputs().stream().map(this::apply).toList();
    RelNode same = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    if (same instanceof LogicalJoin join
        && (join.getJoinType() == JoinRelType.SEMI || join.getJoinType() == JoinRelType.ANTI)
        && ImpliedFilters.cannotFail(join.getCondition())) {
      Optional<String> source = sourceOf.apply(join.getRight());
      if (source.isPresent()) {
        return lowered(join, join.getLeft(), join.getCondition(), source.get()).orElse(join);
      }
    }
    return same;
  }

  /// @param condition over the columns of `left`, then those that exist
  private Optional<RelNode> lowered(
      LogicalJoin existence, RelNode left, RexNode condition, String source) {
    if (sourceOf.apply(left).equals(Optional.of(source))) {
      return Optional.of(
          existence.copy(
              existence.getTraitSet(),
              condition,
              left,
              existence.getRight(),
              existence.getJoinType(),
              existence.isSemiJoinDone()));
    }
    return switch (left) {
      case Filter filter ->
          lowered(existence, filter.getInput(), condition, source)
              .map(input -> filter.copy(filter.getTraitSet(), List.of(input)));
      case Project project when !project.containsOver() ->
          below(project, condition)
              .flatMap(asked -> lowered(existence, project.getInput(), asked, source))
              .map(input -> project.copy(project.getTraitSet(), List.of(input)));
      case LogicalJoin join -> lowered(existence, join, condition, source);
      default -> Optional.empty();
    };
  }

  private Optional<RelNode> lowered(
      LogicalJoin existence, LogicalJoin join, RexNode condition, String source) {
    JoinRelType type = join.getJoinType();
    int columns = join.getRowType().getFieldCount();
    int lefts = join.getLeft().getRowType().getFieldCount();
    ImmutableBitSet asked =
        RelOptUtil.InputFinder.bits(condition).intersect(ImmutableBitSet.range(columns));
    if (type.canPushLeftFromAbove() && ImmutableBitSet.range(lefts).contains(asked)) {
      RexNode below = moved(condition, columns, lefts, column -> column);
      return lowered(existence, join.getLeft(), below, source)
          .map(left -> join.copy(join.getTraitSet(), List.of(left, join.getRight())));
    }
    if (type.canPushRightFromAbove() && ImmutableBitSet.range(lefts, columns).contains(asked)) {
      RexNode below =
          moved(condition, columns, columns - lefts, column -> RexUtil.shift(column, -lefts));
      return lowered(existence, join.getRight(), below, source)
          .map(right -> join.copy(join.getTraitSet(), List.of(join.getLeft(), right)));
    }
    return Optional.empty();
  }

  /// A condition over a project's rows over those of its input; empty where that could fail.
  private static Optional<RexNode> below(Project project, RexNode condition) {
    List<RexNode> expressions = project.getProjects();
    int columns = expressions.size();
    return RelOptUtil.InputFinder.bits(condition).asList().stream()
            .filter(column -> column < columns)
            .allMatch(column -> ImpliedFilters.cannotFail(expressions.get(column)))
        ? Optional.of(
            moved(
                condition,
                columns,
                project.getInput().getRowType().getFieldCount(),
                column -> expressions.get(column.getIndex())))
        : Optional.empty();
  }

  /// @param from how many columns the left side had
  /// @param to how many it has
  private static RexNode moved(
      RexNode condition, int from, int to, Function<RexInputRef, RexNode> left) {
    return condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return column.getIndex() < from
                ? left.apply(column)
                : new RexInputRef(column.getIndex() - from + to, column.getType());
          }
        });
  }
}
