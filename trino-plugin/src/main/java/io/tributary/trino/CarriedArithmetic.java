package io.tributary.trino;

import static io.trino.spi.expression.StandardFunctions.ADD_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.CAST_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.DIVIDE_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.MODULO_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.MULTIPLY_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.NEGATE_FUNCTION_NAME;
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

/// What is computed of columns at the gateway as in Trino: casts to wider types; sums, differences
/// and products of decimals that have room for all of their digits, and of integers and doubles;
/// numbers with the other sign; quotients and remainders of integers.
final class CarriedArithmetic {

  private static final int MOST_DIGITS = 38;

  private static final Map<FunctionName, Function> OPERATIONS =
      Map.of(
          ADD_FUNCTION_NAME, Function.FUNCTION_ADD,
          SUBTRACT_FUNCTION_NAME, Function.FUNCTION_SUBTRACT,
          MULTIPLY_FUNCTION_NAME, Function.FUNCTION_MULTIPLY);

  private static final Map<FunctionName, Function> DIVISIONS =
      Map.of(
          DIVIDE_FUNCTION_NAME, Function.FUNCTION_DIVIDE,
          MODULO_FUNCTION_NAME, Function.FUNCTION_MODULO);

  private final java.util.function.Function<Variable, TributaryColumnHandle> columns;
  private final boolean mayFail;

  private CarriedArithmetic(
      java.util.function.Function<Variable, TributaryColumnHandle> columns, boolean mayFail) {
    this.columns = columns;
    this.mayFail = mayFail;
  }

  /// For conditions.
  static CarriedArithmetic thatMayFail(
      java.util.function.Function<Variable, TributaryColumnHandle> columns) {
    return new CarriedArithmetic(columns, true);
  }

  /// For what is computed of all rows, whether Trino takes it or not, as it may not take `b` in
  /// `coalesce(a, b)`: a division by zero must be no error there, nor a product that is too large.
  static CarriedArithmetic thatNeverFails(
      java.util.function.Function<Variable, TributaryColumnHandle> columns) {
    return new CarriedArithmetic(columns, false);
  }

  /// @return empty if it stays in Trino
  Optional<Expression> carry(Call call) {
    FunctionName name = call.getFunctionName();
    if (name.equals(CAST_FUNCTION_NAME)) {
      return WidenedText.column(call)
          .map(this::column)
          .or(() ->
              widening(call).flatMap(function -> ofOne(function, call.getArguments().getFirst())));
    }
    if (name.equals(NEGATE_FUNCTION_NAME)) {
      return isComputedWith(call.getType()) && (mayFail || !isInteger(call.getType()))
          ? ofOne(Function.FUNCTION_NEGATE, call.getArguments().getFirst())
          : Optional.empty();
    }
    return operation(call)
        .flatMap(operation ->
            operand(call.getArguments().get(0))
                .flatMap(first ->
                    operand(call.getArguments().get(1))
                        .map(second -> call(operation, first, second))));
  }

  private Optional<Expression> ofOne(Function function, ConnectorExpression number) {
    return number instanceof Constant
        ? Optional.empty()
        : operand(number).map(operand -> call(function, operand));
  }

  /// Of two operands, if it is exact.
  private Optional<Function> operation(Call call) {
    FunctionName name = call.getFunctionName();
    Function operation = OPERATIONS.get(name);
    if (operation == null && mayFail) {
      operation = DIVISIONS.get(name);
    }
    if (operation == null) {
      return Optional.empty();
    }
    ConnectorExpression left = call.getArguments().get(0);
    ConnectorExpression right = call.getArguments().get(1);
    return (left instanceof Constant && right instanceof Constant)
            || !isExact(operation, left.getType(), right.getType(), call.getType())
            || (!mayFail
                && isInteger(call.getType())
                && !IntegerRange.of(call).fits(call.getType()))
        ? Optional.empty()
        : Optional.of(operation);
  }

  /// What is computed with, or compared.
  Optional<Expression> operand(ConnectorExpression expression) {
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
    boolean alike = left.equals(result) && right.equals(result);
    return switch (operation) {
      case FUNCTION_DIVIDE, FUNCTION_MODULO -> alike && isInteger(result);
      default ->
          result instanceof DecimalType
              ? left instanceof DecimalType first
                  && right instanceof DecimalType second
                  && digits(operation, first, second) <= MOST_DIGITS
              : alike && isComputedWith(result);
    };
  }

  private static boolean isComputedWith(Type type) {
    return isInteger(type) || type instanceof DecimalType || type instanceof DoubleType;
  }

  private static boolean isInteger(Type type) {
    return type instanceof IntegerType || type instanceof BigintType;
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
    Type from = call.getArguments().getFirst().getType();
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
