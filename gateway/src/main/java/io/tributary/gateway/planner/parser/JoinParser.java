package io.tributary.gateway.planner.parser;

import io.tributary.gateway.planner.whole.Construct;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// What stands in FROM: tables and joins of them.
final class JoinParser {

  private final Grammar grammar;

  /// What semi and anti joins of the FROM at hand ask; they become conditions of WHERE.
  private List<SqlNode> conditions = new ArrayList<>();

  JoinParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  /// What FROM reads, and what it asks of the rows beside joining them.
  record From(SqlNode relation, List<SqlNode> conditions) {}

  From from() {
    List<SqlNode> outer = conditions;
    conditions = new ArrayList<>();
    try {
      return new From(relation(), conditions);
    } finally {
      conditions = outer;
    }
  }

  private SqlNode relation() {
    SqlNode left = joined(grammar.tables.table());
    while (tokens().at(",")) {
      Token comma = tokens().next();
      if (grammar.expressions.endsList()) {
        break;
      }
      SqlNode right = joined(grammar.tables.table());
      left = join(left, right, JoinType.COMMA, false, tokens().span(comma));
    }
    return left;
  }

  private SqlNode joined(SqlNode first) {
    SqlNode left = first;
    while (atJoin()) {
      left = joinedOnce(left);
    }
    return left;
  }

  private boolean atJoin() {
    return switch (tokens().peek().key()) {
      case "JOIN",
          "NATURAL",
          "INNER",
          "LEFT",
          "RIGHT",
          "FULL",
          "CROSS",
          "SEMI",
          "ANTI",
          "ASOF",
          "POSITIONAL" ->
          true;
      default -> false;
    };
  }

  private SqlNode joinedOnce(SqlNode left) {
    Token start = tokens().peek();
    boolean natural = tokens().take("NATURAL");
    if (!natural && atSemiJoin()) {
      conditions.add(semiJoin(start));
      return left;
    }
    JoinType type = joinType();
    if (!conditions.isEmpty() && (type == JoinType.RIGHT || type == JoinType.FULL)) {
      throw tokens()
          .notTakenApart(
              Construct.JOIN_BESIDE_SEMI_JOIN,
              "a RIGHT or FULL JOIN cannot follow a SEMI or ANTI JOIN: write EXISTS",
              start);
    }
    tokens().expect("JOIN");
    SqlParserPos position = tokens().from(start);
    SqlNode right = grammar.tables.table();
    if (natural || type == JoinType.CROSS) {
      return join(left, right, type, natural, position);
    }
    // The conditions of joins that follow each other may all come at the end.
    while (atJoin()) {
      if (atSemiJoin()) {
        throw tokens()
            .notTakenApart(
                Construct.JOIN_BESIDE_SEMI_JOIN,
                "a SEMI or ANTI JOIN within another join is not supported: write EXISTS",
                tokens().peek());
      }
      right = joinedOnce(right);
    }
    if (tokens().take("USING")) {
      SqlNodeList columns = grammar.tables.columnNames();
      return join(left, right, type, false, JoinConditionType.USING, columns, position);
    }
    if (!tokens().take("ON")) {
      throw tokens().expected("ON or USING; a join without a condition is a CROSS JOIN");
    }
    SqlNode condition = grammar.expressions.expression();
    return join(left, right, type, false, JoinConditionType.ON, condition, position);
  }

  private JoinType joinType() {
    Token word = tokens().peek();
    if (word.is("JOIN")) {
      return JoinType.INNER;
    }
    tokens().next();
    return switch (word.key()) {
      case "INNER" -> JoinType.INNER;
      case "CROSS" -> JoinType.CROSS;
      case "LEFT" -> outer(JoinType.LEFT);
      case "RIGHT" -> outer(JoinType.RIGHT);
      case "FULL" -> outer(JoinType.FULL);
      case "ASOF" ->
          throw tokens()
              .notTakenApart(
                  Construct.ASOF_JOIN,
                  "ASOF JOIN is not supported: join with >= and keep QUALIFY row_number() OVER"
                      + " (PARTITION BY … ORDER BY … DESC) = 1",
                  word);
      case "POSITIONAL" ->
          throw tokens()
              .notTakenApart(
                  Construct.POSITIONAL_JOIN,
                  "POSITIONAL JOIN is not supported: join by row_number() OVER ()",
                  word);
      default -> throw tokens().error("expected JOIN, not %s".formatted(word.text()), word);
    };
  }

  private boolean atSemiJoin() {
    Token word = tokens().peek(tokens().at("LEFT") ? 1 : 0);
    return word.is("SEMI") || word.is("ANTI");
  }

  /// `a SEMI JOIN b ON c` is `a WHERE EXISTS (SELECT 1 FROM b WHERE c)`.
  private SqlNode semiJoin(Token start) {
    tokens().take("LEFT");
    boolean anti = tokens().next().is("ANTI");
    tokens().expect("JOIN");
    SqlNode right = grammar.tables.table();
    SqlNode matches;
    if (tokens().take("USING")) {
      SqlNodeList columns = grammar.tables.columnNames();
      SqlParserPos position = tokens().from(start);
      SqlNode sought =
          columns.size() == 1
              ? columns.get(0)
              : SqlStdOperatorTable.ROW.createCall(position, columns.getList());
      matches =
          SqlStdOperatorTable.IN.createCall(
              position, sought, Nodes.select(position, columns.getList(), right));
    } else {
      tokens().expect("ON");
      SqlNode condition = grammar.expressions.expression();
      SqlParserPos position = tokens().from(start);
      SqlSelect select =
          Nodes.select(position, List.of(SqlLiteral.createExactNumeric("1", position)), right);
      select.setWhere(condition);
      matches = SqlStdOperatorTable.EXISTS.createCall(position, select);
    }
    SqlOperator operator = anti ? SqlStdOperatorTable.IS_NOT_TRUE : SqlStdOperatorTable.IS_TRUE;
    return matches.getKind() == SqlKind.EXISTS
        ? anti ? SqlStdOperatorTable.NOT.createCall(matches.getParserPosition(), matches) : matches
        : operator.createCall(matches.getParserPosition(), matches);
  }

  private JoinType outer(JoinType type) {
    tokens().take("OUTER");
    return type;
  }

  private static SqlJoin join(
      SqlNode left, SqlNode right, JoinType type, boolean natural, SqlParserPos position) {
    return join(left, right, type, natural, JoinConditionType.NONE, null, position);
  }

  private static SqlJoin join(
      SqlNode left,
      SqlNode right,
      JoinType type,
      boolean natural,
      JoinConditionType conditionType,
      @Nullable SqlNode condition,
      SqlParserPos position) {
    return new SqlJoin(
        position,
        left,
        SqlLiteral.createBoolean(natural, position),
        type.symbol(position),
        right,
        conditionType.symbol(position),
        condition);
  }
}
