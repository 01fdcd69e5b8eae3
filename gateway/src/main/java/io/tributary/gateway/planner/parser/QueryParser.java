package io.tributary.gateway.planner.parser;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.planner.whole.Construct;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Whole queries: WITH, set operations, ORDER BY and LIMIT around SELECT, VALUES and TABLE.
final class QueryParser {

  private static final BigDecimal MOST_ROWS = BigDecimal.valueOf(Long.MAX_VALUE);

  private final Grammar grammar;

  QueryParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  // What begins here

  boolean isQuery(SqlNode node) {
    return node.isA(SqlKind.QUERY);
  }

  /// Whether a query begins here, perhaps in parentheses.
  boolean begins() {
    int at = 0;
    while (tokens().peek(at).is("(")) {
      at++;
    }
    return beginsAt(at);
  }

  private boolean beginsAt(int ahead) {
    Token token = tokens().peek(ahead);
    return switch (token.key()) {
      case "SELECT", "WITH", "FROM", "TABLE" -> true;
      case "VALUES" -> tokens().peek(ahead + 1).is("(");
      default -> false;
    };
  }

  /// What stands in parentheses, where only what follows a sub-query tells whether it was all.
  SqlNode queryOrExpression() {
    if (beginsAt(0)) {
      return query();
    }
    return tokens().at("(") && begins()
        ? tokens().nested(this::parenthesizedQueryOrExpression)
        : grammar.expressions.expression();
  }

  private SqlNode parenthesizedQueryOrExpression() {
    Token open = tokens().next();
    SqlNode inner = queryOrExpression();
    if (tokens().take(")")) {
      if (!isQuery(inner)) {
        return grammar.expressions.expressionFrom(inner.clone(tokens().from(open)));
      }
      return goesOn()
          ? ordered(setOperations(inner), open)
          : grammar.expressions.expressionFrom(inner);
    }
    List<SqlNode> values = new ArrayList<>(List.of(inner));
    while (tokens().take(",") && !tokens().at(")")) {
      values.add(grammar.expressions.expression());
    }
    tokens().expect(")");
    return grammar.expressions.expressionFrom(
        SqlStdOperatorTable.ROW.createCall(tokens().from(open), values));
  }

  private boolean goesOn() {
    return switch (tokens().peek().key()) {
      case "UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT", "OFFSET", "FETCH" -> true;
      default -> false;
    };
  }

  // Queries

  SqlNode query() {
    return tokens().nested(this::queryOfAnyDepth);
  }

  /// A query that begins with what is already parsed.
  SqlNode query(SqlNode first) {
    Token start = tokens().peek();
    return ordered(setOperations(first), start);
  }

  private SqlNode queryOfAnyDepth() {
    Token start = tokens().peek();
    SqlNodeList with = tokens().take("WITH") ? withList() : null;
    SqlNode body = setOperations(leaf());
    return ordered(with == null ? body : new SqlWith(tokens().from(start), with, body), start);
  }

  private SqlNodeList withList() {
    Token start = tokens().peek();
    boolean recursive = tokens().take("RECURSIVE");
    List<SqlNode> items = new ArrayList<>();
    do {
      items.add(withItem(recursive));
    } while (tokens().take(",") && !beginsAt(0));
    return new SqlNodeList(items, tokens().from(start));
  }

  private SqlNode withItem(boolean recursive) {
    SqlIdentifier name = tokens().identifier("a name for the query");
    SqlNodeList columns = tokens().at("(") ? grammar.tables.columnNames() : null;
    if (tokens().at("USING")) {
      throw tokens()
          .notTakenApart(
              Construct.RECURSION,
              "USING KEY is not supported: write UNION in place of it",
              tokens().peek());
    }
    tokens().expect("AS");
    if (!tokens().take("MATERIALIZED")) {
      tokens().take("NOT", "MATERIALIZED");
    }
    tokens().expect("(");
    SqlNode query = query();
    tokens().expect(")");
    SqlParserPos position = tokens().from(name);
    return new SqlWithItem(
        position, name, columns, query, SqlLiteral.createBoolean(recursive, position));
  }

  /// INTERSECT binds more tightly than UNION and EXCEPT.
  private SqlNode setOperations(SqlNode first) {
    SqlNode left = intersections(first);
    SqlOperator operator = unionOrExcept();
    while (operator != null) {
      List<SqlNode> operands = new ArrayList<>(List.of(left));
      SqlOperator next = operator;
      do {
        operands.add(intersections(leaf()));
        next = unionOrExcept();
      } while (operator.equals(next) && operator.getKind() == SqlKind.UNION);
      left = Nodes.balanced(operator, operands);
      operator = next;
    }
    return left;
  }

  private SqlNode intersections(SqlNode first) {
    SqlNode left = first;
    while (tokens().take("INTERSECT")) {
      SqlOperator operator =
          all() ? SqlStdOperatorTable.INTERSECT_ALL : SqlStdOperatorTable.INTERSECT;
      SqlNode right = leaf();
      left = operator.createCall(tokens().from(left), left, right);
    }
    return left;
  }

  private @Nullable SqlOperator unionOrExcept() {
    if (tokens().take("UNION")) {
      return all() ? SqlStdOperatorTable.UNION_ALL : SqlStdOperatorTable.UNION;
    }
    if (tokens().take("EXCEPT")) {
      return all() ? SqlStdOperatorTable.EXCEPT_ALL : SqlStdOperatorTable.EXCEPT;
    }
    return null;
  }

