package io.tributary.trino;

import static io.trino.spi.expression.StandardFunctions.EQUAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.GREATER_THAN_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.GREATER_THAN_OR_EQUAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.IDENTICAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.LESS_THAN_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.LESS_THAN_OR_EQUAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.NOT_EQUAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.NOT_FUNCTION_NAME;

import io.tributary.v1.Comparison;
import io.tributary.v1.Join;
import io.tributary.v1.JoinCondition;
import io.tributary.v1.JoinType;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.FunctionName;
import io.trino.spi.expression.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A join of Trino's that means the same at the gateway.
///
/// @param join without its inputs
/// @param left the joined columns by those of the left side
/// @param right the joined columns by those of the right side
record CarriedJoin(
    Join.Builder join,
    SequencedMap<TributaryColumnHandle, TributaryColumnHandle> left,
    SequencedMap<TributaryColumnHandle, TributaryColumnHandle> right) {

  private static final Map<FunctionName, Comparison> COMPARISONS =
      Map.of(
          EQUAL_OPERATOR_FUNCTION_NAME, Comparison.COMPARISON_EQUAL,
          NOT_EQUAL_OPERATOR_FUNCTION_NAME, Comparison.COMPARISON_NOT_EQUAL,
          LESS_THAN_OPERATOR_FUNCTION_NAME, Comparison.COMPARISON_LESS_THAN,
          LESS_THAN_OR_EQUAL_OPERATOR_FUNCTION_NAME, Comparison.COMPARISON_LESS_THAN_OR_EQUAL,
          GREATER_THAN_OPERATOR_FUNCTION_NAME, Comparison.COMPARISON_GREATER_THAN,
          GREATER_THAN_OR_EQUAL_OPERATOR_FUNCTION_NAME, Comparison.COMPARISON_GREATER_THAN_OR_EQUAL,
          IDENTICAL_OPERATOR_FUNCTION_NAME, Comparison.COMPARISON_IDENTICAL);

  /// The same comparison with its sides exchanged.
  private static Comparison reversed(Comparison comparison) {
    return switch (comparison) {
      case COMPARISON_LESS_THAN -> Comparison.COMPARISON_GREATER_THAN;
      case COMPARISON_LESS_THAN_OR_EQUAL -> Comparison.COMPARISON_GREATER_THAN_OR_EQUAL;
      case COMPARISON_GREATER_THAN -> Comparison.COMPARISON_LESS_THAN;
      case COMPARISON_GREATER_THAN_OR_EQUAL -> Comparison.COMPARISON_LESS_THAN_OR_EQUAL;
      default -> comparison;
    };
  }

  /// @param leftAssignments what the condition calls the left side's columns
  /// @param rightAssignments what it calls the right side's
  /// @return empty if the condition, or a part of it, stays in Trino
  static Optional<CarriedJoin> of(
      io.trino.spi.connector.JoinType type,
      TributaryTableHandle leftRows,
      TributaryTableHandle rightRows,
      ConnectorExpression condition,
      Map<String, ColumnHandle> leftAssignments,
      Map<String, ColumnHandle> rightAssignments) {
    Join.Builder join = Join.newBuilder().setType(type(type));
    for (ConnectorExpression part : CarriedCondition.conjuncts(condition)) {
      Optional<JoinCondition> carried = condition(part, leftAssignments, rightAssignments);
      if (carried.isEmpty()) {
        return Optional.empty();
      }
      join.addConditions(carried.get());
    }
    if (join.getConditionsCount() == 0) {
      return Optional.empty();
    }
    var names = new ColumnNames();
    SequencedMap<TributaryColumnHandle, TributaryColumnHandle> left =
        renamed(leftRows.columns(), names);
    SequencedMap<TributaryColumnHandle, TributaryColumnHandle> right =
        renamed(rightRows.columns(), names);
    left.values().forEach(column -> join.addColumns(column.name()));
    right.values().forEach(column -> join.addColumns(column.name()));
    return Optional.of(new CarriedJoin(join, left, right));
  }

  private static JoinType type(io.trino.spi.connector.JoinType type) {
    return switch (type) {
      case INNER -> JoinType.JOIN_TYPE_INNER;
      case LEFT_OUTER -> JoinType.JOIN_TYPE_LEFT;
      case RIGHT_OUTER -> JoinType.JOIN_TYPE_RIGHT;
      case FULL_OUTER -> JoinType.JOIN_TYPE_FULL;
    };
  }

  private static Optional<JoinCondition> condition(
      ConnectorExpression part,
      Map<String, ColumnHandle> leftAssignments,
      Map<String, ColumnHandle> rightAssignments) {
    if (part instanceof Call negation
        && negation.getFunctionName().equals(NOT_FUNCTION_NAME)
        && negation.getArguments().getFirst() instanceof Call identical
        && identical.getFunctionName().equals(IDENTICAL_OPERATOR_FUNCTION_NAME)) {
      return condition(identical, leftAssignments, rightAssignments)
          .map(condition ->
              condition.toBuilder().setComparison(Comparison.COMPARISON_DISTINCT).build());
    }
    if (!(part instanceof Call call)
        || call.getArguments().size() != 2
        || !(call.getArguments().get(0) instanceof Variable first)
        || !(call.getArguments().get(1) instanceof Variable second)) {
      return Optional.empty();
    }
    Comparison comparison = COMPARISONS.get(call.getFunctionName());
    if (comparison == null) {
      return Optional.empty();
    }
    return condition(
            leftAssignments.get(first.getName()),
            comparison,
            rightAssignments.get(second.getName()))
        .or(() ->
            condition(
                leftAssignments.get(second.getName()),
                reversed(comparison),
                rightAssignments.get(first.getName())));
  }

  private static Optional<JoinCondition> condition(
      @Nullable ColumnHandle left, Comparison comparison, @Nullable ColumnHandle right) {
    return left instanceof TributaryColumnHandle leftColumn
            && right instanceof TributaryColumnHandle rightColumn
            && leftColumn.type().equals(rightColumn.type())
            && compares(leftColumn, comparison)
            && compares(rightColumn, comparison)
        ? Optional.of(
            JoinCondition.newBuilder()
                .setLeft(leftColumn.name())
                .setComparison(comparison)
                .setRight(rightColumn.name())
                .build())
        : Optional.empty();
  }

  private static boolean compares(TributaryColumnHandle column, Comparison comparison) {
    return switch (comparison) {
      case COMPARISON_EQUAL, COMPARISON_NOT_EQUAL, COMPARISON_IDENTICAL ->
          ComparableColumns.equates(column);
      default -> ComparableColumns.orders(column);
    };
  }

  private static SequencedMap<TributaryColumnHandle, TributaryColumnHandle> renamed(
      List<TributaryColumnHandle> columns, ColumnNames names) {
    SequencedMap<TributaryColumnHandle, TributaryColumnHandle> renamed = new LinkedHashMap<>();
    for (TributaryColumnHandle column : columns) {
      renamed.put(column, column.named(names.unique(column.name())));
    }
    return renamed;
  }
}
