package io.tributary.gateway.planner.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/// A condition on one column that DuckDB's optimiser moved into the scan of a table.
///
/// @param column its number in the table
/// @param condition as DuckDB serialises it
public record ScanFilter(int column, JsonNode condition) {

  private static final long FIRST_DAY = -719_162; // 0001-01-01
  private static final long LAST_DAY = 2_932_896; // 9999-12-31
  private static final long MICROS_OF_DAY = TimeUnit.DAYS.toMicros(1);

  /// The condition as far as it can be told; true where it cannot. What is left out costs rows that
  /// are read in vain, and nothing else: the statement still has all of its conditions.
  ///
  /// @param value of the column
  public RexNode toCalcite(RexNode value, RexBuilder expressions) {
    RexNode known = condition(condition, value, expressions);
    return known == null ? expressions.makeLiteral(true) : known;
  }

  private static @Nullable RexNode condition(
      JsonNode filter, RexNode value, RexBuilder expressions) {
    return switch (filter.path("filter_type").asText().replaceFirst("^LEGACY_", "")) {
      case "CONSTANT_COMPARISON" -> comparison(filter, value, expressions);
      case "IS_NULL" -> expressions.makeCall(SqlStdOperatorTable.IS_NULL, value);
      case "IS_NOT_NULL" -> expressions.makeCall(SqlStdOperatorTable.IS_NOT_NULL, value);
      case "OPTIONAL_FILTER" -> condition(filter.path("child_filter"), value, expressions);
      case "IN_FILTER" -> in(filter.path("values"), value, expressions);
      case "CONJUNCTION_AND" -> {
        List<RexNode> parts = new ArrayList<>();
        for (JsonNode child : filter.path("child_filters")) {
          RexNode part = condition(child, value, expressions);
          if (part != null) {
            parts.add(part);
          }
        }
        yield parts.isEmpty() ? null : RexUtil.composeConjunction(expressions, parts);
      }
      case "CONJUNCTION_OR" -> {
        List<RexNode> parts = new ArrayList<>();
        boolean complete = true;
        for (JsonNode child : filter.path("child_filters")) {
          RexNode part = condition(child, value, expressions);
          complete &= part != null;
          if (part != null) {
            parts.add(part);
          }
        }
        yield complete && !parts.isEmpty() ? RexUtil.composeDisjunction(expressions, parts) : null;
      }
      default -> null;
    };
  }

  private static @Nullable RexNode comparison(
      JsonNode filter, RexNode value, RexBuilder expressions) {
    SqlOperator operator =
        switch (filter.path("comparison_type").asText()) {
          case "COMPARE_EQUAL" -> SqlStdOperatorTable.EQUALS;
          case "COMPARE_NOTEQUAL" -> SqlStdOperatorTable.NOT_EQUALS;
          case "COMPARE_LESSTHAN" -> SqlStdOperatorTable.LESS_THAN;
          case "COMPARE_LESSTHANOREQUALTO" -> SqlStdOperatorTable.LESS_THAN_OR_EQUAL;
          case "COMPARE_GREATERTHAN" -> SqlStdOperatorTable.GREATER_THAN;
          case "COMPARE_GREATERTHANOREQUALTO" -> SqlStdOperatorTable.GREATER_THAN_OR_EQUAL;
          default -> null;
        };
    RexNode constant = constant(filter.path("constant"), value.getType(), expressions);
    return operator == null || constant == null
        ? null
        : expressions.makeCall(operator, value, constant);
  }

  private static @Nullable RexNode in(JsonNode values, RexNode value, RexBuilder expressions) {
    List<RexNode> constants = new ArrayList<>();
    for (JsonNode element : values) {
      RexNode constant = constant(element, value.getType(), expressions);
      if (constant == null) {
        return null;
      }
      constants.add(constant);
    }
    return constants.isEmpty() ? null : expressions.makeIn(value, constants);
  }

  /// A constant of the column's own type; null where it is of none that is known to mean the same
  /// everywhere.
  private static @Nullable RexNode constant(
      JsonNode constant, RelDataType type, RexBuilder expressions) {
    JsonNode value = constant.path("value");
    if (constant.path("is_null").asBoolean(true)) {
      return null;
    }
    String kind = constant.path("type").path("id").asText();
    return switch (type.getSqlTypeName()) {
      case BOOLEAN ->
          kind.equals("BOOLEAN") && value.isBoolean()
              ? expressions.makeLiteral(value.booleanValue())
              : null;
      case SMALLINT, INTEGER, BIGINT ->
          kind.equals(type.getSqlTypeName().getName()) && value.isIntegralNumber()
              ? expressions.makeExactLiteral(new BigDecimal(value.bigIntegerValue()), type)
              : null;
      case DECIMAL ->
          kind.equals("DECIMAL")
                  && value.isIntegralNumber()
                  && constant.path("type").path("type_info").path("scale").asInt(-1)
                      == type.getScale()
              ? expressions.makeExactLiteral(
                  new BigDecimal(value.bigIntegerValue(), type.getScale()), type)
              : null;
      case CHAR, VARCHAR ->
          kind.equals("VARCHAR") && value.isTextual()
              ? expressions.makeLiteral(value.textValue(), type, true)
              : null;
      case DATE -> kind.equals("DATE") ? date(value, expressions) : null;
      case TIMESTAMP -> kind.equals("TIMESTAMP") ? timestamp(value, expressions) : null;
      default -> null;
    };
  }

  private static @Nullable RexNode date(JsonNode days, RexBuilder expressions) {
    return days.isInt() && days.intValue() >= FIRST_DAY && days.intValue() <= LAST_DAY
        ? expressions.makeDateLiteral(DateString.fromDaysSinceEpoch(days.intValue()))
        : null;
  }

  private static @Nullable RexNode timestamp(JsonNode micros, RexBuilder expressions) {
    if (!micros.isIntegralNumber()) {
      return null;
    }
    long day = Math.floorDiv(micros.longValue(), MICROS_OF_DAY);
    if (day < FIRST_DAY || day > LAST_DAY) {
      return null;
    }
    int nanos = (int) (Math.floorMod(micros.longValue(), 1_000_000L) * 1000);
    long millis = Math.floorDiv(micros.longValue(), 1_000_000L) * 1000;
    return expressions.makeTimestampLiteral(
        TimestampString.fromMillisSinceEpoch(millis).withNanos(nanos), 6);
  }
}
