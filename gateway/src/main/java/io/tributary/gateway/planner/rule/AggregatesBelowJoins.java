package io.tributary.gateway.planner.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/// Aggregates the rows that a left join adds to each of its own before it joins them, where the
/// groups are the left rows:
///
/// ```
/// Aggregate(c.id, COUNT(o.id), MAX(o.day))   Project(c.id, COALESCE(count, 0), max)
///   LeftJoin(c.id = o.customer)                LeftJoin(c.id = o.customer)
///     c: sales.customer               ->         c: sales.customer
///     o: sales.orders                            Aggregate(o.customer, COUNT(o.id), MAX(o.day))
///                                                  o: sales.orders
/// ```
///
/// Worthwhile where several rows are added to most of the left ones: the join then has fewer of
/// them, and groups that nobody asks for are few.
public final class AggregatesBelowJoins {

  /// Of an aggregate of no rows and of a row of NULLs, counts are 0 and these NULL.
  private static final Set<SqlKind> AGGREGATES =
      Set.of(SqlKind.COUNT, SqlKind.SUM, SqlKind.MIN, SqlKind.MAX, SqlKind.AVG);

  /// How many rows there must be in a group.
  private static final double SEVERAL = 3;

  /// Of numbers with so many digits, more can be summed than there are rows anywhere.
  private static final int MOST_DIGITS = 26;

  private final Aggregate aggregate;
  private final LogicalJoin join;

  /// Columns of the join, by those of the aggregate's input.
  private final List<Integer> columns;

  private final EqualKeys keys;

  private AggregatesBelowJoins(Aggregate aggregate, LogicalJoin join, List<Integer> columns) {
    this.aggregate = aggregate;
    this.join = join;
    this.columns = columns;
    this.keys = EqualKeys.of(join);
  }

  public static RelNode apply(RelNode rel) {
    List<RelNode> inputs = rel.getInputs().stream().map(AggregatesBelowJoins::apply).toList();
    RelNode same = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    return same instanceof Aggregate aggregate
        ? of(aggregate)
            .filter(AggregatesBelowJoins::isPossible)
            .filter(AggregatesBelowJoins::isWorthwhile)
            .map(AggregatesBelowJoins::aggregatedFirst)
            .orElse(aggregate)
        : same;
  }

  private static Optional<AggregatesBelowJoins> of(Aggregate aggregate) {
    RelNode input = aggregate.getInput();
    List<RexNode> expressions =
        input instanceof Project project
            ? project.getProjects()
            : input.getCluster().getRexBuilder().identityProjects(input.getRowType());
    RelNode below = input instanceof Project project ? project.getInput() : input;
    return below instanceof LogicalJoin join
            && expressions.stream().allMatch(RexInputRef.class::isInstance)
        ? Optional.of(
            new AggregatesBelowJoins(
                aggregate,
                join,
                expressions.stream().map(column -> ((RexInputRef) column).getIndex()).toList()))
        : Optional.empty();
  }

  private boolean isPossible() {
    return join.getJoinType() == JoinRelType.LEFT
        && join.getVariablesSet().isEmpty()
        && keys.isAll()
        && !keys.left().isEmpty()
        && aggregate.getGroupType() == Aggregate.Group.SIMPLE
        && !aggregate.getGroupSet().isEmpty()
        && !aggregate.getAggCallList().isEmpty()
        && aggregate.getAggCallList().stream().allMatch(this::isOfRight)
        && groupsAreLeftRows();
  }

  private boolean isOfRight(AggregateCall call) {
    return AGGREGATES.contains(call.getAggregation().getKind())
        && call.getArgList().size() == 1
        && call.getArgList().stream().allMatch(column -> columns.get(column) >= leftColumns())
        && call.rexList.isEmpty()
        && !call.hasFilter()
        && cannotOverflow(call);
  }

