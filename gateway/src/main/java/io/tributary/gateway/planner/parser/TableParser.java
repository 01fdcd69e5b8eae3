package io.tributary.gateway.planner.parser;

import io.tributary.gateway.metadata.NativeQuery;
import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.TableFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUnnestOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// One table of FROM: by name, a sub-query, a function, VALUES, or joins in parentheses.
final class TableParser {

  /// Functions that give a list as a value and its elements as a table.
  private static final Set<String> LISTS = Set.of("range", "generate_series");

  private final Grammar grammar;

  TableParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  // Tables

  SqlNode table() {
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
      JoinParser.From from = grammar.joins.from();
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
      return unnest(arguments, position);
    }
    if (name.isSimple() && LISTS.contains(function)) {
      SqlNode list = Nodes.call(function, position, arguments.toArray(SqlNode[]::new));
      return unnest(List.of(list), position);
    }
    if (name.isSimple() && function.equals(NativeQuery.FUNCTION)) {
      return NativeQueryCall.of(arguments, position)
          .orElseThrow(() -> tokens().refused(NativeQueryCall.USAGE, start));
    }
    if (name.isSimple() && TableFunctions.allow(function)) {
      throw tokens()
          .notTakenApart(
              Construct.TABLE_FUNCTION, "%s in FROM is not supported".formatted(function), start);
    }
    throw tokens().refused(TableFunctions.refusal(String.join(".", name.names)), start);
  }

  private SqlNode unnest(List<SqlNode> lists, SqlParserPos position) {
    SqlOperator operator =
        tokens().take("WITH", "ORDINALITY")
            ? SqlStdOperatorTable.UNNEST_WITH_ORDINALITY
            : SqlStdOperatorTable.UNNEST;
    return operator.createCall(position, lists);
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

  /// Elements of a list are called as the function is, and so are the rows of a native query.
  private SqlNode defaultName(SqlNode table, Token start) {
    if (NativeQueryCall.is(table)) {
      return Nodes.as(table, NativeQuery.FUNCTION, List.of());
    }
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
