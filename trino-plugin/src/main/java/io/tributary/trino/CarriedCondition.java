package io.tributary.trino;

import static io.trino.spi.expression.StandardFunctions.AND_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.ARRAY_CONSTRUCTOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.EQUAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.GREATER_THAN_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.GREATER_THAN_OR_EQUAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.IDENTICAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.IN_PREDICATE_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.IS_NULL_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.LESS_THAN_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.LESS_THAN_OR_EQUAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.LIKE_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.NOT_EQUAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.NOT_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.OR_FUNCTION_NAME;
import static java.util.Map.entry;

import io.tributary.v1.Expression;
import io.tributary.v1.Function;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Constant;
import io.trino.spi.expression.FunctionName;
import io.trino.spi.expression.Variable;
import io.trino.spi.type.BooleanType;
import io.trino.spi.type.VarcharType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Conditions of Trino's that mean the same at the gateway.
final class CarriedCondition {

  private static final Map<FunctionName, Function> COMPARISONS =
      Map.ofEntries(
          entry(EQUAL_OPERATOR_FUNCTION_NAME, Function.FUNCTION_EQUAL),
          entry(NOT_EQUAL_OPERATOR_FUNCTION_NAME, Function.FUNCTION_NOT_EQUAL),
          entry(LESS_THAN_OPERATOR_FUNCTION_NAME, Function.FUNCTION_LESS_THAN),
          entry(LESS_THAN_OR_EQUAL_OPERATOR_FUNCTION_NAME, Function.FUNCTION_LESS_THAN_OR_EQUAL),
          entry(GREATER_THAN_OPERATOR_FUNCTION_NAME, Function.FUNCTION_GREATER_THAN),
          entry(
              GREATER_THAN_OR_EQUAL_OPERATOR_FUNCTION_NAME,
              Function.FUNCTION_GREATER_THAN_OR_EQUAL),
          entry(IDENTICAL_OPERATOR_FUNCTION_NAME, Function.FUNCTION_IDENTICAL));

  private final Map<String, ColumnHandle> columns;

  /// @param columns by what conditions call them
  CarriedCondition(Map<String, ColumnHandle> columns) {
    this.columns = Map.copyOf(columns);
  }

  /// What holds if a condition does; nothing for what always does.
  static List<ConnectorExpression> conjuncts(ConnectorExpression condition) {
    if (condition.equals(Constant.TRUE)) {
      return List.of();
    }
    return condition instanceof Call call && call.getFunctionName().equals(AND_FUNCTION_NAME)
        ? call.getArguments().stream().flatMap(part -> conjuncts(part).stream()).toList()
        : List.of(condition);
  }

  /// One condition of several.
  static ConnectorExpression and(List<ConnectorExpression> conditions) {
    return switch (conditions.size()) {
      case 0 -> Constant.TRUE;
      case 1 -> conditions.getFirst();
      default -> new Call(BooleanType.BOOLEAN, AND_FUNCTION_NAME, conditions);
    };
  }

  /// @return empty if it, or a part of it, stays in Trino
  Optional<Expression> carry(ConnectorExpression condition) {
    if (condition instanceof Variable variable) {
      return variable.getType() instanceof BooleanType
          ? column(variable).map(CarriedCondition::expression)
          : Optional.empty();
    }
    if (!(condition instanceof Call call)) {
      return Optional.empty();
    }
    FunctionName name = call.getFunctionName();
    List<ConnectorExpression> arguments = call.getArguments();
    if (name.equals(AND_FUNCTION_NAME)) {
      return all(Function.FUNCTION_AND, arguments);
    }
    if (name.equals(OR_FUNCTION_NAME)) {
      return all(Function.FUNCTION_OR, arguments);
    }
    if (name.equals(NOT_FUNCTION_NAME)) {
      return all(Function.FUNCTION_NOT, arguments);
    }
    if (name.equals(IS_NULL_FUNCTION_NAME)) {
      return column(arguments.getFirst())
          .map(column -> call(Function.FUNCTION_IS_NULL, List.of(expression(column))))
          .or(() -> all(Function.FUNCTION_IS_NULL, arguments));
    }
    if (name.equals(IN_PREDICATE_FUNCTION_NAME)) {
      return in(arguments);
    }
    if (name.equals(LIKE_FUNCTION_NAME)) {
      return like(arguments);
    }
    Function comparison = COMPARISONS.get(name);
    return comparison == null
        ? Optional.empty()
        : comparison(comparison, arguments.get(0), arguments.get(1))
            .or(() -> comparison(reversed(comparison), arguments.get(1), arguments.get(0)));
  }

