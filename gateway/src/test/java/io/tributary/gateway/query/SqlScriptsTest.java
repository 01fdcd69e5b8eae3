package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Optional;
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
  private static final Path GUIDE = Path.of("../docs/guide/sql.md");
  private static final Pattern PUBLISHED = Pattern.compile("\\*\\*(\\d+) of (\\d+)\\*\\*");

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

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static TestGateway gateway;

  @BeforeAll
  static void open() {
    shop = new SmallShop(folder);
    gateway = new TestGateway(shop.metadata(), folder);
    if (Boolean.getBoolean("tributary.scripts.write")) {
      write();
    }
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
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
    List<String> expected = alone(script);
    Optional<String> refusal = Optional.empty();
    for (Map<String, String> split : SPLITS) {
      try {
        federated(script, split);
      } catch (GatewayException | AssertionError e) {
        refusal = refusal.or(() -> Optional.of(complaint(e)));
      }
    }
    return new SqlScript(script.file(), script.title(), script.sql(), expected, refusal);
  }

  private static String complaint(Throwable e) {
    return "%s: %s".formatted(kind(e), String.valueOf(e.getMessage()).replace('\n', ' '));
  }

  private static String kind(Throwable e) {
    return e instanceof GatewayException known
        ? known.code().toString()
        : e.getClass().getSimpleName();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void givesTheAnswerBesideIt(SqlScript script) {
    assertThat(alone(script)).isEqualTo(script.expected());
    for (Map<String, String> split : SPLITS) {
      List<String> answer;
      try {
        answer = federated(script, split);
      } catch (GatewayException | AssertionError e) {
        if (script.refusal().isEmpty()) {
          throw e;
        }
        // The words may name a source.
        assertThat(script.refusal().get()).startsWith(kind(e));
        continue;
      }
      assertThat(script.refusal()).as("refusal of what is answered").isEmpty();
      assertThat(answer).isEqualTo(script.expected());
    }
  }

  @Test
  void theGuideTellsHowManyPass() throws IOException {
    List<SqlScript> scripts = scripts();
    long passed = scripts.stream().filter(script -> script.refusal().isEmpty()).count();
    assertThat(scripts).hasSizeGreaterThanOrEqualTo(500);
    assertThat(passed / (double) scripts.size()).isGreaterThanOrEqualTo(0.97);
    assertThat(PUBLISHED.matcher(Files.readString(GUIDE)).results())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.group(1)).isEqualTo(Long.toString(passed));
          assertThat(found.group(2)).isEqualTo(Integer.toString(scripts.size()));
        });
  }

  private static List<String> alone(SqlScript script) {
    return gateway
        .answerOf(shop.database(), script.over(table -> "main." + table))
        .lines(script.ordered());
  }

  private static List<String> federated(SqlScript script, Map<String, String> split) {
    String sql = script.over(table -> "%s.main.%s".formatted(split.get(table), table));
    return gateway.answer(sql).lines(script.ordered());
  }
}
