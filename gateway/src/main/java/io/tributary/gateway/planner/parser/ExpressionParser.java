package io.tributary.gateway.planner.parser;

import io.tributary.gateway.planner.whole.Construct;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Operators, which bind as in DuckDB.
///
/// A chain of ANDs or ORs becomes a balanced tree: thousands of conditions are only a few levels
/// deep.
final class ExpressionParser {

  /// How tightly operators bind, from the loosest.
  private static final int ARROW = 1;

  private static final int OR = 2;
  private static final int AND = 3;
  private static final int IS = 5;
  private static final int COMPARISON = 6;
  private static final int MEMBERSHIP = 7;
  private static final int OTHER = 8;
  private static final int BITS = 9;
  private static final int SUM = 10;
  private static final int PRODUCT = 11;
  private static final int POWER = 12;
  private static final int ZONE = 13;

  private static final Map<String, SqlOperator> COMPARISONS =
      Map.of(
          "=", SqlStdOperatorTable.EQUALS,
          "==", SqlStdOperatorTable.EQUALS,
          "<>", SqlStdOperatorTable.NOT_EQUALS,
          "!=", SqlStdOperatorTable.NOT_EQUALS,
          "<", SqlStdOperatorTable.LESS_THAN,
          "<=", SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
          ">", SqlStdOperatorTable.GREATER_THAN,
          ">=", SqlStdOperatorTable.GREATER_THAN_OR_EQUAL);

  private static final Set<String> OTHERS =
      Set.of("||", "->>", "@>", "<@", "&&", "^@", "<->", "<=>");

  private static final Set<String> BITWISE = Set.of("&", "|", "<<", ">>");

  /// Values that are whole numbers of their type only with a minus before them.
  private static final Set<BigDecimal> SMALLEST =
      Set.of(new BigDecimal(1L << 31), new BigDecimal(Long.MIN_VALUE).negate());

  private final Grammar grammar;

  ExpressionParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  SqlNode expression() {
    return operators(ARROW);
  }

  /// What `BETWEEN` and `POSITION(… IN …)` take, which have an AND or IN of their own.
  SqlNode operand() {
    return operators(OTHER);
  }

  /// An expression that begins with what is already parsed.
  SqlNode expressionFrom(SqlNode first) {
    return chain(grammar.primaries.postfixes(first), ARROW);
  }

  List<SqlNode> expressions() {
    List<SqlNode> expressions = new ArrayList<>();
    do {
      if (!expressions.isEmpty() && endsList()) {
        break;
      }
      expressions.add(expression());
    } while (tokens().take(","));
    return expressions;
  }

  /// Whether a list ended with a comma too many, which is fine.
  boolean endsList() {
    Token token = tokens().peek();
    return switch (token.kind()) {
      case END -> true;
      case SYMBOL -> token.is(")") || token.is("]") || token.is("}") || token.is(";");
      case WORD ->
          switch (token.key()) {
            case "FROM",
                "WHERE",
                "GROUP",
                "HAVING",
                "ORDER",
                "LIMIT",
                "OFFSET",
                "FETCH",
                "WINDOW",
                "QUALIFY",
                "UNION",
                "INTERSECT",
                "EXCEPT" ->
                true;
            default -> false;
          };
      default -> false;
    };
  }

  private SqlNode operators(int loosest) {
    return tokens().nested(() -> chain(prefixed(loosest), loosest));
  }

  private SqlNode prefixed(int loosest) {
    Token token = tokens().peek();
    if (token.is("NOT") && loosest <= MEMBERSHIP) {
      tokens().next();
      SqlNode operand = operators(IS);
      return SqlStdOperatorTable.NOT.createCall(tokens().from(token), operand);
    }
    if (token.kind() == Token.Kind.SYMBOL) {
      switch (token.key()) {
        case "-" -> {
          return negated();
        }
        case "+" -> {
          tokens().next();
          SqlNode operand = tokens().nested(() -> prefixed(ZONE));
          return SqlStdOperatorTable.UNARY_PLUS.createCall(tokens().from(token), operand);
        }
        case "~" -> {
          tokens().next();
          return Nodes.call("~", tokens().from(token), operators(SUM));
        }
        case "@" -> {
          tokens().next();
          return Nodes.call("abs", tokens().from(token), operators(OTHER));
        }
        default -> {
          // no prefix
        }
      }
    }
    return grammar.primaries.value();
  }

