package io.tributary.gateway.random;

import io.tributary.gateway.random.ExpressionGenerator.Reference;
import io.tributary.gateway.random.RandomQuery.Branch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Random queries over [RandomTables] at several sources. One seed, one query.
final class QueryGenerator {

  private static final List<Kind> SUMMABLE =
      List.of(Kind.SMALLINT, Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE);
  private static final List<String> ORDERS =
      List.of(
          "", "ASC NULLS FIRST", "ASC NULLS LAST", "DESC", "DESC NULLS FIRST", "DESC NULLS LAST");
  private static final List<String> SET_OPERATORS =
      List.of("UNION", "UNION ALL", "INTERSECT", "EXCEPT", "INTERSECT ALL", "EXCEPT ALL");
  private static final List<String> FRAMES =
      List.of(
          "",
          "",
          " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW",
          " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
          " ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING",
          " RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW");
  private static final List<String> ALIASES = List.of("x", "y", "z");

  private final Random random;
  private final List<String> sources;
  private final ExpressionGenerator expressions;
  private final List<String> with = new ArrayList<>();
  private int subQueries;

  private QueryGenerator(long seed, List<String> sources) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.sources = sources;
    this.expressions = new ExpressionGenerator(random);
  }

  static RandomQuery query(long seed, List<String> sources) {
    return new QueryGenerator(seed, sources).query();
  }

  private RandomQuery query() {
    if (expressions.chance(15)) {
      with.add("w AS (%s)".formatted(derived()));
    }
    List<Branch> branches = new ArrayList<>();
    List<String> setOperators = new ArrayList<>();
    if (expressions.chance(15)) {
      List<Kind> kinds = List.of(expressions.kind(), expressions.kind());
      branches.add(ofKinds(kinds));
      for (int i = expressions.any(List.of(1, 1, 1, 2)); i > 0; i--) {
        branches.add(ofKinds(kinds));
        setOperators.add(expressions.any(SET_OPERATORS));
      }
    } else if (expressions.chance(40)) {
      branches.add(grouped());
    } else if (expressions.chance(20)) {
      branches.add(windowed());
    } else {
      branches.add(plain());
    }
    List<String> orders = List.of();
    String limit = "";
    if (expressions.chance(50)) {
      orders = branches.getFirst().items().stream().map(item -> expressions.any(ORDERS)).toList();
      if (expressions.chance(40)) {
        limit = expressions.any(List.of("LIMIT 5", "LIMIT 3 OFFSET 2", "LIMIT 0", "LIMIT 100"));
      }
    }
    return new RandomQuery(List.copyOf(with), branches, setOperators, orders, limit);
  }

  private String table() {
    return !with.isEmpty() && expressions.chance(30)
        ? "w"
        : "{%s}.%s".formatted(expressions.any(sources), expressions.any(RandomTables.names()));
  }

  private static List<Reference> columns(String alias) {
    return RandomTables.COLUMNS.stream()
        .map(column -> new Reference(alias + "." + column.name(), column.kind()))
        .toList();
  }

  private String filtered() {
    String where = expressions.condition(columns("v"), 1);
    return "SELECT * FROM %s AS v WHERE %s".formatted(table(), where);
  }

  private String union() {
    String operator = expressions.any(List.of("UNION", "UNION ALL", "UNION ALL"));
    return "%s %s %s".formatted(filtered(), operator, filtered());
  }

  private String derived() {
    String query = filtered();
    return expressions.chance(20)
        ? query + " ORDER BY v.id LIMIT " + expressions.any(List.of(1, 4, 30))
        : query;
  }

  private String relation() {
    if (expressions.chance(15)) {
      return "(%s)".formatted(expressions.chance(40) ? union() : derived());
    }
    return table();
  }

  /// Joined relations and the columns that they give.
  private record From(List<String> sql, List<Reference> scope, List<String> keys) {}

  private From from() {
    List<String> sql = new ArrayList<>(List.of("%s AS x".formatted(relation())));
    List<Reference> scope = new ArrayList<>(columns("x"));
    List<String> keys = new ArrayList<>(List.of("x.id"));
    int joins = expressions.any(List.of(0, 0, 1, 1, 1, 2));
    for (int i = 1; i <= joins; i++) {
      String alias = ALIASES.get(i);
      List<Reference> known = List.copyOf(scope);
      scope.addAll(columns(alias));
      sql.add(join(alias, known, scope));
      keys.add(alias + ".id");
    }
    return new From(sql, scope, keys);
  }

  private String join(String alias, List<Reference> known, List<Reference> all) {
    if (expressions.chance(5)) {
      return "CROSS JOIN %s AS %s".formatted(relation(), alias);
    }
    if (expressions.chance(8)) {
      return "%s JOIN %s AS %s ON %s"
          .formatted(
              expressions.any(List.of("INNER", "LEFT", "RIGHT")),
              relation(),
              alias,
              expressions.condition(all, 1));
    }
    Kind kind = expressions.kind();
    String condition =
        "%s = %s"
            .formatted(
                expressions.expression(kind, known, 0),
                expressions.expression(kind, columns(alias), 0));
    if (expressions.chance(25)) {
      condition += " AND " + expressions.condition(all, 1);
    }
    return "%s JOIN %s AS %s ON %s"
        .formatted(
            expressions.any(List.of("INNER", "INNER", "LEFT", "RIGHT", "FULL")),
            relation(),
            alias,
            condition);
  }

  private List<String> where(List<Reference> scope) {
    List<String> conditions = new ArrayList<>();
    for (int i = expressions.any(List.of(0, 1, 1, 2)); i > 0; i--) {
      conditions.add(expressions.chance(20) ? subQuery(scope) : expressions.condition(scope, 2));
    }
    return conditions;
  }

  private String subQuery(List<Reference> scope) {
    String alias = "q" + ++subQueries;
    Kind kind = expressions.kind();
    String outer = expressions.expression(kind, scope, 0);
    String inner = expressions.expression(kind, columns(alias), 0);
    String not = expressions.any(List.of("", "NOT "));
    return switch (random.nextInt(8)) {
      case 4 ->
          "%s %sIN (SELECT %s FROM %s AS %s WHERE %s.b = %s)"
              .formatted(
                  outer,
                  not,
                  inner,
                  table(),
                  alias,
                  alias,
                  expressions.expression(Kind.INTEGER, scope, 0));
      case 5 ->
          "%sEXISTS (SELECT 1 FROM %s AS %s WHERE %s)"
              .formatted(not, table(), alias, correlated(alias, scope));
      case 6 ->
          "(%s OR %sEXISTS (SELECT 1 FROM %s AS %s WHERE %s = %s))"
              .formatted(expressions.condition(scope, 1), not, table(), alias, inner, outer);
      case 7 ->
          "%s %s %s (SELECT %s FROM %s AS %s WHERE %s)"
              .formatted(
                  outer,
                  expressions.any(List.of("=", "<>", "<", ">=")),
                  expressions.any(List.of("ANY", "ALL")),
                  inner,
                  table(),
                  alias,
                  expressions.condition(columns(alias), 1));
      case 0 ->
          "%sEXISTS (SELECT 1 FROM %s AS %s WHERE %s = %s AND %s)"
              .formatted(
                  not, table(), alias, inner, outer, expressions.condition(columns(alias), 1));
      case 1 ->
          "%s %sIN (SELECT %s FROM %s AS %s WHERE %s)"
              .formatted(
                  outer, not, inner, table(), alias, expressions.condition(columns(alias), 1));
      case 2 -> "%s <> %s".formatted(expressions.expression(Kind.INTEGER, scope, 0), scalar(scope));
      default ->
          "%s >= %s".formatted(expressions.expression(Kind.INTEGER, scope, 0), scalar(scope));
    };
  }

  private String correlated(String alias, List<Reference> scope) {
    List<Reference> both = new ArrayList<>(scope);
    both.addAll(columns(alias));
    return expressions.condition(both, 1);
  }

  private String scalar(List<Reference> scope) {
    String alias = "q" + ++subQueries;
    String correlation =
        expressions.chance(60)
            ? " WHERE %s.b = %s".formatted(alias, expressions.expression(Kind.INTEGER, scope, 0))
            : "";
    return "(SELECT %s(%s.id) FROM %s AS %s%s)"
        .formatted(
            expressions.any(List.of("max", "min", "count")), alias, table(), alias, correlation);
  }

  private Branch plain() {
    From from = from();
    List<String> items = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      items.add(
          expressions.chance(5)
              ? scalar(from.scope())
              : expressions.expression(expressions.kind(), from.scope(), 2));
    }
    return new Branch(
        expressions.chance(15), items, from.sql(), where(from.scope()), "", List.of());
  }

  private Branch ofKinds(List<Kind> kinds) {
    From from = from();
    List<String> items =
        kinds.stream().map(kind -> expressions.expression(kind, from.scope(), 1)).toList();
    return new Branch(false, items, from.sql(), where(from.scope()), "", List.of());
  }

  private Branch grouped() {
    From from = from();
    List<String> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      keys.add(expressions.any(from.scope()).sql());
    }
    List<String> distinctKeys = keys.stream().distinct().toList();
    List<String> items = new ArrayList<>(distinctKeys);
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      items.add(aggregate(from.scope()));
    }
    String list = String.join(", ", distinctKeys);
    String grouping =
        list.isEmpty() || !expressions.chance(25)
            ? list
            : expressions
                .any(List.of("ROLLUP (%s)", "CUBE (%s)", "GROUPING SETS ((%1$s), ())"))
                .formatted(list);
    List<String> having =
        expressions.chance(20)
            ? List.of("%s > %d".formatted(count(from.scope()), random.nextInt(3)))
            : List.of();
    return new Branch(false, items, from.sql(), where(from.scope()), grouping, having);
  }

  private String count(List<Reference> scope) {
    return switch (random.nextInt(3)) {
      case 0 -> "count(*)";
      case 1 -> "count(%s)".formatted(expressions.any(scope).sql());
      default -> "count(DISTINCT %s)".formatted(expressions.any(scope).sql());
    };
  }

  private String aggregate(List<Reference> scope) {
    String call =
        switch (random.nextInt(5)) {
          case 0 -> count(scope);
          case 2 ->
              "%s(%s)"
                  .formatted(
                      expressions.any(List.of("bool_and", "bool_or")),
                      expressions.condition(scope, 1));
          case 1 ->
              "%s(%s)"
                  .formatted(
                      expressions.any(List.of("min", "max")),
                      expressions.expression(notBoolean(), scope, 1));
          default ->
              "%s(%s%s)"
                  .formatted(
                      expressions.any(List.of("sum", "sum", "avg")),
                      expressions.any(List.of("", "", "DISTINCT ")),
                      expressions.expression(expressions.any(SUMMABLE), scope, 1));
        };
    return expressions.chance(20)
        ? "%s FILTER (WHERE %s)".formatted(call, expressions.condition(scope, 1))
        : call;
  }

  private Kind notBoolean() {
    Kind kind = expressions.kind();
    return kind == Kind.BOOLEAN ? Kind.TEXT : kind;
  }

  private Branch windowed() {
    From from = from();
    List<String> items = new ArrayList<>(from.keys());
    String partition =
        expressions.chance(60)
            ? "PARTITION BY %s ".formatted(expressions.any(from.scope()).sql())
            : "";
    // The inputs of a union share keys: rows are told apart by all that they have.
    List<String> last =
        from.sql().stream().anyMatch(relation -> relation.contains(" UNION "))
            ? from.scope().stream().map(Reference::sql).toList()
            : from.keys();
    String order =
        "ORDER BY %s, %s".formatted(expressions.any(from.scope()).sql(), String.join(", ", last));
    String function =
        expressions.any(
            List.of(
                "row_number()",
                "rank()",
                "dense_rank()",
                "sum(%s)".formatted(expressions.expression(Kind.INTEGER, from.scope(), 0)),
                "count(%s)".formatted(expressions.any(from.scope()).sql()),
                "max(%s)".formatted(expressions.expression(Kind.TEXT, from.scope(), 0)),
                "avg(%s)".formatted(expressions.expression(Kind.INTEGER, from.scope(), 0)),
                "lag(%s)".formatted(expressions.any(from.scope()).sql()),
                "lead(%s, 2)".formatted(expressions.any(from.scope()).sql()),
                "last_value(%s)".formatted(expressions.any(from.scope()).sql()),
                "first_value(%s)".formatted(expressions.any(from.scope()).sql())));
    boolean framed =
        Stream.of("sum", "count", "max", "avg", "last", "first").anyMatch(function::startsWith);
    items.add(
        "%s OVER (%s%s%s)"
            .formatted(function, partition, order, framed ? expressions.any(FRAMES) : ""));
    return new Branch(false, items, from.sql(), where(from.scope()), "", List.of());
  }
}
