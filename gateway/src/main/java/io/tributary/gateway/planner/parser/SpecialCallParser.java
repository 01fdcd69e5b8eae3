package io.tributary.gateway.planner.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// What looks like a call but has words of its own between its arguments: `CAST(x AS t)`,
/// `EXTRACT(YEAR FROM d)`, and values that begin with their type: `DATE '2024-01-01'`.
final class SpecialCallParser {

  /// Parts of dates by which Calcite means what DuckDB means, with a whole number for a result.
  private static final Map<String, TimeUnit> PARTS =
      Map.ofEntries(
          Map.entry("YEAR", TimeUnit.YEAR),
          Map.entry("YEARS", TimeUnit.YEAR),
          Map.entry("QUARTER", TimeUnit.QUARTER),
          Map.entry("MONTH", TimeUnit.MONTH),
          Map.entry("MONTHS", TimeUnit.MONTH),
          Map.entry("WEEK", TimeUnit.WEEK),
          Map.entry("DAY", TimeUnit.DAY),
          Map.entry("DAYS", TimeUnit.DAY),
          Map.entry("DOY", TimeUnit.DOY),
          Map.entry("DOW", TimeUnit.DOW),
          Map.entry("ISODOW", TimeUnit.ISODOW),
          Map.entry("ISOYEAR", TimeUnit.ISOYEAR),
          Map.entry("HOUR", TimeUnit.HOUR),
          Map.entry("HOURS", TimeUnit.HOUR),
          Map.entry("MINUTE", TimeUnit.MINUTE),
          Map.entry("MINUTES", TimeUnit.MINUTE),
          Map.entry("SECOND", TimeUnit.SECOND),
          Map.entry("SECONDS", TimeUnit.SECOND),
          Map.entry("CENTURY", TimeUnit.CENTURY),
          Map.entry("DECADE", TimeUnit.DECADE));

  private final Grammar grammar;

  SpecialCallParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  /// The special form that begins here, if one does.
  @Nullable SqlNode special() {
    Token word = tokens().peek();
    Token after = tokens().peek(1);
    if (after.is("(")) {
      return withParenthesis(word);
    }
    if (after.is("[") && word.is("ARRAY")) {
      tokens().next();
      return grammar.collections.list(word);
    }
    if (after.is("{") && word.is("MAP")) {
      return grammar.collections.map();
    }
    if (word.is("INTERVAL") && grammar.intervals.begins()) {
      return grammar.intervals.interval();
    }
    return after.kind() == Token.Kind.STRING || after.kind() == Token.Kind.WORD
        ? grammar.types.typedLiteral()
        : null;
  }

  private @Nullable SqlNode withParenthesis(Token word) {
    return switch (word.key()) {
      case "CAST" -> cast(SqlStdOperatorTable.CAST);
      case "TRY_CAST" -> cast(SqlLibraryOperators.TRY_CAST);
      case "EXISTS" -> ofQuery(SqlStdOperatorTable.EXISTS);
      case "ARRAY" -> ofQuery(SqlStdOperatorTable.ARRAY_QUERY);
      case "EXTRACT" -> extract();
      case "POSITION" -> position();
      case "SUBSTRING" -> substring();
      case "OVERLAY" -> overlay();
      case "TRIM" -> trim();
      case "INTERVAL" -> grammar.intervals.begins() ? grammar.intervals.interval() : null;
      default -> grammar.types.typedLiteral();
    };
  }

  /// Takes the word and the parenthesis.
  private Token open() {
    Token word = tokens().next();
    tokens().next();
    return word;
  }

  private SqlParserPos close(Token start) {
    tokens().expect(")");
    return tokens().from(start);
  }

  private SqlNode expression() {
    return grammar.expressions.expression();
  }

