package io.tributary.gateway.planner.parser;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Calls of functions by name, with all that may follow their arguments.
final class CallParser {

  /// Functions of which `x -> …` is a lambda; elsewhere the arrow reads JSON.
  private static final Set<String> TAKES_LAMBDAS =
      Set.of(
          "apply",
          "array_apply",
          "array_filter",
          "array_reduce",
          "array_transform",
          "filter",
          "list_apply",
          "list_filter",
          "list_reduce",
          "list_transform",
          "reduce",
          "transform");

  /// Where DuckDB has its functions: their names may begin so, any other beginning is a value.
  private static final Set<String> SCHEMAS = Set.of("MAIN", "PG_CATALOG", "SYSTEM");

  private final Grammar grammar;

  CallParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  /// What stands between the parentheses of a call.
  private static final class Arguments {
    private final List<SqlNode> values = new ArrayList<>();
    private @Nullable SqlLiteral quantifier;
    private @Nullable SqlNodeList order;
    private @Nullable SqlOperator nulls;
  }

  SqlNode call(List<Token> name) {
    SqlIdentifier function = grammar.primaries.identifier(name);
    if (name.size() > 1 && !SCHEMAS.contains(name.getFirst().key())) {
      return method(grammar.primaries.identifier(name.subList(0, name.size() - 1)), name.getLast());
    }
    if (name.getFirst().is("COLUMNS")) {
      throw tokens()
          .notTakenApart(
              Construct.COLUMNS,
              "COLUMNS(…) is not supported: write the columns, or * EXCLUDE (…) REPLACE (…)",
              name.getFirst());
    }
    Arguments arguments = arguments(new ArrayList<>(), function);
    return completed(function, arguments, tokens().from(name.getFirst()));
  }

  /// `value.function(…)`.
  SqlNode method(SqlNode value, Token name) {
    var function = new SqlIdentifier(name.text(), tokens().span(name));
    Arguments arguments = arguments(new ArrayList<>(List.of(value)), function);
    return completed(function, arguments, tokens().from(value));
  }

  private Arguments arguments(List<SqlNode> first, SqlIdentifier function) {
    var arguments = new Arguments();
    arguments.values.addAll(first);
    tokens().expect("(");
    Token start = tokens().peek();
    if (tokens().take("DISTINCT")) {
      arguments.quantifier = SqlSelectKeyword.DISTINCT.symbol(tokens().span(start));
    } else if (tokens().take("ALL")) {
      arguments.quantifier = SqlSelectKeyword.ALL.symbol(tokens().span(start));
    }
    if (tokens().at("*", ")")) {
      arguments.values.add(SqlIdentifier.star(tokens().span(tokens().next())));
    } else if (!tokens().at(")") && !tokens().at("ORDER")) {
      String name = function.names.getLast().toLowerCase(Locale.ROOT);
      do {
        if (tokens().at(")")) {
          break;
        }
        arguments.values.add(argument(TAKES_LAMBDAS.contains(name)));
      } while (tokens().take(","));
    }
    arguments.nulls = nullTreatment();
    if (tokens().at("ORDER", "BY")) {
      arguments.order = grammar.queries.orderBy();
    }
    if (arguments.nulls == null) {
      arguments.nulls = nullTreatment();
    }
    tokens().expect(")");
    return arguments;
  }

  private @Nullable SqlOperator nullTreatment() {
    if (tokens().take("IGNORE", "NULLS")) {
      return SqlStdOperatorTable.IGNORE_NULLS;
    }
    return tokens().take("RESPECT", "NULLS") ? SqlStdOperatorTable.RESPECT_NULLS : null;
  }

  private SqlNode argument(boolean mayBeArrowLambda) {
    Token start = tokens().peek();
    if (start.is("LAMBDA")) {
      return lambda();
    }
    if (mayBeArrowLambda && isArrowLambda()) {
      return arrowLambda();
    }
    Token after = tokens().peek(1);
    if (PrimaryParser.isFieldName(start) && (after.is(":=") || after.is("=>"))) {
      var name = new SqlIdentifier(start.text(), tokens().span(tokens().next()));
      tokens().next();
      SqlNode value = grammar.expressions.expression();
      return SqlStdOperatorTable.ARGUMENT_ASSIGNMENT.createCall(tokens().from(start), value, name);
    }
    return grammar.queries.begins() ? grammar.queries.query() : grammar.expressions.expression();
  }

