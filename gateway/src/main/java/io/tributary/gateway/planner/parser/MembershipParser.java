package io.tributary.gateway.planner.parser;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `IN`, `BETWEEN`, `LIKE` and what else asks whether a value fits.
final class MembershipParser {

  private final Grammar grammar;

  MembershipParser(Grammar grammar) {
    this.grammar = grammar;
  }

  SqlNode member(SqlNode left) {
    TokenStream tokens = grammar.tokens;
    boolean not = tokens.take("NOT");
    Token operator = tokens.next();
    return switch (operator.key()) {
      case "IN" -> in(left, not);
      case "BETWEEN" -> between(left, not);
      case "LIKE", "~~" ->
          like(left, not ? SqlStdOperatorTable.NOT_LIKE : SqlStdOperatorTable.LIKE);
      case "!~~" -> like(left, SqlStdOperatorTable.NOT_LIKE);
      case "ILIKE", "~~*" ->
          like(left, not ? SqlLibraryOperators.NOT_ILIKE : SqlLibraryOperators.ILIKE);
      case "!~~*" -> like(left, SqlLibraryOperators.NOT_ILIKE);
      case "SIMILAR" -> {
        tokens.expect("TO");
        yield matched(left, "regexp_full_match", not);
      }
      case "GLOB", "~~~" -> matched(left, "~~~", not);
      case "~" -> matched(left, "regexp_matches", false);
      case "!~" -> matched(left, "regexp_matches", true);
      case "~*" -> matchedInAnyCase(left, false);
      case "!~*" -> matchedInAnyCase(left, true);
      default -> throw new IllegalStateException(operator.key() + " asks for no membership");
    };
  }

  private SqlNode in(SqlNode left, boolean not) {
    TokenStream tokens = grammar.tokens;
    Token first = tokens.peek();
    if (!first.is("(")) {
      return inList(left, not, first);
    }
    tokens.next();
    SqlNode values;
    if (grammar.queries.begins()) {
      values = grammar.queries.queryOrExpression();
      if (!grammar.queries.isQuery(values) || tokens.at(",")) {
        values = list(values, first);
      }
    } else {
      values = new SqlNodeList(grammar.expressions.expressions(), tokens.from(first));
    }
    tokens.expect(")");
    return among(left, values, not);
  }

  private SqlNode among(SqlNode left, SqlNode values, boolean not) {
    SqlParserPos position = grammar.tokens.from(left);
    SqlOperator operator = not ? SqlStdOperatorTable.NOT_IN : SqlStdOperatorTable.IN;
    return RowComparisons.member(left, values, position)
        .map(condition -> negated(condition, not))
        .orElseGet(() -> operator.createCall(position, left, values));
  }

  /// The rest of a list whose first value is a sub-query or begins with one.
  private SqlNodeList list(SqlNode value, Token first) {
    List<SqlNode> values = new java.util.ArrayList<>(List.of(value));
    while (grammar.tokens.take(",") && !grammar.expressions.endsList()) {
      values.add(grammar.expressions.expression());
    }
    return new SqlNodeList(values, grammar.tokens.from(first));
  }

  /// `x IN l`, where `l` is a list and no number of values.
  private SqlNode inList(SqlNode left, boolean not, Token first) {
    TokenStream tokens = grammar.tokens;
    if (first.kind() == Token.Kind.NUMBER || first.kind() == Token.Kind.STRING) {
      throw tokens.error("IN takes values in parentheses: write IN (…)", first);
    }
    SqlNode list = grammar.expressions.operand();
    return negated(Nodes.call("contains", tokens.from(left), list, left), not);
  }

  private SqlNode between(SqlNode left, boolean not) {
    TokenStream tokens = grammar.tokens;
    boolean symmetric = tokens.take("SYMMETRIC");
    if (!symmetric) {
      tokens.take("ASYMMETRIC");
    }
    SqlNode low = grammar.expressions.operand();
    tokens.expect("AND");
    SqlNode high = grammar.expressions.operand();
    SqlOperator operator =
        symmetric
            ? not
                ? SqlStdOperatorTable.SYMMETRIC_NOT_BETWEEN
                : SqlStdOperatorTable.SYMMETRIC_BETWEEN
            : not ? SqlStdOperatorTable.NOT_BETWEEN : SqlStdOperatorTable.BETWEEN;
    return operator.createCall(tokens.from(left), left, low, high);
  }

  private SqlNode like(SqlNode left, SqlOperator operator) {
    TokenStream tokens = grammar.tokens;
    Token first = tokens.peek();
    if (first.is("ANY") || first.is("ALL") || first.is("SOME")) {
      throw tokens.refused("LIKE takes one pattern: combine several with OR or AND", first);
    }
    SqlNode pattern = grammar.expressions.operand();
    if (tokens.take("ESCAPE")) {
      SqlNode escape = grammar.expressions.operand();
      return operator.createCall(tokens.from(left), left, pattern, escape);
    }
    return operator.createCall(tokens.from(left), left, pattern);
  }

  private SqlNode matched(SqlNode left, String function, boolean not) {
    SqlNode pattern = grammar.expressions.operand();
    return negated(Nodes.call(function, grammar.tokens.from(left), left, pattern), not);
  }

  private SqlNode matchedInAnyCase(SqlNode left, boolean not) {
    SqlNode pattern = grammar.expressions.operand();
    SqlParserPos position = grammar.tokens.from(left);
    SqlNode options = org.apache.calcite.sql.SqlLiteral.createCharString("i", position);
    return negated(Nodes.call("regexp_matches", position, left, pattern, options), not);
  }

  private static SqlNode negated(SqlNode condition, boolean not) {
    return not
        ? SqlStdOperatorTable.NOT.createCall(condition.getParserPosition(), condition)
        : condition;
  }
}
