package io.tributary.gateway.planner.parser;

import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.TableFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnnestOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// What stands in FROM: tables, sub-queries, functions and joins of them.
final class TableParser {

  /// Functions that give a list as a value and its elements as a table.
  private static final Set<String> LISTS = Set.of("range", "generate_series");

  private final Grammar grammar;

  /// What semi and anti joins of the FROM at hand ask; they become conditions of WHERE.
  private List<SqlNode> conditions = new ArrayList<>();

  TableParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  // Joins

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
    SqlNode left = joined(table());
    while (tokens().at(",")) {
      Token comma = tokens().next();
      if (grammar.expressions.endsList()) {
        break;
      }
      SqlNode right = joined(table());
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
    SqlNode right = table();
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
      SqlNodeList columns = columnNames();
      return new SqlJoin(
          position,
          left,
          SqlLiteral.createBoolean(false, position),
          type.symbol(position),
          right,
          JoinConditionType.USING.symbol(position),
          columns);
    }
    if (!tokens().take("ON")) {
      throw tokens().expected("ON or USING; a join without a condition is a CROSS JOIN");
    }
    SqlNode condition = grammar.expressions.expression();
    return new SqlJoin(
        position,
        left,
        SqlLiteral.createBoolean(false, position),
        type.symbol(position),
        right,
        JoinConditionType.ON.symbol(position),
        condition);
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
    SqlNode right = table();
    SqlNode matches;
    if (tokens().take("USING")) {
      SqlNodeList columns = columnNames();
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
    return new SqlJoin(
        position,
        left,
        SqlLiteral.createBoolean(natural, position),
        type.symbol(position),
        right,
        JoinConditionType.NONE.symbol(position),
        null);
  }

  // Tables

  private SqlNode table() {
    return tokens().nested(this::tableOfAnyDepth);
  }

  private SqlNode tableOfAnyDepth() {
    Token start = tokens().peek();
    if (start.is("(")) {
      return aliased(parenthesized(false), start);
    }
    if (tokens().take("LATERAL")) {
      if (tokens().at("(")) {
        return aliased(parenthesized(true), start);
      }
      return aliased(function(), start);
    }
    if (start.kind() == Token.Kind.STRING) {
      throw tokens()
          .refused("files are read as tables of a source: write source.schema.table", start);
    }
    if (tokens().at("TABLE", "(")) {
      tokens().next();
      tokens().next();
      SqlNode function = function();
      tokens().expect(")");
      return aliased(function, start);
    }
    return aliased(isCall() ? function() : tableName(), start);
  }

  private boolean isCall() {
    int at = 0;
    while (PrimaryParser.isFieldName(tokens().peek(at)) && tokens().peek(at + 1).is(".")) {
      at += 2;
    }
    return Words.isFunctionName(tokens().peek(at)) && tokens().peek(at + 1).is("(");
  }

  SqlIdentifier tableName() {
    if (!Words.isName(tokens().peek())) {
      throw tokens().expected("a table");
    }
    List<Token> parts = new ArrayList<>(List.of(tokens().next()));
    while (tokens().take(".")) {
      if (!PrimaryParser.isFieldName(tokens().peek())) {
        throw tokens().expected("a name");
      }
      parts.add(tokens().next());
    }
    return grammar.primaries.identifier(parts);
  }

  /// A sub-query or a join.
  private SqlNode parenthesized(boolean lateral) {
    Token open = tokens().expect("(");
    SqlNode inner;
    if (tokens().at("VALUES", "(")) {
      inner = valuesOrQuery();
    } else if (grammar.queries.begins() && !beginsJoin()) {
      inner = grammar.queries.query();
    } else {
      From from = from();
      if (!from.conditions().isEmpty()) {
        throw tokens()
            .notTakenApart(
                Construct.JOIN_BESIDE_SEMI_JOIN,
                "a SEMI or ANTI JOIN in parentheses is not supported: write (SELECT * FROM …)",
                open);
      }
      inner = from.relation();
    }
    tokens().expect(")");
    return lateral ? SqlStdOperatorTable.LATERAL.createCall(tokens().from(open), inner) : inner;
  }

  /// Whether what looks like a query in parentheses is the first table of a join: `((SELECT …) a
  /// JOIN b ON …)`.
  private boolean beginsJoin() {
    if (!tokens().at("(")) {
      return false;
    }
    int depth = 0;
    int at = 0;
    do {
      Token token = tokens().peek(at++);
      if (token.is("(")) {
        depth++;
      } else if (token.is(")")) {
        depth--;
      } else if (token.kind() == Token.Kind.END) {
        return false;
      }
    } while (depth > 0);
    Token after = tokens().peek(at);
    return switch (after.key()) {
      case "UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT", "OFFSET", "FETCH", ")" -> false;
      default -> true;
    };
  }

  private SqlNode valuesOrQuery() {
    SqlNode values = values();
    return tokens().at(")") ? values : grammar.queries.query(values);
  }

  // Functions

