package io.tributary.gateway.planner;

import io.tributary.connector.SqlForm;
import io.tributary.connector.SqlForm.Argument;
import io.tributary.connector.SqlForms;
import io.tributary.connector.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/// Finds the form in which a source computes something. What decides whether a call may be sent and
/// what writes it ask the same question here.
public final class SourceForms {

  /// Operands that a form writes more than once may have so many parts, times how often they are
  /// written: nested, the SQL would grow without bounds.
  private static final int MOST_REPEATED_PARTS = 80;

  private final SqlForms forms;

  public SourceForms(SqlForms forms) {
    this.forms = forms;
  }

  /// A form and what goes into it.
  public record Found(SqlForm form, List<RexNode> operands) {}

  /// How to write a call; of a window function, what stands around the call.
  public Optional<Found> find(RexCall call) {
    CalledFunction called = called(call);
    return find(called.name(), called.operands(), call.getType())
        .map(form -> new Found(form, called.operands()));
  }

  /// How to write an aggregate.
  public Optional<SqlForm> find(AggregateCall call, RelDataType input) {
    List<Argument> arguments = new ArrayList<>();
    for (int column : call.getArgList()) {
      SqlType type = sqlType(input.getFieldList().get(column).getType());
      if (type == null) {
        return Optional.empty();
      }
      arguments.add(Argument.of(type));
    }
    SqlType result = result(call.getType());
    return result == null ? Optional.empty() : forms.find(name(call), arguments, result);
  }

  /// What the source can give as a result, or null.
  private @Nullable SqlType result(RelDataType type) {
    SqlType result = sqlType(type);
    return result == SqlType.DECIMAL && type.getScale() > forms.mostScale() ? null : result;
  }

  /// Why the source does not compute what has no form.
  public String refusal(RexCall call) {
    CalledFunction called = called(call);
    String what = "%s of %s".formatted(called.name(), String.join(", ", types(called.operands())));
    if (called.name().equals("cast")) {
      what += " to " + call.getType().getSqlTypeName();
    }
    return refusal(called.name(), what);
  }

  String refusal(String name, String what) {
    return what
        + " is not certified"
        + forms.refusal(name).map(because -> ": " + because).orElse("");
  }

  static String name(AggregateCall call) {
    return call.getAggregation().getName().toLowerCase(Locale.ROOT);
  }

  /// Whether values of two types compare as in DuckDB.
  boolean compares(RelDataType left, RelDataType right) {
    return has("compare", left, right);
  }

  /// Whether values of two types are equal as in DuckDB.
  boolean equates(RelDataType left, RelDataType right) {
    return compares(left, right) || has("equal", left, right);
  }

  private boolean has(String name, RelDataType left, RelDataType right) {
    SqlType first = sqlType(left);
    SqlType second = sqlType(right);
    return first != null
        && second != null
        && forms
            .find(name, List.of(Argument.of(first), Argument.of(second)), SqlType.BOOLEAN)
            .isPresent();
  }

  /// Whether values sort as in DuckDB.
  boolean sorts(RelDataType type) {
    return has("order", type);
  }

  /// Whether the same values are equal as in DuckDB.
  boolean groups(RelDataType type) {
    return has("group", type);
  }

  /// How a column of a set operation's input is written where not just as it is.
  public Optional<SqlForm> combined(RelDataType type) {
    SqlType known = sqlType(type);
    return known == null
        ? Optional.empty()
        : forms.find("combine", List.of(Argument.of(known)), known);
  }

  private boolean has(String name, RelDataType type) {
    SqlType known = sqlType(type);
    return known != null && forms.find(name, List.of(Argument.of(known)), known).isPresent();
  }

  private static CalledFunction called(RexCall call) {
    if (call instanceof RexOver over) {
      return new CalledFunction(
          "over " + over.getAggOperator().getName().toLowerCase(Locale.ROOT), over.getOperands());
    }
    return CalledFunction.of(call);
  }

