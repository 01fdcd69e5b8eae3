package io.tributary.trino;

import static io.trino.spi.expression.StandardFunctions.ADD_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.CAST_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.MULTIPLY_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.SUBTRACT_FUNCTION_NAME;

import io.tributary.v1.Expression;
import io.tributary.v1.Function;
import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Constant;
import io.trino.spi.expression.FunctionName;
import io.trino.spi.expression.Variable;
import io.trino.spi.type.BigintType;
import io.trino.spi.type.DecimalType;
import io.trino.spi.type.DoubleType;
import io.trino.spi.type.IntegerType;
import io.trino.spi.type.RealType;
import io.trino.spi.type.SmallintType;
import io.trino.spi.type.TinyintType;
import io.trino.spi.type.Type;
import java.util.Map;
import java.util.Optional;

/// What is computed of numbers at the gateway as in Trino: casts of columns to wider types; sums,
/// differences and products of decimals that have room for all of their digits, and of integers and
/// doubles.
final class CarriedArithmetic {

  private static final int MOST_DIGITS = 38;

  private static final Map<FunctionName, Function> OPERATIONS =
      Map.of(
          ADD_FUNCTION_NAME, Function.FUNCTION_ADD,
          SUBTRACT_FUNCTION_NAME, Function.FUNCTION_SUBTRACT,
          MULTIPLY_FUNCTION_NAME, Function.FUNCTION_MULTIPLY);

  private final java.util.function.Function<Variable, TributaryColumnHandle> columns;

  CarriedArithmetic(java.util.function.Function<Variable, TributaryColumnHandle> columns) {
    this.columns = columns;
  }

  /// @return empty if it stays in Trino
  Optional<Expression> carry(Call call) {
    Function operation = OPERATIONS.get(call.getFunctionName());
    if (operation == null) {
      return widening(call)
          .map(function -> call(function, column((Variable) call.getArguments().getFirst())));
    }
    ConnectorExpression left = call.getArguments().get(0);
    ConnectorExpression right = call.getArguments().get(1);
    if ((left instanceof Constant && right instanceof Constant)
        || !isExact(operation, left.getType(), right.getType(), call.getType())) {
      return Optional.empty();
    }
    return operand(left)
        .flatMap(first -> operand(right).map(second -> call(operation, first, second)));
  }

  private Optional<Expression> operand(ConnectorExpression expression) {
    return switch (expression) {
      case Variable variable -> Optional.of(column(variable));
      case Constant constant when constant.getValue() != null ->
          GatewayValues.of(constant.getType(), constant.getValue())
              .map(value -> Expression.newBuilder().setValue(value).build());
      case Call call -> carry(call);
      default -> Optional.empty();
    };
  }

  private static boolean isExact(Function operation, Type left, Type right, Type result) {
    return switch (result) {
      case DecimalType _ ->
          left instanceof DecimalType first
              && right instanceof DecimalType second
              && digits(operation, first, second) <= MOST_DIGITS;
      case IntegerType _, BigintType _, DoubleType _ -> left.equals(result) && right.equals(result);
      default -> false;
    };
  }

  /// That any result may have.
  private static int digits(Function operation, DecimalType left, DecimalType right) {
    if (operation == Function.FUNCTION_MULTIPLY) {
      return left.getPrecision() + right.getPrecision();
    }
    int whole =
        Math.max(left.getPrecision() - left.getScale(), right.getPrecision() - right.getScale());
    return whole + Math.max(left.getScale(), right.getScale()) + 1;
  }

  private static Optional<Function> widening(Call call) {
    if (!call.getFunctionName().equals(CAST_FUNCTION_NAME)
        || !(call.getArguments().getFirst() instanceof Variable variable)) {
      return Optional.empty();
    }
    Type from = variable.getType();
    boolean small = from instanceof TinyintType || from instanceof SmallintType;
    boolean integer = small || from instanceof IntegerType;
    return switch (call.getType()) {
      case IntegerType _ when small -> Optional.of(Function.FUNCTION_AS_INTEGER);
      case BigintType _ when integer -> Optional.of(Function.FUNCTION_AS_BIGINT);
      case DoubleType _ when integer || from instanceof RealType ->
          Optional.of(Function.FUNCTION_AS_DOUBLE);
      default -> Optional.empty();
    };
  }

  private Expression column(Variable variable) {
    return Expression.newBuilder().setColumn(columns.apply(variable).name()).build();
  }

  private static Expression call(Function function, Expression... arguments) {
    io.tributary.v1.Call.Builder call = io.tributary.v1.Call.newBuilder().setFunction(function);
    for (Expression argument : arguments) {
      call.addArguments(argument);
    }
    return Expression.newBuilder().setCall(call).build();
  }
}
