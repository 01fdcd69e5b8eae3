package io.tributary.trino;

import static io.trino.spi.expression.StandardFunctions.ADD_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.CAST_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.MULTIPLY_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.SUBTRACT_FUNCTION_NAME;

import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Constant;
import io.trino.spi.expression.FunctionName;
import io.trino.spi.type.IntegerType;
import io.trino.spi.type.SmallintType;
import io.trino.spi.type.TinyintType;
import io.trino.spi.type.Type;
import java.math.BigInteger;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/// Between which numbers the true result of an expression of integers lies, whatever its columns
/// hold.
record IntegerRange(BigInteger least, BigInteger most) {

  static IntegerRange of(ConnectorExpression expression) {
    if (expression instanceof Constant constant && constant.getValue() instanceof Long value) {
      return of(value, value);
    }
    if (!(expression instanceof Call call)) {
      return of(expression.getType());
    }
    FunctionName name = call.getFunctionName();
    if (name.equals(CAST_FUNCTION_NAME) && isNarrow(call.getArguments().getFirst().getType())) {
      return of(call.getArguments().getFirst());
    }
    if (name.equals(ADD_FUNCTION_NAME)) {
      return of(call, BigInteger::add);
    }
    if (name.equals(SUBTRACT_FUNCTION_NAME)) {
      return of(call, BigInteger::subtract);
    }
    return name.equals(MULTIPLY_FUNCTION_NAME)
        ? of(call, BigInteger::multiply)
        : of(call.getType());
  }

  private static boolean isNarrow(Type type) {
    return type instanceof TinyintType
        || type instanceof SmallintType
        || type instanceof IntegerType;
  }

  /// The ends of sums, differences and products come of the ends of what they are of.
  private static IntegerRange of(Call call, BinaryOperator<BigInteger> operation) {
    IntegerRange left = of(call.getArguments().get(0));
    IntegerRange right = of(call.getArguments().get(1));
    List<BigInteger> ends =
        Stream.of(left.least, left.most)
            .flatMap(
                a -> Stream.of(operation.apply(a, right.least), operation.apply(a, right.most)))
            .sorted()
            .toList();
    return new IntegerRange(ends.getFirst(), ends.getLast());
  }

  private static IntegerRange of(Type type) {
    Type.Range range = type.getRange().orElseThrow();
    return of((Long) range.getMin(), (Long) range.getMax());
  }

  private static IntegerRange of(long least, long most) {
    return new IntegerRange(BigInteger.valueOf(least), BigInteger.valueOf(most));
  }

  boolean fits(Type type) {
    IntegerRange whole = of(type);
    return least.compareTo(whole.least) >= 0 && most.compareTo(whole.most) <= 0;
  }
}
