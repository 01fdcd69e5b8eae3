package io.tributary.gateway.planner.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Orders inner joins so that tables of one source are joined with each other first, where that
/// does not make more rows of fewer, and then so that each step leaves as few rows as possible.
/// What no equality connects comes last.
///
/// ```
/// Join(a.x = l.x)                      Join(a.x = l.x)
///   Join(l.y = b.y)           ->         l: lake.lineitem
///     l: lake.lineitem                   Join(a.z = b.z)      both at sales
///     b: sales.customer                    a: sales.orders
///   a: sales.orders                        b: sales.customer
/// ```
///
/// The larger side goes left, where DuckDB probes; the smaller goes right, where it builds.
public final class SourceGrouping {

  private final RelBuilder builder;
  private final Function<RelNode, Optional<String>> sourceOf;

  /// @param sourceOf the source that can run a sub-plan alone, if any
  public SourceGrouping(RelBuilder builder, Function<RelNode, Optional<String>> sourceOf) {
    this.builder = builder;
    this.sourceOf = sourceOf;
  }

  public RelNode apply(RelNode rel) {
    if (isInnerJoin(rel)) {
      return reorder((LogicalJoin) rel);
    }
    List<RelNode> inputs = rel.getInputs().stream().map(this::apply).toList();
    return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
  }

  private static boolean isInnerJoin(RelNode rel) {
    return rel instanceof LogicalJoin join
        && join.getJoinType() == JoinRelType.INNER
        && join.getVariablesSet().isEmpty();
  }

  /// A joined set of factors. `columns` are positions in the original join's row, in the order in
  /// which `rel` has them; `distinct` the numbers of different values of those that are joined by.
  private record Group(
      int number,
      RelNode rel,
      List<Integer> columns,
      Optional<String> source,
      double rows,
      Map<Integer, Double> distinct) {

    double distinct(List<Integer> keys) {
      double product = 1;
      for (int key : keys) {
        product *= distinct.getOrDefault(key, rows);
      }
      return Math.min(product, Math.max(1, rows));
    }
  }

  /// How good a pair is to join next: lower is better, rank before the result's rows, and these
  /// before the rows of both.
  private record Candidate(
      Group left, Group right, List<RexNode> conditions, int rank, double rows) {
    boolean isBetterThan(@Nullable Candidate other) {
      if (other == null || rank != other.rank) {
        return other == null || rank < other.rank;
      }
      return rows == other.rows ? inputRows() < other.inputRows() : rows < other.rows;
    }

    private double inputRows() {
      return left.rows + right.rows;
    }
  }

  private RelNode reorder(LogicalJoin join) {
    List<Group> groups = new ArrayList<>();
    List<RexNode> conditions = new ArrayList<>();
    flatten(join, 0, groups, conditions);
    countKeys(groups, conditions);
    Map<Pair, Candidate> candidates = new HashMap<>();
    int number = groups.size();
    while (groups.size() > 1) {
      Candidate best = best(groups, conditions, candidates);
      groups.remove(best.left);
      groups.remove(best.right);
      conditions.removeAll(best.conditions);
      candidates.keySet().removeIf(pair -> pair.has(best.left) || pair.has(best.right));
      groups.add(joined(best, number++));
    }
    return inOriginalOrder(groups.getFirst(), conditions, join);
  }

