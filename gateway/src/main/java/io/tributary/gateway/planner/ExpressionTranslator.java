package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.Call;
import io.tributary.v1.Expression;
import io.tributary.v1.Function;
import io.tributary.v1.Value;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/// Expressions of structured plans over the columns of a builder's topmost relation.
final class ExpressionTranslator {

  /// From the narrowest on.
  private static final List<SqlTypeName> INTEGERS =
      List.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);

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