  /// Groups that the join would have thrown away must not fail the query.
  private boolean cannotOverflow(AggregateCall call) {
    RelDataType summed =
        aggregate
            .getInput()
            .getRowType()
            .getFieldList()
            .get(call.getArgList().getFirst())
            .getType();
    return switch (call.getAggregation().getKind()) {
      case SUM, AVG -> SqlTypeUtil.isExactNumeric(summed) && summed.getPrecision() <= MOST_DIGITS;
      default -> true;
    };
  }

  private boolean groupsAreLeftRows() {
    ImmutableBitSet grouped =
        ImmutableBitSet.of(aggregate.getGroupSet().asList().stream().map(columns::get).toList());
    return ImmutableBitSet.range(leftColumns()).contains(grouped)
        && Boolean.TRUE.equals(statistics().areColumnsUnique(join.getLeft(), grouped, false));
  }

  private boolean isWorthwhile() {
    Double left = statistics().getRowCount(join.getLeft());
    Double right = statistics().getRowCount(join.getRight());
    Double groups =
        statistics().getDistinctRowCount(join.getRight(), ImmutableBitSet.of(keys.right()), null);
    return left != null
        && right != null
        && groups != null
        && groups * SEVERAL <= right
        && groups <= left;
  }

  private RelMetadataQuery statistics() {
    return join.getCluster().getMetadataQuery();
  }

  private int leftColumns() {
    return join.getLeft().getRowType().getFieldCount();
  }

  private RelNode aggregatedFirst() {
    RexBuilder rex = join.getCluster().getRexBuilder();
    int left = leftColumns();
    ImmutableBitSet groups = ImmutableBitSet.of(keys.right());
    List<AggregateCall> calls = aggregate.getAggCallList().stream().map(this::ofRight).toList();
    RelNode right =
        LogicalAggregate.create(join.getRight(), List.of(), groups, List.of(groups), calls);
    List<RexNode> equal = new ArrayList<>();
    for (int i = 0; i < keys.left().size(); i++) {
      equal.add(
          rex.makeCall(
              SqlStdOperatorTable.EQUALS,
              RexInputRef.of(keys.left().get(i), join.getLeft().getRowType()),
              RexUtil.shift(
                  RexInputRef.of(groups.indexOf(keys.right().get(i)), right.getRowType()), left)));
    }
    RelNode joined =
        LogicalJoin.create(
            join.getLeft(),
            right,
            List.of(),
            RexUtil.composeConjunction(rex, equal),
            Set.of(),
            JoinRelType.LEFT);
    List<RexNode> results = new ArrayList<>();
    for (int column : aggregate.getGroupSet()) {
      results.add(RexInputRef.of(columns.get(column), joined.getRowType()));
    }
    for (int i = 0; i < calls.size(); i++) {
      RexNode result = RexInputRef.of(left + groups.cardinality() + i, joined.getRowType());
      results.add(
          calls.get(i).getAggregation().getKind() == SqlKind.COUNT ? orNone(result) : result);
    }
    return RelOptUtil.createCastRel(
        LogicalProject.create(
            joined, List.of(), results, aggregate.getRowType().getFieldNames(), Set.of()),
        aggregate.getRowType(),
        true);
  }

  private AggregateCall ofRight(AggregateCall call) {
    return AggregateCall.create(
        call.getParserPosition(),
        call.getAggregation(),
        call.isDistinct(),
        call.isApproximate(),
        call.ignoreNulls(),
        call.rexList,
        call.getArgList().stream().map(column -> columns.get(column) - leftColumns()).toList(),
        call.filterArg,
        call.distinctKeys,
        call.getCollation(),
        false,
        join.getRight(),
        null,
        call.getName());
  }

  private RexNode orNone(RexNode count) {
    RexBuilder rex = join.getCluster().getRexBuilder();
    RelDataType type =
        join.getCluster().getTypeFactory().createTypeWithNullability(count.getType(), false);
    return rex.makeCall(
        type,
        SqlStdOperatorTable.COALESCE,
        List.of(count, rex.makeExactLiteral(BigDecimal.ZERO, type)));
  }
}
