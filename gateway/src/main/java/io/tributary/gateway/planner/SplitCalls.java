package io.tributary.gateway.planner;

import io.tributary.gateway.planner.PartialAggregation.Replaced;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// An aggregate's calls in two steps: over parts of its rows, and over what these gave.
///
/// | call | of a part | of all parts |
/// | --- | --- | --- |
/// | `COUNT` | `COUNT` | sum, 0 of nothing |
/// | `SUM` | `SUM` | `SUM` |
/// | `MIN`, `MAX` | the same | the same |
/// | `AVG` | `SUM` and `COUNT` | their sums' quotient |
/// | `DISTINCT`, `GROUPING` | - | the same |
///
/// Sums of floating-point numbers depend on the order of their rows, so they are not split.
///
/// @param split calls in two steps, by their place; the others do not mind how often they see a row
///   and read the rows themselves
record SplitCalls(Aggregate aggregate, ImmutableBitSet split) {

  /// The ways to split: with smallest and greatest values in two steps, and with them read from the
  /// rows, which may be those of another table.
  static List<SplitCalls> of(Aggregate aggregate) {
    RelDataType input = aggregate.getInput().getRowType();
    ImmutableBitSet.Builder counted = ImmutableBitSet.builder();
    ImmutableBitSet.Builder extremes = ImmutableBitSet.builder();
    List<AggregateCall> calls = aggregate.getAggCallList();
    for (int i = 0; i < calls.size(); i++) {
      AggregateCall call = calls.get(i);
      if (call.hasCollation() || call.distinctKeys != null || !call.rexList.isEmpty()) {
        return List.of();
      }
      switch (call.getAggregation().getKind()) {
        case MIN, MAX -> extremes.set(i);
        case COUNT, SUM, SUM0, AVG -> {
          if (!call.isDistinct()) {
            counted.set(i);
          }
        }
        // What it tells is of the group, not of its rows.
        case GROUPING -> {}
        default -> {
          return List.of();
        }
      }
    }
    ImmutableBitSet sums = counted.build();
    if (!sums.asList().stream().allMatch(call -> isExact(calls.get(call), input))) {
      return List.of();
    }
    ImmutableBitSet all = sums.union(extremes.build());
    return all.equals(sums)
        ? List.of(new SplitCalls(aggregate, all))
        : List.of(new SplitCalls(aggregate, all), new SplitCalls(aggregate, sums));
  }

  private static boolean isExact(AggregateCall call, RelDataType input) {
    return call.getAggregation().getKind() == SqlKind.COUNT
        || call.getArgList().stream()
            .allMatch(argument ->
                SqlTypeUtil.isExactNumeric(input.getFieldList().get(argument).getType()));
  }

  boolean areAllSplit() {
    return split.cardinality() == aggregate.getAggCallList().size();
  }

  private AggregateCall call(int place) {
    return aggregate.getAggCallList().get(place);
  }

  private static List<Integer> columns(AggregateCall call) {
    return call.hasFilter()
        ? Stream.concat(call.getArgList().stream(), Stream.of(call.filterArg)).toList()
        : call.getArgList();
  }