  /// The arguments of a function in FROM.
  List<SqlNode> tableArguments() {
    List<SqlNode> arguments = new ArrayList<>();
    do {
      arguments.add(argument(false));
    } while (tokens().take(",") && !tokens().at(")"));
    return arguments;
  }

  // Lambdas

  private SqlNode lambda() {
    Token start = tokens().next();
    SqlNodeList names = new SqlNodeList(tokens().span(start));
    do {
      names.add(tokens().identifier("a name for the lambda's argument"));
    } while (tokens().take(","));
    tokens().expect(":");
    SqlNode body = grammar.expressions.expression();
    return new SqlLambda(tokens().from(start), names, body);
  }

  /// `x -> …` or `(x, y) -> …`.
  private boolean isArrowLambda() {
    if (Words.isName(tokens().peek())) {
      return tokens().peek(1).is("->");
    }
    int at = 0;
    if (tokens().at("(")) {
      do {
        at += 2;
      } while (Words.isName(tokens().peek(at - 1)) && tokens().peek(at).is(","));
    }
    return at > 0 && tokens().peek(at).is(")") && tokens().peek(at + 1).is("->");
  }

  private SqlNode arrowLambda() {
    Token start = tokens().peek();
    SqlNodeList names = new SqlNodeList(tokens().span(start));
    boolean parentheses = tokens().take("(");
    do {
      names.add(tokens().identifier("a name for the lambda's argument"));
    } while (tokens().take(","));
    if (parentheses) {
      tokens().expect(")");
    }
    tokens().expect("->");
    SqlNode body = grammar.expressions.expression();
    return new SqlLambda(tokens().from(start), names, body);
  }

  // The call itself, and what follows it

  private SqlNode completed(SqlIdentifier function, Arguments arguments, SqlParserPos position) {
    SqlNode plain = spelledOut(function, arguments, position);
    if (!(plain instanceof SqlCall call)) {
      return plain;
    }
    if (arguments.nulls == null) {
      arguments.nulls = nullTreatment();
    }
    if (arguments.nulls != null) {
      call = arguments.nulls.createCall(position, call);
    }
    if (arguments.order != null && !takesOrderAsArgument(function)) {
      call = SqlStdOperatorTable.WITHIN_GROUP.createCall(position, call, arguments.order);
    }
    if (tokens().at("WITHIN", "GROUP")) {
      tokens().next();
      tokens().next();
      tokens().expect("(");
      SqlNodeList order = grammar.queries.orderBy();
      tokens().expect(")");
      call =
          isModeWithoutValue(function, arguments)
              ? Nodes.call("mode", tokens().from(function), ordered(order.get(0)))
              : SqlStdOperatorTable.WITHIN_GROUP.createCall(tokens().from(function), call, order);
    }
    if (tokens().at("FILTER", "(")) {
      tokens().next();
      tokens().next();
      tokens().take("WHERE");
      SqlNode condition = grammar.expressions.expression();
      tokens().expect(")");
      call = SqlStdOperatorTable.FILTER.createCall(tokens().from(function), call, condition);
    }
    SqlOperator nullsAfter = nullTreatment();
    if (nullsAfter != null) {
      call = nullsAfter.createCall(tokens().from(function), call);
    }
    if (tokens().take("OVER")) {
      SqlNode window = grammar.windows.nameOrSpecification();
      call = SqlStdOperatorTable.OVER.createCall(tokens().from(function), call, window);
    }
    return call;
  }

  /// `mode() WITHIN GROUP (ORDER BY x)` is `mode(x)`.
  private static boolean isModeWithoutValue(SqlIdentifier function, Arguments arguments) {
    return function.isSimple()
        && function.getSimple().equalsIgnoreCase("mode")
        && arguments.values.isEmpty();
  }

