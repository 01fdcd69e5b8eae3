package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.Call;
import io.tributary.v1.Expression;
import io.tributary.v1.Function;
import io.tributary.v1.Value;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/// Expressions of structured plans over the columns of a builder's topmost relation.
final class ExpressionTranslator {

  /// From the narrowest on.
  private static final List<SqlTypeName> INTEGERS =
      List.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);

  /// Of decimals that DuckDB computes with faster.
  private static final int DIGITS_OF_64_BITS = 18;

  private static final Set<SqlTypeName> COMPUTED_WITH =
      EnumSet.of(SqlTypeName.DECIMAL, SqlTypeName.INTEGER, SqlTypeName.BIGINT, SqlTypeName.DOUBLE);

  private static final List<SqlTypeName> EXACT_IN_DOUBLE =
      List.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.REAL);

  private final RelBuilder builder;
  private final DomainConditions values;

  ExpressionTranslator(RelBuilder builder, DomainConditions values) {
    this.builder = builder;
    this.values = values;
  }

  /// A condition.
  RexNode translate(Expression expression) {
    if (expression.getKindCase() != Expression.KindCase.CALL) {
      RexNode column = column(expression);
      if (column.getType().getSqlTypeName() != SqlTypeName.BOOLEAN) {
        throw invalid("column %s of the plan is no condition".formatted(expression.getColumn()));
      }
      return column;
    }
    Call call = expression.getCall();
    List<Expression> arguments = call.getArgumentsList();
    return switch (call.getFunction()) {
      case FUNCTION_AND -> builder.and(all(arguments));
      case FUNCTION_OR -> builder.or(all(arguments));
      case FUNCTION_NOT -> builder.not(translate(only(call)));
      case FUNCTION_IS_NULL -> builder.isNull(operand(only(call)));
      case FUNCTION_EQUAL,
          FUNCTION_NOT_EQUAL,
          FUNCTION_LESS_THAN,
          FUNCTION_LESS_THAN_OR_EQUAL,
          FUNCTION_GREATER_THAN,
          FUNCTION_GREATER_THAN_OR_EQUAL,
          FUNCTION_IDENTICAL ->
          comparison(call);
      case FUNCTION_IN -> in(call);
      case FUNCTION_LIKE -> like(call);
      case FUNCTION_AS_INTEGER,
          FUNCTION_AS_BIGINT,
          FUNCTION_AS_DOUBLE,
          FUNCTION_ADD,
          FUNCTION_SUBTRACT,
          FUNCTION_MULTIPLY,
          FUNCTION_UNSPECIFIED,
          UNRECOGNIZED ->
          throw invalid("a condition of the plan has no function that is known here");
    };
  }

  /// What a column is computed by.
  RexNode value(Expression expression) {
    if (expression.getKindCase() != Expression.KindCase.CALL) {
      return column(expression);
    }
    Call call = expression.getCall();
    return switch (call.getFunction()) {
      case FUNCTION_AS_INTEGER -> widened(call, SqlTypeName.INTEGER, INTEGERS);
      case FUNCTION_AS_BIGINT -> widened(call, SqlTypeName.BIGINT, INTEGERS);
      case FUNCTION_AS_DOUBLE -> widened(call, SqlTypeName.DOUBLE, EXACT_IN_DOUBLE);
      case FUNCTION_ADD -> arithmetic(call, SqlStdOperatorTable.PLUS);
      case FUNCTION_SUBTRACT -> arithmetic(call, SqlStdOperatorTable.MINUS);
      case FUNCTION_MULTIPLY -> arithmetic(call, SqlStdOperatorTable.MULTIPLY);
      default -> translate(expression);
    };
  }

  private RexNode widened(Call call, SqlTypeName to, List<SqlTypeName> from) {
    RexNode column = column(only(call));
    int place = from.indexOf(column.getType().getSqlTypeName());
    if (place < 0 || (from.contains(to) && place > from.indexOf(to))) {
      throw invalid(
          "column %s of the plan is %s, which %s does not widen"
              .formatted(
                  only(call).getColumn(),
                  column.getType().getFullTypeString(),
                  call.getFunction()));
    }
    return builder.cast(column, to);
  }

  private RexNode arithmetic(Call call, SqlOperator operator) {
    require(call, 2, 2);
    Expression left = call.getArguments(0);
    Expression right = call.getArguments(1);
    if (left.hasValue() && right.hasValue()) {
      throw invalid("%s of the plan has two values".formatted(call.getFunction()));
    }
    RexNode computedWith = value(left.hasValue() ? right : left);
    RexNode first = left.hasValue() ? number(left.getValue(), computedWith) : computedWith;
    RexNode second = left.hasValue() ? computedWith : operand(right, first);
    SqlTypeName type = first.getType().getSqlTypeName();
    RexNode computed = builder.call(operator, roomy(operator, first, second), second);
    if (!COMPUTED_WITH.contains(type)
        || second.getType().getSqlTypeName() != type
        || computed.getType().getSqlTypeName() != type) {
      throw invalid(
          "%s of the plan is of %s and %s, which is not computed for others"
              .formatted(
                  call.getFunction(),
                  first.getType().getFullTypeString(),
                  second.getType().getFullTypeString()));
    }
    return computed;
  }

  /// What stands beside another operand.
  private RexNode operand(Expression expression, RexNode other) {
    return expression.hasValue() ? number(expression.getValue(), other) : value(expression);
  }

  /// The first of two operands, in more digits where the result has more than both: DuckDB would
  /// give it no more than these, and fail.
  private RexNode roomy(SqlOperator operator, RexNode first, RexNode second) {
    RelDataType left = first.getType();
    RelDataType right = second.getType();
    if (left.getSqlTypeName() != SqlTypeName.DECIMAL
        || right.getSqlTypeName() != SqlTypeName.DECIMAL
        || Math.max(left.getPrecision(), right.getPrecision()) > DIGITS_OF_64_BITS
        || digits(operator, left, right) <= DIGITS_OF_64_BITS) {
      return first;
    }
    RelDataTypeFactory types = builder.getTypeFactory();
    return builder
        .getRexBuilder()
        .makeCast(
            types.createTypeWithNullability(
                types.createSqlType(SqlTypeName.DECIMAL, DIGITS_OF_64_BITS + 1, left.getScale()),
                left.isNullable()),
            first);
  }

  private static int digits(SqlOperator operator, RelDataType left, RelDataType right) {
    if (operator.getKind() == SqlKind.TIMES) {
      return left.getPrecision() + right.getPrecision();
    }
    int whole =
        Math.max(left.getPrecision() - left.getScale(), right.getPrecision() - right.getScale());
    return whole + Math.max(left.getScale(), right.getScale()) + 1;
  }

  /// A value in the type of what it is computed with; a decimal in its own, which is as exact.
  private RexNode number(Value value, RexNode other) {
    if (value.getKindCase() != Value.KindCase.DECIMAL_VALUE) {
      return values.literal(value, other, "a computed column");
    }
    BigDecimal exact = new BigDecimal(value.getDecimalValue());
    return builder
        .getRexBuilder()
        .makeExactLiteral(
            exact,
            builder
                .getTypeFactory()
                .createSqlType(
                    SqlTypeName.DECIMAL,
                    Math.max(exact.precision(), exact.scale()),
                    exact.scale()));
  }

  private List<RexNode> all(List<Expression> conditions) {
    return conditions.stream().map(this::translate).toList();
  }

  /// What may be asked whether it is NULL.
  private RexNode operand(Expression expression) {
    return expression.getKindCase() == Expression.KindCase.COLUMN
        ? column(expression)
        : translate(expression);
  }

  private RexNode comparison(Call call) {
    require(call, 2, 2);
    Expression left = call.getArguments(0);
    Expression right = call.getArguments(1);
    RexNode column = column(left);
    return builder.call(
        operator(call.getFunction()),
        column,
        right.hasValue() ? value(right.getValue(), column, left) : column(right));
  }

  private static SqlOperator operator(Function comparison) {
    return switch (comparison) {
      case FUNCTION_EQUAL -> SqlStdOperatorTable.EQUALS;
      case FUNCTION_NOT_EQUAL -> SqlStdOperatorTable.NOT_EQUALS;
      case FUNCTION_LESS_THAN -> SqlStdOperatorTable.LESS_THAN;
      case FUNCTION_LESS_THAN_OR_EQUAL -> SqlStdOperatorTable.LESS_THAN_OR_EQUAL;
      case FUNCTION_GREATER_THAN -> SqlStdOperatorTable.GREATER_THAN;
      case FUNCTION_GREATER_THAN_OR_EQUAL -> SqlStdOperatorTable.GREATER_THAN_OR_EQUAL;
      default -> SqlStdOperatorTable.IS_NOT_DISTINCT_FROM;
    };
  }

  private RexNode in(Call call) {
    require(call, 2, Integer.MAX_VALUE);
    Expression asked = call.getArguments(0);
    RexNode column = column(asked);
    return builder.in(
        column,
        call.getArgumentsList().stream()
            .skip(1)
            .map(argument -> value(argument.getValue(), column, asked))
            .toList());
  }

  private RexNode like(Call call) {
    require(call, 2, 3);
    Expression asked = call.getArguments(0);
    RexNode column = column(asked);
    RexNode pattern = value(call.getArguments(1).getValue(), column, asked);
    return call.getArgumentsCount() == 2
        ? builder.call(SqlStdOperatorTable.LIKE, column, pattern)
        : builder.call(
            SqlStdOperatorTable.LIKE,
            column,
            pattern,
            value(call.getArguments(2).getValue(), column, asked));
  }

  private RexNode value(Value value, RexNode column, Expression asked) {
    return values.literal(value, column, asked.getColumn());
  }

  private RexNode column(Expression expression) {
    if (!expression.hasColumn()) {
      throw invalid("an expression of the plan is no column where one is expected");
    }
    return RelationTranslator.column(builder, expression.getColumn());
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
