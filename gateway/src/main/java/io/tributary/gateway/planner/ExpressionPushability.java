package io.tributary.gateway.planner;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlOperation;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/// Whether a source computes an expression with exactly DuckDB's meaning.
final class ExpressionPushability {

  /// Fields of dates and times on which DuckDB and standard SQL agree.
  private static final Set<TimeUnitRange> FIELDS =
      EnumSet.of(
          TimeUnitRange.YEAR,
          TimeUnitRange.QUARTER,
          TimeUnitRange.MONTH,
          TimeUnitRange.DAY,
          TimeUnitRange.HOUR,
          TimeUnitRange.MINUTE);

  private final SqlDialectTraits dialect;

  ExpressionPushability(SqlDialectTraits dialect) {
    this.dialect = dialect;
  }

  Optional<String> needs(SqlOperation operation) {
    return dialect.operators().contains(operation)
        ? Optional.empty()
        : Optional.of("%s is not certified".formatted(operation.name().replace('_', ' ')));
  }

  /// Whether the source can compute with values of a type.
  boolean knows(RelDataType type) {
    SqlType known = sqlType(type);
    return known != null && dialect.castTypes().containsKey(known);
  }

  /// @return what [SqlType] a type is, or null for what no source computes with
  static @Nullable SqlType sqlType(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> SqlType.BOOLEAN;
      case SMALLINT -> SqlType.SMALLINT;
      case INTEGER -> SqlType.INTEGER;
      case BIGINT -> SqlType.BIGINT;
      case REAL, FLOAT -> SqlType.REAL;
      case DOUBLE -> SqlType.DOUBLE;
      case DECIMAL -> SqlType.DECIMAL;
      case CHAR, VARCHAR -> SqlType.VARCHAR;
      case DATE -> SqlType.DATE;
      case TIME -> SqlType.TIME;
      case TIMESTAMP -> SqlType.TIMESTAMP;
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> SqlType.TIMESTAMP_TZ;
      default -> null;
    };
  }

  /// Why a condition cannot be sent; empty if it can.
  Optional<String> objectionToCondition(RexNode condition) {
    return objection(condition);
  }

  /// Why a computed column cannot be sent. A date plus an interval is a TIMESTAMP in DuckDB and a
  /// DATE elsewhere, which only matters where the value itself is delivered.
  Optional<String> objectionToValue(RexNode expression) {
    if (expression instanceof RexInputRef) {
      return Optional.empty();
    }
    if (dialect.product() == SqlDialectTraits.Product.GENERIC
        && expression.getType().getSqlTypeName() == SqlTypeName.BOOLEAN) {
      return Optional.of("truth values are not known to every database");
    }
    return SqlTypeUtil.isDatetime(expression.getType())
            && expression.isA(Set.of(SqlKind.PLUS, SqlKind.MINUS))
        ? Optional.of("DATE ARITHMETIC is not certified as a value")
        : objection(expression);
  }

  private Optional<String> objection(RexNode node) {
    return switch (node) {
      case RexInputRef reference -> known(reference.getType());
      case RexLiteral literal -> literal(literal);
      case RexCall call -> call(call);
      default -> Optional.of("%s is not certified".formatted(node.getKind()));
    };
  }

  private Optional<String> known(RelDataType type) {
    return knows(type)
        ? Optional.empty()
        : Optional.of("computing with %s is not certified".formatted(type.getSqlTypeName()));
  }

  private Optional<String> literal(RexLiteral literal) {
    return literal.getType().getSqlTypeName() == SqlTypeName.NULL
            || SqlTypeUtil.isInterval(literal.getType())
        ? Optional.empty()
        : known(literal.getType());
  }

  private Optional<String> call(RexCall call) {
    return switch (call.getKind()) {
      case AND, OR, NOT, IS_TRUE, IS_FALSE, IS_NOT_TRUE, IS_NOT_FALSE ->
          needs(SqlOperation.LOGIC).or(() -> operands(call));
      case IS_NULL, IS_NOT_NULL -> needs(SqlOperation.NULL_TEST).or(() -> operands(call));
      case EQUALS, NOT_EQUALS, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> comparison(call);
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          comparison(call).or(() -> textOrder(call.getOperands().getFirst()));
      case SEARCH -> search(call);
      case PLUS, MINUS ->
          SqlTypeUtil.isDatetime(call.getType()) ? dateArithmetic(call) : arithmetic(call);
      case TIMES, MINUS_PREFIX, PLUS_PREFIX -> arithmetic(call);
      case CASE -> needs(SqlOperation.CASE).or(() -> operands(call));
      case COALESCE -> needs(SqlOperation.COALESCE).or(() -> operands(call));
      case CAST -> cast(call);
      case LIKE -> like(call);
      case EXTRACT -> extract(call);
      default -> function(call);
    };
  }

  private Optional<String> function(RexCall call) {
    return switch (call.getOperator().getName()) {
      case "SUBSTRING" -> substring(call);
      case "||" -> needs(SqlOperation.CONCAT).or(() -> allText(call)).or(() -> operands(call));
      default -> Optional.of("%s is not certified".formatted(call.getOperator().getName()));
    };
  }

  private Optional<String> operands(RexCall call) {
    return call.getOperands().stream().map(this::objection).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> comparison(RexCall call) {
    RelDataType left = call.getOperands().get(0).getType();
    RelDataType right = call.getOperands().get(1).getType();
    if (!comparable(left, right)) {
      return Optional.of(
          "comparing %s with %s is not certified"
              .formatted(left.getSqlTypeName(), right.getSqlTypeName()));
    }
    return needs(SqlOperation.COMPARISON).or(() -> operands(call));
  }

  private static boolean comparable(RelDataType left, RelDataType right) {
    if (SqlTypeUtil.isNumeric(left)) {
      return SqlTypeUtil.isNumeric(right);
    }
    return SqlTypeUtil.inCharFamily(left)
        ? SqlTypeUtil.inCharFamily(right)
        : left.getSqlTypeName() == right.getSqlTypeName();
  }

  private Optional<String> textOrder(RexNode operand) {
    return SqlTypeUtil.inCharFamily(operand.getType())
        ? needs(SqlOperation.TEXT_ORDER)
        : Optional.empty();
  }

  private Optional<String> search(RexCall call) {
    RexNode operand = call.getOperands().getFirst();
    Optional<String> objection = needs(SqlOperation.COMPARISON).or(() -> objection(operand));
    boolean points = isPoints(call);
    return points ? objection : objection.or(() -> textOrder(operand));
  }

  /// Whether a SEARCH asks only for equality.
  static boolean isPoints(RexCall search) {
    Sarg<?> sarg = ((RexLiteral) search.getOperands().get(1)).getValueAs(Sarg.class);
    return sarg != null && (sarg.isPoints() || sarg.isComplementedPoints());
  }

  private Optional<String> arithmetic(RexCall call) {
    for (RexNode operand : call.getOperands()) {
      switch (operand.getType().getSqlTypeName()) {
        case INTEGER, BIGINT, DECIMAL, DOUBLE -> {}
        default -> {
          return Optional.of(
              "ARITHMETIC with %s is not certified".formatted(operand.getType().getSqlTypeName()));
        }
      }
    }
    return needs(SqlOperation.ARITHMETIC).or(() -> operands(call));
  }

  private Optional<String> dateArithmetic(RexCall call) {
    List<RexNode> operands = call.getOperands();
    boolean certified =
        operands.size() == 2
            && operands.get(0).getType().getSqlTypeName() != SqlTypeName.TIME
            && SqlTypeUtil.isInterval(operands.get(1).getType())
            && operands.get(1) instanceof RexLiteral;
    return certified
        ? needs(SqlOperation.DATE_ARITHMETIC).or(() -> operands(call))
        : Optional.of("DATE ARITHMETIC of this form is not certified");
  }

  /// Only casts that lose nothing: others round, overflow or spell differently.
  private Optional<String> cast(RexCall call) {
    RelDataType from = call.getOperands().getFirst().getType();
    RelDataType to = call.getType();
    return losesNothing(from, to)
        ? needs(SqlOperation.CAST).or(() -> known(to)).or(() -> operands(call))
        : Optional.of(
            "CAST from %s to %s is not certified"
                .formatted(from.getSqlTypeName(), to.getSqlTypeName()));
  }

  private static boolean losesNothing(RelDataType from, RelDataType to) {
    return switch (from.getSqlTypeName()) {
      case NULL -> true;
      case CHAR, VARCHAR ->
          to.getSqlTypeName() == SqlTypeName.VARCHAR
              && to.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED;
      case SMALLINT, INTEGER, BIGINT ->
          switch (to.getSqlTypeName()) {
            case SMALLINT, INTEGER, BIGINT -> to.getPrecision() >= from.getPrecision();
            case DOUBLE -> from.getSqlTypeName() != SqlTypeName.BIGINT;
            case DECIMAL -> wholeDigits(to) >= from.getPrecision();
            default -> false;
          };
      case DECIMAL ->
          to.getSqlTypeName() == SqlTypeName.DECIMAL
              && to.getScale() >= from.getScale()
              && wholeDigits(to) >= wholeDigits(from);
      case DATE -> to.getSqlTypeName() == SqlTypeName.TIMESTAMP;
      default -> false;
    };
  }

  private static int wholeDigits(RelDataType decimal) {
    return decimal.getPrecision() - decimal.getScale();
  }

  /// Sources may take a backslash for an escape character; DuckDB does not.
  private Optional<String> like(RexCall call) {
    List<RexNode> operands = call.getOperands();
    boolean certified =
        operands.size() == 2
            && operands.get(1) instanceof RexLiteral pattern
            && !String.valueOf(pattern.getValueAs(String.class)).contains("\\");
    return certified
        ? needs(SqlOperation.LIKE).or(() -> allText(call)).or(() -> operands(call))
        : Optional.of("LIKE with this pattern is not certified");
  }

  private static Optional<String> allText(RexCall call) {
    return call.getOperands().stream().allMatch(o -> SqlTypeUtil.inCharFamily(o.getType()))
        ? Optional.empty()
        : Optional.of("%s of other types than text is not certified".formatted(call.getOperator()));
  }

  private Optional<String> substring(RexCall call) {
    List<RexNode> operands = call.getOperands();
    boolean certified =
        SqlTypeUtil.inCharFamily(operands.getFirst().getType())
            && operands.stream()
                .skip(1)
                .allMatch(operand ->
                    operand instanceof RexLiteral position
                        && !position.isNull()
                        && RexLiteral.intValue(position) >= 1);
    return certified
        ? needs(SqlOperation.SUBSTRING).or(() -> operands(call))
        : Optional.of("SUBSTRING with these positions is not certified");
  }

  private Optional<String> extract(RexCall call) {
    RexNode from = call.getOperands().get(1);
    boolean certified =
        call.getOperands().getFirst() instanceof RexLiteral field
            && FIELDS.contains(field.getValueAs(TimeUnitRange.class))
            && switch (from.getType().getSqlTypeName()) {
              case DATE, TIMESTAMP -> true;
              default -> false;
            };
    return certified
        ? needs(SqlOperation.EXTRACT).or(() -> objection(from))
        : Optional.of("EXTRACT of this field is not certified");
  }
}
