package io.tributary.gateway.planner.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/// Aggregates only the rows of those groups that a join asks for, where these are few. Such joins
/// are what is left of sub-queries that ask for the outer row:
///
/// ```
/// Join(l.part = p.id)                     Join(l.part = p.id)
///   Aggregate(l.part, AVG(l.quantity))      Aggregate(l.part, AVG(l.quantity))
///     l: lake.lineitem              ->        SemiJoin(l.part = p.id)
///   Filter(p.brand = 'x')                       l: lake.lineitem
///     p: lake.part                              Filter(p.brand = 'x')
///                                                 p: lake.part
///                                           Filter(p.brand = 'x')
///                                             p: lake.part
/// ```
///
/// What asks is computed twice, so it must be cheap beside the rows that are aggregated. Only of
/// tables that are read in place: a source with SQL of its own also plans for itself, and may not
/// know semi joins.
public final class ReducedAggregates {

  /// How many times more groups there must be than are asked for.
  private static final double FEW = 4;

  /// How many times more rows must be aggregated than are read to tell which.
  private static final double CHEAP = 2;

  private final Predicate<RelNode> inPlace;

  /// @param inPlace whether all tables of a sub-plan are read in place
  public ReducedAggregates(Predicate<RelNode> inPlace) {
    this.inPlace = inPlace;
  }

  public RelNode apply(RelNode rel) {
    RelNode same = withInputs(rel, rel.getInputs().stream().map(this::apply).toList());
    return same instanceof LogicalJoin join && join.getVariablesSet().isEmpty()
        ? reduced(join)
        : same;
  }

  private static RelNode withInputs(RelNode rel, List<RelNode> inputs) {
    return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
  }

  private RelNode reduced(LogicalJoin join) {
    EqualKeys keys = EqualKeys.of(join);
    RelNode left = join.getLeft();
    RelNode right = join.getRight();
    JoinRelType type = join.getJoinType();
    if (type == JoinRelType.INNER || type == JoinRelType.RIGHT) {
      left = reduced(left, keys.left(), join.getRight(), keys.right());
    }
    if (type == JoinRelType.INNER || type == JoinRelType.LEFT) {
      right = reduced(right, keys.right(), join.getLeft(), keys.left());
    }
    return withInputs(join, List.of(left, right));
  }

  /// @param side of a join that keeps no row without one of the other side
  /// @param keys columns of the side
  /// @param asking the other side
  /// @param askingKeys its columns that must be equal, in the keys' order
  private RelNode reduced(
      RelNode side, List<Integer> keys, RelNode asking, List<Integer> askingKeys) {
    if (side instanceof Project project && !project.containsOver()) {
      List<Integer> below = new ArrayList<>();
      List<Integer> askingBelow = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        OptionalInt column = column(project, keys.get(i));
        if (column.isPresent()) {
          below.add(column.getAsInt());
          askingBelow.add(askingKeys.get(i));
        }
      }
      RelNode input = reduced(project.getInput(), below, asking, askingBelow);
      return withInputs(project, List.of(input));
    }
    return side instanceof Aggregate aggregate && aggregate.getGroupType() == Aggregate.Group.SIMPLE
        ? reduced(aggregate, keys, asking, askingKeys)
        : side;
  }

  private static OptionalInt column(Project project, int expression) {
    return project.getProjects().get(expression) instanceof RexInputRef column
        ? OptionalInt.of(column.getIndex())
        : OptionalInt.empty();
  }

  private RelNode reduced(
      Aggregate aggregate, List<Integer> keys, RelNode asking, List<Integer> askingKeys) {
    List<Integer> groupKeys = new ArrayList<>();
    List<Integer> asked = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) < aggregate.getGroupCount()) {
        groupKeys.add(aggregate.getGroupSet().nth(keys.get(i)));
        asked.add(askingKeys.get(i));
      }
    }
    RelNode input = aggregate.getInput();
    if (groupKeys.isEmpty()
        || !inPlace.test(aggregate)
        || !inPlace.test(asking)
        || !isRepeatable(asking)
        || !isWorthwhile(input, groupKeys, asking, asked)) {
      return aggregate;
    }
    return aggregate.copy(
        aggregate.getTraitSet(), List.of(semiJoin(input, groupKeys, asking, asked)));
  }

  /// Whether it surely has the same rows however often it is computed.
  private static boolean isRepeatable(RelNode rel) {
    return switch (rel) {
          case TableScan _ -> true;
          case Filter filter -> RexUtil.isDeterministic(filter.getCondition());
          case Project project ->
              !project.containsOver()
                  && project.getProjects().stream().allMatch(RexUtil::isDeterministic);
          case Join join -> RexUtil.isDeterministic(join.getCondition());
          default -> false;
        }
        && rel.getInputs().stream().allMatch(ReducedAggregates::isRepeatable);
  }

  private static boolean isWorthwhile(
      RelNode input, List<Integer> groupKeys, RelNode asking, List<Integer> asked) {
    RelMetadataQuery statistics = input.getCluster().getMetadataQuery();
    Double groups = statistics.getDistinctRowCount(input, ImmutableBitSet.of(groupKeys), null);
    Double wanted = statistics.getDistinctRowCount(asking, ImmutableBitSet.of(asked), null);
    Double rows = statistics.getRowCount(input);
    return groups != null
        && wanted != null
        && rows != null
        && wanted * FEW <= groups
        && rowsRead(asking, statistics) * CHEAP <= rows;
  }

  private static double rowsRead(RelNode rel, RelMetadataQuery statistics) {
    return rel instanceof TableScan scan
        ? statistics.getRowCount(scan)
        : rel.getInputs().stream().mapToDouble(input -> rowsRead(input, statistics)).sum();
  }

  private static RelNode semiJoin(
      RelNode input, List<Integer> groupKeys, RelNode asking, List<Integer> asked) {
    RexBuilder rex = input.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<RexNode> equal = new ArrayList<>();
    int width = input.getRowType().getFieldCount();
    for (int i = 0; i < asked.size(); i++) {
      RexInputRef column = RexInputRef.of(asked.get(i), asking.getRowType());
      equal.add(
          rex.makeCall(
              SqlStdOperatorTable.EQUALS,
              RexInputRef.of(groupKeys.get(i), input.getRowType()),
              new RexInputRef(width + i, column.getType())));
      columns.add(column);
      names.add(asking.getRowType().getFieldNames().get(asked.get(i)));
    }
    return LogicalJoin.create(
        input,
        LogicalProject.create(asking, List.of(), columns, names, Set.of()),
        List.of(),
        RexUtil.composeConjunction(rex, equal),
        Set.of(),
        JoinRelType.SEMI);
  }
}