  private SqlNode function() {
    Token start = tokens().peek();
    SqlIdentifier name = functionName();
    tokens().expect("(");
    List<SqlNode> arguments = tokens().at(")") ? List.of() : grammar.calls.tableArguments();
    tokens().expect(")");
    SqlParserPos position = tokens().from(start);
    String function = name.names.getLast().toLowerCase(Locale.ROOT);
    if (function.equals("unnest")) {
      return (withOrdinality()
              ? SqlStdOperatorTable.UNNEST_WITH_ORDINALITY
              : SqlStdOperatorTable.UNNEST)
          .createCall(position, arguments);
    }
    if (name.isSimple() && LISTS.contains(function)) {
      SqlNode list = Nodes.call(function, position, arguments.toArray(SqlNode[]::new));
      return (withOrdinality()
              ? SqlStdOperatorTable.UNNEST_WITH_ORDINALITY
              : SqlStdOperatorTable.UNNEST)
          .createCall(position, list);
    }
    if (name.isSimple() && TableFunctions.allow(function)) {
      throw tokens()
          .notTakenApart(
              Construct.TABLE_FUNCTION, "%s in FROM is not supported".formatted(function), start);
    }
    throw tokens().refused(TableFunctions.refusal(String.join(".", name.names)), start);
  }

  private boolean withOrdinality() {
    return tokens().take("WITH", "ORDINALITY");
  }

  private SqlIdentifier functionName() {
    List<Token> parts = new ArrayList<>(List.of(tokens().next()));
    while (tokens().take(".")) {
      parts.add(tokens().next());
    }
    if (!Words.isFunctionName(parts.getLast())) {
      throw tokens().error("expected a function", parts.getLast());
    }
    return grammar.primaries.identifier(parts);
  }

  // Names

  SqlNodeList columnNames() {
    Token open = tokens().expect("(");
    List<SqlNode> names = new ArrayList<>();
    do {
      names.add(tokens().identifier("a column's name"));
    } while (tokens().take(","));
    tokens().expect(")");
    return new SqlNodeList(names, tokens().from(open));
  }

  private SqlNode aliased(SqlNode table, Token start) {
    Token word = tokens().peek();
    SqlIdentifier alias = null;
    if (tokens().take("AS") || Words.isBareAlias(word)) {
      alias = tokens().identifier("a name for the table");
    }
    SqlNode named = named(table, start, alias);
    if (tokens().at("TABLESAMPLE")) {
      throw tokens()
          .notTakenApart(
              Construct.SAMPLE, "TABLESAMPLE is not supported: write LIMIT", tokens().peek());
    }
    if (tokens().at("PIVOT") || tokens().at("UNPIVOT")) {
      throw tokens()
          .notTakenApart(
              Construct.PIVOT,
              tokens().peek().key()
                  + " is not supported: write an aggregate with FILTER (WHERE …) for each column,"
                  + " or UNION ALL for each row",
              tokens().peek());
    }
    return named;
  }

  private SqlNode named(SqlNode table, Token start, @Nullable SqlIdentifier alias) {
    if (alias == null) {
      return table.getKind() == SqlKind.VALUES ? withColumnNames(table) : defaultName(table, start);
    }
    if (table instanceof SqlJoin) {
      throw tokens()
          .refused("a join in parentheses takes no name: write (SELECT * FROM …) name", start);
    }
    List<SqlNode> operands = new ArrayList<>(List.of(table, alias));
    if (tokens().at("(")) {
      operands.addAll(columnNames());
    } else if (table.getKind() == SqlKind.VALUES) {
      operands.addAll(valueColumns(table));
    } else if (isUnnest(table)) {
      operands.add(alias);
      if (table.getKind() == SqlKind.UNNEST && isWithOrdinality(table)) {
        operands.add(new SqlIdentifier("ordinality", alias.getParserPosition()));
      }
    }
    return SqlStdOperatorTable.AS.createCall(tokens().from(start), operands);
  }

  private static boolean isUnnest(SqlNode table) {
    return table.getKind() == SqlKind.UNNEST && ((SqlCall) table).operandCount() == 1;
  }

  private static boolean isWithOrdinality(SqlNode table) {
    return ((SqlCall) table).getOperator() instanceof SqlUnnestOperator unnest
        && unnest.withOrdinality;
  }

  /// Elements of a list are called as the function is.
  private SqlNode defaultName(SqlNode table, Token start) {
    if (!isUnnest(table)) {
      return table;
    }
    String name = start.is("LATERAL") ? "unnest" : start.text().toLowerCase(Locale.ROOT);
    return Nodes.as(
        table, name, isWithOrdinality(table) ? List.of(name, "ordinality") : List.of(name));
  }

  // VALUES

  SqlNode values() {
    Token start = tokens().expect("VALUES");
    List<SqlNode> rows = new ArrayList<>();
    do {
      if (!rows.isEmpty() && !tokens().at("(")) {
        break;
      }
      Token open = tokens().expect("(");
      List<SqlNode> values = grammar.expressions.expressions();
      tokens().expect(")");
      rows.add(SqlStdOperatorTable.ROW.createCall(tokens().from(open), values));
    } while (tokens().take(","));
    return SqlStdOperatorTable.VALUES.createCall(tokens().from(start), rows);
  }

  private static List<SqlNode> valueColumns(SqlNode values) {
    SqlCall row = ((SqlCall) values).operand(0);
    return IntStream.range(0, row.operandCount())
        .<SqlNode>mapToObj(i -> new SqlIdentifier("col" + i, row.getParserPosition()))
        .toList();
  }

  /// VALUES as a query, whose columns are called `col0`, `col1`, …
  SqlNode valuesQuery() {
    SqlNode values = values();
    return Nodes.selectStar(values.getParserPosition(), withColumnNames(values));
  }

  private static SqlNode withColumnNames(SqlNode values) {
    SqlParserPos position = values.getParserPosition();
    List<SqlNode> operands = new ArrayList<>();
    operands.add(values);
    operands.add(new SqlIdentifier("valueslist", position));
    operands.addAll(valueColumns(values));
    return SqlStdOperatorTable.AS.createCall(position, operands);
  }
}
