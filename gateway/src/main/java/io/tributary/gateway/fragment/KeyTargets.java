package io.tributary.gateway.fragment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/// Finds the columns of leaves that the keys of one side of a join can reduce.
///
/// Of a join's side that is not preserved, only rows with a key of the other side matter. That
/// holds for the columns below that the key is taken from, as long as every operator between gives
/// the same rows of such a key whatever happens to rows of other keys: joins of all kinds do,
/// groups and windows by the key do, limits do not.
final class KeyTargets {

  /// A column of a leaf, and whose keys it may be reduced to.
  ///
  /// @param keys a sub-plan
  /// @param key an expression over its rows
  record Candidate(PlanLeaf target, int column, RelNode keys, RexNode key) {}

  private final List<Candidate> candidates = new ArrayList<>();

  private KeyTargets() {}

  static List<Candidate> in(RelNode root) {
    var targets = new KeyTargets();
    targets.search(root);
    return targets.candidates;
  }

  private void search(RelNode rel) {
    if (rel instanceof Join join) {
      for (Equality equality : equalities(join)) {
        if (isReducible(join.getJoinType(), false)) {
          column(equality.right)
              .ifPresent(column -> trace(join.getRight(), column, join.getLeft(), equality.left));
        }
        if (isReducible(join.getJoinType(), true)) {
          column(equality.left)
              .ifPresent(column -> trace(join.getLeft(), column, join.getRight(), equality.right));
        }
      }
    }
    rel.getInputs().forEach(this::search);
  }

  /// Whether rows of a side that find no partner leave no trace in the join's result.
  private static boolean isReducible(JoinRelType type, boolean left) {
    return switch (type) {
      case INNER, SEMI -> true;
      case LEFT, ANTI -> !left;
      case RIGHT -> left;
      case FULL, ASOF, LEFT_ASOF, LEFT_MARK -> false;
    };
  }

  /// A part of a join's condition.
  ///
  /// @param left over the left rows
  /// @param right over the right rows
  private record Equality(RexNode left, RexNode right) {}

  private static List<Equality> equalities(Join join) {
    int leftColumns = join.getLeft().getRowType().getFieldCount();
    var leftSide = ImmutableBitSet.range(leftColumns);
    List<Equality> equalities = new ArrayList<>();
    for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
      if (!(condition instanceof RexCall call) || !call.isA(SqlKind.EQUALS)) {
        continue;
      }
      RexNode one = call.getOperands().get(0);
      RexNode other = call.getOperands().get(1);
      ImmutableBitSet oneReads = RelOptUtil.InputFinder.bits(one);
      ImmutableBitSet otherReads = RelOptUtil.InputFinder.bits(other);
      if (oneReads.isEmpty() || otherReads.isEmpty()) {
        continue;
      }
      if (leftSide.contains(oneReads) && !leftSide.intersects(otherReads)) {
        equalities.add(new Equality(one, shifted(other, leftColumns)));
      } else if (leftSide.contains(otherReads) && !leftSide.intersects(oneReads)) {
        equalities.add(new Equality(other, shifted(one, leftColumns)));
      }
    }
    return equalities;
  }

  private static RexNode shifted(RexNode expression, int columns) {
    return RexUtil.shift(expression, -columns);
  }

  private void trace(RelNode rel, int column, RelNode keys, RexNode key) {
    switch (rel) {
      case PlanLeaf leaf -> candidates.add(new Candidate(leaf, column, keys, key));
      case Filter filter -> trace(filter.getInput(), column, keys, key);
      case Project project -> {
        if (everyWindowIsWithin(project, column)) {
          column(project.getProjects().get(column))
              .ifPresent(below -> trace(project.getInput(), below, keys, key));
        }
      }
      case Join join -> traceJoin(join, column, keys, key);
      case Aggregate aggregate -> {
        if (column < aggregate.getGroupCount()) {
          int below = aggregate.getGroupSet().nth(column);
          if (aggregate.getGroupSets().stream().allMatch(set -> set.get(below))) {
            trace(aggregate.getInput(), below, keys, key);
          }
        }
      }
      case SetOp setOp -> setOp.getInputs().forEach(input -> trace(input, column, keys, key));
      case Sort sort -> {
        if (sort.fetch == null && sort.offset == null) {
          trace(sort.getInput(), column, keys, key);
        }
      }
      default -> {}
    }
  }

  private void traceJoin(Join join, int column, RelNode keys, RexNode key) {
    switch (join.getJoinType()) {
      case INNER, LEFT, RIGHT, FULL, SEMI, ANTI -> {}
      case ASOF, LEFT_ASOF, LEFT_MARK -> {
        return;
      }
    }
    int leftColumns = join.getLeft().getRowType().getFieldCount();
    boolean fromLeft = column < leftColumns;
    int ours = fromLeft ? column : column - leftColumns;
    trace(fromLeft ? join.getLeft() : join.getRight(), ours, keys, key);
    for (Equality equality : equalities(join)) {
      if (fromLeft && isColumn(equality.left, ours)) {
        column(equality.right).ifPresent(other -> trace(join.getRight(), other, keys, key));
      } else if (!fromLeft && isColumn(equality.right, ours)) {
        column(equality.left).ifPresent(other -> trace(join.getLeft(), other, keys, key));
      }
    }
  }

  private static boolean isColumn(RexNode expression, int column) {
    return column(expression).equals(Optional.of(column));
  }

  /// The column that an expression is, also where a cast widens its type.
  private static Optional<Integer> column(RexNode expression) {
    return switch (expression) {
      case RexInputRef reference -> Optional.of(reference.getIndex());
      case RexCall call
          when call.isA(SqlKind.CAST)
              && keepsValues(call.getOperands().getFirst().getType(), call.getType()) ->
          column(call.getOperands().getFirst());
      default -> Optional.empty();
    };
  }

  private static boolean keepsValues(RelDataType from, RelDataType to) {
    Optional<KeyType> type = KeyType.of(to);
    if (type.isEmpty() || !KeyType.of(from).map(type.get()::comparesWith).orElse(false)) {
      return false;
    }
    return switch (type.get()) {
      // Where a value does not fit, the cast fails.
      case INTEGER -> from.getSqlTypeName() != SqlTypeName.DECIMAL;
      case DECIMAL ->
          from.getSqlTypeName() != SqlTypeName.DECIMAL || from.getScale() <= to.getScale();
      case TEXT ->
          to.getSqlTypeName() == SqlTypeName.VARCHAR
              && from.getSqlTypeName() == SqlTypeName.VARCHAR;
      case DATE -> true;
      case TIMESTAMP -> from.getPrecision() <= to.getPrecision();
    };
  }

  private static boolean everyWindowIsWithin(Project project, int column) {
    if (!project.containsOver()) {
      return true;
    }
    Optional<Integer> below = column(project.getProjects().get(column));
    if (below.isEmpty()) {
      return false;
    }
    var outside = new boolean[1];
    var windows =
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitOver(RexOver over) {
            outside[0] |=
                over.getWindow().partitionKeys.stream()
                    .noneMatch(partition ->
                        partition instanceof RexInputRef reference
                            && reference.getIndex() == below.get());
            return super.visitOver(over);
          }
        };
    project.getProjects().forEach(expression -> expression.accept(windows));
    return !outside[0];
  }
}
