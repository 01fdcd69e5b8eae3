package io.tributary.gateway.planner;

import com.google.common.collect.ImmutableList;
import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.validate.SqlValidatorUtil;

/// The order of sub-queries, which to DuckDB is that of their rows: a LIMIT above one takes its
/// first rows, `list` keeps them in its order, and it is that of the result where nothing sorts
/// anew. Rows in the middle of a plan are in no order, so each ORDER BY goes up to where it counts,
/// or away.
final class SubQueryOrder {

  /// Aggregates that are the same in any order of their rows; the last digits of a sum of doubles
  /// are not, and DuckDB promises none.
  private static final Set<SqlKind> OF_ANY_ORDER =
      Set.of(
          SqlKind.COUNT,
          SqlKind.SUM,
          SqlKind.SUM0,
          SqlKind.AVG,
          SqlKind.MIN,
          SqlKind.MAX,
          SqlKind.BIT_AND,
          SqlKind.BIT_OR,
          SqlKind.BIT_XOR,
          SqlKind.STDDEV_POP,
          SqlKind.STDDEV_SAMP,
          SqlKind.VAR_POP,
          SqlKind.VAR_SAMP,
          SqlKind.COVAR_POP,
          SqlKind.COVAR_SAMP,
          SqlKind.GROUPING,
          SqlKind.SINGLE_VALUE);

  private static final Set<String> NAMED_OF_ANY_ORDER =
      Set.of(
          "approx_count_distinct",
          "bool_and",
          "bool_or",
          "count_if",
          "every",
          "geomean",
          "geometric_mean",
          "median",
          "quantile_cont",
          "quantile_disc",
          "some",
          "stddev",
          "variance",
          "wavg",
          "weighted_avg");

  /// Others are macros of DuckDB's, or say nothing of an order.
  private static final Set<String> TAKING_AN_ORDER =
      Set.of(
          "any_value",
          "arbitrary",
          "arg_max",
          "arg_min",
          "array_agg",
          "first",
          "group_concat",
          "last",
          "list",
          "listagg",
          "max_by",
          "min_by",
          "string_agg");

  private final RexBuilder rex;

  private SubQueryOrder(RexBuilder rex) {
    this.rex = rex;
  }

  /// Rows without their order.
  ///
  /// @param rel may have more columns than before, after those
  /// @param keys of its order; empty where it has none that counts
  /// @param chosen whether the order has chosen among the rows, and is in `rel` too
  private record Ordered(RelNode rel, List<RelFieldCollation> keys, boolean chosen) {

    boolean isOrdered() {
      return !keys.isEmpty();
    }
  }

  /// @return the plan with columns after those that it had, where its order needs them
  /// @throws NotTakenApart where an order counts that no plan can have
  static RelNode of(RelNode plan) {
    var order = new SubQueryOrder(plan.getCluster().getRexBuilder());
    return order.sorted(order.apart(plan, true));
  }

  private RelNode sorted(Ordered ordered) {
    RelNode rel = ordered.rel();
    boolean done =
        !ordered.isOrdered()
            || (rel instanceof Sort sort
                && sort.getCollation().getFieldCollations().equals(ordered.keys()));
    return done ? rel : LogicalSort.create(rel, RelCollations.of(ordered.keys()), null, null);
  }

  /// Rows in any order, of the same columns.
  private RelNode unordered(RelNode rel) {
    return apart(rel, false).rel();
  }

  /// @param counts whether what is above depends on the order
  private Ordered apart(RelNode rel, boolean counts) {
    return switch (rel) {
      case Sort sort when sort.getCollation().getFieldCollations().isEmpty() -> limit(sort, counts);
      case Sort sort -> sort(sort, counts);
      case Project project -> project(project, counts);
      case Filter filter -> filter(filter, counts);
      case Aggregate aggregate -> new Ordered(aggregate(aggregate), List.of(), false);
      case Union union when union.all && counts -> new Ordered(union(union), List.of(), false);
      default -> new Ordered(withInputs(rel), List.of(), false);
    };
  }

  private RelNode withInputs(RelNode rel) {
    RelNode copy =
        rel.getInputs().isEmpty()
            ? rel
            : rel.copy(rel.getTraitSet(), rel.getInputs().stream().map(this::unordered).toList());
    return copy.accept(new SubQueries());
  }

