package io.tributary.gateway.planner.parser;

import io.tributary.gateway.planner.whole.Construct;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Values: literals, names, calls, parentheses, and what is written after them: `::type`, `[1]`,
/// `.field`.
final class PrimaryParser {

  private static final BigDecimal LARGEST = new BigDecimal("1e400");

  private final Grammar grammar;

  PrimaryParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  SqlNode value() {
    return postfixes(primary());
  }

  private SqlNode primary() {
    Token token = tokens().peek();
    return switch (token.kind()) {
      case NUMBER -> number(tokens().next());
      case STRING -> SqlLiteral.createCharString(tokens().next().text(), tokens().from(token));
      case BINARY -> binary(tokens().next());
      case PARAMETER -> numbered(tokens().next());
      case QUOTED_NAME -> named();
      case SYMBOL -> symbol(token);
      case WORD -> word(token);
      case END -> throw tokens().expected("a value");
    };
  }

  private SqlNode symbol(Token token) {
    return switch (token.key()) {
      case "(" -> parenthesized();
      case "[" -> grammar.collections.list(tokens().peek());
      case "{" -> grammar.collections.struct();
      case "?" -> {
        tokens().next();
        yield new SqlDynamicParam(grammar.parameters.next(), tokens().span(token));
      }
      case "#" ->
          throw tokens()
              .notTakenApart(
                  Construct.NUMBERED_COLUMN,
                  "# and a number name no column here: write its name",
                  token);
      default -> throw tokens().expected("a value");
    };
  }

  private SqlNode word(Token word) {
    SqlNode special = grammar.specialCalls.special();
    if (special != null) {
      return special;
    }
    return switch (word.key()) {
      case "NULL" -> SqlLiteral.createNull(taken());
      case "TRUE" -> SqlLiteral.createBoolean(true, taken());
      case "FALSE" -> SqlLiteral.createBoolean(false, taken());
      case "CURRENT_DATE" -> contextValue(SqlStdOperatorTable.CURRENT_DATE.createCall(taken()));
      case "CURRENT_TIMESTAMP" -> contextValue(Nodes.call("now", taken()));
      case "LOCALTIME" -> contextValue(SqlStdOperatorTable.LOCALTIME.createCall(taken()));
      case "LOCALTIMESTAMP" -> contextValue(SqlStdOperatorTable.LOCALTIMESTAMP.createCall(taken()));
      case "CASE" -> caseOf();
      case "LAMBDA" ->
          throw tokens().refused("a lambda stands only among a function's arguments", word);
      case "SELECT", "FROM" -> throw tokens().error("put the sub-query into parentheses", word);
      default -> named();
    };
  }

  private SqlParserPos taken() {
    return tokens().span(tokens().next());
  }

  private SqlNode contextValue(SqlNode value) {
    tokens().take("(", ")");
    return value;
  }

  // Literals

