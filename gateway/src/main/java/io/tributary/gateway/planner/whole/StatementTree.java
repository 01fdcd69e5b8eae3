package io.tributary.gateway.planner.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.gateway.metadata.NativeQuery;
import io.tributary.gateway.planner.scope.ColumnName;
import io.tributary.gateway.planner.scope.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What DuckDB's parser makes of a query: its tables, the places of its names and parameters, and
/// the functions that it calls.
final class StatementTree {

  /// A part of the statement's UTF-8 text.
  record Place(int start, int length) {}

  /// A table in FROM, under its own name or another.
  ///
  /// @param relation itself among what else stands there
  record Table(List<String> name, boolean hasAlias, Place place, Relation relation) {
    Table {
      name = List.copyOf(name);
    }
  }

  /// A query in a source's own SQL, as a table.
  ///
  /// @param start where the call begins
  /// @param first its first argument
  /// @param last its last argument
  record NativeCall(NativeQuery query, boolean hasAlias, int start, Place first, Place last) {}

  /// A column by a name of at least two parts, or all columns of a table.
  record Column(ColumnName name, Place place) {}

  /// A parameter; the name of `?` is its number.
  record Parameter(String name, Place place) {}

  /// Relations other than tables that may stand in FROM.
  private static final Set<String> RELATIONS =
      Set.of("SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "EMPTY", "PIVOT");

  /// Keywords of standard SQL that stand for a moment or a user.
  private static final Set<String> VALUES_WITHOUT_PARENTHESES =
      Set.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "current_user",
          "localtime",
          "localtimestamp",
          "session_user",
          "user");

  /// The schema in which a recursive query `USING KEY` finds all of its own rows.
  private static final String RECURRING = "recurring";

  private final List<Table> tables = new ArrayList<>();
  private final List<List<Relation>> froms = new ArrayList<>();
  private final IdentityHashMap<JsonNode, Relation> relations = new IdentityHashMap<>();
  private final Deque<List<Relation>> around = new ArrayDeque<>();
  private final List<NativeCall> nativeCalls = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final Set<String> functions = new HashSet<>();
  private final Set<String> soleNames = new HashSet<>();
  private boolean sampled;
  private final Set<String> tableFunctions = new HashSet<>();
  private final Set<String> unknownRelations = new HashSet<>();

  private StatementTree() {}

  /// @param node of the one statement
  static StatementTree of(JsonNode node) {
    var tree = new StatementTree();
    tree.visit(node, Set.of());
    return tree;
  }

  List<Table> tables() {
    return tables;
  }

  /// What stands in each FROM.
  List<List<Relation>> froms() {
    return froms;
  }

  List<NativeCall> nativeCalls() {
    return nativeCalls;
  }