  private SqlNode negated() {
    Token minus = tokens().next();
    SqlNode operand = tokens().nested(() -> prefixed(ZONE));
    SqlParserPos position = tokens().from(minus);
    return operand instanceof SqlNumericLiteral number
            && number.isInteger()
            && SMALLEST.contains(number.bigDecimalValue())
        ? SqlLiteral.createExactNumeric("-" + number.toValue(), position)
        : SqlStdOperatorTable.UNARY_MINUS.createCall(position, operand);
  }

  /// The operators after a value, as far as they bind at least as tightly as `loosest`.
  private SqlNode chain(SqlNode first, int loosest) {
    SqlNode left = first;
    int tightest = ZONE;
    int before = 0;
    while (true) {
      Token operator = tokens().peek();
      int level = level(operator);
      if (level < loosest || level == 0) {
        return left;
      }
      if (level > tightest) {
        throw tokens()
            .error("put what stands before %s into parentheses".formatted(operator.text()));
      }
      if (level == before && (level == COMPARISON || level == MEMBERSHIP)) {
        throw tokens()
            .error(
                "comparisons cannot follow each other: combine them with AND, or put one into"
                    + " parentheses");
      }
      boolean inList = operator.is("IN") || tokens().at("NOT", "IN");
      left = applied(left, level);
      before = level == IS || inList ? 0 : level;
      tightest = inList ? MEMBERSHIP : level == IS ? COMPARISON : ZONE;
    }
  }

  /// How tightly the next token binds as an operator; 0 if it is none.
  private int level(Token token) {
    String key = token.key();
    if (COMPARISONS.containsKey(key)) {
      return COMPARISON;
    }
    if (OTHERS.contains(key)) {
      return OTHER;
    }
    if (BITWISE.contains(key)) {
      return BITS;
    }
    return switch (key) {
      case "->" -> ARROW;
      case "OR" -> OR;
      case "AND" -> AND;
      case "IS", "ISNULL", "NOTNULL" -> IS;
      case "NOT" ->
          switch (tokens().peek(1).key()) {
            case "IN", "LIKE", "ILIKE", "SIMILAR", "BETWEEN", "GLOB" -> MEMBERSHIP;
            case "NULL" -> IS;
            default -> 0;
          };
      case "IN", "LIKE", "ILIKE", "SIMILAR", "GLOB", "BETWEEN" -> MEMBERSHIP;
      case "~", "!~", "~*", "!~*", "~~", "!~~", "~~*", "!~~*", "~~~" -> MEMBERSHIP;
      case "+", "-" -> SUM;
      case "*", "/", "//", "%" -> PRODUCT;
      case "^", "**" -> POWER;
      case "AT" -> tokens().peek(1).is("TIME") ? ZONE : 0;
      case "COLLATE" -> ZONE;
      default -> 0;
    };
  }

  private SqlNode applied(SqlNode left, int level) {
    return switch (level) {
      case OR, AND -> connected(left, level);
      case IS -> tested(left);
      case COMPARISON -> compared(left);
      case MEMBERSHIP -> new MembershipParser(grammar).member(left);
      case ZONE -> inZone(left);
      case SUM -> sum(left);
      default -> binary(left, level);
    };
  }

  private SqlNode connected(SqlNode left, int level) {
    SqlOperator operator = level == OR ? SqlStdOperatorTable.OR : SqlStdOperatorTable.AND;
    List<SqlNode> operands = new ArrayList<>(List.of(left));
    while (tokens().take(operator.getName())) {
      operands.add(operators(level + 1));
    }
    return Nodes.balanced(operator, operands);
  }

  private SqlNode tested(SqlNode left) {
    Token word = tokens().next();
    boolean not = word.is("NOT") || word.is("NOTNULL") || tokens().take("NOT");
    if (word.is("ISNULL")
        || word.is("NOTNULL")
        || tokens().take("NULL")
        || tokens().take("UNKNOWN")) {
      return test(not ? SqlStdOperatorTable.IS_NOT_NULL : SqlStdOperatorTable.IS_NULL, left);
    }
    if (tokens().take("TRUE")) {
      return test(not ? SqlStdOperatorTable.IS_NOT_TRUE : SqlStdOperatorTable.IS_TRUE, left);
    }
    if (tokens().take("FALSE")) {
      return test(not ? SqlStdOperatorTable.IS_NOT_FALSE : SqlStdOperatorTable.IS_FALSE, left);
    }
    if (!tokens().take("DISTINCT", "FROM")) {
      throw tokens().expected("NULL, TRUE, FALSE or DISTINCT FROM");
    }
    return compared(
        not ? SqlStdOperatorTable.IS_NOT_DISTINCT_FROM : SqlStdOperatorTable.IS_DISTINCT_FROM,
        left,
        operators(COMPARISON));
  }