  private SqlNode cast(SqlOperator operator) {
    Token start = open();
    SqlNode value = expression();
    tokens().expect("AS");
    SqlNode cast = grammar.types.castAs(operator, value, start);
    tokens().expect(")");
    return cast instanceof SqlCall call && call.getOperator().equals(operator)
        ? call.clone(tokens().from(start))
        : cast;
  }

  private SqlNode ofQuery(SqlOperator operator) {
    Token start = open();
    SqlNode query = grammar.queries.query();
    return operator.createCall(close(start), query);
  }

  private SqlNode extract() {
    Token start = open();
    Token part = tokens().next();
    if (part.kind() != Token.Kind.WORD && part.kind() != Token.Kind.STRING) {
      throw tokens().error("expected a part of a date, such as YEAR", part);
    }
    tokens().expect("FROM");
    SqlNode value = expression();
    SqlParserPos position = close(start);
    TimeUnit unit = PARTS.get(part.text().toUpperCase(Locale.ROOT));
    return unit == null
        ? Nodes.call(
            "date_part",
            position,
            SqlLiteral.createCharString(part.text().toLowerCase(Locale.ROOT), tokens().span(part)),
            value)
        : SqlStdOperatorTable.EXTRACT.createCall(
            position, new SqlIntervalQualifier(unit, null, tokens().span(part)), value);
  }

  private SqlNode position() {
    Token start = open();
    SqlNode sought = grammar.expressions.operand();
    if (!tokens().take("IN")) {
      throw tokens().expected("IN");
    }
    SqlNode text = expression();
    return Nodes.call("strpos", close(start), text, sought);
  }

  private SqlNode substring() {
    Token start = open();
    List<SqlNode> arguments = new ArrayList<>(List.of(expression()));
    if (tokens().take("FOR")) {
      SqlNode length = expression();
      arguments.add(
          tokens().take("FROM")
              ? expression()
              : SqlLiteral.createExactNumeric("1", tokens().span(start)));
      arguments.add(length);
    } else {
      boolean words = tokens().take("FROM");
      if (!words) {
        tokens().expect(",");
      }
      arguments.add(expression());
      if (tokens().take(words ? "FOR" : ",")) {
        arguments.add(expression());
      }
    }
    return SqlStdOperatorTable.SUBSTRING.createCall(close(start), arguments);
  }

  private @Nullable SqlNode overlay() {
    Token start = open();
    List<SqlNode> arguments = new ArrayList<>(List.of(expression()));
    tokens().expect("PLACING");
    arguments.add(expression());
    tokens().expect("FROM");
    arguments.add(expression());
    if (tokens().take("FOR")) {
      arguments.add(expression());
    }
    return SqlStdOperatorTable.OVERLAY.createCall(close(start), arguments);
  }

  /// `TRIM(x)` and `TRIM(x, y)` are ordinary calls, but for the word.
  private SqlNode trim() {
    Token start = open();
    SqlTrimFunction.Flag flag = SqlTrimFunction.Flag.BOTH;
    Token side = tokens().peek();
    boolean sided = true;
    if (tokens().take("LEADING")) {
      flag = SqlTrimFunction.Flag.LEADING;
    } else if (tokens().take("TRAILING")) {
      flag = SqlTrimFunction.Flag.TRAILING;
    } else {
      sided = tokens().take("BOTH");
    }
    SqlNode characters = null;
    SqlNode text;
    if (tokens().take("FROM")) {
      text = expression();
    } else {
      text = expression();
      if (tokens().take("FROM")) {
        characters = text;
        text = expression();
      } else if (sided) {
        throw tokens().expected("FROM");
      } else if (tokens().take(",")) {
        characters = expression();
      }
    }
    SqlParserPos position = close(start);
    return trim(flag.symbol(tokens().span(side)), characters, text, position);
  }

  private static SqlCall trim(
      SqlLiteral flag, @Nullable SqlNode characters, SqlNode text, SqlParserPos position) {
    return SqlStdOperatorTable.TRIM.createCall(position, flag, characters, text);
  }
}
