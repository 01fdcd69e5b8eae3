package io.tributary.gateway.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.gateway.error.GatewayException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Random expressions have the tree that DuckDB gives them. The judge is DuckDB's own parser, whose
/// trees `json_serialize_sql` shows.
class PrecedenceTest {

  private static final int EXPRESSIONS = 3_000;

  private static final List<String> BINARY =
      List.of(
          "OR",
          "AND",
          "=",
          "<>",
          "<",
          ">=",
          "IS DISTINCT FROM",
          "LIKE",
          "NOT LIKE",
          "ILIKE",
          "~",
          "SIMILAR TO",
          "||",
          "->>",
          "@>",
          "&",
          "|",
          "<<",
          "+",
          "-",
          "*",
          "/",
          "//",
          "%",
          "^",
          "**",
          "AT TIME ZONE");

  private static final List<String> POSTFIX =
      List.of(
          " IS NULL",
          " IS NOT NULL",
          "::INT",
          "[c]",
          " BETWEEN c AND d",
          " NOT IN (c, d)",
          " IN (c)");

  private static final List<String> PREFIX = List.of("NOT ", "- ");

  /// What our trees call differently.
  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("divide", "//"),
          Map.entry("pow", "^"),
          Map.entry("**", "^"),
          Map.entry("mod", "%"),
          Map.entry("json_extract_string", "->>"),
          Map.entry("COMPARE_EQUAL", "="),
          Map.entry("COMPARE_NOTEQUAL", "<>"),
          Map.entry("COMPARE_LESSTHAN", "<"),
          Map.entry("COMPARE_GREATERTHANOREQUALTO", ">="),
          Map.entry("COMPARE_DISTINCT_FROM", "IS DISTINCT FROM"),
          Map.entry("COMPARE_BETWEEN", "BETWEEN"),
          Map.entry("BETWEEN ASYMMETRIC", "BETWEEN"),
          Map.entry("COMPARE_IN", "IN"),
          Map.entry("~~", "LIKE"),
          Map.entry("!~~", "NOT LIKE"),
          Map.entry("~~*", "ILIKE"),
          Map.entry("CONJUNCTION_AND", "AND"),
          Map.entry("CONJUNCTION_OR", "OR"),
          Map.entry("OPERATOR_NOT", "NOT"),
          Map.entry("OPERATOR_IS_NULL", "IS NULL"),
          Map.entry("OPERATOR_IS_NOT_NULL", "IS NOT NULL"),
          Map.entry("OPERATOR_CAST", "CAST"),
          Map.entry("ARRAY_EXTRACT", "ITEM"));

  private static Connection duckDb;
  private static PreparedStatement serialize;

  @BeforeAll
  static void open() throws SQLException {
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
    serialize = duckDb.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)");
  }

  @AfterAll
  static void close() throws SQLException {
    duckDb.close();
  }

  @Test
  void operatorsBindAsInDuckDb() throws SQLException, IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    int compared = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      String expression = expression(random, 1 + random.nextInt(4));
      Optional<String> theirs = duckDbs(expression);
      // DuckDB reads on after IS NULL in a way of its own; here that asks for parentheses.
      if (theirs.isPresent() && !ours(expression).contains("into parentheses")) {
        assertThat(ours(expression)).as("%s (seed %d)", expression, seed).isEqualTo(theirs.get());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(EXPRESSIONS / 4);
  }

  private static String expression(Random random, int operators) {
    // After a tighter operator DuckDB gives ~ a place of its own kind.
    String complement = random.nextInt(10) == 0 ? "~ " : "";
    var text = new StringBuilder(complement + operand(random, operators));
    for (int i = 0; i < operators; i++) {
      text.append(' ').append(any(random, BINARY)).append(' ').append(operand(random, operators));
    }
    return text.toString();
  }

  private static String operand(Random random, int operators) {
    String operand = String.valueOf((char) ('a' + random.nextInt(4)));
    if (operators > 1 && random.nextInt(8) == 0) {
      operand = "(" + expression(random, 1) + ")";
    }
    if (random.nextInt(6) == 0) {
      operand = any(random, PREFIX) + operand;
    }
    return random.nextInt(5) == 0 ? operand + any(random, POSTFIX) : operand;
  }

  private static String any(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  // Our tree

  private static String ours(String expression) {
    try {
      SqlSelect select = (SqlSelect) SqlQueries.parse("SELECT " + expression);
      return tree(select.getSelectList().get(0));
    } catch (GatewayException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String tree(SqlNode node) {
    return switch (node) {
      case SqlIdentifier name -> name.getSimple();
      case SqlNodeList list ->
          list.stream().map(PrecedenceTest::tree).collect(Collectors.joining(" "));
      case SqlBasicCall call -> tree(call);
      default -> "";
    };
  }

  private static String tree(SqlCall call) {
    String name = call.getOperator().getName();
    return switch (name) {
      case "NOT IN", "NOT BETWEEN ASYMMETRIC" ->
          named("NOT", named(name.substring(4), operands(call)));
      case "AND", "OR" ->
          named(name, call.getOperandList().stream().map(operand -> flat(name, operand)));
      default -> named(name, operands(call));
    };
  }

  private static Stream<String> operands(SqlCall call) {
    return call.getOperandList().stream().map(PrecedenceTest::tree);
  }

  /// An operand of a chain without its own name, where it has the chain's.
  private static String flat(String name, SqlNode operand) {
    return operand instanceof SqlBasicCall call && call.getOperator().getName().equals(name)
        ? call.getOperandList().stream()
            .map(inner -> flat(name, inner))
            .collect(Collectors.joining(" "))
        : tree(operand);
  }

  // DuckDB's

  private static Optional<String> duckDbs(String expression) throws SQLException, IOException {
    serialize.setString(1, "SELECT " + expression);
    try (ResultSet rows = serialize.executeQuery()) {
      rows.next();
      JsonNode json = new ObjectMapper().readTree(rows.getString(1));
      return json.get("error").asBoolean()
          ? Optional.empty()
          : Optional.of(theirs(json.at("/statements/0/node/select_list/0")));
    }
  }

  private static String theirs(JsonNode node) {
    String type = node.path("type").asText();
    if (type.equals("COLUMN_REF")) {
      return node.at("/column_names/0").asText();
    }
    String name = node.path("function_name").asText(type);
    if (name.isEmpty()) {
      name = type;
    }
    if (name.equals("COMPARE_NOT_IN")) {
      return named("NOT", named("IN", parts(node)));
    }
    if (name.startsWith("CONJUNCTION_")) {
      String chain = name;
      return named(chain, children(node).map(child -> theirsFlat(chain, child)));
    }
    return named(name, parts(node));
  }

  private static String theirsFlat(String chain, JsonNode node) {
    return node.path("type").asText().equals(chain)
        ? children(node).map(child -> theirsFlat(chain, child)).collect(Collectors.joining(" "))
        : theirs(node);
  }

  private static Stream<String> parts(JsonNode node) {
    Stream<JsonNode> single =
        Stream.of("left", "right", "input", "lower", "upper", "child")
            .map(node::path)
            .filter(JsonNode::isObject);
    return Stream.concat(single, children(node)).map(PrecedenceTest::theirs);
  }

  private static Stream<JsonNode> children(JsonNode node) {
    return Stream.of("children", "arguments")
        .map(node::path)
        .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
        .map(child -> child.has("expression") ? child.get("expression") : child);
  }

  private static String named(String name, Stream<String> operands) {
    return named(name, operands.collect(Collectors.joining(" ")).strip());
  }

  private static String named(String name, String operands) {
    return "[%s %s]".formatted(OURS.getOrDefault(name, name), operands);
  }
}