  private Optional<Expression> all(Function function, List<ConnectorExpression> conditions) {
    List<Expression> carried = new ArrayList<>();
    for (ConnectorExpression condition : conditions) {
      Optional<Expression> part = carry(condition);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      carried.add(part.get());
    }
    return Optional.of(call(function, carried));
  }

  private Optional<Expression> comparison(
      Function function, ConnectorExpression left, ConnectorExpression right) {
    return column(left)
        .filter(column -> compares(function, column))
        .filter(column -> column.type().equals(right.getType()))
        .flatMap(column ->
            (right instanceof Constant constant
                    ? value(constant)
                    : column(right)
                        .filter(other -> compares(function, other))
                        .map(CarriedCondition::expression))
                .map(other -> call(function, List.of(expression(column), other))));
  }

  private static boolean compares(Function function, TributaryColumnHandle column) {
    return switch (function) {
      case FUNCTION_EQUAL, FUNCTION_NOT_EQUAL, FUNCTION_IDENTICAL ->
          ComparableColumns.equates(column);
      default -> ComparableColumns.orders(column);
    };
  }

  /// The same comparison with its sides exchanged.
  private static Function reversed(Function comparison) {
    return switch (comparison) {
      case FUNCTION_LESS_THAN -> Function.FUNCTION_GREATER_THAN;
      case FUNCTION_LESS_THAN_OR_EQUAL -> Function.FUNCTION_GREATER_THAN_OR_EQUAL;
      case FUNCTION_GREATER_THAN -> Function.FUNCTION_LESS_THAN;
      case FUNCTION_GREATER_THAN_OR_EQUAL -> Function.FUNCTION_LESS_THAN_OR_EQUAL;
      default -> comparison;
    };
  }

  private Optional<Expression> in(List<ConnectorExpression> arguments) {
    Optional<TributaryColumnHandle> column =
        column(arguments.getFirst()).filter(ComparableColumns::equates);
    if (column.isEmpty()
        || !(arguments.get(1) instanceof Call list)
        || !list.getFunctionName().equals(ARRAY_CONSTRUCTOR_FUNCTION_NAME)) {
      return Optional.empty();
    }
    List<Expression> carried = new ArrayList<>(List.of(expression(column.get())));
    for (ConnectorExpression element : list.getArguments()) {
      Optional<Expression> value =
          element instanceof Constant constant && element.getType().equals(column.get().type())
              ? value(constant)
              : Optional.empty();
      if (value.isEmpty()) {
        return Optional.empty();
      }
      carried.add(value.get());
    }
    return Optional.of(call(Function.FUNCTION_IN, carried));
  }

  private Optional<Expression> like(List<ConnectorExpression> arguments) {
    Optional<TributaryColumnHandle> column =
        column(arguments.getFirst())
            .filter(found -> found.comparable() && found.type() instanceof VarcharType);
    if (column.isEmpty()) {
      return Optional.empty();
    }
    List<Expression> carried = new ArrayList<>(List.of(expression(column.get())));
    for (ConnectorExpression text : arguments.subList(1, arguments.size())) {
      Optional<Expression> value =
          text instanceof Constant constant && constant.getValue() != null
              ? value(constant)
              : Optional.empty();
      if (value.isEmpty()) {
        return Optional.empty();
      }
      carried.add(value.get());
    }
    return Optional.of(call(Function.FUNCTION_LIKE, carried));
  }

  private Optional<TributaryColumnHandle> column(ConnectorExpression expression) {
    return expression instanceof Variable variable
        ? Optional.ofNullable((TributaryColumnHandle) columns.get(variable.getName()))
        : Optional.empty();
  }

  /// Empty where it has no exact form, or is NULL, which Trino has replaced where it matters.
  private static Optional<Expression> value(Constant constant) {
    return constant.getValue() == null
        ? Optional.empty()
        : GatewayValues.of(constant.getType(), constant.getValue())
            .map(value -> Expression.newBuilder().setValue(value).build());
  }

  private static Expression expression(TributaryColumnHandle column) {
    return Expression.newBuilder().setColumn(column.name()).build();
  }

  private static Expression call(Function function, List<Expression> arguments) {
    return Expression.newBuilder()
        .setCall(io.tributary.v1.Call.newBuilder().setFunction(function).addAllArguments(arguments))
        .build();
  }
}
