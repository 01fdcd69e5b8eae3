package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.planner.function.DuckDbFunctions;
import io.tributary.v1.Function;
import io.tributary.v1.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/// What structured plans compute of numbers.
final class ArithmeticTranslator {

  /// From the narrowest on.
  private static final List<SqlTypeName> INTEGERS =
      List.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);

  private static final List<SqlTypeName> EXACT_IN_DOUBLE =
      List.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.REAL);

  private static final Set<SqlTypeName> COMPUTED_WITH =
      EnumSet.of(SqlTypeName.DECIMAL, SqlTypeName.INTEGER, SqlTypeName.BIGINT, SqlTypeName.DOUBLE);

  private static final Set<SqlTypeName> DIVIDED =
      EnumSet.of(SqlTypeName.INTEGER, SqlTypeName.BIGINT);

  /// Of decimals that DuckDB computes with faster.
  private static final int DIGITS_OF_64_BITS = 18;

  /// Of unsigned integers of 64 bits.
  private static final int MOST_UNSIGNED_DIGITS = 20;

  private final RelBuilder builder;
  private final RelDataTypeFactory types;
  private final DuckDbFunctions functions;
  private final DomainConditions values;

  ArithmeticTranslator(RelBuilder builder, DuckDbFunctions functions) {
    this.builder = builder;
    this.types = builder.getTypeFactory();
    this.functions = functions;
    this.values = new DomainConditions(builder);
  }

  /// An unsigned integer in the type that plans know it by.
  RexNode number(RexNode operand) {
    return switch (operand.getType().getSqlTypeName()) {
      case UTINYINT -> cast(operand, types.createSqlType(SqlTypeName.SMALLINT));
      case USMALLINT -> cast(operand, types.createSqlType(SqlTypeName.INTEGER));
      case UINTEGER -> cast(operand, types.createSqlType(SqlTypeName.BIGINT));
      case UBIGINT ->
          cast(operand, types.createSqlType(SqlTypeName.DECIMAL, MOST_UNSIGNED_DIGITS, 0));
      default -> operand;
    };
  }

  /// NULL stays what it is.
  private RexNode cast(RexNode operand, RelDataType type) {
    return builder.getRexBuilder().ensureType(type, operand, true);
  }

  /// A value in the type of what it is computed with; a decimal in its own, which is as exact.
  RexNode value(Value value, RexNode beside, String name) {
    if (value.getKindCase() != Value.KindCase.DECIMAL_VALUE) {
      return values.literal(value, beside, name);
    }
    Decimals.check(value, name);
    BigDecimal exact = new BigDecimal(value.getDecimalValue());
    return builder
        .getRexBuilder()
        .makeExactLiteral(
            exact,
            types.createSqlType(
                SqlTypeName.DECIMAL, Math.max(exact.precision(), exact.scale()), exact.scale()));
  }

  RexNode widened(Function function, RexNode operand) {
    return switch (function) {
      case FUNCTION_AS_INTEGER -> widened(function, operand, SqlTypeName.INTEGER, INTEGERS);
      case FUNCTION_AS_BIGINT -> widened(function, operand, SqlTypeName.BIGINT, INTEGERS);
      default -> widened(function, operand, SqlTypeName.DOUBLE, EXACT_IN_DOUBLE);
    };
  }

  private RexNode widened(
      Function function, RexNode operand, SqlTypeName to, List<SqlTypeName> from) {
    RexNode number = number(operand);
    int place = from.indexOf(number.getType().getSqlTypeName());
    if (place < 0 || (from.contains(to) && place > from.indexOf(to))) {
      throw notOf(function, operand);
    }
    return cast(number, types.createSqlType(to));
  }

  /// A number with the other sign.
  RexNode negated(RexNode operand) {
    RexNode number = number(operand);
    if (!COMPUTED_WITH.contains(number.getType().getSqlTypeName())) {
      throw notOf(Function.FUNCTION_NEGATE, operand);
    }
    return builder.call(SqlStdOperatorTable.UNARY_MINUS, number);
  }

  /// What comes of two numbers.
  RexNode computed(Function function, RexNode first, RexNode second) {
    SqlTypeName type = first.getType().getSqlTypeName();
    boolean divides = function == Function.FUNCTION_DIVIDE || function == Function.FUNCTION_MODULO;
    if (!(divides ? DIVIDED : COMPUTED_WITH).contains(type)
        || second.getType().getSqlTypeName() != type) {
      throw notOf(function, first, second);
    }
    RexNode computed =
        switch (function) {
          case FUNCTION_ADD -> computed(SqlStdOperatorTable.PLUS, first, second);
          case FUNCTION_SUBTRACT -> computed(SqlStdOperatorTable.MINUS, first, second);
          case FUNCTION_MULTIPLY -> computed(SqlStdOperatorTable.MULTIPLY, first, second);
          case FUNCTION_DIVIDE -> builder.call(functions.function("divide"), first, second);
          default -> builder.call(functions.function("mod"), first, notMinusOne(second));
        };
    if (computed.getType().getSqlTypeName() != type) {
      throw notOf(function, first, second);
    }
    return computed;
  }

  private RexNode computed(SqlOperator operator, RexNode first, RexNode second) {
    return builder.call(operator, roomy(operator, first, second), second);
  }

  /// The first of two operands, in more digits where the result has more than both: DuckDB would
  /// give it no more than these, and fail.
  private RexNode roomy(SqlOperator operator, RexNode first, RexNode second) {
    RelDataType left = first.getType();
    RelDataType right = second.getType();
    if (left.getSqlTypeName() != SqlTypeName.DECIMAL
        || Math.max(left.getPrecision(), right.getPrecision()) > DIGITS_OF_64_BITS
        || digits(operator, left, right) <= DIGITS_OF_64_BITS) {
      return first;
    }
    return cast(
        first, types.createSqlType(SqlTypeName.DECIMAL, DIGITS_OF_64_BITS + 1, left.getScale()));
  }

  private static int digits(SqlOperator operator, RelDataType left, RelDataType right) {
    if (operator.getKind() == SqlKind.TIMES) {
      return left.getPrecision() + right.getPrecision();
    }
    int whole =
        Math.max(left.getPrecision() - left.getScale(), right.getPrecision() - right.getScale());
    return whole + Math.max(left.getScale(), right.getScale()) + 1;
  }

  /// A divisor by which what remains is the same: by minus one DuckDB fails for the smallest
  /// number, of which nothing remains.
  private RexNode notMinusOne(RexNode divisor) {
    RexNode minusOne = integer(-1, divisor);
    RexNode one = integer(1, divisor);
    if (divisor instanceof RexLiteral) {
      return divisor.equals(minusOne) ? one : divisor;
    }
    return builder.call(SqlStdOperatorTable.CASE, builder.equals(divisor, minusOne), one, divisor);
  }

  private RexNode integer(long value, RexNode like) {
    return values.literal(Value.newBuilder().setIntegerValue(value).build(), like, "a divisor");
  }

  private static GatewayException notOf(Function function, RexNode... operands) {
    List<String> types =
        Arrays.stream(operands).map(operand -> operand.getType().getFullTypeString()).toList();
    return new GatewayException(
        ErrorCode.INVALID_ARGUMENT,
        "%s of the plan is not computed of %s".formatted(function, String.join(" and ", types)));
  }
}