  private static SqlNode ordered(SqlNode key) {
    return switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> ordered(Nodes.operands(key).getFirst());
      default -> key;
    };
  }

  private static boolean takesOrderAsArgument(SqlIdentifier function) {
    return function.isSimple() && orderedAggregate(function.getSimple()) != null;
  }

  private static @Nullable SqlOperator orderedAggregate(String function) {
    return switch (function.toLowerCase(Locale.ROOT)) {
      case "string_agg" -> SqlLibraryOperators.STRING_AGG;
      case "array_agg" -> SqlLibraryOperators.ARRAY_AGG;
      default -> null;
    };
  }

  /// Functions with another name or form in the syntax tree.
  private SqlNode spelledOut(SqlIdentifier function, Arguments arguments, SqlParserPos position) {
    List<SqlNode> values = arguments.values;
    boolean names =
        values.stream().anyMatch(value -> value.getKind() == SqlKind.ARGUMENT_ASSIGNMENT);
    if (names && !function.names.getLast().equalsIgnoreCase("struct_pack")) {
      throw notTakenApart(
          Construct.NAMED_ARGUMENT,
          "named arguments are not supported: write the values alone, in order",
          position);
    }
    if (!function.isSimple()) {
      return Nodes.call(function, arguments.quantifier, position, values);
    }
    SqlOperator ordered = orderedAggregate(function.getSimple());
    if (ordered != null) {
      if (arguments.order != null) {
        values.add(arguments.order);
      }
      return ordered.createCall(arguments.quantifier, position, values.toArray(SqlNode[]::new));
    }
    return switch (function.getSimple().toLowerCase(Locale.ROOT)) {
      case "count" -> {
        if (values.isEmpty()) {
          values.add(SqlIdentifier.star(position));
        }
        yield Nodes.call(function, arguments.quantifier, position, values);
      }
      case "max", "min" -> {
        if (values.size() > 1) {
          throw notTakenApart(
              Construct.EXTREMES,
              "%s takes one value: write greatest(…) or least(…)".formatted(function.getSimple()),
              position);
        }
        yield Nodes.call(function, arguments.quantifier, position, values);
      }
      case "ifnull" -> Nodes.call("coalesce", position, values.toArray(SqlNode[]::new));
      case "grouping_id" -> Nodes.call("grouping", position, values.toArray(SqlNode[]::new));
      case "row" -> SqlStdOperatorTable.ROW.createCall(position, values);
      case "struct_pack" -> struct(values, position);
      case "if" -> {
        if (values.size() != 3) {
          throw refused("IF takes a condition and two values: write IF(a > b, a, b)", position);
        }
        yield SqlCase.createSwitched(
            position,
            null,
            SqlNodeList.of(values.get(0)),
            SqlNodeList.of(values.get(1)),
            values.get(2));
      }
      default -> Nodes.call(function, arguments.quantifier, position, values);
    };
  }

  /// `struct_pack(a := 1, b := 2)`.
  private static SqlNode struct(List<SqlNode> fields, SqlParserPos position) {
    List<String> names = new ArrayList<>();
    List<SqlNode> values = new ArrayList<>();
    for (SqlNode field : fields) {
      if (field.getKind() != SqlKind.ARGUMENT_ASSIGNMENT) {
        throw refused("struct_pack takes names and values: write {'name': value}", position);
      }
      values.add(Nodes.operands(field).get(0));
      names.add(((SqlIdentifier) Nodes.operands(field).get(1)).getSimple());
    }
    return new StructConstructor(names).createCall(position, values);
  }

  private static GatewayException notTakenApart(
      Construct construct, String message, SqlParserPos position) {
    return new NotTakenApart(
        construct, message, new SqlPosition(position.getLineNum(), position.getColumnNum()));
  }

  private static GatewayException refused(String message, SqlParserPos position) {
    return new GatewayException(
        ErrorCode.NOT_SUPPORTED,
        message,
        new SqlPosition(position.getLineNum(), position.getColumnNum()));
  }
}
