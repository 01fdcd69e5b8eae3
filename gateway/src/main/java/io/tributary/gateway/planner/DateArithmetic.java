package io.tributary.gateway.planner;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/// `+` and `-` as DuckDB means them of dates and times: a date and an integer give a date, two
/// dates give the number of days between them, two timestamps an interval, a date and a time a
/// timestamp. All else is the standard's.
final class DateArithmetic extends SqlBinaryOperator {

  private static final int PRECEDENCE = 40;

  private static final SqlBinaryOperator PLUS_DAYS = ofDays("+");
  private static final SqlBinaryOperator MINUS_DAYS = ofDays("-");

  /// Looked up before the standard's operators of the same names.
  static final SqlOperatorTable OPERATORS =
      SqlOperatorTables.of(
          new DateArithmetic(SqlStdOperatorTable.PLUS, PLUS_DAYS),
          new DateArithmetic(SqlStdOperatorTable.MINUS, MINUS_DAYS));

  /// How the parts of a validated query become relational expressions.
  static final SqlRexConvertletTable CONVERTLETS = DateArithmetic::convertlet;

  private final SqlBinaryOperator standard;
  private final SqlBinaryOperator ofDays;

  private DateArithmetic(SqlBinaryOperator standard, SqlBinaryOperator ofDays) {
    super(
        standard.getName(),
        standard.getKind(),
        PRECEDENCE,
        true,
        standard.getReturnTypeInference(),
        InferTypes.FIRST_KNOWN,
        standard.getOperandTypeChecker());
    this.standard = standard;
    this.ofDays = ofDays;
  }

  /// Of no kind that Calcite computes with.
  private static SqlBinaryOperator ofDays(String name) {
    return new SqlBinaryOperator(
        name,
        SqlKind.OTHER,
        PRECEDENCE,
        true,
        ReturnTypes.ARG0,
        InferTypes.FIRST_KNOWN,
        OperandTypes.ANY_ANY);
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    return result(binding).isPresent() || standard.checkOperandTypes(binding, throwOnFailure);
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    Optional<SqlTypeName> result = result(binding);
    if (result.isEmpty()) {
      return standard.inferReturnType(binding);
    }
    RelDataTypeFactory types = binding.getTypeFactory();
    boolean nullable = binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable);
    return types.createTypeWithNullability(type(result.get(), types), nullable);
  }

  private static RelDataType type(SqlTypeName name, RelDataTypeFactory types) {
    return switch (name) {
      case INTERVAL_DAY_SECOND ->
          types.createSqlIntervalType(
              new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO));
      case TIMESTAMP -> types.createSqlType(name, 6);
      default -> types.createSqlType(name);
    };
  }

  /// The result where these are met.
  private Optional<SqlTypeName> result(SqlOperatorBinding binding) {
    return result(binding.getOperandType(0), binding.getOperandType(1));
  }

  private Optional<SqlTypeName> result(RelDataType leftType, RelDataType rightType) {
    SqlTypeName left = leftType.getSqlTypeName();
    SqlTypeName right = rightType.getSqlTypeName();
    boolean dateFirst = left == SqlTypeName.DATE;
    if (dateFirst && isDays(right)) {
      return Optional.of(SqlTypeName.DATE);
    }
    return switch (kind) {
      case PLUS -> {
        if (isDays(left) && right == SqlTypeName.DATE) {
          yield Optional.of(SqlTypeName.DATE);
        }
        boolean joined =
            (dateFirst && right == SqlTypeName.TIME)
                || (left == SqlTypeName.TIME && right == SqlTypeName.DATE);
        yield joined ? Optional.of(SqlTypeName.TIMESTAMP) : Optional.empty();
      }
      case MINUS -> {
        if (dateFirst && right == SqlTypeName.DATE) {
          yield Optional.of(SqlTypeName.BIGINT);
        }
        boolean instants =
            (isTimestamp(left) && (isTimestamp(right) || right == SqlTypeName.DATE))
                || (dateFirst && isTimestamp(right));
        yield instants ? Optional.of(SqlTypeName.INTERVAL_DAY_SECOND) : Optional.empty();
      }
      default -> throw new IllegalStateException(kind + " is neither + nor -");
    };
  }

  private static boolean isTimestamp(SqlTypeName type) {
    return type == SqlTypeName.TIMESTAMP || type == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
  }

  private static boolean isDays(SqlTypeName type) {
    return switch (type) {
      case TINYINT, SMALLINT, INTEGER -> true;
      default -> false;
    };
  }

  private static SqlRexConvertlet convertlet(SqlCall call) {
    return call.getOperator() instanceof DateArithmetic operator
        ? operator::convert
        : StandardConvertletTable.INSTANCE.get(call);
  }

  private RexNode convert(SqlRexContext context, SqlCall call) {
    SqlValidator validator = context.getValidator();
    RelDataType left = validator.getValidatedNodeTypeIfKnown(call.operand(0));
    RelDataType right = validator.getValidatedNodeTypeIfKnown(call.operand(1));
    if (left != null && right != null && result(left, right).isPresent()) {
      List<RexNode> operands =
          call.getOperandList().stream().map(context::convertExpression).toList();
      return context
          .getRexBuilder()
          .makeCall(validator.getValidatedNodeType(call), ofDays, operands);
    }
    ((SqlBasicCall) call).setOperator(standard);
    return StandardConvertletTable.INSTANCE.get(call).convertCall(context, call);
  }
}
