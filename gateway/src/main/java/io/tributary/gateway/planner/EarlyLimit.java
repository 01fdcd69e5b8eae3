package io.tributary.gateway.planner;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Limits below what a source cannot run, so that it ships no more rows than can be among the
/// first. The limit above stays, for what is below only leaves out what it would leave out too.
///
/// ```
/// Sort(a, fetch 10, offset 5)     Sort(a, fetch 10, offset 5)
///   Project(a, f(b))        ->      Project(a, f(b))
///     Scan                            Sort(a, fetch 15)
///                                       Scan
/// ```
///
/// So it is below projections, in all inputs of `UNION ALL`, and on that side of an outer join of
/// which each row is in the result.
final class EarlyLimit {

  private final RexNode rows;

  private EarlyLimit(RexNode rows) {
    this.rows = rows;
  }

  /// @return empty for what has no limit, or one that goes no further down
  static Optional<Sort> of(RelNode rel) {
    if (!(rel instanceof Sort sort)
        || !(sort.fetch instanceof RexLiteral fetch)
        || !(sort.offset == null || sort.offset instanceof RexLiteral)) {
      return Optional.empty();
    }
    BigDecimal rows =
        number(fetch).add(sort.offset == null ? BigDecimal.ZERO : number(sort.offset));
    RelNode input = sort.getInput();
    RelNode limited =
        new EarlyLimit(sort.getCluster().getRexBuilder().makeExactLiteral(rows))
            .below(input, sort.getCollation());
    return limited.equals(input)
        ? Optional.empty()
        : Optional.of(
            sort.copy(sort.getTraitSet(), limited, sort.getCollation(), sort.offset, sort.fetch));
  }

  private static BigDecimal number(RexNode literal) {
    return RexLiteral.bigDecimalValue(literal);
  }

  /// The same operator over limited inputs, or itself where its inputs cannot be.
  private RelNode below(RelNode rel, RelCollation order) {
    return switch (rel) {
      case Project project when !project.containsOver() -> below(project, order);
      case Union union when union.all ->
          union.copy(
              union.getTraitSet(),
              union.getInputs().stream().map(input -> limited(input, order)).toList());
      case Join join -> below(join, order);
      default -> rel;
    };
  }

  private RelNode below(Project project, RelCollation order) {
    List<RelFieldCollation> keys = new ArrayList<>();
    for (RelFieldCollation key : order.getFieldCollations()) {
      if (!(project.getProjects().get(key.getFieldIndex()) instanceof RexInputRef column)) {
        return project;
      }
      keys.add(key.withFieldIndex(column.getIndex()));
    }
    RelNode input = limited(project.getInput(), RelCollations.of(keys));
    return project.copy(project.getTraitSet(), List.of(input));
  }

  private RelNode below(Join join, RelCollation order) {
    int left = join.getLeft().getRowType().getFieldCount();
    boolean ofLeft =
        order.getFieldCollations().stream().allMatch(key -> key.getFieldIndex() < left);
    boolean ofRight =
        order.getFieldCollations().stream().allMatch(key -> key.getFieldIndex() >= left);
    if (join.getJoinType() == JoinRelType.LEFT && ofLeft) {
      return join.copy(
          join.getTraitSet(), List.of(limited(join.getLeft(), order), join.getRight()));
    }
    if (join.getJoinType() == JoinRelType.RIGHT && ofRight) {
      RelCollation ofItsOwn = RelCollations.shift(order, -left);
      return join.copy(
          join.getTraitSet(), List.of(join.getLeft(), limited(join.getRight(), ofItsOwn)));
    }
    return join;
  }

  private RelNode limited(RelNode rel, RelCollation order) {
    RelNode further = below(rel, order);
    return further.equals(rel)
        ? LogicalSort.create(rel, order, (@Nullable RexNode) null, rows)
        : further;
  }
}
