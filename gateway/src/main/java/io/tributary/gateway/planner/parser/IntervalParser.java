package io.tributary.gateway.planner.parser;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.jspecify.annotations.Nullable;

/// Intervals in all their forms: `INTERVAL 1 MONTH`, `INTERVAL '1' MONTH`, `INTERVAL '1 month 2
/// days'`, `INTERVAL (n + 1) DAY`, `'2 hours'::interval`.
///
/// DuckDB keeps months, days and time apart in one value, Calcite only has intervals of months and
/// of time. One with more than one kind is therefore added part by part, which is how DuckDB adds
/// it.
final class IntervalParser {

  /// A unit as so many of months, days or seconds.
  private record Unit(TimeUnit base, BigDecimal factor) {
    Unit(TimeUnit base, String factor) {
      this(base, new BigDecimal(factor));
    }

    /// DuckDB cuts fractions of everything longer than a second.
    boolean takesFractions() {
      return base == TimeUnit.SECOND && factor.compareTo(BigDecimal.ONE) <= 0;
    }
  }

  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("MILLENNI", new Unit(TimeUnit.MONTH, "12000")),
          Map.entry("CENTUR", new Unit(TimeUnit.MONTH, "1200")),
          Map.entry("DECADE", new Unit(TimeUnit.MONTH, "120")),
          Map.entry("YEAR", new Unit(TimeUnit.MONTH, "12")),
          Map.entry("QUARTER", new Unit(TimeUnit.MONTH, "3")),
          Map.entry("MONTH", new Unit(TimeUnit.MONTH, "1")),
          Map.entry("WEEK", new Unit(TimeUnit.DAY, "7")),
          Map.entry("DAY", new Unit(TimeUnit.DAY, "1")),
          Map.entry("HOUR", new Unit(TimeUnit.SECOND, "3600")),
          Map.entry("MINUTE", new Unit(TimeUnit.SECOND, "60")),
          Map.entry("SECOND", new Unit(TimeUnit.SECOND, "1")),
          Map.entry("MILLISECOND", new Unit(TimeUnit.SECOND, "0.001")),
          Map.entry("MICROSECOND", new Unit(TimeUnit.SECOND, "0.000001")));

  private static final Map<String, String> SHORT_UNITS =
      Map.ofEntries(
          Map.entry("Y", "YEAR"),
          Map.entry("YR", "YEAR"),
          Map.entry("YRS", "YEAR"),
          Map.entry("MON", "MONTH"),
          Map.entry("MONS", "MONTH"),
          Map.entry("W", "WEEK"),
          Map.entry("D", "DAY"),
          Map.entry("H", "HOUR"),
          Map.entry("HR", "HOUR"),
          Map.entry("HRS", "HOUR"),
          Map.entry("M", "MINUTE"),
          Map.entry("MIN", "MINUTE"),
          Map.entry("MINS", "MINUTE"),
          Map.entry("S", "SECOND"),
          Map.entry("SEC", "SECOND"),
          Map.entry("SECS", "SECOND"),
          Map.entry("MS", "MILLISECOND"),
          Map.entry("US", "MICROSECOND"));

  private static final Pattern PART =
      Pattern.compile(
          "\\s*(?:(?<number>[+-]?\\d{1,18}(?:\\.\\d{1,9})?)\\s*(?<unit>[A-Za-z]+)"
              + "|(?<sign>[+-]?)(?<hours>\\d{1,9}):(?<minutes>\\d\\d)(?::(?<seconds>\\d\\d(?:\\.\\d{1,6})?))?)\\s*");

  private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?\\d{1,18}(\\.\\d*)?\\s*");

  /// Parts that no one type holds; they never leave the parser.
  private static final SqlSpecialOperator PARTS = new SqlSpecialOperator("INTERVAL", SqlKind.OTHER);

  private final Grammar grammar;
  private final Set<SqlCall> unused = Collections.newSetFromMap(new IdentityHashMap<>());

  IntervalParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  /// Whether the word INTERVAL here begins one, and is no column.
  boolean begins() {
    Token after = tokens().peek(1);
    boolean signed = after.is("-") || after.is("+");
    return switch (tokens().peek(signed ? 2 : 1).kind()) {
      case STRING -> true;
      case NUMBER -> !signed || unit(tokens().peek(3).text()) != null;
      default -> after.is("(");
    };
  }

  SqlNode interval() {
    Token start = tokens().next();
    boolean negative = tokens().take("-");
    if (!negative) {
      tokens().take("+");
    }
    Token value = tokens().next();
    if (value.is("(")) {
      SqlNode number = grammar.expressions.expression();
      tokens().expect(")");
      return computed(number, negative, start);
    }
    boolean hasUnit =
        unit(tokens().peek().text()) != null && tokens().peek().kind() == Token.Kind.WORD;
    if (!hasUnit) {
      if (value.kind() == Token.Kind.NUMBER) {
        throw tokens().expected("a unit such as DAY or MONTH");
      }
      return ofText(value.text(), negative, start);
    }
    Token unit = tokens().next();
    if (tokens().at("TO")) {
      return standard(value, unit, negative, start);
    }
    if (!NUMBER.matcher(value.text()).matches()) {
      throw tokens()
          .error(
              "the text '%s' before %s is no number".formatted(value.text(), unit.text()), value);
    }
    return ofNumber(new BigDecimal(value.text().strip()), unit, negative, start);
  }

  private static @Nullable Unit unit(String word) {
    String singular = word.toUpperCase(Locale.ROOT);
    for (String ending : List.of("UMS", "UM", "IES", "A", "Y", "S", "")) {
      if (singular.endsWith(ending)) {
        Unit unit = UNITS.get(singular.substring(0, singular.length() - ending.length()));
        if (unit != null) {
          return unit;
        }
      }
    }
    return null;
  }

  private static Unit required(Token word) {
    Unit unit = unit(word.text());
    if (unit == null) {
      throw new IllegalStateException(word.text() + " is no unit");
    }
    return unit;
  }

  private SqlNode ofNumber(BigDecimal number, Token word, boolean negative, Token start) {
    Unit unit = required(word);
    BigDecimal whole = unit.takesFractions() ? number : number.setScale(0, RoundingMode.DOWN);
    BigDecimal count = negative ? whole.negate() : whole;
    String name = word.text().toUpperCase(Locale.ROOT).replaceFirst("S$", "");
    return switch (name) {
      case "YEAR", "MONTH", "DAY", "HOUR", "MINUTE" ->
          literal(count, TimeUnit.valueOf(name), tokens().from(start));
      default -> literal(count.multiply(unit.factor), unit.base, tokens().from(start));
    };
  }

  private SqlNode literal(BigDecimal count, TimeUnit unit, SqlParserPos position) {
    if (count.stripTrailingZeros().scale() > 3 || count.abs().precision() - count.scale() > 9) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "an interval has at most nine digits and whole milliseconds",
          new SqlPosition(position.getLineNum(), position.getColumnNum()));
    }
    BigDecimal plain = count.abs().stripTrailingZeros();
    return SqlLiteral.createInterval(
        count.signum() < 0 ? -1 : 1,
        plain.setScale(Math.max(0, plain.scale())).toPlainString(),
        new SqlIntervalQualifier(unit, null, position),
        position);
  }

  /// Standard SQL's `INTERVAL '1-2' YEAR TO MONTH`.
  private SqlNode standard(Token value, Token from, boolean negative, Token start) {
    tokens().next();
    Token to = tokens().next();
    try {
      var qualifier =
          new SqlIntervalQualifier(
              TimeUnit.valueOf(from.key()), TimeUnit.valueOf(to.key()), tokens().from(from));
      return SqlParserUtil.parseIntervalLiteral(
          tokens().from(start), negative ? -1 : 1, value.text(), qualifier);
    } catch (IllegalArgumentException | CalciteException e) {
      throw tokens()
          .error("there is no interval of %s TO %s".formatted(from.text(), to.text()), from);
    }
  }

  /// `INTERVAL (expression) unit`.
  private SqlNode computed(SqlNode number, boolean negative, Token start) {
    Token word = tokens().next();
    Unit unit = unit(word.text());
    if (unit == null) {
      throw tokens()
          .error("expected a unit such as DAY or MONTH, not %s".formatted(word.text()), word);
    }
    SqlParserPos position = tokens().from(start);
    BigDecimal factor = negative ? unit.factor.negate() : unit.factor;
    SqlNode units = unit.takesFractions() ? number : WholeUnits.of(number);
    SqlNode count =
        factor.compareTo(BigDecimal.ONE) == 0
            ? units
            : SqlStdOperatorTable.MULTIPLY.createCall(
                position, units, SqlLiteral.createExactNumeric(factor.toPlainString(), position));
    return SqlStdOperatorTable.INTERVAL.createCall(
        position, count, new SqlIntervalQualifier(unit.base, null, position));
  }

  // Text: '1 month 2 days 03:04:05'

  /// A value cast to an interval.
  SqlNode cast(SqlNode value, Token type) {
    if (!(value instanceof SqlCharStringLiteral literal)) {
      throw tokens()
          .refused(
              "only a text literal is cast to INTERVAL: write INTERVAL (number) DAY, or HOUR, MONTH"
                  + " …",
              type);
    }
    return ofText(literal.getValueAs(String.class), false, tokens().from(value), type);
  }

  private SqlNode ofText(String text, boolean negative, Token start) {
    return ofText(text, negative, tokens().from(start), start);
  }

  private SqlNode ofText(String text, boolean negative, SqlParserPos position, Token place) {
    var sums = new EnumMap<TimeUnit, BigDecimal>(TimeUnit.class);
    Matcher part = PART.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!part.find(at) || part.start() != at) {
        throw unreadable(text, place);
      }
      at = part.end();
      if (part.group("number") == null) {
        sums.merge(TimeUnit.SECOND, clock(part), BigDecimal::add);
        continue;
      }
      String word = part.group("unit").toUpperCase(Locale.ROOT);
      Unit unit = unit(SHORT_UNITS.getOrDefault(word, word));
      BigDecimal number = new BigDecimal(part.group("number"));
      if (unit == null
          || (unit.base != TimeUnit.SECOND && number.stripTrailingZeros().scale() > 0)) {
        throw unreadable(text, place);
      }
      sums.merge(unit.base, number.multiply(unit.factor), BigDecimal::add);
    }
    List<SqlNode> parts = new ArrayList<>();
    for (TimeUnit unit : List.of(TimeUnit.MONTH, TimeUnit.DAY, TimeUnit.SECOND)) {
      BigDecimal sum = sums.getOrDefault(unit, BigDecimal.ZERO);
      if (sum.signum() != 0 || (sums.size() == 1 && sums.containsKey(unit))) {
        parts.add(literal(negative ? sum.negate() : sum, unit, position));
      }
    }
    if (parts.isEmpty()) {
      throw unreadable(text, place);
    }
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    SqlCall mixed = PARTS.createCall(position, parts);
    unused.add(mixed);
    return mixed;
  }

  private static BigDecimal clock(Matcher part) {
    String seconds = part.group("seconds");
    BigDecimal sum =
        new BigDecimal(part.group("hours"))
            .multiply(new BigDecimal(60))
            .add(new BigDecimal(part.group("minutes")))
            .multiply(new BigDecimal(60))
            .add(seconds == null ? BigDecimal.ZERO : new BigDecimal(seconds));
    return "-".equals(part.group("sign")) ? sum.negate() : sum;
  }

  private GatewayException unreadable(String text, Token place) {
    return tokens()
        .error(
            "'%s' is no interval: write one such as '1 month', '2 days 03:00:00'".formatted(text),
            place);
  }

  /// What is to be added one after the other for a value that may be an interval.
  List<SqlNode> parts(SqlNode value) {
    if (value instanceof SqlCall call && call.getOperator().equals(PARTS)) {
      unused.remove(call);
      return call.getOperandList();
    }
    return List.of(value);
  }

  /// Refuses intervals of several kinds that stand alone.
  void refuseUnused() {
    if (!unused.isEmpty()) {
      SqlParserPos position = unused.iterator().next().getParserPosition();
      throw new NotTakenApart(
          Construct.MIXED_INTERVAL,
          "an interval of months, days and time together can only be added to a value or taken from"
              + " one: write the parts as intervals of their own",
          new SqlPosition(position.getLineNum(), position.getColumnNum()));
    }
  }
}
