package io.tributary.gateway.fragment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/// What can be told of a sub-plan's rows when only some of its leaves were read: a plan over those
/// leaves that gives, in the columns that it knows, all of the sub-plan's rows and maybe more.
///
/// Only what gives the same rows each time that it runs is told, because the rest of the query
/// computes it anew. How often a row occurs is not kept.
final class KnownRows {

  private final Predicate<PlanLeaf> wasRead;

  private KnownRows(Predicate<PlanLeaf> wasRead) {
    this.wasRead = wasRead;
  }

  /// @param positions where in `rel` each column of the sub-plan is, -1 for those that are not
  ///   known
  /// @param exact whether the rows are the sub-plan's, and no more
  private record Known(RelNode rel, List<Integer> positions, boolean exact) {

    static Known exactly(RelNode rel) {
      return new Known(
          rel, IntStream.range(0, rel.getRowType().getFieldCount()).boxed().toList(), true);
    }

    Columns columns() {
      return new Columns(
          positions,
          rel.getRowType().getFieldList().stream().map(RelDataTypeField::getType).toList());
    }

    Known more() {
      return new Known(rel, positions, false);
    }
  }

  /// Where columns went.
  ///
  /// @param positions of the columns as they were, -1 for those that are gone
  /// @param types by position
  private record Columns(List<Integer> positions, List<RelDataType> types) {

    Columns and(Columns right) {
      return new Columns(
          Stream.concat(
                  positions.stream(),
                  right.positions.stream().map(at -> at < 0 ? -1 : at + types.size()))
              .toList(),
          Stream.concat(types.stream(), right.types.stream()).toList());
    }

    boolean tell(RexNode expression) {
      return RexUtil.isDeterministic(expression)
          && RelOptUtil.InputFinder.bits(expression).asList().stream()
              .allMatch(column -> positions.get(column) >= 0);
    }

