package io.tributary.trino;

import static io.trino.spi.expression.StandardFunctions.AND_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.ARRAY_CONSTRUCTOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.BETWEEN_FUNCTION_NAME;
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
import java.util.Objects;
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
  private final CarriedArithmetic arithmetic = CarriedArithmetic.thatMayFail(this::column);

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
          ? arithmetic.operand(variable)
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
      return computed(arguments.getFirst())
          .map(operand -> call(Function.FUNCTION_IS_NULL, List.of(operand)))
          .or(() -> all(Function.FUNCTION_IS_NULL, arguments));
    }
    if (name.equals(BETWEEN_FUNCTION_NAME)) {
      return between(arguments.get(0), arguments.get(1), arguments.get(2));
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
        : comparison(comparison, arguments.get(0), arguments.get(1));
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

  private Optional<Expression> between(
      ConnectorExpression asked, ConnectorExpression least, ConnectorExpression most) {
    return comparison(Function.FUNCTION_GREATER_THAN_OR_EQUAL, asked, least)
        .flatMap(low ->
            comparison(Function.FUNCTION_LESS_THAN_OR_EQUAL, asked, most)
                .map(high -> call(Function.FUNCTION_AND, List.of(low, high))));
  }

  private Optional<Expression> comparison(
      Function function, ConnectorExpression left, ConnectorExpression right) {
    return (left instanceof Constant && right instanceof Constant)
            || !left.getType().equals(right.getType())
            || !compares(function, left)
            || !compares(function, right)
        ? Optional.empty()
        : arithmetic
            .operand(left)
            .flatMap(first ->
                arithmetic.operand(right).map(second -> call(function, List.of(first, second))));
  }

  private boolean compares(Function function, ConnectorExpression operand) {
    if (column(operand).filter(column -> !column.comparable()).isPresent()) {
      return false;
    }
    return switch (function) {
      case FUNCTION_EQUAL, FUNCTION_NOT_EQUAL, FUNCTION_IDENTICAL, FUNCTION_IN ->
          ComparableColumns.equates(operand.getType());
      default -> ComparableColumns.orders(operand.getType());
    };
  }

  /// What is no constant.
  private Optional<Expression> computed(ConnectorExpression operand) {
    return operand instanceof Constant ? Optional.empty() : arithmetic.operand(operand);
  }

  private Optional<Expression> in(List<ConnectorExpression> arguments) {
    ConnectorExpression asked = arguments.getFirst();
    return compares(Function.FUNCTION_IN, asked)
            && arguments.get(1) instanceof Call list
            && list.getFunctionName().equals(ARRAY_CONSTRUCTOR_FUNCTION_NAME)
        ? computed(asked)
            .flatMap(operand -> withConstants(Function.FUNCTION_IN, operand, list.getArguments()))
        : Optional.empty();
  }

  private Optional<Expression> like(List<ConnectorExpression> arguments) {
    ConnectorExpression text = arguments.getFirst();
    return text.getType() instanceof VarcharType
            && column(text).filter(TributaryColumnHandle::comparable).isPresent()
        ? arithmetic
            .operand(text)
            .flatMap(operand ->
                withConstants(
                    Function.FUNCTION_LIKE, operand, arguments.subList(1, arguments.size())))
        : Optional.empty();
  }

  /// @param others stay in Trino, and all with them, where one is no constant
  private Optional<Expression> withConstants(
      Function function, Expression operand, List<ConnectorExpression> others) {
    List<Expression> arguments = new ArrayList<>(List.of(operand));
    for (ConnectorExpression other : others) {
      Optional<Expression> value =
          other instanceof Constant ? arithmetic.operand(other) : Optional.empty();
      if (value.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(value.get());
    }
    return Optional.of(call(function, arguments));
  }

  /// The column that an operand is, be it in a wider type of text.
  private Optional<TributaryColumnHandle> column(ConnectorExpression operand) {
    return operand instanceof Variable variable
        ? Optional.of(column(variable))
        : WidenedText.column(operand).map(this::column);
  }

  private TributaryColumnHandle column(Variable variable) {
    return (TributaryColumnHandle) Objects.requireNonNull(columns.get(variable.getName()));
  }

  private static Expression call(Function function, List<Expression> arguments) {
    return Expression.newBuilder()
        .setCall(io.tributary.v1.Call.newBuilder().setFunction(function).addAllArguments(arguments))
        .build();
  }
}