  private SqlNode number(Token token) {
    SqlParserPos position = tokens().span(token);
    String text = token.text();
    if (text.length() > 1 && (text.charAt(1) | 32) == 'x') {
      if (text.length() == 2) {
        throw tokens().error("0x needs hexadecimal digits", token);
      }
      return SqlLiteral.createExactNumeric(
          new BigInteger(text.substring(2), 16).toString(), position);
    }
    if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      return approximate(text, token, position);
    }
    if (new BigDecimal(text).precision() > 38) {
      throw tokens().error("the number has more than 38 digits", token);
    }
    return SqlLiteral.createExactNumeric(
        text.endsWith(".") ? text.substring(0, text.length() - 1) : text, position);
  }

  private SqlNode approximate(String text, Token token, SqlParserPos position) {
    try {
      BigDecimal value = new BigDecimal(text);
      if (Math.abs((long) value.precision() - value.scale()) > 400
          || value.abs().compareTo(LARGEST) > 0) {
        throw tokens().error("the number %s is no DOUBLE".formatted(text), token);
      }
    } catch (NumberFormatException e) {
      throw tokens().error("the number %s is no DOUBLE".formatted(text), token);
    }
    return SqlLiteral.createApproxNumeric(text, position);
  }

  private SqlNode binary(Token token) {
    String digits = token.text();
    if (digits.length() % 2 != 0 || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      throw tokens().error("x'…' takes pairs of hexadecimal digits", token);
    }
    return SqlLiteral.createBinaryString(digits, tokens().span(token));
  }

  private SqlNode numbered(Token token) {
    try {
      int number = Integer.parseInt(token.text());
      if (number >= 1) {
        return new SqlDynamicParam(number - 1, tokens().span(token));
      }
    } catch (NumberFormatException e) {
      // named
    }
    throw tokens().refused("parameters have no names: write ? or $1", token);
  }

  // Names and calls

  private SqlNode named() {
    Token first = tokens().peek();
    boolean call = Words.isFunctionName(first) && tokens().peek(1).is("(");
    if (!call && !Words.isName(first)) {
      throw tokens().expected("a value");
    }
    List<Token> parts = new ArrayList<>(List.of(tokens().next()));
    while (tokens().at(".") && isFieldName(tokens().peek(1))) {
      tokens().next();
      parts.add(tokens().next());
    }
    if (tokens().at("(")) {
      return grammar.calls.call(parts);
    }
    return identifier(parts);
  }

  /// After a dot every word is a name.
  static boolean isFieldName(Token token) {
    return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_NAME;
  }

  SqlIdentifier identifier(List<Token> parts) {
    return new SqlIdentifier(
        parts.stream().map(Token::text).toList(),
        null,
        tokens().from(parts.getFirst()),
        parts.stream().map(tokens()::span).toList());
  }

  // Parentheses

  private SqlNode parenthesized() {
    Token open = tokens().next();
    if (tokens().at(")")) {
      throw tokens().expected("a value");
    }
    SqlNode first = grammar.queries.queryOrExpression();
    if (tokens().take(")")) {
      return first instanceof SqlIdentifier || grammar.queries.isQuery(first)
          ? first
          : first.clone(tokens().from(open));
    }
    List<SqlNode> values = new ArrayList<>(List.of(first));
    while (tokens().take(",") && !tokens().at(")")) {
      values.add(grammar.expressions.expression());
    }
    tokens().expect(")");
    return SqlStdOperatorTable.ROW.createCall(tokens().from(open), values);
  }

  private SqlNode caseOf() {
    Token start = tokens().next();
    SqlNode value = tokens().at("WHEN") ? null : grammar.expressions.expression();
    List<SqlNode> conditions = new ArrayList<>();
    List<SqlNode> results = new ArrayList<>();
    tokens().expect("WHEN");
    do {
      conditions.add(grammar.expressions.expression());
      tokens().expect("THEN");
      results.add(grammar.expressions.expression());
    } while (tokens().take("WHEN"));
    SqlNode otherwise = tokens().take("ELSE") ? grammar.expressions.expression() : null;
    tokens().expect("END");
    SqlParserPos position = tokens().from(start);
    return SqlCase.createSwitched(
        position,
        value,
        new SqlNodeList(conditions, position),
        new SqlNodeList(results, position),
        otherwise);
  }

  // What is written after a value

  SqlNode postfixes(SqlNode value) {
    SqlNode result = value;
    while (true) {
      if (tokens().take("::")) {
        result = grammar.types.cast(result);
      } else if (tokens().at("[")) {
        result = grammar.collections.subscript(result);
      } else if (tokens().at(".") && isFieldName(tokens().peek(1))) {
        result = field(result);
      } else if (tokens().take("!")) {
        result = Nodes.call("factorial", tokens().from(result), result);
      } else {
        return result;
      }
    }
  }

  /// A struct's field, or a function with the value for its first argument.
  private SqlNode field(SqlNode value) {
    tokens().next();
    Token name = tokens().next();
    if (tokens().at("(")) {
      return grammar.calls.method(value, name);
    }
    return SqlStdOperatorTable.DOT.createCall(
        tokens().from(value), value, new SqlIdentifier(name.text(), tokens().span(name)));
  }
}
