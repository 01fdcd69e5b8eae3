package io.tributary.trino;

import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_AVG;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_COUNT;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_MAX;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_MIN;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_SUM;
import static io.trino.spi.expression.StandardFunctions.CAST_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.DIVIDE_FUNCTION_NAME;
import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.DecimalType.createDecimalType;

import io.tributary.v1.Aggregate;
import io.tributary.v1.Aggregation;
import io.trino.spi.connector.AggregateFunction;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Variable;
import io.trino.spi.type.BigintType;
import io.trino.spi.type.DecimalType;
import io.trino.spi.type.Decimals;
import io.trino.spi.type.DoubleType;
import io.trino.spi.type.RealType;
import io.trino.spi.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An aggregation of Trino's that means the same at the gateway.
///
/// @param aggregation without its input
/// @param inputs the columns that it reads
/// @param keys its first columns
/// @param aggregates its other columns
/// @param results Trino's aggregates, in its order, as expressions over `aggregates`
record CarriedAggregation(
    Aggregation.Builder aggregation,
    List<TributaryColumnHandle> inputs,
    List<TributaryColumnHandle> keys,
    List<TributaryColumnHandle> aggregates,
    List<ConnectorExpression> results) {

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
    if (!keys.stream().allMatch(ComparableColumns::equates)) {
      return Optional.empty();
    }
    var carrier = new Carrier(keys, assignments);
    List<ConnectorExpression> results = new ArrayList<>();
    for (AggregateFunction function : functions) {
      Optional<ConnectorExpression> result = carrier.carry(function);
      if (result.isEmpty()) {
        return Optional.empty();
      }
      results.add(result.get());
    }
    return Optional.of(
        new CarriedAggregation(
            carrier.aggregation, List.copyOf(carrier.inputs), keys, carrier.aggregates, results));
  }

  /// Gathers the gateway's aggregates.
  private static final class Carrier {
    private final Map<String, ColumnHandle> assignments;
    private final ColumnNames names = new ColumnNames();
    private final Set<TributaryColumnHandle> inputs = new LinkedHashSet<>();
    private final Aggregation.Builder aggregation = Aggregation.newBuilder();
    private final List<TributaryColumnHandle> aggregates = new ArrayList<>();

    Carrier(List<TributaryColumnHandle> keys, Map<String, ColumnHandle> assignments) {
      this.assignments = assignments;
      for (TributaryColumnHandle key : keys) {
        aggregation.addKeys(key.name());
        names.take(key.name());
        inputs.add(key);
      }
    }

    /// @return empty if it stays in Trino
    Optional<ConnectorExpression> carry(AggregateFunction function) {
      if (function.getFilter().isPresent() || !function.getSortItems().isEmpty()) {
        return Optional.empty();
      }
      if (function.getFunctionName().equals("count") && function.getArguments().isEmpty()) {
        return Optional.of(
            add(Aggregate.newBuilder().setFunction(AGGREGATE_FUNCTION_COUNT), BIGINT));
      }
      return argument(function)
          .filter(column -> !function.isDistinct() || ComparableColumns.equates(column))
          .flatMap(column -> carry(function, column));
    }

    private Optional<TributaryColumnHandle> argument(AggregateFunction function) {
      List<ConnectorExpression> arguments = function.getArguments();
      return arguments.size() == 1 && arguments.getFirst() instanceof Variable variable
          ? Optional.ofNullable((TributaryColumnHandle) assignments.get(variable.getName()))
          : Optional.empty();
    }

    private Optional<ConnectorExpression> carry(
        AggregateFunction function, TributaryColumnHandle column) {
      inputs.add(column);
      Aggregate.Builder aggregate =
          Aggregate.newBuilder().setColumn(column.name()).setDistinct(function.isDistinct());
      Type type = function.getOutputType();
      return switch (function.getFunctionName()) {
        case "count" -> Optional.of(add(aggregate.setFunction(AGGREGATE_FUNCTION_COUNT), BIGINT));
        case "sum" ->
            isNumber(column.type())
                ? Optional.of(add(aggregate.setFunction(AGGREGATE_FUNCTION_SUM), type))
                : Optional.empty();
        case "avg" -> average(aggregate, column.type(), type);
        case "min" ->
            ComparableColumns.orders(column)
                ? Optional.of(add(aggregate.setFunction(AGGREGATE_FUNCTION_MIN), type))
                : Optional.empty();
        case "max" ->
            ComparableColumns.orders(column)
                ? Optional.of(add(aggregate.setFunction(AGGREGATE_FUNCTION_MAX), type))
                : Optional.empty();
        default -> Optional.empty();
      };
    }

    /// Of decimals Trino's has the argument's scale and is rounded half up, as its division is.
    private Optional<ConnectorExpression> average(
        Aggregate.Builder aggregate, Type argument, Type type) {
      if (!isNumber(argument)) {
        return Optional.empty();
      }
      if (!(argument instanceof DecimalType decimal)) {
        return Optional.of(add(aggregate.setFunction(AGGREGATE_FUNCTION_AVG), type));
      }
      Type sumType = createDecimalType(Decimals.MAX_PRECISION, decimal.getScale());
      Variable sum = add(aggregate.clone().setFunction(AGGREGATE_FUNCTION_SUM), sumType);
      Variable count = add(aggregate.clone().setFunction(AGGREGATE_FUNCTION_COUNT), BIGINT);
      var decimalCount = new Call(createDecimalType(19, 0), CAST_FUNCTION_NAME, List.of(count));
      var quotient = new Call(sumType, DIVIDE_FUNCTION_NAME, List.of(sum, decimalCount));
      return Optional.of(new Call(type, CAST_FUNCTION_NAME, List.of(quotient)));
    }

    private Variable add(Aggregate.Builder aggregate, Type type) {
      String name = names.unique("aggregate_" + aggregates.size());
      aggregation.addAggregates(aggregate.setName(name));
      aggregates.add(new TributaryColumnHandle(name, type, true));
      return new Variable(name, type);
    }
  }

  private static boolean isNumber(Type type) {
    return type instanceof BigintType
        || type instanceof DecimalType
        || type instanceof RealType
        || type instanceof DoubleType;
  }
}
