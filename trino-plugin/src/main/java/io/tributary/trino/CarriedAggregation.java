package io.tributary.trino;

import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_AVG;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_CORR;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_COUNT;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_COVAR_POP;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_COVAR_SAMP;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_MAX;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_MIN;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_REGR_INTERCEPT;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_REGR_SLOPE;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_STDDEV_POP;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_STDDEV_SAMP;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_SUM;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_VAR_POP;
import static io.tributary.v1.AggregateFunction.AGGREGATE_FUNCTION_VAR_SAMP;
import static io.trino.spi.expression.StandardFunctions.CAST_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.DIVIDE_FUNCTION_NAME;
import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.DecimalType.createDecimalType;
import static java.util.Map.entry;

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
import org.jspecify.annotations.Nullable;

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

  private static final Map<String, io.tributary.v1.AggregateFunction> STATISTICS =
      Map.ofEntries(
          entry("stddev", AGGREGATE_FUNCTION_STDDEV_SAMP),
          entry("stddev_samp", AGGREGATE_FUNCTION_STDDEV_SAMP),
          entry("stddev_pop", AGGREGATE_FUNCTION_STDDEV_POP),
          entry("variance", AGGREGATE_FUNCTION_VAR_SAMP),
          entry("var_samp", AGGREGATE_FUNCTION_VAR_SAMP),
          entry("var_pop", AGGREGATE_FUNCTION_VAR_POP),
          entry("covar_samp", AGGREGATE_FUNCTION_COVAR_SAMP),
          entry("covar_pop", AGGREGATE_FUNCTION_COVAR_POP),
          entry("corr", AGGREGATE_FUNCTION_CORR),
          entry("regr_slope", AGGREGATE_FUNCTION_REGR_SLOPE),
          entry("regr_intercept", AGGREGATE_FUNCTION_REGR_INTERCEPT));

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
    if (!keys.stream().allMatch(ComparableColumns::groups)) {
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
      // Trino takes columns of one name and type for the same, those of the input too.
      assignments.values().forEach(column -> names.take(((TributaryColumnHandle) column).name()));
      for (TributaryColumnHandle key : keys) {
        aggregation.addKeys(key.name());
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
      List<TributaryColumnHandle> arguments = arguments(function);
      io.tributary.v1.@Nullable AggregateFunction statistic =
          STATISTICS.get(function.getFunctionName());
      if (statistic != null) {
        return carry(statistic, function, arguments);
      }
      return arguments.stream()
          .limit(arguments.size() == 1 ? 1 : 0)
          .findFirst()
          .filter(column -> !function.isDistinct() || ComparableColumns.groups(column))
          .flatMap(column -> carry(function, column));
    }

    /// None if some are no columns.
    private List<TributaryColumnHandle> arguments(AggregateFunction function) {
      List<TributaryColumnHandle> columns = new ArrayList<>();
      for (ConnectorExpression argument : function.getArguments()) {
        if (!(argument instanceof Variable variable)
            || !(assignments.get(variable.getName()) instanceof TributaryColumnHandle column)) {
          return List.of();
        }
        columns.add(column);
      }
      return columns;
    }

    /// Of floating-point numbers alone: Trino computes those of integers in a way of its own.
    private Optional<ConnectorExpression> carry(
        io.tributary.v1.AggregateFunction statistic,
        AggregateFunction function,
        List<TributaryColumnHandle> arguments) {
      if (arguments.isEmpty()
          || function.isDistinct()
          || !arguments.stream().allMatch(column -> isFloatingPoint(column.type()))) {
        return Optional.empty();
      }
      inputs.addAll(arguments);
      Aggregate.Builder aggregate =
          Aggregate.newBuilder().setFunction(statistic).setColumn(arguments.getFirst().name());
      if (arguments.size() > 1) {
        aggregate.setOtherColumn(arguments.get(1).name());
      }
      return Optional.of(add(aggregate, function.getOutputType()));
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
            ComparableColumns.sorts(column)
                ? Optional.of(add(aggregate.setFunction(AGGREGATE_FUNCTION_MIN), type))
                : Optional.empty();
        case "max" ->
            ComparableColumns.sorts(column)
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

  private static boolean isFloatingPoint(Type type) {
    return type instanceof RealType || type instanceof DoubleType;
  }

  private static boolean isNumber(Type type) {
    return type instanceof BigintType
        || type instanceof DecimalType
        || type instanceof RealType
        || type instanceof DoubleType;
  }
}
