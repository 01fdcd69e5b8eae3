package io.tributary.gateway.planner;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/// Computes constant dates and timestamps, and compares columns with them as what the columns are,
/// which an index or a statistic of a source serves. DuckDB compares as what both sides can become:
/// dates as timestamps, timestamps as instants, in UTC.
///
/// ```
/// CAST(d AS TIMESTAMP) < CAST(DATE '1998-12-01' AS TIMESTAMP) - 90 days
///   ->   d < DATE '1998-09-02'
/// CAST(t AS TIMESTAMPTZ) > TIMESTAMPTZ '1998-12-01 10:00:00+00'
///   ->   t > TIMESTAMP '1998-12-01 10:00:00'
/// ```
final class ConstantMoments extends RexShuttle {

  /// Calcite's literals hold no other years.
  private static final int LAST_YEAR = 9999;

  /// As [#textInUtc] has it.
  private static final Pattern IN_UTC =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?)\\+00(?::00)?");

  private final RexBuilder builder;

  private ConstantMoments(RexBuilder builder) {
    this.builder = builder;
  }

  static RelNode simplify(RelNode rel) {
    return PlanExpressions.rewrite(rel, ConstantMoments::new);
  }

  /// A timestamp's text.
  static TimestampString text(LocalDateTime moment) {
    return new TimestampString(
            moment.getYear(),
            moment.getMonthValue(),
            moment.getDayOfMonth(),
            moment.getHour(),
            moment.getMinute(),
            moment.getSecond())
        .withNanos(moment.getNano());
  }

  /// The text of an instant, from what clocks in UTC show.
  static String textInUtc(LocalDateTime moment) {
    return text(moment) + "+00";
  }

  @Override
  public RexNode visitCall(RexCall call) {
    RexNode visited = super.visitCall(call);
    if (!(visited instanceof RexCall rewritten)) {
      return visited;
    }
    return switch (rewritten.getKind()) {
      case CAST -> cast(rewritten);
      case PLUS -> shifted(rewritten, 1);
      case MINUS -> shifted(rewritten, -1);
      case OTHER -> movedByDays(rewritten);
      case OTHER_FUNCTION -> truncated(rewritten);
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          comparison(rewritten);
      default -> rewritten;
    };
  }

  private RexNode cast(RexCall cast) {
    return moment(cast.getOperands().getFirst())
        .flatMap(moment -> constant(moment, cast.getType()))
        .or(() -> ConstantCasts.date(builder, cast))
        .orElse(cast);
  }

  /// A constant timestamp or instant, and a constant interval.
  private RexNode shifted(RexCall call, int sign) {
    if (call.getOperands().size() != 2
        || !isTimestamp(call.getType())
        || !(call.getOperands().get(1) instanceof RexLiteral by)
        || by.isNull()
        || !SqlTypeUtil.isInterval(by.getType())) {
      return call;
    }
    long amount = sign * Objects.requireNonNull(by.getValueAs(BigDecimal.class)).longValue();
    boolean ofMonths = by.getType().getSqlTypeName().isYearMonth();
    return moment(call.getOperands().get(0))
        .flatMap(start ->
            computed(
                () -> ofMonths ? start.plusMonths(amount) : start.plus(Duration.ofMillis(amount))))
        .flatMap(end -> constant(end, call.getType()))
        .orElse(call);
  }

  /// A constant date and a constant number of days.
  private RexNode movedByDays(RexCall call) {
    return DateArithmetic.movedByDays(call)
        .flatMap(moved ->
            moment(moved.date()).flatMap(start -> computed(() -> start.plusDays(moved.days()))))
        .flatMap(day -> constant(day, call.getType()))
        .orElse(call);
  }

  /// `date_trunc('month', TIMESTAMP '1998-12-24 10:00:00')`.
  private RexNode truncated(RexCall call) {
    if (!call.getOperator().getName().equalsIgnoreCase("date_trunc")
        || call.getOperands().size() != 2
        || !(call.getOperands().getFirst() instanceof RexLiteral unit)
        || !SqlTypeUtil.inCharFamily(unit.getType())) {
      return call;
    }
    return moment(call.getOperands().get(1))
        .flatMap(moment -> truncated(String.valueOf(unit.getValueAs(String.class)), moment))
        .flatMap(start -> constant(start, call.getType()))
        .orElse(call);
  }

  /// @return empty for units that nobody truncates a constant to
  private static Optional<LocalDateTime> truncated(String unit, LocalDateTime moment) {
    LocalDateTime day = moment.truncatedTo(ChronoUnit.DAYS);
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "year" -> Optional.of(day.withDayOfYear(1));
      case "quarter" -> Optional.of(day.with(IsoFields.DAY_OF_QUARTER, 1));
      case "month" -> Optional.of(day.withDayOfMonth(1));
      case "week" -> computed(() -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      case "day" -> Optional.of(day);
      case "hour" -> Optional.of(moment.truncatedTo(ChronoUnit.HOURS));
      case "minute" -> Optional.of(moment.truncatedTo(ChronoUnit.MINUTES));
      default -> Optional.empty();
    };
  }

  /// @return empty where no literal holds it
  private static Optional<LocalDateTime> computed(Supplier<LocalDateTime> moment) {
    try {
      return Optional.of(moment.get())
          .filter(found -> found.getYear() > 0 && found.getYear() <= LAST_YEAR);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private RexNode comparison(RexCall call) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    Optional<LocalDateTime> leftMoment = moment(left);
    Optional<LocalDateTime> rightMoment = moment(right);
    if (leftMoment.isPresent() && rightMoment.isPresent()) {
      return call;
    }
    RexNode leftValue = uncast(left);
    RexNode rightValue = uncast(right);
    if (rightMoment.isPresent()) {
      return withMoment(leftValue, call.getOperator(), rightMoment.get(), false).orElse(call);
    }
    if (leftMoment.isPresent()) {
      return withMoment(rightValue, call.getOperator(), leftMoment.get(), true).orElse(call);
    }
    return isTimestamp(left.getType()) && isDate(leftValue) && isDate(rightValue)
        ? builder.makeCall(call.getType(), call.getOperator(), List.of(leftValue, rightValue))
        : call;
  }

  /// A value compared with a moment as a date or a timestamp that the value is.
  ///
  /// @param momentFirst whether the moment is the operator's left side
  private Optional<RexNode> withMoment(
      RexNode value, SqlOperator operator, LocalDateTime moment, boolean momentFirst) {
    if (!isDate(value)) {
      return value.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP
          ? constant(moment, value.getType())
              .map(constant -> comparison(value, operator, constant, momentFirst))
          : Optional.empty();
    }
    boolean midnight = moment.toLocalTime().equals(LocalTime.MIDNIGHT);
    SqlOperator ofDays = midnight ? operator : ofDays(operator, momentFirst);
    return ofDays == null
        ? Optional.empty()
        : constant(moment, value.getType()).map(day -> comparison(value, ofDays, day, momentFirst));
  }

  /// What compares dates with the day of a moment as they compare with the moment, which is later
  /// than that day's midnight.
  private static @Nullable SqlOperator ofDays(SqlOperator operator, boolean momentFirst) {
    return switch (operator.getKind()) {
      case GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          momentFirst
              ? SqlStdOperatorTable.GREATER_THAN_OR_EQUAL
              : SqlStdOperatorTable.GREATER_THAN;
      case LESS_THAN, LESS_THAN_OR_EQUAL ->
          momentFirst ? SqlStdOperatorTable.LESS_THAN : SqlStdOperatorTable.LESS_THAN_OR_EQUAL;
      default -> null;
    };
  }

  private RexNode comparison(
      RexNode value, SqlOperator operator, RexNode constant, boolean constantFirst) {
    return constantFirst
        ? builder.makeCall(operator, constant, value)
        : builder.makeCall(operator, value, constant);
  }

  /// What was cast to another kind of moment, where that loses nothing.
  private static RexNode uncast(RexNode node) {
    RexNode value = node;
    while (value instanceof RexCall cast
        && cast.getKind() == SqlKind.CAST
        && isTimestamp(cast.getType())
        && isKept(cast.getOperands().getFirst().getType(), cast.getType())) {
      value = cast.getOperands().getFirst();
    }
    return value;
  }

  private static boolean isKept(RelDataType type, RelDataType asTimestamp) {
    return type.getSqlTypeName() == SqlTypeName.DATE
        || (type.getSqlTypeName() == SqlTypeName.TIMESTAMP
            && type.getPrecision() <= asTimestamp.getPrecision());
  }

  private static boolean isTimestamp(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> true;
      default -> false;
    };
  }

  private static boolean isDate(RexNode node) {
    return node.getType().getSqlTypeName() == SqlTypeName.DATE;
  }

  /// @return empty where the type is none of moments, or would lose some of it
  private Optional<RexNode> constant(LocalDateTime moment, RelDataType nullable) {
    RelDataType type = builder.getTypeFactory().createTypeWithNullability(nullable, false);
    TimestampString text = text(moment);
    if (isTimestamp(type) && !text.round(type.getPrecision()).equals(text)) {
      return Optional.empty();
    }
    return switch (type.getSqlTypeName()) {
      case DATE ->
          Optional.of(builder.makeDateLiteral(new DateString(moment.toLocalDate().toString())));
      case TIMESTAMP -> Optional.of(builder.makeLiteral(text, type, false));
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          Optional.of(
              builder.makeAbstractCast(type, builder.makeLiteral(textInUtc(moment)), false));
      default -> Optional.empty();
    };
  }

  /// What clocks in UTC show at a constant moment.
  private static Optional<LocalDateTime> moment(RexNode node) {
    return switch (node) {
      case RexLiteral literal when !literal.isNull() ->
          switch (literal.getType().getSqlTypeName()) {
            case DATE ->
                Optional.of(
                    LocalDate.parse(literal.getValueAs(DateString.class).toString())
                        .atStartOfDay());
            case TIMESTAMP ->
                Optional.of(
                    LocalDateTime.parse(
                        literal.getValueAs(TimestampString.class).toString().replace(' ', 'T')));
            default -> Optional.empty();
          };
      case RexCall cast
          when cast.getKind() == SqlKind.CAST
              && cast.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE
              && cast.getOperands().getFirst() instanceof RexLiteral text
              && SqlTypeUtil.inCharFamily(text.getType()) ->
          instant(text.getValueAs(String.class));
      default -> Optional.empty();
    };
  }

  private static Optional<LocalDateTime> instant(@Nullable String text) {
    var parts = IN_UTC.matcher(text == null ? "" : text);
    return parts.matches()
        ? computed(() -> LocalDateTime.parse(parts.group(1) + "T" + parts.group(2)))
        : Optional.empty();
  }
}