  private boolean all() {
    boolean all = tokens().take("ALL");
    if (!all) {
      tokens().take("DISTINCT");
    }
    if (tokens().at("BY", "NAME")) {
      throw tokens()
          .notTakenApart(
              Construct.UNION_BY_NAME,
              "BY NAME is not supported: list the columns of both queries in the same order",
              tokens().peek());
    }
    return all;
  }

  private SqlNode leaf() {
    Token start = tokens().peek();
    return switch (start.key()) {
      case "SELECT", "FROM" -> grammar.selects.select();
      case "VALUES" -> grammar.tables.valuesQuery();
      case "TABLE" -> {
        tokens().next();
        SqlIdentifier name = grammar.tables.tableName();
        yield Nodes.selectStar(tokens().from(start), name);
      }
      case "(" -> {
        tokens().next();
        SqlNode query = query();
        tokens().expect(")");
        yield query;
      }
      case "PIVOT", "UNPIVOT", "PIVOT_WIDER", "PIVOT_LONGER" ->
          throw tokens()
              .notTakenApart(
                  Construct.PIVOT,
                  start.key()
                      + " is not supported: write an aggregate with FILTER (WHERE …) for each"
                      + " column, or UNION ALL for each row",
                  start);
      default -> throw tokens().expected("a query: SELECT, WITH, VALUES, TABLE or FROM");
    };
  }

  // ORDER BY and LIMIT

  SqlNodeList orderBy() {
    Token start = tokens().expect("ORDER");
    tokens().expect("BY");
    List<SqlNode> keys = new ArrayList<>();
    do {
      if (!keys.isEmpty() && grammar.expressions.endsList()) {
        break;
      }
      keys.add(orderKey());
    } while (tokens().take(","));
    return new SqlNodeList(keys, tokens().from(start));
  }

  private SqlNode orderKey() {
    Token start = tokens().peek();
    SqlNode key =
        tokens().take("ALL")
            ? Everything.ALL.at(tokens().span(start))
            : grammar.expressions.expression();
    if (tokens().take("DESC")) {
      key = SqlStdOperatorTable.DESC.createCall(tokens().from(key), key);
    } else {
      tokens().take("ASC");
    }
    if (tokens().take("NULLS", "FIRST")) {
      return SqlStdOperatorTable.NULLS_FIRST.createCall(tokens().from(key), key);
    }
    return tokens().take("NULLS", "LAST")
        ? SqlStdOperatorTable.NULLS_LAST.createCall(tokens().from(key), key)
        : key;
  }

  private SqlNode ordered(SqlNode query, Token start) {
    SqlNodeList order = tokens().at("ORDER") ? orderBy() : null;
    SqlNode offset = null;
    SqlNode fetch = null;
    boolean limited = false;
    while (true) {
      Token word = tokens().peek();
      if (word.is("LIMIT")) {
        tokens().next();
        fetch = count("LIMIT");
        limited = true;
      } else if (word.is("OFFSET")) {
        tokens().next();
        offset = count("OFFSET");
        if (!tokens().take("ROW")) {
          tokens().take("ROWS");
        }
        limited = true;
      } else if (word.is("FETCH")) {
        fetch = fetch(word);
        limited = true;
      } else {
        break;
      }
    }
    grammar.selects.distinctOn(query, order == null ? SqlNodeList.EMPTY : order);
    return order == null && !limited
        ? query
        : new SqlOrderBy(
            tokens().from(start), query, order == null ? SqlNodeList.EMPTY : order, offset, fetch);
  }

  private @Nullable SqlNode fetch(Token word) {
    tokens().next();
    if (!tokens().take("FIRST") && !tokens().take("NEXT")) {
      throw tokens().expected("FIRST or NEXT");
    }
    SqlNode count =
        tokens().at("ROW") || tokens().at("ROWS")
            ? SqlLiteral.createExactNumeric("1", tokens().span(word))
            : count("FETCH");
    if (!tokens().take("ROWS")) {
      tokens().expect("ROW");
    }
    if (tokens().at("WITH", "TIES")) {
      throw tokens()
          .refused(
              "WITH TIES is not supported: write QUALIFY rank() OVER (ORDER BY …) <= count",
              tokens().peek());
    }
    tokens().expect("ONLY");
    return count;
  }

  /// A number of rows; null for all.
  private @Nullable SqlNode count(String clause) {
    Token start = tokens().peek();
    if (tokens().take("ALL") || tokens().take("NULL")) {
      return null;
    }
    Token percent = tokens().peek(1);
    if (percent.is("%")) {
      throw percentage(start);
    }
    SqlNode count = grammar.expressions.operand();
    if (tokens().at("PERCENT")) {
      throw percentage(start);
    }
    if (count instanceof SqlDynamicParam) {
      return count;
    }
    if (count instanceof SqlNumericLiteral number
        && number.isInteger()
        && number.bigDecimalValue().signum() >= 0
        && number.bigDecimalValue().compareTo(MOST_ROWS) <= 0) {
      return count;
    }
    String message =
        "%s must be a whole number of at most %d, not %s"
            .formatted(
                clause,
                Long.MAX_VALUE,
                count instanceof SqlNumericLiteral number ? number.toValue() : "an expression");
    if (count instanceof SqlNumericLiteral) {
      throw new GatewayException(ErrorCode.TYPE_MISMATCH, message, tokens().position(start));
    }
    throw tokens().notTakenApart(Construct.COMPUTED_LIMIT, message, start);
  }

  private GatewayException percentage(Token start) {
    return tokens()
        .notTakenApart(
            Construct.LIMIT_IN_PERCENT,
            "a LIMIT in percent is not supported: write a number of rows",
            start);
  }
}
