package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.planner.function.DuckDbFunctions;
import io.tributary.v1.Call;
import io.tributary.v1.Expression;
import io.tributary.v1.FieldAccess;
import io.tributary.v1.Value;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/// Expressions of structured plans.
final class ExpressionTranslator {

  private final RelBuilder builder;
  private final DomainConditions values;
  private final ArithmeticTranslator arithmetic;
  private final Function<String, RexNode> columns;

  /// @param columns by what expressions call them
  ExpressionTranslator(
      RelBuilder builder, DuckDbFunctions functions, Function<String, RexNode> columns) {
    this.builder = builder;
    this.values = new DomainConditions(builder);
    this.arithmetic = new ArithmeticTranslator(builder, functions);
    this.columns = columns;
  }

  RexNode condition(Expression expression) {
    RexNode condition = operand(expression);
    if (condition.getType().getSqlTypeName() != SqlTypeName.BOOLEAN) {
      throw invalid(
          "%s of the plan is %s and no condition"
              .formatted(name(expression), condition.getType().getFullTypeString()));
    }
    return condition;
  }

  /// What is computed of a row, and no value alone.
  RexNode operand(Expression expression) {
    return switch (expression.getKindCase()) {
      case COLUMN -> columns.apply(expression.getColumn());
      case CALL -> call(expression.getCall());
      case FIELD -> field(expression.getField());
      case VALUE, KIND_NOT_SET ->
          throw invalid("an expression of the plan is neither a column, nor a call, nor a field");
    };
  }

  /// An unsigned integer in the type that plans know it by.
  RexNode number(RexNode operand) {
    return arithmetic.number(operand);
  }

  private RexNode field(FieldAccess access) {
    RexNode struct = operand(access.getStruct());
    if (!struct.getType().isStruct()
        || struct.getType().getField(access.getName(), true, false) == null) {
      throw invalid(
          "%s of the plan is %s and has no field %s"
              .formatted(
                  name(access.getStruct()),
                  struct.getType().getFullTypeString(),
                  access.getName()));
    }
    return builder.getRexBuilder().makeFieldAccess(struct, access.getName(), true);
  }

  private RexNode call(Call call) {
    return switch (call.getFunction()) {
      case FUNCTION_AND -> builder.and(conditions(call));
      case FUNCTION_OR -> builder.or(conditions(call));
      case FUNCTION_NOT -> builder.not(condition(only(call)));
      case FUNCTION_IS_NULL -> builder.isNull(operand(only(call)));
      case FUNCTION_EQUAL -> comparison(call, SqlStdOperatorTable.EQUALS);
      case FUNCTION_NOT_EQUAL -> comparison(call, SqlStdOperatorTable.NOT_EQUALS);
      case FUNCTION_LESS_THAN -> comparison(call, SqlStdOperatorTable.LESS_THAN);
      case FUNCTION_LESS_THAN_OR_EQUAL -> comparison(call, SqlStdOperatorTable.LESS_THAN_OR_EQUAL);
      case FUNCTION_GREATER_THAN -> comparison(call, SqlStdOperatorTable.GREATER_THAN);
      case FUNCTION_GREATER_THAN_OR_EQUAL ->
          comparison(call, SqlStdOperatorTable.GREATER_THAN_OR_EQUAL);
      case FUNCTION_IDENTICAL -> comparison(call, SqlStdOperatorTable.IS_NOT_DISTINCT_FROM);
      case FUNCTION_IN -> in(call);
      case FUNCTION_LIKE -> like(call);
      case FUNCTION_AS_INTEGER, FUNCTION_AS_BIGINT, FUNCTION_AS_DOUBLE ->
          arithmetic.widened(call.getFunction(), operand(only(call)));
      case FUNCTION_ADD, FUNCTION_SUBTRACT, FUNCTION_MULTIPLY, FUNCTION_DIVIDE, FUNCTION_MODULO -> {
        List<RexNode> numbers = two(call, arithmetic::number, arithmetic::value);
        yield arithmetic.computed(call.getFunction(), numbers.getFirst(), numbers.getLast());
      }
      case FUNCTION_NEGATE -> arithmetic.negated(operand(only(call)));
      case FUNCTION_UNSPECIFIED, UNRECOGNIZED ->
          throw invalid("a call of the plan has no function that is known here");
    };
  }

  private List<RexNode> conditions(Call call) {
    return call.getArgumentsList().stream().map(this::condition).toList();
  }

  private RexNode comparison(Call call, SqlOperator operator) {
    return builder.call(operator, two(call, Function.identity(), values::literal));
  }

  private interface Literal {
    RexNode of(Value value, RexNode beside, String nameOfThat);
  }

  /// Both arguments.
  ///
  /// @param operand makes one of what is no value
  /// @param literal makes one of a value
  private List<RexNode> two(Call call, Function<RexNode, RexNode> operand, Literal literal) {
    require(call, 2, 2);
    Expression left = call.getArguments(0);
    Expression right = call.getArguments(1);
    if (left.hasValue() && right.hasValue()) {
      throw invalid("%s of the plan has two values".formatted(call.getFunction()));
    }
    if (left.hasValue()) {
      RexNode second = operand.apply(operand(right));
      return List.of(literal.of(left.getValue(), second, name(right)), second);
    }
    RexNode first = operand.apply(operand(left));
    RexNode second =
        right.hasValue()
            ? literal.of(right.getValue(), first, name(left))
            : operand.apply(operand(right));
    return List.of(first, second);
  }

  private RexNode in(Call call) {
    require(call, 2, Integer.MAX_VALUE);
    Expression asked = call.getArguments(0);
    RexNode operand = operand(asked);
    return builder.in(
        operand,
        call.getArgumentsList().stream()
            .skip(1)
            .map(argument -> values.literal(argument.getValue(), operand, name(asked)))
            .toList());
  }

  private RexNode like(Call call) {
    require(call, 2, 3);
    Expression asked = call.getArguments(0);
    RexNode text = operand(asked);
    RexNode pattern = values.literal(call.getArguments(1).getValue(), text, name(asked));
    return call.getArgumentsCount() == 2
        ? builder.call(SqlStdOperatorTable.LIKE, text, pattern)
        : builder.call(
            SqlStdOperatorTable.LIKE,
            text,
            pattern,
            values.literal(call.getArguments(2).getValue(), text, name(asked)));
  }

  private static String name(Expression expression) {
    return switch (expression.getKindCase()) {
      case COLUMN -> expression.getColumn();
      case FIELD -> expression.getField().getName();
      default -> expression.getCall().getFunction().toString();
    };
  }

  private static Expression only(Call call) {
    require(call, 1, 1);
    return call.getArguments(0);
  }

  private static void require(Call call, int least, int most) {
    if (call.getArgumentsCount() < least || call.getArgumentsCount() > most) {
      throw invalid(
          "%s of the plan has %d arguments"
              .formatted(call.getFunction(), call.getArgumentsCount()));
    }
  }

  private static GatewayException invalid(String message) {
    return new GatewayException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