  private SqlNode test(SqlOperator operator, SqlNode left) {
    return operator.createCall(tokens().from(left), left);
  }

  private SqlNode compared(SqlNode left) {
    SqlOperator operator = COMPARISONS.get(tokens().next().key());
    if (operator == null) {
      throw new IllegalStateException("no comparison");
    }
    Token word = tokens().peek();
    boolean quantified =
        (word.is("ANY") || word.is("SOME") || word.is("ALL")) && tokens().peek(1).is("(");
    if (quantified) {
      tokens().next();
      return quantified(left, operator, word);
    }
    return compared(operator, left, operators(MEMBERSHIP));
  }

  private SqlNode compared(SqlOperator operator, SqlNode left, SqlNode right) {
    SqlParserPos position = tokens().from(left);
    return RowComparisons.compared(operator, left, right, position)
        .orElseGet(() -> operator.createCall(position, left, right));
  }

  /// `= ANY (SELECT …)`, or of a list's elements.
  private SqlNode quantified(SqlNode left, SqlOperator comparison, Token word) {
    tokens().expect("(");
    SqlNode values = grammar.queries.begins() ? grammar.queries.query() : elements(expression());
    tokens().expect(")");
    SqlOperator operator =
        word.is("ALL")
            ? SqlStdOperatorTable.all(comparison.getKind())
            : SqlStdOperatorTable.some(comparison.getKind());
    return operator.createCall(tokens().from(left), left, values);
  }

  private SqlNode elements(SqlNode list) {
    return list.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR
        ? new SqlNodeList(Nodes.operands(list), list.getParserPosition())
        : Nodes.selectElements(list);
  }

  private SqlNode inZone(SqlNode left) {
    Token word = tokens().next();
    if (word.is("COLLATE")) {
      throw tokens()
          .notTakenApart(
              Construct.COLLATE,
              "COLLATE is not supported: compare lower(…) of both to ignore case",
              word);
    }
    tokens().next();
    tokens().expect("ZONE");
    SqlNode zone = tokens().nested(() -> prefixed(ZONE));
    return Nodes.call("timezone", tokens().from(left), zone, left);
  }

  private SqlNode sum(SqlNode left) {
    SqlOperator operator =
        tokens().next().is("+") ? SqlStdOperatorTable.PLUS : SqlStdOperatorTable.MINUS;
    SqlNode right = operators(PRODUCT);
    SqlParserPos position = tokens().from(left);
    SqlNode result = left;
    for (SqlNode part : grammar.intervals.parts(right)) {
      result = operator.createCall(position, result, part);
    }
    return result;
  }

  private SqlNode binary(SqlNode left, int level) {
    Token operator = tokens().next();
    SqlNode right = operators(level + 1);
    SqlParserPos position = tokens().from(left);
    return switch (operator.key()) {
      case "||" -> SqlStdOperatorTable.CONCAT.createCall(position, left, right);
      case "*" -> SqlStdOperatorTable.MULTIPLY.createCall(position, left, right);
      case "/" -> Division.QUOTIENT.createCall(position, left, right);
      case "//" -> Nodes.call("divide", position, left, right);
      case "%" -> Nodes.call("mod", position, left, right);
      case "^", "**" -> Nodes.call("pow", position, left, right);
      case "->" -> extracted(left, right, position);
      case "->>" -> Nodes.call("json_extract_string", position, left, right);
      default -> Nodes.call(operator.key(), position, left, right);
    };
  }

  /// JSON's arrow; that of a lambda never comes here. Though `->>` binds more tightly, both read
  /// from left to right.
  private static SqlNode extracted(SqlNode left, SqlNode right, SqlParserPos position) {
    if (right instanceof SqlCall call && Nodes.isCallOf(call, "json_extract_string")) {
      return Nodes.call(
          "json_extract_string",
          position,
          extracted(left, call.operand(0), position),
          call.operand(1));
    }
    return Nodes.call("json_extract", position, left, right);
  }
}
