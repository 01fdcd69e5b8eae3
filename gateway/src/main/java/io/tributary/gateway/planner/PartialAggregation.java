package io.tributary.gateway.planner;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Aggregates a side of a join before it is joined: rows that are alike in all that the rest of the
/// query reads of them meet the same rows there, so one row with their sums and counts will do.
///
/// ```
/// Aggregate(c.name, SUM(o.total))        Aggregate(c.name, SUM(part))
///   Join(c.id = o.customer)                Join(c.id = o.customer)
///     c: crm.customer               ->       c: crm.customer
///     o: sales.orders                        Aggregate(o.customer, SUM(o.total) AS part)
///                                              o: sales.orders
/// ```
///
/// The way from the aggregate down to that side leads through projections, filters, inner joins,
/// and those sides of other joins whose rows are kept or not by their own columns. What is summed
/// and counted must come from that side alone. All inputs of `UNION ALL` are aggregated, each by
/// itself.
final class PartialAggregation {

  /// Where the columns of a sub-plan went, which another has replaced.
  ///
  /// @param columns of the old plan, by number, to those of the new; only what is read
  /// @param parts columns of the new plan that hold the sums and counts so far
  record Replaced(RelNode rel, Map<Integer, Integer> columns, List<Integer> parts) {

    RexNode moved(RexNode expression) {
      return expression.accept(
          new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef column) {
              return new RexInputRef(column(column.getIndex()), column.getType());
            }
          });
    }

    int column(int old) {
      Integer at = columns.get(old);
      if (at == null) {
        throw new IllegalStateException("column %d is gone".formatted(old));
      }
      return at;
    }
  }

  /// What sources can do.
  interface Offers {

    /// Whether one source could run a sub-plan.
    boolean run(RelNode rel);

    /// Bytes that an aggregate over a projection ships less than the projection's input would; 0
    /// where no source runs it or where that is not worth it.
    double saving(RelNode partial);
  }

  private final Offers sources;
  private double most;
  private @Nullable RelNode best;

  private PartialAggregation(Offers sources) {
    this.sources = sources;
  }

  /// @return a plan of the same rows that saves the most; empty where none saves any
  static Optional<RelNode> of(Aggregate aggregate, Offers sources) {
    var search = new PartialAggregation(sources);
    for (SplitCalls calls : SplitCalls.of(aggregate)) {
      search.descend(
          new Place(calls, aggregate.getInput(), calls.read(), calls.taken()), calls::finished);
    }
    return Optional.ofNullable(search.best);
  }

  /// A sub-plan on the way down.
  ///
  /// @param read columns that are read above for other purposes than the calls'
  /// @param taken what the calls take, over the sub-plan's rows
  private record Place(SplitCalls calls, RelNode rel, ImmutableBitSet read, List<RexNode> taken) {

    /// Without columns to group by there is a row even of nothing, which a single group does not
    /// mind where all that is asked of it is put together from parts.
    boolean canBeGrouped() {
      return !read.isEmpty() || (calls.aggregate().getGroupSet().isEmpty() && calls.areAllSplit());
    }
  }

  /// @param finish makes the whole plan of what replaces the place
  private void descend(Place place, Finish finish) {
    if (sources.run(place.rel)) {
      consider(place, finish);
      return;
    }
    switch (place.rel) {
      case Filter filter -> {
        if (RexUtil.isDeterministic(filter.getCondition())) {
          throughFilter(place, filter, finish);
        }
      }
      case Project project -> {
        if (!project.containsOver()
            && project.getProjects().stream().allMatch(RexUtil::isDeterministic)) {
          throughProject(place, project, finish);
        }
      }
      case Join join -> {
        if (join.getVariablesSet().isEmpty() && RexUtil.isDeterministic(join.getCondition())) {
          throughJoin(place, join, finish);
        }
      }
      case Union union when union.all -> considerInputs(place, union, finish);
      default -> {}
    }
  }

  /// Makes a whole plan.
  @FunctionalInterface
  private interface Finish {
    RelNode with(Replaced below);
  }

  private void consider(Place place, Finish finish) {
    if (place.canBeGrouped()) {
      Replaced partial = place.calls.partial(place.rel, place.read, place.taken);
      choose(sources.saving(partial.rel), partial, finish);
    }
  }

  /// Each input is aggregated by itself, wherever it runs.
  private void considerInputs(Place place, Union union, Finish finish) {
    if (!place.canBeGrouped()) {
      return;
    }
    List<Replaced> partials =
        union.getInputs().stream()
            .map(input -> withTypes(input, union.getRowType()))
            .map(input -> place.calls.partial(input, place.read, of(place.taken, input)))
            .toList();
    Replaced first = partials.getFirst();
    choose(
        partials.stream().mapToDouble(partial -> sources.saving(partial.rel)).sum(),
        new Replaced(
            LogicalUnion.create(partials.stream().map(Replaced::rel).toList(), true),
            first.columns,
            first.parts),
        finish);
  }

  /// An input of a union may have its columns in narrower types.
  private static RelNode withTypes(RelNode input, RelDataType types) {
    RexBuilder builder = input.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>();
    for (RelDataTypeField field : types.getFieldList()) {
      RexNode column = RexInputRef.of(field.getIndex(), input.getRowType());
      columns.add(
          SqlTypeUtil.equalSansNullability(
                  builder.getTypeFactory(), column.getType(), field.getType())
              ? column
              : builder.makeAbstractCast(field.getType(), column, false));
    }
    return RexUtil.isIdentity(columns, input.getRowType())
        ? input
        : LogicalProject.create(input, List.of(), columns, types.getFieldNames(), Set.of());
  }

  private static List<RexNode> of(List<RexNode> expressions, RelNode input) {
    return new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef column) {
        return RexInputRef.of(column.getIndex(), input.getRowType());
      }
    }.visitList(expressions);
  }

  private void choose(double saved, Replaced partial, Finish finish) {
    if (saved > most) {
      most = saved;
      best = finish.with(partial);
    }
  }

  private void throughFilter(Place place, Filter filter, Finish finish) {
    RexNode condition = filter.getCondition();
    descend(
        new Place(
            place.calls,
            filter.getInput(),
            place.read.union(RelOptUtil.InputFinder.bits(condition)),
            place.taken),
        below ->
            finish.with(
                new Replaced(
                    LogicalFilter.create(below.rel, below.moved(condition)),
                    below.columns,
                    below.parts)));
  }

  private void throughProject(Place place, Project project, Finish finish) {
    List<RexNode> read = place.read.asList().stream().map(project.getProjects()::get).toList();
    // Groups by a constant are left as they are.
    if (read.stream().anyMatch(RexUtil::isConstant)) {
      return;
    }
    descend(
        new Place(
            place.calls,
            project.getInput(),
            RelOptUtil.InputFinder.bits(read, null),
            RelOptUtil.pushPastProject(place.taken, project)),
        below -> {
          List<RexNode> expressions = new ArrayList<>();
          List<String> names = new ArrayList<>();
          Map<Integer, Integer> columns = new HashMap<>();
          for (int column : place.read) {
            columns.put(column, expressions.size());
            expressions.add(below.moved(project.getProjects().get(column)));
            names.add(project.getRowType().getFieldNames().get(column));
          }
          Map<Integer, Integer> parts = new HashMap<>();
          for (int part : below.parts) {
            if (parts.putIfAbsent(part, expressions.size()) == null) {
              expressions.add(RexInputRef.of(part, below.rel.getRowType()));
              names.add(below.rel.getRowType().getFieldNames().get(part));
            }
          }
          if (expressions.isEmpty()) {
            expressions.add(project.getCluster().getRexBuilder().makeExactLiteral(BigDecimal.ZERO));
            names.add("DUMMY");
          }
          return finish.with(
              new Replaced(
                  LogicalProject.create(below.rel, List.of(), expressions, names, Set.of()),
                  columns,
                  below.parts.stream().map(parts::get).toList()));
        });
  }

  private void throughJoin(Place place, Join join, Finish finish) {
    int leftColumns = join.getLeft().getRowType().getFieldCount();
    int rightColumns = join.getRight().getRowType().getFieldCount();
    var leftSide = ImmutableBitSet.range(leftColumns);
    ImmutableBitSet taken = RelOptUtil.InputFinder.bits(place.taken, null);
    ImmutableBitSet read = place.read.union(RelOptUtil.InputFinder.bits(join.getCondition()));
    boolean fromLeft =
        switch (join.getJoinType()) {
          case INNER, LEFT, SEMI, ANTI -> leftSide.contains(taken);
          case RIGHT, FULL, ASOF, LEFT_ASOF, LEFT_MARK -> false;
        };
    boolean fromRight =
        switch (join.getJoinType()) {
          case INNER, RIGHT -> !leftSide.intersects(taken);
          case LEFT, SEMI, ANTI, FULL, ASOF, LEFT_ASOF, LEFT_MARK -> false;
        };
    if (fromLeft) {
      descend(
          new Place(place.calls, join.getLeft(), read.intersect(leftSide), place.taken),
          below -> {
            int shift = below.rel.getRowType().getFieldCount() - leftColumns;
            Map<Integer, Integer> columns = new HashMap<>(below.columns);
            for (int right = leftColumns; right < leftColumns + rightColumns; right++) {
              columns.put(right, right + shift);
            }
            return finish.with(joined(join, below.rel, join.getRight(), columns, below.parts));
          });
    }
    if (fromRight) {
      List<RexNode> shifted =
          place.taken.stream().map(expression -> RexUtil.shift(expression, -leftColumns)).toList();
      descend(
          new Place(
              place.calls, join.getRight(), read.except(leftSide).shift(-leftColumns), shifted),
          below -> {
            Map<Integer, Integer> columns = new HashMap<>();
            leftSide.forEachInt(left -> columns.put(left, left));
            below.columns.forEach((old, now) -> columns.put(old + leftColumns, now + leftColumns));
            return finish.with(
                joined(
                    join,
                    join.getLeft(),
                    below.rel,
                    columns,
                    below.parts.stream().map(part -> part + leftColumns).toList()));
          });
    }
  }

  private static Replaced joined(
      Join join, RelNode left, RelNode right, Map<Integer, Integer> columns, List<Integer> parts) {
    RexNode condition = new Replaced(join, columns, parts).moved(join.getCondition());
    return new Replaced(
        join.copy(
            join.getTraitSet(), condition, left, right, join.getJoinType(), join.isSemiJoinDone()),
        columns,
        parts);
  }
}
