package io.tributary.gateway.planner.parser;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Lists `[1, 2]`, structs `{'a': 1}`, maps `MAP {'a': 1}`, and their parts `l[1]`, `l[1:2]`.
final class CollectionParser {

  private final Grammar grammar;

  CollectionParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  private SqlNode expression() {
    return grammar.expressions.expression();
  }

  /// A list from its bracket on.
  ///
  /// @param start where it begins; there may be a word before the bracket
  SqlNode list(Token start) {
    tokens().expect("[");
    List<SqlNode> elements = new ArrayList<>();
    while (!tokens().at("]")) {
      elements.add(expression());
      if (elements.size() == 1 && tokens().at("FOR")) {
        return comprehension(elements.getFirst(), start);
      }
      if (!tokens().take(",")) {
        break;
      }
    }
    tokens().expect("]");
    return SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR.createCall(tokens().from(start), elements);
  }

  /// `[x + 1 FOR x IN l IF x > 1]`.
  private SqlNode comprehension(SqlNode result, Token start) {
    tokens().next();
    SqlIdentifier name = tokens().identifier("a name for the elements");
    tokens().expect("IN");
    SqlNode list = grammar.expressions.operand();
    SqlNode condition = tokens().take("IF") ? expression() : null;
    tokens().expect("]");
    SqlParserPos position = tokens().from(start);
    SqlNode kept =
        condition == null
            ? list
            : Nodes.call("list_filter", position, list, lambda(name, condition));
    return Nodes.call("list_transform", position, kept, lambda(name, result));
  }

  private static SqlNode lambda(SqlIdentifier name, SqlNode body) {
    return new SqlLambda(body.getParserPosition(), SqlNodeList.of(name), body);
  }

  SqlNode struct() {
    Token start = tokens().expect("{");
    List<String> names = new ArrayList<>();
    List<SqlNode> values = new ArrayList<>();
    while (!tokens().at("}")) {
      Token name = tokens().next();
      if (name.kind() != Token.Kind.STRING && !PrimaryParser.isFieldName(name)) {
        throw tokens().error("expected a field's name, not %s".formatted(name.text()), name);
      }
      tokens().expect(":");
      names.add(name.text());
      values.add(expression());
      if (!tokens().take(",")) {
        break;
      }
    }
    tokens().expect("}");
    if (names.isEmpty()) {
      throw tokens().refused("a struct needs a field: write {'name': value}", start);
    }
    return new StructConstructor(names).createCall(tokens().from(start), values);
  }

  SqlNode map() {
    Token start = tokens().next();
    tokens().expect("{");
    List<SqlNode> entries = new ArrayList<>();
    while (!tokens().at("}")) {
      entries.add(expression());
      tokens().expect(":");
      entries.add(expression());
      if (!tokens().take(",")) {
        break;
      }
    }
    tokens().expect("}");
    return SqlStdOperatorTable.MAP_VALUE_CONSTRUCTOR.createCall(tokens().from(start), entries);
  }

  /// `value[1]` or `value[1:2]`.
  SqlNode subscript(SqlNode value) {
    tokens().expect("[");
    SqlNode first = tokens().at(":") ? null : expression();
    if (first != null && tokens().take("]")) {
      return SqlStdOperatorTable.ITEM.createCall(tokens().from(value), value, first);
    }
    tokens().expect(":");
    List<SqlNode> arguments = new ArrayList<>(List.of(value));
    arguments.add(first == null ? whole(1) : first);
    arguments.add(
        tokens().at("]") || tokens().at(":") || tokens().take("-", ":") ? whole(-1) : expression());
    if (tokens().take(":") || !tokens().at("]")) {
      arguments.add(expression());
    }
    tokens().expect("]");
    return Nodes.call("array_slice", tokens().from(value), arguments.toArray(SqlNode[]::new));
  }

  private SqlNode whole(int number) {
    return SqlLiteral.createExactNumeric(Integer.toString(number), tokens().span(tokens().peek()));
  }
}
