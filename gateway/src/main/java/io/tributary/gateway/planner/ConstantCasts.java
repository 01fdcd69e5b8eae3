package io.tributary.gateway.planner;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;

/// Turns text that is cast to a date, a timestamp or an exact number into a literal, so that
/// sources can compare with it. Whatever leaves room for doubt is left for DuckDB: Calcite's own
/// executor cuts where DuckDB rounds, and keeps milliseconds of microseconds.
final class ConstantCasts implements RexExecutor {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern TIMESTAMP =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)(\\.\\d{0,5}[1-9])?");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

  @Override
  public void reduce(RexBuilder builder, List<RexNode> constants, List<RexNode> reduced) {
    for (RexNode constant : constants) {
      reduced.add(reduced(builder, constant));
    }
  }

  /// A text that is cast to a date, as a literal.
  static Optional<RexNode> date(RexBuilder builder, RexCall cast) {
    return cast.getType().getSqlTypeName() == SqlTypeName.DATE
        ? Optional.of(reduced(builder, cast))
        : Optional.empty();
  }

  private static RexNode reduced(RexBuilder builder, RexNode constant) {
    if (!(constant instanceof RexCall call)
        || call.getKind() != SqlKind.CAST
        || !(call.getOperands().getFirst() instanceof RexLiteral text)
        || !SqlTypeUtil.inCharFamily(text.getType())) {
      return constant;
    }
    String value = text.getValueAs(String.class);
    return value == null ? constant : literal(builder, value, call.getType()).orElse(constant);
  }

  private static Optional<RexNode> literal(RexBuilder builder, String text, RelDataType type) {
    try {
      return switch (type.getSqlTypeName()) {
        case DATE -> date(text).map(date -> builder.makeLiteral(date, type, false));
        case TIMESTAMP -> timestamp(text).map(value -> builder.makeLiteral(value, type, false));
        case SMALLINT, INTEGER, BIGINT, DECIMAL ->
            number(text, type).map(number -> builder.makeLiteral(number, type, false));
        default -> Optional.empty();
      };
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<DateString> date(String text) {
    return DATE.matcher(text).matches() && LocalDate.parse(text).getYear() > 0
        ? Optional.of(new DateString(text))
        : Optional.empty();
  }

  private static Optional<TimestampString> timestamp(String text) {
    var parts = TIMESTAMP.matcher(text);
    if (!parts.matches()) {
      return date(text).map(date -> new TimestampString(date + " 00:00:00"));
    }
    boolean isTime = LocalTime.parse(parts.group(2)).getHour() < 24;
    return date(parts.group(1)).filter(_ -> isTime).map(_ -> new TimestampString(text));
  }

  /// Only where nothing is rounded and everything fits.
  private static Optional<BigDecimal> number(String text, RelDataType type) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    var value = new BigDecimal(text);
    int scale = Math.max(0, type.getScale());
    boolean surelyFits =
        value.scale() <= scale && value.precision() - value.scale() < type.getPrecision() - scale;
    return surelyFits ? Optional.of(value.setScale(scale)) : Optional.empty();
  }
}
