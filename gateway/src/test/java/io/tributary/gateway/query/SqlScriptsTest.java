package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.SqlScript;
import io.tributary.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The SQL scripts, over two splits of the tables among three sources and on DuckDB alone.
///
/// `-Dtributary.scripts.write=true` writes DuckDB's answers and the gateway's refusals into the
/// scripts, for a reader to compare with what was there.
class SqlScriptsTest {

  private static final Path SCRIPTS = Path.of("src/test/resources/sql/scripts");
  private static final Path GUIDE = Path.of("../docs/sql.md");
  private static final Pattern PUBLISHED =
      Pattern.compile("\\*\\*(\\d+) of (\\d+)\\*\\* .* \\*\\*(\\d+)\\*\\* run whole");

  /// Sources of the tables.
  private static final List<Map<String, String>> SPLITS =
      List.of(
          Map.of(
              "customer",
              "sales",
              "orders",
              "support",
              "item",
              "lake",
              "department",
              "support",
              "employee",
              "sales",
              "product",
              "lake",
              "sale",
              "sales",
              "event",
              "support",
              "edge",
              "sales",
              "every_kind",
              "lake"),
          Map.of(
              "customer",
              "lake",
              "orders",
              "sales",
              "item",
              "support",
              "department",
              "lake",
              "employee",
              "support",
              "product",
              "support",
              "sale",
              "lake",
              "event",
              "lake",
              "edge",
              "lake",
              "every_kind",
              "sales"));

  /// What DuckDB and the gateway make of a script.
  ///
  /// @param alone of DuckDB
  /// @param federated of the gateway, a split each
  private record Outcome(List<String> alone, List<Answer> federated) {

    Optional<String> refusal() {
      return federated.stream().flatMap(answer -> answer.refusal().stream()).findFirst();
    }

    boolean ranWhole() {
      return federated.stream().anyMatch(Answer::ranWhole);
    }
  }

  /// @param refusal in place of lines
  private record Answer(List<String> lines, Optional<String> refusal, boolean ranWhole) {}

  private static final Map<SqlScript, Future<Outcome>> OUTCOMES = new LinkedHashMap<>();

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static TestGateway gateway;

  @BeforeAll
  static void runAll() {
    shop = new SmallShop(folder);
    gateway = new TestGateway(shop.metadata(), folder);
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      scripts().forEach(script -> OUTCOMES.put(script, two.submit(() -> outcome(script))));
    }
    if (Boolean.getBoolean("tributary.scripts.write")) {
      write();
    }
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
    OUTCOMES.clear();
    gateway.close();
    shop.close();
  }

  static List<SqlScript> scripts() {
    return SqlScript.in(SCRIPTS);
  }

  private static void write() {
    Map<String, List<SqlScript>> files = new LinkedHashMap<>();
    for (SqlScript script : scripts()) {
      files
          .computeIfAbsent(script.file(), name -> new java.util.ArrayList<>())
          .add(answered(script));
    }
    files.forEach((name, scripts) -> SqlScript.write(SCRIPTS.resolve(name + ".sql"), scripts));
  }

  private static SqlScript answered(SqlScript script) {
    Outcome outcome = outcomeOf(script);
    return new SqlScript(
        script.file(), script.title(), script.sql(), outcome.alone(), outcome.refusal());
  }

  private static Outcome outcomeOf(SqlScript script) {
    return Objects.requireNonNull(OUTCOMES.get(script)).resultNow();
  }

  private static Outcome outcome(SqlScript script) {
    return new Outcome(
        alone(script), SPLITS.stream().map(split -> federated(script, split)).toList());
  }

  private static String complaint(Throwable e) {
    return "%s: %s".formatted(kind(e), String.valueOf(e.getMessage()).replace('\n', ' '));
  }

  private static String kind(Throwable e) {
    return e instanceof GatewayException known
        ? known.code().toString()
        : e.getClass().getSimpleName();
  }

  private static String kind(String complaint) {
    return complaint.substring(0, complaint.indexOf(':'));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void givesTheAnswerBesideIt(SqlScript script) {
    Outcome outcome = outcomeOf(script);
    assertThat(outcome.alone()).isEqualTo(script.expected());
    for (Answer answer : outcome.federated()) {
      // The words may name a source.
      assertThat(answer.refusal().map(SqlScriptsTest::kind))
          .as("%s", answer.refusal())
          .isEqualTo(script.refusal().map(SqlScriptsTest::kind));
      if (answer.refusal().isEmpty()) {
        assertThat(answer.lines()).isEqualTo(script.expected());
      }
    }
  }

  @Test
  void theGuideTellsHowManyPassAndHowManyRunWhole() throws IOException {
    List<SqlScript> scripts = scripts();
    long passed = scripts.stream().filter(script -> script.refusal().isEmpty()).count();
    long whole = scripts.stream().filter(script -> outcomeOf(script).ranWhole()).count();
    System.out.printf("%d of %d scripts pass, %d run whole%n", passed, scripts.size(), whole);
    assertThat(scripts).hasSizeGreaterThanOrEqualTo(500);
    assertThat(passed / (double) scripts.size()).isGreaterThanOrEqualTo(0.97);
    assertThat(PUBLISHED.matcher(Files.readString(GUIDE)).results())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.group(1)).isEqualTo(Long.toString(passed));
          assertThat(found.group(2)).isEqualTo(Integer.toString(scripts.size()));
          assertThat(found.group(3)).isEqualTo(Long.toString(whole));
        });
  }

  private static synchronized List<String> alone(SqlScript script) {
    return gateway
        .answerOf(shop.database(), script.over(table -> "main." + table))
        .lines(script.ordered());
  }

  private static Answer federated(SqlScript script, Map<String, String> split) {
    QueryRequest request =
        TestGateway.request(script.over(table -> "%s.main.%s".formatted(split.get(table), table)));
    try {
      List<String> lines = gateway.answer(request).lines(script.ordered());
      boolean whole =
          Caller.DEFAULT.call(() -> gateway.queries().explain(request)).stayed().stream()
              .anyMatch(stayed -> stayed.reasonCode().equals("RUNS_WHOLE"));
      return new Answer(lines, Optional.empty(), whole);
    } catch (RuntimeException | AssertionError e) {
      return new Answer(List.of(), Optional.of(complaint(e)), false);
    }
  }
}
