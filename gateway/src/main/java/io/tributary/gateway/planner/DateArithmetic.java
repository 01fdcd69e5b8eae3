package io.tributary.gateway.planner;

import io.tributary.gateway.planner.parser.WholeUnits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
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
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/// `+`, `-` and `*` as DuckDB types them. Where dates meet days, a date and an integer give a date,
/// two dates give the number of days between them, a date and an interval give a timestamp, and so
/// do a date and a time; two timestamps give an interval. An integer keeps its type beside a
/// constant. All else is the standard's.
final class DateArithmetic extends SqlBinaryOperator {

  private static final int PRECEDENCE = 40;

  private static final SqlBinaryOperator PLUS_DAYS = ofDays("+");
  private static final SqlBinaryOperator MINUS_DAYS = ofDays("-");

  /// Looked up before the standard's operators of the same names.
  static final SqlOperatorTable OPERATORS =
      SqlOperatorTables.of(
          new DateArithmetic(SqlStdOperatorTable.PLUS, PLUS_DAYS),
          new DateArithmetic(SqlStdOperatorTable.MINUS, MINUS_DAYS),
          new DateArithmetic(SqlStdOperatorTable.MULTIPLY, SqlStdOperatorTable.MULTIPLY));

  /// How the parts of a validated query become relational expressions.
  static final SqlRexConvertletTable CONVERTLETS = DateArithmetic::convertlet;

  private final SqlBinaryOperator standard;
  private final SqlBinaryOperator ofDays;

  private DateArithmetic(SqlBinaryOperator standard, SqlBinaryOperator ofDays) {
    super(
        standard.getName(),
        standard.getKind(),
        standard.equals(SqlStdOperatorTable.MULTIPLY) ? PRECEDENCE + 20 : PRECEDENCE,
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
    Optional<SqlTypeName> result = result(binding).or(() -> beside(binding));
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
    if (isDateAndInterval(leftType, rightType)) {
      return Optional.of(SqlTypeName.TIMESTAMP);
    }
    SqlTypeName left = leftType.getSqlTypeName();
    SqlTypeName right = rightType.getSqlTypeName();
    boolean dateFirst = left == SqlTypeName.DATE && kind != SqlKind.TIMES;
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
      default -> Optional.empty();
    };
  }

  private static boolean isTimestamp(SqlTypeName type) {
    return type == SqlTypeName.TIMESTAMP || type == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
  }

  /// A constant takes the type of the integer beside it, if it fits.
  private static Optional<SqlTypeName> beside(SqlOperatorBinding binding) {
    for (int constant = 0; constant < 2; constant++) {
      RelDataType other = binding.getOperandType(1 - constant);
      if (binding.isOperandLiteral(constant, false)
          && !binding.isOperandLiteral(1 - constant, false)
          && SqlTypeUtil.isIntType(other)
          && SqlTypeUtil.isIntType(binding.getOperandType(constant))) {
        BigDecimal value = binding.getOperandLiteralValue(constant, BigDecimal.class);
        if (value != null && fits(value, other.getSqlTypeName())) {
          return Optional.of(other.getSqlTypeName());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean fits(BigDecimal value, SqlTypeName type) {
    return value.compareTo(
                (BigDecimal) type.getLimit(false, SqlTypeName.Limit.OVERFLOW, false, -1, -1))
            >= 0
        && value.compareTo(
                (BigDecimal) type.getLimit(true, SqlTypeName.Limit.OVERFLOW, false, -1, -1))
            <= 0;
  }

  private boolean isDateAndInterval(RelDataType left, RelDataType right) {
    return switch (kind) {
      case PLUS ->
          (isDate(left) && SqlTypeUtil.isInterval(right))
              || (SqlTypeUtil.isInterval(left) && isDate(right));
      case MINUS -> isDate(left) && SqlTypeUtil.isInterval(right);
      default -> false;
    };
  }

  /// A date so many days later.
  record MovedByDays(RexNode date, long days) {}

  /// @return empty where a call is no date with a constant number of days
  static Optional<MovedByDays> movedByDays(RexCall call) {
    boolean minus = call.getOperator().equals(MINUS_DAYS);
    if ((!minus && !call.getOperator().equals(PLUS_DAYS)) || !isDate(call.getType())) {
      return Optional.empty();
    }
    RexNode first = call.getOperands().get(0);
    RexNode second = call.getOperands().get(1);
    boolean dateFirst = isDate(first.getType());
    return (dateFirst ? second : first) instanceof RexLiteral days && !days.isNull()
        ? Optional.ofNullable(days.getValueAs(Long.class))
            .map(count -> new MovedByDays(dateFirst ? first : second, minus ? -count : count))
        : Optional.empty();
  }

  private static boolean isDate(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.DATE;
  }

  private static boolean isDays(SqlTypeName type) {
    return switch (type) {
      case TINYINT, SMALLINT, INTEGER -> true;
      default -> false;
    };
  }

  private static SqlRexConvertlet convertlet(SqlCall call) {
    if (call.getOperator().equals(WholeUnits.OPERATOR)) {
      return (context, units) -> context.convertExpression(units.operand(0));
    }
    return call.getOperator() instanceof DateArithmetic operator
        ? operator::convert
        : StandardConvertletTable.INSTANCE.get(call);
  }

  private RexNode convert(SqlRexContext context, SqlCall call) {
    SqlValidator validator = context.getValidator();
    RelDataType left = validator.getValidatedNodeTypeIfKnown(call.operand(0));
    RelDataType right = validator.getValidatedNodeTypeIfKnown(call.operand(1));
    boolean givesTimestamp = left != null && right != null && isDateAndInterval(left, right);
    if (left != null && right != null && !givesTimestamp && result(left, right).isPresent()) {
      List<RexNode> operands =
          call.getOperandList().stream().map(context::convertExpression).toList();
      return context
          .getRexBuilder()
          .makeCall(validator.getValidatedNodeType(call), ofDays, operands);
    }
    RelDataType validated = validator.getValidatedNodeType(call);
    ((SqlBasicCall) call).setOperator(standard);
    RexNode converted = StandardConvertletTable.INSTANCE.get(call).convertCall(context, call);
    // Operands may have become nullable, as in an outer join.
    RelDataType type =
        context
            .getTypeFactory()
            .createTypeWithNullability(validated, converted.getType().isNullable());
    if (givesTimestamp) {
      return ofTimestamp(context.getRexBuilder(), (RexCall) converted, type);
    }
    return SqlTypeUtil.isIntType(type) && converted instanceof RexCall computed
        ? computed.clone(type, computed.getOperands())
        : converted;
  }

  /// What is computed with a date and an interval as DuckDB does: with the date's midnight.
  private static RexNode ofTimestamp(RexBuilder builder, RexCall computed, RelDataType type) {
    List<RexNode> operands =
        computed.getOperands().stream()
            .map(operand ->
                isDate(operand.getType())
                    ? builder.makeCast(
                        builder
                            .getTypeFactory()
                            .createTypeWithNullability(type, operand.getType().isNullable()),
                        operand)
                    : operand)
            .toList();
    return builder.makeCall(type, computed.getOperator(), operands);
  }
}
