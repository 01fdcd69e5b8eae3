package io.tributary.trino;

import io.tributary.v1.Aggregate;
import io.tributary.v1.Aggregation;
import io.trino.spi.connector.AggregateFunction;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Variable;
import io.trino.spi.type.BigintType;
import io.trino.spi.type.BooleanType;
import io.trino.spi.type.DateType;
import io.trino.spi.type.DecimalType;
import io.trino.spi.type.DoubleType;
import io.trino.spi.type.IntegerType;
import io.trino.spi.type.RealType;
import io.trino.spi.type.SmallintType;
import io.trino.spi.type.TimeType;
import io.trino.spi.type.TimestampType;
import io.trino.spi.type.TimestampWithTimeZoneType;
import io.trino.spi.type.TinyintType;
import io.trino.spi.type.Type;
import io.trino.spi.type.UuidType;
import io.trino.spi.type.VarcharType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An aggregation of Trino's that means the same at the gateway.
///
/// @param aggregation without its input
/// @param keys its first columns
/// @param aggregates its other columns, in the order of Trino's aggregates
record CarriedAggregation(
    Aggregation.Builder aggregation,
    List<TributaryColumnHandle> keys,
    List<TributaryColumnHandle> aggregates) {

  /// @param groupingSets Trino's, of which the gateway takes one
  /// @param assignments what Trino calls the columns
  /// @return empty if any part of it stays in Trino
  static Optional<CarriedAggregation> of(
      List<AggregateFunction> functions,
      Map<String, ColumnHandle> assignments,
      List<List<ColumnHandle>> groupingSets) {
    if (groupingSets.size() != 1) {
      return Optional.empty();
    }
    List<TributaryColumnHandle> keys =
        groupingSets.getFirst().stream().map(TributaryColumnHandle.class::cast).toList();
    if (!keys.stream().allMatch(CarriedAggregation::isGrouped)) {
      return Optional.empty();
    }
    Aggregation.Builder aggregation = Aggregation.newBuilder();
    Set<String> names = new HashSet<>();
    for (TributaryColumnHandle key : keys) {
      aggregation.addKeys(key.name());
      names.add(key.name());
    }
    List<TributaryColumnHandle> aggregates = new ArrayList<>();
    for (AggregateFunction function : functions) {
      Optional<Aggregate.Builder> carried = aggregate(function, assignments);
      if (carried.isEmpty()) {
        return Optional.empty();
      }
      String name = newName(aggregates.size(), names);
      aggregation.addAggregates(carried.get().setName(name));
      aggregates.add(new TributaryColumnHandle(name, function.getOutputType(), true));
    }
    return Optional.of(new CarriedAggregation(aggregation, keys, aggregates));
  }

  private static String newName(int index, Set<String> names) {
    String name = "aggregate_" + index;
    while (!names.add(name)) {
      name += "_";
    }
    return name;
  }

  private static Optional<Aggregate.Builder> aggregate(
      AggregateFunction function, Map<String, ColumnHandle> assignments) {
    if (function.getFilter().isPresent() || !function.getSortItems().isEmpty()) {
      return Optional.empty();
    }
    if (function.getFunctionName().equals("count") && function.getArguments().isEmpty()) {
      return Optional.of(
          Aggregate.newBuilder()
              .setFunction(io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_COUNT));
    }
    return argument(function.getArguments(), assignments)
        .filter(column -> !function.isDistinct() || isGrouped(column))
        .flatMap(column ->
            function(function, column)
                .map(carried ->
                    Aggregate.newBuilder()
                        .setFunction(carried)
                        .setColumn(column.name())
                        .setDistinct(function.isDistinct())));
  }

  private static Optional<TributaryColumnHandle> argument(
      List<ConnectorExpression> arguments, Map<String, ColumnHandle> assignments) {
    return arguments.size() == 1 && arguments.getFirst() instanceof Variable variable
        ? Optional.ofNullable((TributaryColumnHandle) assignments.get(variable.getName()))
        : Optional.empty();
  }

  private static Optional<io.tributary.v1.AggregateFunction> function(
      AggregateFunction function, TributaryColumnHandle column) {
    return switch (function.getFunctionName()) {
      case "count" -> Optional.of(io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_COUNT);
      case "sum" ->
          isSummed(column.type())
              ? Optional.of(io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_SUM)
              : Optional.empty();
      case "min" ->
          isOrdered(column)
              ? Optional.of(io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_MIN)
              : Optional.empty();
      case "max" ->
          isOrdered(column)
              ? Optional.of(io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_MAX)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean isSummed(Type type) {
    return switch (type) {
      case TinyintType _,
          SmallintType _,
          IntegerType _,
          BigintType _,
          DecimalType _,
          RealType _,
          DoubleType _ ->
          true;
      default -> false;
    };
  }

  /// Whether equal values are the same ones. Of floating-point numbers, zero has two forms.
  private static boolean isGrouped(TributaryColumnHandle column) {
    return column.comparable() && (isOrdered(column) || column.type() instanceof UuidType);
  }

  /// Whether the least and the greatest value are the same everywhere. Trino passes over NaN.
  private static boolean isOrdered(TributaryColumnHandle column) {
    return column.comparable()
        && switch (column.type()) {
          case BooleanType _,
              TinyintType _,
              SmallintType _,
              IntegerType _,
              BigintType _,
              DecimalType _,
              VarcharType _,
              DateType _,
              TimeType _,
              TimestampType _,
              TimestampWithTimeZoneType _ ->
              true;
          default -> false;
        };
  }

  /// Whether rows have the same order by it everywhere.
  static boolean isSorted(TributaryColumnHandle column) {
    return isOrdered(column)
        || (column.comparable()
            && (column.type() instanceof RealType || column.type() instanceof DoubleType));
  }
}