  List<Column> columns() {
    return columns;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /// In small letters, operators among them.
  Set<String> functions() {
    return functions;
  }

  /// What gives other rows each time: of the functions given, those that it calls, also without
  /// parentheses as in `current_date`, and samples.
  List<String> unrepeatable(Set<String> unrepeatableFunctions) {
    Set<String> found = new TreeSet<>(functions);
    found.addAll(soleNames);
    found.removeIf(name ->
        !unrepeatableFunctions.contains(name) && !VALUES_WITHOUT_PARENTHESES.contains(name));
    List<String> all = new ArrayList<>(found);
    if (sampled) {
      all.add("a sample");
    }
    return all;
  }

  Set<String> tableFunctions() {
    return tableFunctions;
  }

  Set<String> unknownRelations() {
    return unknownRelations;
  }

  private void visit(JsonNode node, Set<String> commonTableExpressions) {
    if (node.isArray()) {
      node.forEach(child -> visit(child, commonTableExpressions));
      return;
    }
    if (!node.isObject()) {
      return;
    }
    Set<String> names = commonTableExpressions;
    if (node.has("cte_map")) {
      names = visitCommonTableExpressions(node.path("cte_map").path("map"), names);
    }
    if (node.has("sample") && node.has("type")) {
      sampled |= !node.path("sample").isNull();
      if (isNativeCall(node)) {
        nativeCalls.add(nativeCall(node));
        return;
      }
      visitRelation(node, names);
    } else {
      visitExpression(node);
    }
    boolean isSelect = node.has("select_list") && node.has("from_table");
    if (isSelect) {
      List<Relation> from = new ArrayList<>();
      collect(node.path("from_table"), from);
      froms.add(from);
      around.push(from);
    }
    for (var field : node.properties()) {
      if (!field.getKey().equals("cte_map")) {
        visit(field.getValue(), names);
      }
    }
    if (isSelect) {
      around.pop();
    }
  }

  private void collect(JsonNode from, List<Relation> collected) {
    if (from.path("type").asText().equals("JOIN")) {
      collect(from.path("left"), collected);
      collect(from.path("right"), collected);
      return;
    }
    String called = called(from);
    if (!called.isEmpty()) {
      collected.add(relations.computeIfAbsent(from, _ -> new Relation(called)));
    }
  }

  private static String called(JsonNode relation) {
    String alias = relation.path("alias").asText();
    List<String> name = strings(relation.path("qualified_name").path("path"));
    if (!alias.isEmpty()) {
      return alias;
    }
    if (!name.isEmpty()) {
      return name.getLast();
    }
    return relation.has("function") ? functionName(relation.path("function")) : "";
  }

  private Set<String> visitCommonTableExpressions(JsonNode map, Set<String> outer) {
    Set<String> names = new HashSet<>(outer);
    for (JsonNode entry : map) {
      String name = entry.path("key").asText().toLowerCase(Locale.ROOT);
      JsonNode query = entry.path("value");
      boolean recursive = query.findValue("type") != null && isRecursive(query);
      if (recursive) {
        names.add(name);
      }
      visit(query, Set.copyOf(names));
      names.add(name);
    }
    return names;
  }

  private static boolean isRecursive(JsonNode commonTableExpression) {
    JsonNode query = commonTableExpression.path("query_node");
    return query.path("type").asText().equals("RECURSIVE_CTE_NODE")
        || query.path("node").path("type").asText().equals("RECURSIVE_CTE_NODE");
  }

  private void visitRelation(JsonNode node, Set<String> commonTableExpressions) {
    String type = node.path("type").asText();
    if (!type.equals("BASE_TABLE")) {
      // SELECT nodes have samples too.
      if (!node.has("select_list") && !RELATIONS.contains(type)) {
        unknownRelations.add(type);
      }
      if (type.equals("TABLE_FUNCTION")) {
        tableFunctions.add(functionName(node.path("function")));
      }
      return;
    }
    List<String> name = strings(node.path("qualified_name").path("path"));
    boolean common =
        (name.size() == 1 || (name.size() == 2 && name.getFirst().equalsIgnoreCase(RECURRING)))
            && commonTableExpressions.contains(name.getLast().toLowerCase(Locale.ROOT));
    if (!node.path("at_clause").isNull()) {
      unknownRelations.add("AT");
    }
    if (!common) {
      tables.add(
          new Table(
              name,
              !node.path("alias").asText().isEmpty(),
              place(node),
              relations.computeIfAbsent(node, _ -> new Relation(name.getLast()))));
    }
  }

  /// Of texts alone; others are told of as calls of any function.
  private static boolean isNativeCall(JsonNode relation) {
    JsonNode function = relation.path("function");
    JsonNode arguments = function.path("arguments");
    return relation.path("type").asText().equals("TABLE_FUNCTION")
        && functionName(function).equals(NativeQuery.FUNCTION)
        && arguments.size() == 2
        && isText(arguments.get(0))
        && isText(arguments.get(1));
  }

  private static boolean isText(JsonNode argument) {
    return argument.path("expression").path("literal").path("kind").asText().equals("STRING");
  }

  private static NativeCall nativeCall(JsonNode relation) {
    JsonNode source = relation.path("function").path("arguments").path(0).path("expression");
    JsonNode sql = relation.path("function").path("arguments").path(1).path("expression");
    return new NativeCall(
        new NativeQuery(text(source), text(sql)),
        !relation.path("alias").asText().isEmpty(),
        place(relation).start(),
        place(source),
        place(sql));
  }

  private static String text(JsonNode constant) {
    return constant.path("literal").path("text").asText();
  }

  private void visitExpression(JsonNode node) {
    switch (node.path("class").asText()) {
      case "COLUMN_REF" -> {
        List<String> name = strings(node.path("column_names"));
        if (name.size() == 1) {
          soleNames.add(name.getFirst().toLowerCase(Locale.ROOT));
        }
        Place place = optionalPlace(node);
        if (name.size() > 1 && place != null) {
          columns.add(column(name, place));
        }
      }
      case "STAR" -> {
        String table = node.path("relation_name").asText();
        Place place = optionalPlace(node);
        if (!table.isEmpty() && place != null) {
          columns.add(column(List.of(table, ""), place));
        }
      }
      case "PARAMETER" ->
          parameters.add(new Parameter(node.path("identifier").asText(), place(node)));
      default -> {
        if (node.has("function_name")) {
          functions.add(functionName(node));
        }
      }
    }
  }

  private Column column(List<String> name, Place place) {
    return new Column(new ColumnName(name, List.copyOf(around), Optional.empty()), place);
  }

  private static String functionName(JsonNode function) {
    return function.path("function_name").asText().toLowerCase(Locale.ROOT);
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(element -> strings.add(element.asText()));
    return strings;
  }

  private static Place place(JsonNode node) {
    Place place = optionalPlace(node);
    if (place == null) {
      throw Complaints.refused("a name has no place in the text");
    }
    return place;
  }

  private static @Nullable Place optionalPlace(JsonNode node) {
    JsonNode start = node.path("query_location");
    return start.isInt()
        ? new Place(start.intValue(), node.path("query_location_length").intValue())
        : null;
  }
}
