package io.tributary.gateway.planner;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/// A call by the one name under which sources know it: DuckDB and standard SQL have several for the
/// same, such as `EXTRACT(YEAR FROM d)`, `date_part('year', d)` and `year(d)`.
///
/// @param operands without what has become part of the name; for functions that find a text in
///   another, first what is searched
public record CalledFunction(String name, List<RexNode> operands) {

  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("mod", "%"),
          Map.entry("char_length", "length"),
          Map.entry("character_length", "length"),
          Map.entry("len", "length"),
          Map.entry("substr", "substring"),
          Map.entry("strpos", "position"),
          Map.entry("instr", "position"),
          Map.entry("lcase", "lower"),
          Map.entry("ucase", "upper"),
          Map.entry("ceiling", "ceil"),
          Map.entry("pow", "power"),
          Map.entry("prefix", "starts_with"),
          Map.entry("suffix", "ends_with"),
          Map.entry("dayofmonth", "day"),
          Map.entry("dayofweek", "dow"),
          Map.entry("weekday", "dow"),
          Map.entry("dayofyear", "doy"),
          Map.entry("weekofyear", "week"),
          Map.entry("datetrunc", "date_trunc"),
          Map.entry("datepart", "date_part"),
          Map.entry("datediff", "date_diff"));

  /// How DuckDB also calls the fields of dates.
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("years", "year"),
          Map.entry("y", "year"),
          Map.entry("yr", "year"),
          Map.entry("yrs", "year"),
          Map.entry("quarters", "quarter"),
          Map.entry("mon", "month"),
          Map.entry("mons", "month"),
          Map.entry("months", "month"),
          Map.entry("w", "week"),
          Map.entry("weeks", "week"),
          Map.entry("weekofyear", "week"),
          Map.entry("dayofweek", "dow"),
          Map.entry("weekday", "dow"),
          Map.entry("dayofyear", "doy"),
          Map.entry("d", "day"),
          Map.entry("days", "day"),
          Map.entry("dayofmonth", "day"),
          Map.entry("h", "hour"),
          Map.entry("hr", "hour"),
          Map.entry("hrs", "hour"),
          Map.entry("hours", "hour"),
          Map.entry("m", "minute"),
          Map.entry("min", "minute"),
          Map.entry("mins", "minute"),
          Map.entry("minutes", "minute"),
          Map.entry("s", "second"),
          Map.entry("sec", "second"),
          Map.entry("secs", "second"),
          Map.entry("seconds", "second"));

  static CalledFunction of(RexCall call) {
    List<RexNode> operands = call.getOperands();
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    return switch (call.getKind()) {
      case CAST -> new CalledFunction("cast", operands);
      case MINUS_PREFIX -> new CalledFunction("-", operands);
      case EXTRACT -> new CalledFunction(field(operands.getFirst()), List.of(operands.get(1)));
      case TRIM -> trim(operands);
      case POSITION ->
          operands.size() == 2
              ? new CalledFunction("position", operands.reversed())
              : new CalledFunction(name, operands);
      default -> plain(SAME.getOrDefault(name, name), operands);
    };
  }

  private static CalledFunction plain(String name, List<RexNode> operands) {
    return switch (name) {
      case "date_trunc", "date_diff" ->
          new CalledFunction(
              name + " " + field(operands.getFirst()), operands.subList(1, operands.size()));
      case "date_part" ->
          new CalledFunction(field(operands.getFirst()), operands.subList(1, operands.size()));
      default -> new CalledFunction(name, operands);
    };
  }

  private static String field(RexNode node) {
    String field =
        switch (SourceForms.constant(node)) {
          case String text -> text;
          case null, default ->
              node instanceof RexLiteral literal && !literal.isNull()
                  ? String.valueOf(literal.getValueAs(TimeUnitRange.class))
                  : "any field";
        };
    String small = field.toLowerCase(Locale.ROOT);
    return FIELDS.getOrDefault(small, small);
  }

  private static CalledFunction trim(List<RexNode> operands) {
    RexLiteral flag = (RexLiteral) operands.getFirst();
    String name =
        switch (flag.getValueAs(SqlTrimFunction.Flag.class)) {
          case BOTH -> "trim";
          case LEADING -> "ltrim";
          case TRAILING -> "rtrim";
          case null -> "trim";
        };
    return new CalledFunction(name, List.of(operands.get(2), operands.get(1)));
  }
}