  private Optional<SqlForm> find(String name, List<RexNode> operands, RelDataType type) {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      RexNode operand = operands.get(i);
      SqlType argument = sqlType(operand.getType());
      if (argument == null || (isInterval(argument) && !(operand instanceof RexLiteral))) {
        return Optional.empty();
      }
      boolean neverZero =
          name.equals("/") && i == 1 && Divisors.sparesZero(operands.getFirst(), operand);
      arguments.add(new Argument(argument, constant(operand), neverZero));
    }
    SqlType result = result(type);
    List<RelDataType> types = operands.stream().map(RexNode::getType).toList();
    return result == null
        ? Optional.empty()
        : forms.find(
            name,
            arguments,
            result,
            form -> !growsTooMuch(form, operands) && hasRoom(form, types, type));
  }

  private static boolean hasRoom(SqlForm form, List<RelDataType> operands, RelDataType result) {
    if (form.typing() != SqlForm.Typing.ROOMY) {
      return true;
    }
    int whole = 0;
    int scale = 0;
    for (RelDataType operand : operands) {
      int digits = operand.getPrecision() - operand.getScale();
      boolean adds = !form.name().equals("*");
      whole = adds ? Math.max(whole, digits) : whole + digits;
      scale = adds ? Math.max(scale, operand.getScale()) : scale + operand.getScale();
    }
    int carry = operands.size() > 1 && !form.name().equals("*") ? 1 : 0;
    return result.getScale() >= scale && result.getPrecision() - result.getScale() >= whole + carry;
  }

  private static boolean isInterval(SqlType type) {
    return type == SqlType.MONTHS || type == SqlType.MILLISECONDS;
  }

  /// @return the text or number that an operand is, or null for what is neither or not constant
  static @Nullable Object constant(RexNode operand) {
    if (operand.isA(SqlKind.CAST)
        && operand instanceof RexCall cast
        && isKeptBy(cast)
        && cast.getOperands().getFirst() instanceof RexLiteral literal) {
      return constant(literal);
    }
    if (!(operand instanceof RexLiteral literal)
        || literal.isNull()
        || literal.getTypeName() == SqlTypeName.SARG) {
      return operand instanceof RexCall call
              && call.getKind() == SqlKind.MINUS_PREFIX
              && constant(call.getOperands().getFirst()) instanceof BigDecimal number
          ? number.negate()
          : null;
    }
    if (SqlTypeUtil.inCharFamily(literal.getType())) {
      return literal.getValueAs(String.class);
    }
    return SqlTypeUtil.isNumeric(literal.getType()) ? literal.getValueAs(BigDecimal.class) : null;
  }

  /// The values of which a CASE or COALESCE chooses one.
  public static List<RexNode> choices(RexCall call) {
    List<RexNode> values = new ArrayList<>();
    List<RexNode> operands = call.getOperands();
    for (int i = 0; i < operands.size(); i++) {
      if (isChoice(call, i)) {
        values.add(operands.get(i));
      }
    }
    return values;
  }

  /// Whether an operand of a CASE or COALESCE is a value to choose, not a condition.
  public static boolean isChoice(RexCall call, int operand) {
    return call.getKind() == SqlKind.COALESCE
        || operand % 2 == 1
        || operand == call.getOperands().size() - 1;
  }

  /// Whether values of one type are ones of another already, or can be cast to it.
  boolean becomes(RelDataType from, RelDataType to) {
    return isSame(from, to) || cast(from, to).isPresent();
  }

  /// How to write a cast.
  public Optional<SqlForm> cast(RelDataType from, RelDataType to) {
    SqlType argument = sqlType(from);
    SqlType result = result(to);
    return argument == null || result == null
        ? Optional.empty()
        : forms.find(
            "cast",
            List.of(Argument.of(argument)),
            result,
            form -> hasRoom(form, List.of(from), to));
  }

  /// Whether a cast changes nothing but whether there may be NULL, or the length of text.
  public static boolean isKeptBy(RexCall cast) {
    return isSame(cast.getOperands().getFirst().getType(), cast.getType());
  }

  public static boolean isSame(RelDataType from, RelDataType to) {
    SqlType type = sqlType(to);
    return type != null
        && type == sqlType(from)
        && (type != SqlType.DECIMAL
            || (from.getPrecision() == to.getPrecision() && from.getScale() == to.getScale()));
  }

  private static boolean growsTooMuch(SqlForm form, List<RexNode> operands) {
    for (int i = 0; i < operands.size(); i++) {
      int uses = form.uses(i);
      if (uses > 1 && uses * operands.get(i).nodeCount() > MOST_REPEATED_PARTS) {
        return true;
      }
    }
    return false;
  }

  private static List<String> types(List<RexNode> operands) {
    return operands.stream()
        .map(RexNode::getType)
        .map(type -> SqlTypeUtil.inCharFamily(type) ? "VARCHAR" : type.getSqlTypeName().getName())
        .toList();
  }

  /// @return what [SqlType] a type is, or null for what no source computes with
  static @Nullable SqlType sqlType(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> SqlType.BOOLEAN;
      case TINYINT -> SqlType.TINYINT;
      case SMALLINT -> SqlType.SMALLINT;
      case INTEGER -> SqlType.INTEGER;
      case BIGINT -> SqlType.BIGINT;
      case UTINYINT -> SqlType.UTINYINT;
      case USMALLINT -> SqlType.USMALLINT;
      case UINTEGER -> SqlType.UINTEGER;
      case UBIGINT -> SqlType.UBIGINT;
      case REAL, FLOAT -> SqlType.REAL;
      case DOUBLE -> SqlType.DOUBLE;
      case DECIMAL -> SqlType.DECIMAL;
      case CHAR, VARCHAR -> SqlType.VARCHAR;
      case VARBINARY -> SqlType.BLOB;
      case DATE -> SqlType.DATE;
      case TIME -> SqlType.TIME;
      case TIMESTAMP -> SqlType.TIMESTAMP;
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> SqlType.TIMESTAMP_TZ;
      default -> {
        if (!SqlTypeUtil.isInterval(type)) {
          yield null;
        }
        yield type.getSqlTypeName().isYearMonth() ? SqlType.MONTHS : SqlType.MILLISECONDS;
      }
    };
  }
}
