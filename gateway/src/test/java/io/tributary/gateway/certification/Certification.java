package io.tributary.gateway.certification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.connector.Source;
import io.tributary.gateway.certification.EdgeValues.Kind;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.DuckDbPool;
import io.tributary.gateway.execution.DuckDbSettings;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.ExplainedQuery;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryLimits;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.Statement;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.TestPlanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Runs every case at a source and in DuckDB and demands the same values and types; writes down
/// what the source was given as a page of the documentation. A connector's certification is a
/// subclass.
///
/// With `-Dpages=write` the committed page is replaced instead of compared.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Certification {

  /// Of the rows at which DuckDB fails, so many are tried at the source.
  private static final int SOME_ROWS = 3;

  /// The connector's id, which names its page.
  abstract String connector();

  /// A source with the table of edge values in it; the same on every call.
  abstract Source source(Path folder) throws Exception;

  /// The schema of that table.
  abstract String schema();

  /// What DuckDB calls the type in which a kind of values arrives.
  String duckDbType(Kind kind) {
    return kind.duckDbType();
  }

  /// Whether the source has such a value.
  boolean holds(Kind kind, String value) {
    return true;
  }

  /// Whether the source's types have such a value at all. Where one would be the result, it fails.
  ///
  /// @param type as Arrow has it
  boolean canHold(String type, Object value) {
    return true;
  }

  /// A case's outcome.
  ///
  /// @param remark of what is at the source only within limits, or why it is not there
  /// @param failure what differs, if anything does
  private record Outcome(
      String topic, String sql, boolean pushed, String remark, Optional<String> failure) {}

  @Test
  void computesWhatDuckDbComputes(@TempDir Path folder) throws Exception {
    certify(folder, SOME_ROWS);
  }

  @Tag("soak")
  @Test
  void failsWhereverDuckDbFails(@TempDir Path folder) throws Exception {
    certify(folder, Integer.MAX_VALUE);
  }

  private void certify(Path folder, int failingRows) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    try (Source source = source(folder);
        DuckDBConnection alone = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        BufferAllocator allocator = new RootAllocator();
        var duckDbs = new DuckDbPool(new DuckDbSettings(1L << 30, 2, folder.resolve("spill")), 2)) {
      EdgeValues.create(alone, this::duckDbType, this::holds);
      try (var statement = alone.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
      }
      var metadata = new FixedMetadata(Map.of("source", source));
      try (var queries =
          new QueryService(
              metadata,
              TestPlanner.over(metadata),
              new QueryExecutor(duckDbs, allocator),
              new QueryLimits(Duration.ofMinutes(1), 2, 0))) {
        var sides = new Sides(alone, queries, allocator, this::canHold, failingRows);
        for (Case one : Case.read()) {
          outcomes.add(outcome(sides, one));
        }
      }
    }
    comparePage(page(outcomes));
    assertThat(outcomes.stream().flatMap(outcome -> outcome.failure.stream()).toList())
        .as("cases that differ from DuckDB")
        .isEmpty();
  }

  private Outcome outcome(Sides sides, Case one) {
    ExplainedQuery plan;
    try {
      plan = sides.plan(one.federated(schema()));
    } catch (GatewayException e) {
      return sides.duckDbTakes(one.alone())
          ? new Outcome(
              one.topic(), one.text(), false, "", Optional.of(one.text() + ": " + e.getMessage()))
          : new Outcome(one.topic(), one.text(), false, "nor in DuckDB", Optional.empty());
    }
    Difference difference = sides.difference(one, schema());
    Optional<String> failure =
        difference
            .text()
            .map(text ->
                "%s%n  %s%n  %s"
                    .formatted(
                        one.text(),
                        text,
                        plan.fragments().stream()
                            .map(ExplainedQuery.PlannedFragment::sql)
                            .map(sql -> sql.length() > 600 ? sql.substring(0, 600) + "…" : sql)
                            .toList()));
    boolean pushed = plan.route().equals("native");
    String remark = difference.limited() ? "fails where it has no such value" : "";
    return new Outcome(one.topic(), one.text(), pushed, pushed ? remark : reasons(plan), failure);
  }

  /// @param text empty where there is none
  /// @param limited whether the source fails at values that it cannot hold
  private record Difference(Optional<String> text, boolean limited) {}

  private record Case(String topic, String text, boolean isExpression) {

    static List<Case> read() {
      List<Case> cases = new ArrayList<>();
      String topic = "";
      for (String line : lines("/certification/cases.txt")) {
        if (line.startsWith("# ")) {
          topic = line.substring(2);
        } else if (!line.isBlank()) {
          cases.add(
              new Case(topic, line, !line.startsWith("SELECT ") && !line.startsWith("WITH ")));
        }
      }
      return cases;
    }

    String sql() {
      return isExpression ? "SELECT id, %s FROM {t}".formatted(text) : text;
    }

    boolean isOrdered() {
      return text.contains("ORDER BY") && !text.contains("OVER (");
    }

    String federated(String schema) {
      return sql()
          .replace("{t}", "source.%s.%s".formatted(schema, EdgeValues.TABLE))
          .replace("{letters}", "source.%s.%s".formatted(schema, EdgeValues.LETTERS));
    }

    String alone() {
      return sql().replace("{t}", EdgeValues.TABLE).replace("{letters}", EdgeValues.LETTERS);
    }
  }

  /// The two places where a case runs.
  ///
  /// @param canHold whether the source has a value of an Arrow type
  /// @param failingRows of the rows at which DuckDB fails, so many are tried at the source
  private record Sides(
      DuckDBConnection alone,
      QueryService queries,
      BufferAllocator allocator,
      BiPredicate<String, Object> canHold,
      int failingRows) {

    ExplainedQuery plan(String sql) {
      return Caller.DEFAULT.call(() -> queries.explain(request(sql)));
    }

    /// Whether the types that the source has are ones for which DuckDB has the operator.
    boolean duckDbTakes(String sql) {
      try (var statement = alone.prepareStatement(sql)) {
        return statement.getParameterMetaData().getParameterCount() == 0;
      } catch (SQLException e) {
        return false;
      }
    }

    Difference difference(Case one, String schema) {
      String federated = one.federated(schema);
      if (!one.isExpression()) {
        return new Difference(difference(federated, one.alone(), one.isOrdered()), false);
      }
      List<Integer> without = new ArrayList<>(failing(one.text()));
      for (int id : some(without)) {
        try {
          Answer answer = run(federated + " WHERE id = " + id);
          return new Difference(
              Optional.of("DuckDB fails at row %d, but not %s".formatted(id, answer)), false);
        } catch (GatewayException e) {
          // as it should be
        }
      }
      boolean limited = false;
      List<Integer> beyond = beyond(one.alone() + others(without));
      for (int id : some(beyond)) {
        String row = " WHERE id = " + id;
        try {
          run(federated + row).assertSameAs(alone(one.alone() + row), false);
        } catch (GatewayException e) {
          limited = true;
        } catch (AssertionError e) {
          return new Difference(Optional.of("row %d: %s".formatted(id, e.getMessage())), false);
        }
      }
      if (limited) {
        without.addAll(beyond);
      }
      String others = others(without);
      return new Difference(difference(federated + others, one.alone() + others, false), limited);
    }

    private static String others(List<Integer> without) {
      return without.isEmpty()
          ? ""
          : without.stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", ", " WHERE id NOT IN (", ")"));
    }

    private List<Integer> some(List<Integer> ids) {
      List<Integer> some = new ArrayList<>(ids);
      Collections.shuffle(some, new Random(1));
      return some.subList(0, Math.min(some.size(), failingRows));
    }

    /// Rows of which the source cannot hold DuckDB's results.
    private List<Integer> beyond(String sql) {
      Answer answer = alone(sql);
      List<Integer> ids = new ArrayList<>();
      for (List<Object> row : answer.rows()) {
        for (int i = 1; i < row.size(); i++) {
          if (!canHold.test(answer.types().get(i), row.get(i))) {
            ids.add(Integer.valueOf(String.valueOf(row.getFirst())));
            break;
          }
        }
      }
      return ids;
    }

    private Answer alone(String sql) {
      return Answer.ofDuckDb(alone, sql, allocator);
    }

    private Optional<String> difference(String federated, String alone, boolean ordered) {
      Answer expected = alone(alone);
      try {
        run(federated).assertSameAs(expected, ordered);
        return Optional.empty();
      } catch (GatewayException e) {
        return Optional.of("fails: " + e.getMessage());
      } catch (AssertionError e) {
        Answer actual = run(federated);
        return Optional.of(
            "is %s with rows %s,%n  should be %s with rows %s"
                .formatted(
                    actual.types(),
                    others(actual, expected),
                    expected.types(),
                    others(expected, actual)));
      }
    }

    /// Rows that only the first answer has; the first few.
    private static List<List<Object>> others(Answer answer, Answer other) {
      List<List<Object>> rows = new ArrayList<>(answer.rows());
      other.rows().forEach(rows::remove);
      return rows.stream().limit(5).toList();
    }

    /// Rows at which DuckDB fails.
    private List<Integer> failing(String expression) {
      String sql =
          "SELECT id FROM %s WHERE TRY(row(%s)) IS NULL".formatted(EdgeValues.TABLE, expression);
      List<Integer> ids = new ArrayList<>();
      try (var statement = alone.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          ids.add(rows.getInt(1));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(expression, e);
      }
      return ids;
    }

    private Answer run(String sql) {
      return Caller.DEFAULT.call(() -> Answer.of(queries.start(request(sql))));
    }

    private static QueryRequest request(String sql) {
      return new QueryRequest(
          QueryId.random(),
          new Statement.Sql(sql, List.of()),
          SessionDefaults.NONE,
          EngineChoice.AUTO,
          Optional.empty());
    }
  }

  private String page(List<Outcome> outcomes) {
    var page = new StringBuilder();
    page.append("# What runs in ").append(connector()).append("\n\n");
    page.append(
        """
        Written by the certification test, which runs each line at the source and in DuckDB over values at the edges
        of their types, and compares values and types. What is not at the source runs in DuckDB.
        """);
    String topic = "";
    for (Outcome outcome : outcomes) {
      if (!outcome.topic.equals(topic)) {
        topic = outcome.topic;
        page.append("\n## ").append(topic).append("\n\n| | at the source | |\n|---|---|---|\n");
      }
      page.append(
          "| `%s` | %s | %s |%n"
              .formatted(
                  cell(EdgeValues.inTypes(outcome.sql)),
                  outcome.pushed ? "yes" : "no",
                  cell(outcome.remark)));
    }
    return page.toString();
  }

  private static String reasons(ExplainedQuery plan) {
    return plan.stayed().stream()
        .map(ExplainedQuery.StayedOperator::reason)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private void comparePage(String page) throws IOException {
    Path committed = Path.of("..", "docs", "pushdown", connector() + ".md");
    if ("write".equals(System.getProperty("pages"))) {
      Files.createDirectories(committed.getParent());
      Files.writeString(committed, page);
    }
    assertThat(committed).as("written anew by -Dpages=write").exists().content().isEqualTo(page);
  }

  private static List<String> lines(String resource) {
    try (InputStream file = Certification.class.getResourceAsStream(resource)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