  private Ordered sort(Sort sort, boolean counts) {
    RelNode input = unordered(sort.getInput());
    List<RelFieldCollation> keys = counts ? sort.getCollation().getFieldCollations() : List.of();
    return sort.fetch == null && sort.offset == null
        ? new Ordered(input, keys, false)
        : new Ordered(sort.copy(sort.getTraitSet(), List.of(input)), keys, true);
  }

  private Ordered limit(Sort limit, boolean counts) {
    Ordered input = apart(limit.getInput(), true);
    if (!input.isOrdered()) {
      return new Ordered(limit.copy(limit.getTraitSet(), List.of(input.rel())), List.of(), false);
    }
    RelNode first =
        LogicalSort.create(input.rel(), RelCollations.of(input.keys()), limit.offset, limit.fetch);
    return counts ? new Ordered(first, input.keys(), true) : columns(first, limit);
  }

  /// Without the columns that an order needed.
  private Ordered columns(RelNode rel, RelNode before) {
    int count = before.getRowType().getFieldCount();
    if (rel.getRowType().getFieldCount() == count) {
      return new Ordered(rel, List.of(), false);
    }
    List<RexNode> columns = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> columns.add(rex.makeInputRef(rel, i)));
    return new Ordered(
        LogicalProject.create(
            rel, List.of(), columns, before.getRowType().getFieldNames(), Set.of()),
        List.of(),
        false);
  }

  private Ordered filter(Filter filter, boolean counts) {
    Ordered input =
        asKnown(filter, !filter.getVariablesSet().isEmpty(), apart(filter.getInput(), counts));
    RelNode copy = filter.copy(filter.getTraitSet(), List.of(input.rel()));
    return new Ordered(copy.accept(new SubQueries()), input.keys(), input.chosen());
  }

  private Ordered project(Project project, boolean counts) {
    boolean counted = project.getProjects().stream().anyMatch(SubQueryOrder::countsRows);
    Ordered input = apart(project.getInput(), counts || counted);
    List<RexNode> columns = new ArrayList<>(project.getProjects());
    if (counted && input.isOrdered()) {
      var numbered = new Numbered(input);
      columns.replaceAll(column -> column.accept(numbered));
    }
    input = asKnown(project, !project.getVariablesSet().isEmpty(), input);
    List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
    List<RelFieldCollation> keys = new ArrayList<>();
    for (RelFieldCollation key : input.keys()) {
      keys.add(key.withFieldIndex(place(key.getFieldIndex(), input.rel(), columns, names)));
    }
    RelNode wider =
        LogicalProject.create(
            input.rel(),
            project.getHints(),
            columns,
            SqlValidatorUtil.uniquify(names, true),
            project.getVariablesSet());
    return new Ordered(wider.accept(new SubQueries()), keys, input.chosen());
  }

  /// Where a column of the input is, which is added where it is not there.
  private int place(int column, RelNode input, List<RexNode> columns, List<String> names) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i) instanceof RexInputRef kept && kept.getIndex() == column) {
        return i;
      }
    }
    RelDataTypeField field = input.getRowType().getFieldList().get(column);
    columns.add(rex.makeInputRef(input, column));
    names.add(field.getName());
    return columns.size() - 1;
  }

  /// Correlated sub-queries know the rows by all of their columns. They become joins, which have no
  /// order; but DuckDB keeps one that is only there to be seen.
  private Ordered asKnown(RelNode rel, boolean correlated, Ordered input) {
    boolean wider =
        input.rel().getRowType().getFieldCount() != rel.getInput(0).getRowType().getFieldCount();
    if (!correlated || !wider) {
      return input;
    }
    if (!input.chosen()) {
      throw refused("a correlated sub-query over a sub-query with an ORDER BY");
    }
    return columns(input.rel(), rel.getInput(0));
  }

  private RelNode aggregate(Aggregate aggregate) {
    boolean counts =
        aggregate.getAggCallList().stream()
            .anyMatch(call -> keepsOrder(call.getAggregation()) && !call.hasCollation());
    Ordered input = apart(aggregate.getInput(), counts);
    List<AggregateCall> calls =
        input.isOrdered()
            ? aggregate.getAggCallList().stream().map(call -> ordered(call, input)).toList()
            : aggregate.getAggCallList();
    return aggregate.copy(
        aggregate.getTraitSet(),
        input.rel(),
        aggregate.getGroupSet(),
        aggregate.getGroupSets(),
        calls);
  }

  private static AggregateCall ordered(AggregateCall call, Ordered input) {
    if (!keepsOrder(call.getAggregation()) || call.hasCollation()) {
      return call;
    }
    if (call.isDistinct() || !TAKING_AN_ORDER.contains(name(call.getAggregation()))) {
      throw refused(
          (call.isDistinct() ? "DISTINCT in " : "")
              + name(call.getAggregation())
              + " over a sub-query with an ORDER BY");
    }
    return call.withCollation(RelCollations.of(input.keys()));
  }

  private static boolean keepsOrder(SqlAggFunction function) {
    return !OF_ANY_ORDER.contains(function.getKind())
        && !NAMED_OF_ANY_ORDER.contains(name(function));
  }

  private static String name(SqlAggFunction function) {
    return function.getName().toLowerCase(Locale.ROOT);
  }

  private RelNode union(Union union) {
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : union.getInputs()) {
      Ordered part = apart(input, true);
      if (part.isOrdered() && !part.chosen()) {
        throw refused("UNION ALL of a query with an ORDER BY");
      }
      inputs.add(columns(part.rel(), input).rel());
    }
    return union.copy(union.getTraitSet(), inputs);
  }

  /// Whether a value is that of a window over rows as they come.
  private static boolean countsRows(RexNode value) {
    boolean[] found = new boolean[1];
    value.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitOver(RexOver over) {
            found[0] |= countsRows(over);
            return super.visitOver(over);
          }
        });
    return found[0];
  }

  private static boolean countsRows(RexOver over) {
    RexWindow window = over.getWindow();
    return window.orderKeys.isEmpty()
        && ((window.isRows() && !isOfAll(over)) || keepsOrder(over.getAggOperator()));
  }

  private static boolean isOfAll(RexOver over) {
    return over.getWindow().getLowerBound().isUnboundedPreceding()
        && over.getWindow().getUpperBound().isUnboundedFollowing();
  }

  /// Gives rows their numbers in the order of a sub-query.
  private final class Numbered extends RexShuttle {
    private final List<RexFieldCollation> keys;

    Numbered(Ordered input) {
      keys =
          input.keys().stream()
              .map(key ->
                  new RexFieldCollation(
                      rex.makeInputRef(input.rel(), key.getFieldIndex()), directions(key)))
              .toList();
    }

    @Override
    public RexNode visitOver(RexOver over) {
      if (!countsRows(over)) {
        return super.visitOver(over);
      }
      if (over.getAggOperator().getKind() != SqlKind.ROW_NUMBER) {
        throw refused("a window without an ORDER BY over a sub-query with one");
      }
      RexWindow window = over.getWindow();
      return rex.makeOver(
          over.getType(),
          over.getAggOperator(),
          over.getOperands(),
          window.partitionKeys,
          ImmutableList.copyOf(keys),
          window.getLowerBound(),
          window.getUpperBound(),
          window.getExclude(),
          window.isRows(),
          true,
          false,
          over.isDistinct(),
          over.ignoreNulls());
    }

    private static Set<SqlKind> directions(RelFieldCollation key) {
      Set<SqlKind> directions = EnumSet.noneOf(SqlKind.class);
      if (key.getDirection().isDescending()) {
        directions.add(SqlKind.DESCENDING);
      }
      switch (key.nullDirection) {
        case FIRST -> directions.add(SqlKind.NULLS_FIRST);
        case LAST -> directions.add(SqlKind.NULLS_LAST);
        case UNSPECIFIED -> {
          // as DuckDB has it
        }
      }
      return directions;
    }
  }

  /// Sub-queries that stand for a value or a condition.
  private final class SubQueries extends RexShuttle {
    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      return subQuery.clone(unordered(subQuery.rel));
    }
  }

  private static NotTakenApart refused(String what) {
    return new NotTakenApart(
        Construct.ORDER_OF_SUB_QUERY, what + " is not supported: put the ORDER BY above", null);
  }
}
