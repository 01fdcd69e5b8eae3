package io.tributary.gateway.planner.function;

import io.tributary.gateway.planner.type.ArrowTypes;
import io.tributary.gateway.planner.type.DuckDbTypeNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCallBinding;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Asks DuckDB what a call gives, by making it with values of the arguments' types and with the
/// arguments themselves where they are constants.
final class CallTypes implements SqlOperandTypeChecker, SqlReturnTypeInference {

  private static final int HUGEINT_DIGITS = 38;

  private final String function;
  private final FunctionOracle oracle;

  CallTypes(String function, FunctionOracle oracle) {
    this.function = function;
    this.oracle = oracle;
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    RelDataType type =
        result(binding)
            .map(field -> ArrowTypes.toCalcite(binding.getTypeFactory(), field))
            .orElseGet(() -> binding.getTypeFactory().createSqlType(SqlTypeName.ANY));
    return binding.getTypeFactory().createTypeWithNullability(type, true);
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    boolean fits = !dividesWhatMayBeWhole(binding) && result(binding).isPresent();
    if (!fits && throwOnFailure) {
      throw binding.newValidationSignatureError();
    }
    return fits;
  }

  /// A HUGEINT, such as a sum of integers, is a DECIMAL(38,0) here: `//` of the one gives a whole
  /// number, of the other a double.
  private boolean dividesWhatMayBeWhole(SqlOperatorBinding binding) {
    return function.equals("divide")
        && binding.collectOperandTypes().stream()
            .anyMatch(type ->
                type.getSqlTypeName() == SqlTypeName.DECIMAL
                    && type.getPrecision() == HUGEINT_DIGITS
                    && type.getScale() == 0);
  }

  /// As the call stands; else, where its constants are not known, with others in their place.
  private Optional<Field> result(SqlOperatorBinding binding) {
    for (Constants constants : Constants.values()) {
      Optional<Field> result = oracle.type(call(binding, constants));
      if (result.isPresent()) {
        return result;
      }
    }
    return Optional.empty();
  }

  /// What stands for the arguments.
  private enum Constants {
    /// The constants as they stand, and for the others what DuckDB does not know beforehand: of a
    /// call with a NULL among its arguments it would not say what the rest of them make of it, as
    /// the field does of `date_part('year', d)`.
    AMONG_VALUES,
    AS_WRITTEN,
    NULLS,
    /// NULLs, but for what follows the first argument, which some functions want as a constant.
    EXAMPLES
  }

  private String call(SqlOperatorBinding binding, Constants constants) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < binding.getOperandCount(); i++) {
      RelDataType type = binding.getOperandType(i);
      arguments.add(
          switch (constants) {
            case AMONG_VALUES -> constant(binding, i).orElseGet(() -> unknown(type));
            case AS_WRITTEN -> constant(binding, i).orElseGet(() -> nothing(type));
            case NULLS -> nothing(type);
            case EXAMPLES -> i == 0 ? nothing(type) : example(type);
          });
    }
    return "%s(%s)".formatted(function, String.join(", ", arguments));
  }

  private static Optional<String> constant(SqlOperatorBinding binding, int index) {
    boolean known = binding instanceof SqlCallBinding || binding instanceof RexCallBinding;
    if (!known) {
      return Optional.empty();
    }
    RelDataType type = binding.getOperandType(index);
    if (SqlTypeUtil.inCharFamily(type)) {
      return binding.isOperandLiteral(index, true)
          ? text(binding, index).map(text -> "'" + text.replace("'", "''") + "'")
          : Optional.empty();
    }
    return SqlTypeUtil.isNumeric(type) ? number(binding, index, type) : Optional.empty();
  }

  private static Optional<String> number(SqlOperatorBinding binding, int index, RelDataType type) {
    if (!(binding instanceof SqlCallBinding parsed)) {
      return binding.isOperandLiteral(index, false)
          ? Optional.ofNullable(binding.getOperandLiteralValue(index, BigDecimal.class))
              .map(BigDecimal::toPlainString)
          : Optional.empty();
    }
    SqlNode node = parsed.operand(index);
    return SqlTypeUtil.isIntType(type) && node.getKind() == SqlKind.CAST
        ? number(((SqlCall) node).operand(0))
            .filter(number -> number.scale() <= 0)
            .map(number -> "CAST(%s AS %s)".formatted(number, DuckDbTypeNames.of(type)))
        : number(node).map(BigDecimal::toPlainString);
  }

  /// A number, which may have signs before it.
  private static Optional<BigDecimal> number(SqlNode node) {
    return switch (node.getKind()) {
      case MINUS_PREFIX -> number(((SqlCall) node).operand(0)).map(BigDecimal::negate);
      case PLUS_PREFIX -> number(((SqlCall) node).operand(0));
      default ->
          node instanceof SqlNumericLiteral literal
              ? Optional.of(literal.bigDecimalValue())
              : Optional.empty();
    };
  }

  /// A text, which may be cast to another type of text.
  private static Optional<String> text(SqlOperatorBinding binding, int index) {
    return switch (binding) {
      case SqlCallBinding parsed -> {
        SqlNode node = parsed.operand(index);
        SqlNode value = node instanceof SqlCall cast ? cast.operand(0) : node;
        yield value instanceof SqlCharStringLiteral text
            ? Optional.ofNullable(text.toValue())
            : Optional.empty();
      }
      case RexCallBinding planned -> {
        RexNode node = planned.operands().get(index);
        RexNode value = node instanceof RexCall cast ? cast.getOperands().getFirst() : node;
        yield value instanceof RexLiteral text && SqlTypeUtil.inCharFamily(text.getType())
            ? Optional.ofNullable(text.getValueAs(String.class))
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static String unknown(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case NULL, ANY, UNKNOWN -> "NULL";
      default -> "(SELECT %s)".formatted(nothing(type));
    };
  }

  private static String nothing(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case NULL, ANY, UNKNOWN -> "NULL";
      default -> "CAST(NULL AS %s)".formatted(DuckDbTypeNames.of(type));
    };
  }

  private static String example(RelDataType type) {
    if (SqlTypeUtil.inCharFamily(type)) {
      return "','";
    }
    RelDataType element = type.getComponentType();
    if (element != null) {
      return "[%s]".formatted(example(element));
    }
    if (SqlTypeUtil.isIntType(type)) {
      return "1";
    }
    return SqlTypeUtil.isNumeric(type) ? "0.5" : nothing(type);
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return SqlOperandCountRanges.any();
  }

  @Override
  public String getAllowedSignatures(SqlOperator operator, String name) {
    return "what DuckDB's %s takes".formatted(function);
  }
}
