package io.tributary.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The 99 queries of TPC-DS, four of which are two, in DuckDB's SQL. They are made from the
/// council's templates; a query has the first parameters of a few that find rows, if any do.
public final class TpcdsQueries {

  private static final Set<Integer> OF_TWO_PARTS = Set.of(14, 23, 24, 39);

  private static final int ATTEMPTS = 40;

  /// What DuckDB writes in other words.
  ///
  /// @param query which one needs it
  private record Correction(String query, String template, String duckDb) {}

  private static final List<Correction> CORRECTIONS =
      List.of(
          new Correction("q30", "c_last_review_date", "c_last_review_date_sk"),
          new Correction("q90", ") at,", ") am,"));

  private static final Pattern DAYS = Pattern.compile("([+-])\\s*(\\d+)\\s+days\\b");

  private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|\\w+|[^\\s\\w]");

  private static final Set<String> CLAUSES =
      Set.of("select", "from", "where", "group", "having", "order");

  private static final Set<String> BEFORE_TABLE = Set.of("from", "join", ",");

  private final Connection data;
  private final long seed;
  private final TpcdsDistributions distributions;
  private final Map<String, String> queries = new HashMap<>();

  /// @param data a DuckDB that holds the tables, whose values the parameters are chosen from
  /// @param seed chooses the parameters
  public TpcdsQueries(Connection data, long seed) {
    this.data = data;
    this.seed = seed;
    this.distributions = new TpcdsDistributions(data);
  }

  /// From `q01` to `q99`; `q14a` and `q14b` where a query has two parts.
  public static List<String> names() {
    return IntStream.rangeClosed(1, 99)
        .boxed()
        .flatMap(number -> {
          String name = String.format(Locale.ROOT, "q%02d", number);
          return OF_TWO_PARTS.contains(number)
              ? Stream.of(name + "a", name + "b")
              : Stream.of(name);
        })
        .toList();
  }

  /// A query over unqualified tables.
  public synchronized String query(String name) {
    return queries.computeIfAbsent(name, this::make);
  }

  /// A query whose tables are written as the caller wants them, such as `sales.public.item`.
  public String query(String name, UnaryOperator<String> tableName) {
    Set<String> tables = Set.copyOf(TpcdsData.tables());
    String sql = query(name);
    var qualified = new StringBuilder();
    int end = 0;
    String before = "";
    // The clause that each open bracket interrupts, of the innermost last.
    var clauses = new ArrayDeque<String>();
    String clause = "";
    for (MatchResult word : WORD.matcher(sql).results().toList()) {
      String text = word.group().toLowerCase(Locale.ROOT);
      if (text.equals("(")) {
        clauses.push(clause);
      } else if (text.equals(")")) {
        clause = clauses.pop();
      } else if (CLAUSES.contains(text)) {
        clause = text;
      } else if (clause.equals("from") && BEFORE_TABLE.contains(before) && tables.contains(text)) {
        qualified.append(sql, end, word.start()).append(tableName.apply(text));
        end = word.end();
      }
      before = text;
    }
    return qualified.append(sql.substring(end)).toString();
  }

  private String make(String name) {
    String sql = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      sql = make(name, new Random(31 * seed + 1_000_003L * name.hashCode() + attempt));
      if (findsRows(sql)) {
        return sql;
      }
    }
    return sql;
  }

  private String make(String name, Random random) {
    TpcdsTemplate template = TpcdsTemplate.read(Integer.parseInt(name.substring(1, 3)));
    int part = name.endsWith("b") ? 1 : 0;
    String statement = template.statements().get(part);
    Map<String, List<String>> values =
        new TpcdsParameters(distributions, statement, random).choose(template.rules());
    values.put("_LIMITA", List.of(""));
    values.put("_LIMITB", List.of(""));
    values.put(
        "_LIMITC",
        values.getOrDefault("_LIMIT", List.of("")).stream().map(rows -> "LIMIT " + rows).toList());
    String sql =
        DAYS.matcher(template.statement(part, values::get)).replaceAll("$1 INTERVAL '$2' DAY");
    for (Correction correction : CORRECTIONS) {
      if (name.startsWith(correction.query())) {
        if (!sql.contains(correction.template())) {
          throw new IllegalStateException("%s is in no need of %s".formatted(name, correction));
        }
        sql = sql.replace(correction.template(), correction.duckDb());
      }
    }
    return sql;
  }

  /// Whether any row says something: aggregates of nothing give a row of NULL or zero.
  private boolean findsRows(String sql) {
    try (Statement query = data.createStatement();
        ResultSet rows = query.executeQuery(sql)) {
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          String value = rows.getString(i);
          if (value != null && !value.equals("0")) {
            return true;
          }
        }
      }
      return false;
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB failed at " + sql, e);
    }
  }
}
