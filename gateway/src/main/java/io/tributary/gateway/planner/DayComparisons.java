package io.tributary.gateway.planner;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/// Computes constant days, and compares dates with them as dates: `d < DATE '1998-12-01' - INTERVAL
/// '90' DAY` compares timestamps in DuckDB, which no index or statistic of `d` would serve.
///
/// ```
/// CAST(d AS TIMESTAMP) < CAST(DATE '1998-12-01' AS TIMESTAMP) - 90 days   ->   d < DATE '1998-09-02'
/// ```
final class DayComparisons extends RexShuttle {

  /// Calcite's literals hold no other years.
  private static final int LAST_YEAR = 9999;

  private final RexBuilder builder;

  private DayComparisons(RexBuilder builder) {
    this.builder = builder;
  }

  static RelNode simplify(RelNode rel) {
    return PlanExpressions.rewrite(rel, DayComparisons::new);
  }

  @Override
  public RexNode visitCall(RexCall call) {
    RexNode visited = super.visitCall(call);
    if (!(visited instanceof RexCall rewritten)) {
      return visited;
    }
    return switch (rewritten.getKind()) {
      case CAST -> cast(rewritten);
      case PLUS, MINUS -> shifted(rewritten);
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          comparison(rewritten);
      default -> rewritten;
    };
  }

  private RexNode cast(RexCall cast) {
    RexNode operand = cast.getOperands().getFirst();
    RexNode constant = ConstantCasts.date(builder, cast).orElse(cast);
    return operand instanceof RexLiteral literal
            && cast.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP
        ? day(literal).map(day -> timestamp(day.atStartOfDay(), cast.getType())).orElse(constant)
        : constant;
  }

  /// A constant timestamp and a constant interval.
  private RexNode shifted(RexCall call) {
    if (call.getOperands().size() != 2
        || call.getType().getSqlTypeName() != SqlTypeName.TIMESTAMP
        || !(call.getOperands().get(0) instanceof RexLiteral from)
        || !(call.getOperands().get(1) instanceof RexLiteral by)
        || by.isNull()
        || !SqlTypeUtil.isInterval(by.getType())) {
      return call;
    }
    LocalDateTime start = moment(from);
    BigDecimal span = by.getValueAs(BigDecimal.class);
    if (start == null || span == null) {
      return call;
    }
    long amount = call.getKind() == SqlKind.PLUS ? span.longValue() : -span.longValue();
    try {
      LocalDateTime end =
          by.getType().getSqlTypeName().isYearMonth()
              ? start.plusMonths(amount)
              : start.plus(Duration.ofMillis(amount));
      return end.getYear() > 0 && end.getYear() <= LAST_YEAR
          ? timestamp(end, call.getType())
          : call;
    } catch (DateTimeException e) {
      return call;
    }
  }

  private RexNode comparison(RexCall call) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    Optional<RexNode> leftDate = asDate(left);
    Optional<RexNode> rightDate = asDate(right);
    boolean isColumn = !(left instanceof RexLiteral) || !(right instanceof RexLiteral);
    return isColumn && leftDate.isPresent() && rightDate.isPresent()
        ? builder.makeCall(
            call.getType(), call.getOperator(), List.of(leftDate.get(), rightDate.get()))
        : call;
  }

  /// What was cast to a timestamp, or a midnight's day.
  private Optional<RexNode> asDate(RexNode node) {
    if (node.getType().getSqlTypeName() != SqlTypeName.TIMESTAMP) {
      return Optional.empty();
    }
    if (node instanceof RexCall cast
        && cast.getKind() == SqlKind.CAST
        && cast.getOperands().getFirst().getType().getSqlTypeName() == SqlTypeName.DATE) {
      return Optional.of(cast.getOperands().getFirst());
    }
    LocalDateTime moment = node instanceof RexLiteral literal ? moment(literal) : null;
    return moment == null || !moment.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? Optional.empty()
        : Optional.of(builder.makeDateLiteral(new DateString(moment.toLocalDate().toString())));
  }

  private RexNode timestamp(LocalDateTime moment, RelDataType type) {
    int fraction = moment.getNano();
    var text =
        new TimestampString(
                moment.getYear(),
                moment.getMonthValue(),
                moment.getDayOfMonth(),
                moment.getHour(),
                moment.getMinute(),
                moment.getSecond())
            .withNanos(fraction);
    return builder.makeLiteral(
        text, builder.getTypeFactory().createTypeWithNullability(type, false), false);
  }

  private static Optional<LocalDate> day(RexLiteral literal) {
    if (literal.isNull() || literal.getType().getSqlTypeName() != SqlTypeName.DATE) {
      return Optional.empty();
    }
    return Optional.of(LocalDate.parse(literal.getValueAs(DateString.class).toString()));
  }

  private static @Nullable LocalDateTime moment(RexLiteral literal) {
    if (literal.isNull() || literal.getType().getSqlTypeName() != SqlTypeName.TIMESTAMP) {
      return null;
    }
    return LocalDateTime.parse(
        literal.getValueAs(TimestampString.class).toString().replace(' ', 'T'));
  }
}