    RexNode moved(RexNode expression) {
      return expression.accept(
          new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef column) {
              int position = positions.get(column.getIndex());
              return new RexInputRef(position, types.get(position));
            }
          });
    }

    List<RexNode> told(List<RexNode> conditions) {
      return conditions.stream().filter(this::tell).map(this::moved).toList();
    }
  }

  /// A plan of one column that gives an expression's values over a sub-plan, and maybe more.
  static Optional<RelNode> valuesOf(
      RexNode expression, RelNode rel, Predicate<PlanLeaf> wasRead, String name) {
    return new KnownRows(wasRead)
        .known(rel, RelOptUtil.InputFinder.bits(expression))
        .filter(known -> known.columns().tell(expression))
        .map(known ->
            LogicalProject.create(
                known.rel,
                List.of(),
                List.of(known.columns().moved(expression)),
                List.of(name),
                Set.of()));
  }

  private Optional<Known> known(RelNode rel, ImmutableBitSet needed) {
    if (isKnown(rel)) {
      return Optional.of(Known.exactly(rel));
    }
    return switch (rel) {
      case Filter filter -> filter(filter, needed);
      case Project project -> project(project, needed);
      case Join join -> join(join, needed);
      case Aggregate aggregate -> aggregate(aggregate, needed);
      case Union union -> union(union, needed);
      case SetOp other -> known(other.getInput(0), needed).map(Known::more);
      case Sort sort -> known(sort.getInput(), needed).map(Known::more);
      default -> Optional.empty();
    };
  }

  /// Whether everything below was read, and gives the same rows each time.
  private boolean isKnown(RelNode rel) {
    boolean same =
        switch (rel) {
          case PlanLeaf leaf -> wasRead.test(leaf);
          case Values _ -> true;
          case Filter filter -> RexUtil.isDeterministic(filter.getCondition());
          case Project project ->
              !project.containsOver()
                  && project.getProjects().stream().allMatch(RexUtil::isDeterministic);
          case Join join ->
              isPlain(join.getJoinType()) && RexUtil.isDeterministic(join.getCondition());
          case Aggregate aggregate ->
              aggregate.getAggCallList().stream()
                  .allMatch(call -> isRepeatable(call, aggregate.getInput().getRowType()));
          case SetOp _ -> true;
          case Sort sort -> sort.fetch == null && sort.offset == null;
          default -> false;
        };
    return same && rel.getInputs().stream().allMatch(this::isKnown);
  }

  private static boolean isPlain(JoinRelType type) {
    return switch (type) {
      case INNER, LEFT, RIGHT, FULL, SEMI, ANTI -> true;
      case ASOF, LEFT_ASOF, LEFT_MARK -> false;
    };
  }

  /// Sums of floating-point numbers depend on the order of the rows, first values even more so.
  private static boolean isRepeatable(AggregateCall call, RelDataType input) {
    return switch (call.getAggregation().getKind()) {
      case COUNT, MIN, MAX, SINGLE_VALUE -> true;
      case SUM, SUM0, AVG ->
          call.getArgList().stream()
              .map(argument -> input.getFieldList().get(argument).getType().getSqlTypeName())
              .noneMatch(SqlTypeName.APPROX_TYPES::contains);
      default -> false;
    };
  }

  private Optional<Known> filter(Filter filter, ImmutableBitSet needed) {
    return known(filter.getInput(), needed)
        .map(input -> {
          List<RexNode> all = RelOptUtil.conjunctions(filter.getCondition());
          List<RexNode> told = input.columns().told(all);
          RelNode rel =
              told.isEmpty()
                  ? input.rel
                  : LogicalFilter.create(input.rel, conjunction(input.rel, told));
          return new Known(rel, input.positions, input.exact && told.size() == all.size());
        });
  }

  private static RexNode conjunction(RelNode rel, List<RexNode> conditions) {
    return RexUtil.composeConjunction(rel.getCluster().getRexBuilder(), conditions);
  }

  private Optional<Known> project(Project project, ImmutableBitSet needed) {
    List<RexNode> expressions = project.getProjects();
    ImmutableBitSet below =
        RelOptUtil.InputFinder.bits(needed.asList().stream().map(expressions::get).toList(), null);
    return known(project.getInput(), below).flatMap(input -> project(project, input));
  }

  private static Optional<Known> project(Project project, Known input) {
    Columns columns = input.columns();
    List<RexNode> expressions = project.getProjects();
    List<RexNode> told = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Integer> positions = unknown(project);
    for (int i = 0; i < positions.size(); i++) {
      RexNode expression = expressions.get(i);
      if (!RexOver.containsOver(expression) && columns.tell(expression)) {
        positions.set(i, told.size());
        told.add(columns.moved(expression));
        names.add(project.getRowType().getFieldNames().get(i));
      }
    }
    if (told.isEmpty()) {
      return Optional.empty();
    }
    RelNode rel = LogicalProject.create(input.rel, List.of(), told, names, Set.of());
    return Optional.of(new Known(rel, positions, input.exact && told.size() == expressions.size()));
  }

  private static List<Integer> unknown(RelNode rel) {
    return new ArrayList<>(Collections.nCopies(rel.getRowType().getFieldCount(), -1));
  }

  private Optional<Known> join(Join join, ImmutableBitSet needed) {
    if (!isPlain(join.getJoinType())) {
      return Optional.empty();
    }
    int leftColumns = join.getLeft().getRowType().getFieldCount();
    var leftSide = ImmutableBitSet.range(leftColumns);
    ImmutableBitSet reads = needed.union(RelOptUtil.InputFinder.bits(join.getCondition()));
    Optional<Known> left = known(join.getLeft(), reads.intersect(leftSide));
    Optional<Known> right = known(join.getRight(), reads.except(leftSide).shift(-leftColumns));
    Optional<Known> joined = left.flatMap(l -> right.flatMap(r -> joined(join, l, r)));
    if (joined.isPresent()) {
      return joined;
    }
    return switch (join.getJoinType()) {
      case LEFT, SEMI, ANTI -> left.map(side -> oneSide(side, 0, join));
      case RIGHT -> right.map(side -> oneSide(side, leftColumns, join));
      case INNER ->
          leftSide.contains(needed)
              ? left.map(side -> oneSide(side, 0, join))
              : right.map(side -> oneSide(side, leftColumns, join));
      case FULL, ASOF, LEFT_ASOF, LEFT_MARK -> Optional.empty();
    };
  }

  /// The side whose rows all rows of the join are made of.
  private static Known oneSide(Known side, int offset, Join join) {
    List<Integer> positions = unknown(join);
    for (int i = 0; i < side.positions.size(); i++) {
      positions.set(offset + i, side.positions.get(i));
    }
    return new Known(side.rel, positions, false);
  }

  /// Both sides, joined by what of the condition can be told. A side that makes rows go, or columns
  /// NULL, where it has more rows must be known exactly.
  private static Optional<Known> joined(Join join, Known left, Known right) {
    Columns columns = left.columns().and(right.columns());
    List<RexNode> all = RelOptUtil.conjunctions(join.getCondition());
    List<RexNode> told = columns.told(all);
    boolean allTold = told.size() == all.size();
    boolean includesAll =
        switch (join.getJoinType()) {
          case INNER, SEMI ->
              (allTold && left.exact && right.exact)
                  || told.stream().anyMatch(condition -> condition.isA(SqlKind.EQUALS));
          case LEFT, ANTI -> allTold && right.exact;
          case RIGHT -> allTold && left.exact;
          case FULL -> allTold && left.exact && right.exact;
          case ASOF, LEFT_ASOF, LEFT_MARK -> false;
        };
    if (!includesAll) {
      return Optional.empty();
    }
    RelNode rel =
        LogicalJoin.create(
            left.rel,
            right.rel,
            List.of(),
            conjunction(left.rel, told),
            Set.of(),
            join.getJoinType());
    List<Integer> positions =
        join.getJoinType().projectsRight() ? columns.positions : left.positions;
    return Optional.of(new Known(rel, positions, allTold && left.exact && right.exact));
  }

  /// Of groups that are not fully known, their keys.
  private Optional<Known> aggregate(Aggregate aggregate, ImmutableBitSet needed) {
    List<Integer> keys = aggregate.getGroupSet().asList();
    if (keys.isEmpty() || aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      return Optional.empty();
    }
    List<Integer> below =
        needed.asList().stream().filter(column -> column < keys.size()).map(keys::get).toList();
    return known(aggregate.getInput(), ImmutableBitSet.of(below))
        .map(input -> {
          List<Integer> positions = unknown(aggregate);
          for (int i = 0; i < keys.size(); i++) {
            positions.set(i, input.positions.get(keys.get(i)));
          }
          return new Known(input.rel, positions, false);
        });
  }

  /// The columns that are needed, of all inputs.
  private Optional<Known> union(Union union, ImmutableBitSet needed) {
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    RelDataType row = union.getRowType();
    List<RexNode> columns =
        needed.asList().stream()
            .<RexNode>map(
                column -> new RexInputRef(column, row.getFieldList().get(column).getType()))
            .toList();
    List<String> names = needed.asList().stream().map(row.getFieldNames()::get).toList();
    RexBuilder rex = union.getCluster().getRexBuilder();
    List<RelNode> narrow = new ArrayList<>();
    for (RelNode input : union.getInputs()) {
      Optional<Known> known = known(input, needed);
      if (known.isEmpty() || !columns.stream().allMatch(known.get().columns()::tell)) {
        return Optional.empty();
      }
      List<RexNode> projects =
          columns.stream()
              .map(column ->
                  rex.ensureType(column.getType(), known.get().columns().moved(column), true))
              .toList();
      narrow.add(LogicalProject.create(known.get().rel, List.of(), projects, names, Set.of()));
    }
    List<Integer> positions = unknown(union);
    for (int i = 0; i < names.size(); i++) {
      positions.set(needed.nth(i), i);
    }
    return Optional.of(new Known(LogicalUnion.create(narrow, true), positions, false));
  }
}