  private void flatten(RelNode rel, int offset, List<Group> groups, List<RexNode> conditions) {
    if (isInnerJoin(rel)) {
      LogicalJoin join = (LogicalJoin) rel;
      for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
        conditions.add(RexUtil.shift(condition, offset));
      }
      flatten(join.getLeft(), offset, groups, conditions);
      flatten(
          join.getRight(),
          offset + join.getLeft().getRowType().getFieldCount(),
          groups,
          conditions);
      return;
    }
    RelNode factor = apply(rel);
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < rel.getRowType().getFieldCount(); column++) {
      columns.add(offset + column);
    }
    double rows = factor.getCluster().getMetadataQuery().getRowCount(factor);
    groups.add(
        new Group(groups.size(), factor, columns, sourceOf.apply(factor), rows, new HashMap<>()));
  }

  private static void countKeys(List<Group> groups, List<RexNode> conditions) {
    ImmutableBitSet.Builder keys = ImmutableBitSet.builder();
    for (RexNode condition : conditions) {
      equatedColumns(condition).ifPresent(keys::addAll);
    }
    ImmutableBitSet counted = keys.build();
    for (Group group : groups) {
      RelMetadataQuery statistics = group.rel.getCluster().getMetadataQuery();
      for (int i = 0; i < group.columns.size(); i++) {
        if (counted.get(group.columns.get(i))) {
          Double distinct = statistics.getDistinctRowCount(group.rel, ImmutableBitSet.of(i), null);
          group.distinct.put(
              group.columns.get(i),
              distinct == null ? group.rows / 10 : Math.min(distinct, group.rows));
        }
      }
    }
  }

  /// Both columns of an equality of columns.
  private static Optional<ImmutableBitSet> equatedColumns(RexNode condition) {
    return condition instanceof RexCall call
            && call.isA(SqlKind.EQUALS)
            && call.getOperands().get(0) instanceof RexInputRef one
            && call.getOperands().get(1) instanceof RexInputRef other
        ? Optional.of(ImmutableBitSet.of(one.getIndex(), other.getIndex()))
        : Optional.empty();
  }

  /// Two groups, by their numbers.
  private record Pair(int one, int other) {
    boolean has(Group group) {
      return one == group.number || other == group.number;
    }
  }

  private static Candidate best(
      List<Group> groups, List<RexNode> conditions, Map<Pair, Candidate> candidates) {
    Candidate best = null;
    for (int i = 0; i < groups.size(); i++) {
      for (int j = i + 1; j < groups.size(); j++) {
        Group one = groups.get(i);
        Group other = groups.get(j);
        Candidate candidate =
            candidates.computeIfAbsent(
                new Pair(one.number, other.number), pair -> candidate(one, other, conditions));
        if (candidate.isBetterThan(best)) {
          best = candidate;
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException("a join of fewer than two factors");
    }
    return best;
  }

  private static Candidate candidate(Group one, Group other, List<RexNode> conditions) {
    ImmutableBitSet ones = ImmutableBitSet.of(one.columns);
    ImmutableBitSet columns = ones.union(ImmutableBitSet.of(other.columns));
    List<RexNode> applicable = new ArrayList<>();
    List<Integer> onesKeys = new ArrayList<>();
    List<Integer> othersKeys = new ArrayList<>();
    boolean connected = false;
    double selectivity = 1;
    for (RexNode condition : conditions) {
      if (columns.contains(RelOptUtil.InputFinder.bits(condition))) {
        applicable.add(condition);
        connected |= condition.isA(SqlKind.EQUALS);
        Optional<ImmutableBitSet> keys = equatedColumns(condition);
        if (keys.isPresent() && keys.get().intersects(ones) && !ones.contains(keys.get())) {
          keys.get().forEach(key -> (ones.get(key) ? onesKeys : othersKeys).add(key));
        } else {
          selectivity *= RelMdUtil.guessSelectivity(condition);
        }
      }
    }
    selectivity /= Math.max(1, Math.max(one.distinct(onesKeys), other.distinct(othersKeys)));
    double rows = Math.max(1, one.rows * other.rows * selectivity);
    boolean sameSource = one.source.isPresent() && one.source.equals(other.source);
    boolean pushed = sameSource && rows <= one.rows + other.rows;
    int rank = !connected ? 2 : pushed ? 0 : 1;
    boolean oneIsLarger = one.rows >= other.rows;
    return new Candidate(
        oneIsLarger ? one : other, oneIsLarger ? other : one, applicable, rank, rows);
  }

  private Group joined(Candidate pair, int number) {
    List<Integer> columns = new ArrayList<>(pair.left.columns);
    columns.addAll(pair.right.columns);
    RexShuttle moved = moved(columns);
    RelNode rel =
        builder
            .push(pair.left.rel)
            .push(pair.right.rel)
            .join(JoinRelType.INNER, pair.conditions.stream().map(c -> c.accept(moved)).toList())
            .build();
    Optional<String> source =
        pair.left.source.equals(pair.right.source) ? pair.left.source : Optional.empty();
    Map<Integer, Double> distinct = new HashMap<>(pair.left.distinct);
    distinct.putAll(pair.right.distinct);
    distinct.replaceAll((column, count) -> Math.min(count, pair.rows));
    return new Group(number, rel, columns, source, pair.rows, distinct);
  }

  private RelNode inOriginalOrder(Group all, List<RexNode> leftOver, LogicalJoin join) {
    RexShuttle moved = moved(all.columns);
    builder.push(all.rel);
    if (!leftOver.isEmpty()) {
      builder.filter(leftOver.stream().map(condition -> condition.accept(moved)).toList());
    }
    List<RexNode> fields = new ArrayList<>();
    for (int column = 0; column < all.columns.size(); column++) {
      fields.add(builder.field(all.columns.indexOf(column)));
    }
    return builder.project(fields, join.getRowType().getFieldNames(), true).build();
  }

  private static RexShuttle moved(List<Integer> columns) {
    int[] position = new int[columns.stream().mapToInt(Integer::intValue).max().orElse(0) + 1];
    Arrays.fill(position, -1);
    for (int i = 0; i < columns.size(); i++) {
      position[columns.get(i)] = i;
    }
    return new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef reference) {
        return new RexInputRef(position[reference.getIndex()], reference.getType());
      }
    };
  }
}