  /// Columns of the aggregate's input that are needed after the first step too.
  ImmutableBitSet read() {
    ImmutableBitSet.Builder read = ImmutableBitSet.builder().addAll(aggregate.getGroupSet());
    for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
      if (!split.get(i)) {
        read.addAll(columns(call(i)));
      }
    }
    return read.build();
  }

  /// What the first step takes of the aggregate's input.
  List<RexNode> taken() {
    RelDataType input = aggregate.getInput().getRowType();
    return split.asList().stream()
        .flatMap(call -> columns(call(call)).stream())
        .<RexNode>map(column -> RexInputRef.of(column, input))
        .toList();
  }

  /// The first step, over a sub-plan.
  ///
  /// @param read columns to keep
  /// @param taken as [#taken], over the sub-plan
  Replaced partial(RelNode rel, ImmutableBitSet read, List<RexNode> taken) {
    List<RexNode> expressions = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Map<Integer, Integer> columns = new HashMap<>();
    for (int column : read) {
      columns.put(column, expressions.size());
      expressions.add(RexInputRef.of(column, rel.getRowType()));
      names.add(rel.getRowType().getFieldNames().get(column));
    }
    int keys = expressions.size();
    List<Integer> takenAt = new ArrayList<>();
    for (RexNode expression : taken) {
      int at = expressions.subList(keys, expressions.size()).indexOf(expression);
      takenAt.add(at < 0 ? expressions.size() : keys + at);
      if (at < 0) {
        names.add("taken_" + expressions.size());
        expressions.add(expression);
      }
    }
    if (expressions.isEmpty()) {
      // Rows are counted, and no column of them is read.
      expressions.add(rel.getCluster().getRexBuilder().makeExactLiteral(BigDecimal.ZERO));
      names.add("DUMMY");
    }
    RelNode input = LogicalProject.create(rel, List.of(), expressions, names, Set.of());
    List<AggregateCall> parts = new ArrayList<>();
    List<Integer> partsAt = new ArrayList<>();
    Iterator<Integer> next = takenAt.iterator();
    for (int place : split) {
      AggregateCall call = call(place);
      List<Integer> arguments = call.getArgList().stream().map(_ -> next.next()).toList();
      int filter = call.hasFilter() ? next.next() : -1;
      for (SqlAggFunction function : inParts(call)) {
        AggregateCall part = call(function, arguments, filter, input, keys == 0, null);
        if (!parts.contains(part)) {
          parts.add(part);
        }
        partsAt.add(keys + parts.indexOf(part));
      }
    }
    for (int part = 0; part < parts.size(); part++) {
      parts.set(part, parts.get(part).withName("part_" + part));
    }
    ImmutableBitSet groups = ImmutableBitSet.range(keys);
    RelNode partial = LogicalAggregate.create(input, List.of(), groups, List.of(groups), parts);
    return new Replaced(partial, columns, partsAt);
  }

  private static List<SqlAggFunction> inParts(AggregateCall call) {
    return call.getAggregation().getKind() == SqlKind.AVG
        ? List.of(SqlStdOperatorTable.SUM, SqlStdOperatorTable.COUNT)
        : List.of(call.getAggregation());
  }

  /// The second step: the aggregate's own rows.
  ///
  /// @param input what the aggregate's input became
  RelNode finished(Replaced input) {
    RelDataType row = input.rel().getRowType();
    List<RexNode> expressions = new ArrayList<>();
    Map<Integer, Integer> at = new HashMap<>();
    for (int column : aggregate.getGroupSet()) {
      at.put(column, expressions.size());
      expressions.add(RexInputRef.of(input.column(column), row));
    }
    int keys = expressions.size();
    for (int column : read().except(aggregate.getGroupSet())) {
      at.put(column, expressions.size());
      expressions.add(RexInputRef.of(input.column(column), row));
    }
    int firstPart = expressions.size();
    input.parts().forEach(part -> expressions.add(RexInputRef.of(part, row)));
    List<String> names = expressions.stream().map(e -> name(e, row)).toList();
    RelNode rel = LogicalProject.create(input.rel(), List.of(), expressions, names, Set.of());
    List<ImmutableBitSet> groups =
        aggregate.getGroupSets().stream()
            .map(set -> ImmutableBitSet.of(set.asList().stream().map(at::get).toList()))
            .toList();
    List<AggregateCall> calls = new ArrayList<>();
    boolean emptyGroup = groups.stream().anyMatch(ImmutableBitSet::isEmpty);
    int part = firstPart;
    for (int place = 0; place < aggregate.getAggCallList().size(); place++) {
      AggregateCall call = call(place);
      if (split.get(place)) {
        for (SqlAggFunction function : inParts(call)) {
          calls.add(
              call(ofParts(function), List.of(part++), -1, rel, emptyGroup, "all_" + calls.size()));
        }
      } else {
        calls.add(
            call.withArgList(call.getArgList().stream().map(at::get).toList())
                .withFilter(call.hasFilter() ? at.getOrDefault(call.filterArg, -1) : -1));
      }
    }
    RelNode all =
        LogicalAggregate.create(rel, List.of(), ImmutableBitSet.range(keys), groups, calls);
    return results(all, keys);
  }

  private static String name(RexNode column, RelDataType row) {
    return row.getFieldNames().get(((RexInputRef) column).getIndex());
  }

  private static SqlAggFunction ofParts(SqlAggFunction function) {
    return function.getKind() == SqlKind.COUNT ? SqlStdOperatorTable.SUM0 : function;
  }

  private static AggregateCall call(
      SqlAggFunction function,
      List<Integer> arguments,
      int filter,
      RelNode input,
      boolean emptyGroup,
      @Nullable String name) {
    return AggregateCall.create(
        function,
        false,
        false,
        false,
        List.of(),
        arguments,
        filter,
        null,
        RelCollations.EMPTY,
        emptyGroup,
        input,
        null,
        name);
  }

  /// With the types that the calls had.
  private RelNode results(RelNode all, int keys) {
    RexBuilder builder = all.getCluster().getRexBuilder();
    RelDataType row = aggregate.getRowType();
    List<RexNode> results = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      results.add(RexInputRef.of(key, all.getRowType()));
    }
    int column = keys;
    for (AggregateCall call : aggregate.getAggCallList()) {
      RexNode result = RexInputRef.of(column++, all.getRowType());
      if (call.getAggregation().getKind() == SqlKind.AVG && !call.isDistinct()) {
        RexNode count = RexInputRef.of(column++, all.getRowType());
        result =
            builder.makeCall(
                SqlStdOperatorTable.DIVIDE, asDouble(builder, result), asDouble(builder, count));
      }
      RelDataType type = row.getFieldList().get(results.size()).getType();
      results.add(builder.ensureType(type, result, true));
    }
    return LogicalProject.create(all, List.of(), results, row.getFieldNames(), Set.of());
  }

  private static RexNode asDouble(RexBuilder builder, RexNode value) {
    RelDataType type = builder.getTypeFactory().createSqlType(SqlTypeName.DOUBLE);
    return builder.ensureType(type, value, true);
  }
}
