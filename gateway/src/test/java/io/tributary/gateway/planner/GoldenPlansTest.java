package io.tributary.gateway.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.fragment.Fragmenter;
import io.tributary.gateway.planner.GoldenPlans.Case;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestPlanner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlExplainLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each step of the planner does to small plans, and what it leaves alone: the cases are in
/// `src/test/resources/plans`, a file a step. A step of [LogicalRewrite] is shown by the plan
/// before it and after it; `placement` by where everything runs, and `fragments` by the SQL.
class GoldenPlansTest {

  private static final String PLACEMENT = "placement";
  private static final String FRAGMENTS = "fragments";
  private static final String UNCHANGED = "unchanged";

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static Planner planner;

  @BeforeAll
  static void open() {
    shop = new SmallShop(folder);
    planner =
        TestPlanner.over(
            shop.metadataWithPlainSource(),
            Clock.fixed(Instant.parse("2024-03-01T12:00:00.5Z"), ZoneOffset.UTC));
  }

  @AfterAll
  static void close() throws IOException {
    shop.close();
  }

  static List<GoldenPlans> files() {
    return GoldenPlans.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void plansAreAsExpected(GoldenPlans file) {
    List<Case> found = new ArrayList<>();
    for (Case expected : file.cases()) {
      found.add(expected.with(Caller.DEFAULT.call(() -> plan(file.name(), expected))));
    }
    if (GoldenPlans.areUpdated()) {
      file.write(found);
    } else {
      assertThat(file.text(found)).isEqualTo(file.text(file.cases()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void thereIsACaseThatFiresAndOneThatDoesNot(GoldenPlans file) {
    assertThat(file.cases()).extracting(Case::fires).contains(true, false);
  }

  @Test
  void everyStepHasItsFile() {
    Stream<String> steps =
        new LogicalRewrite(logical("SELECT 1").builder())
            .steps().stream().map(LogicalRewrite.Step::name);
    assertThat(files())
        .extracting(GoldenPlans::name)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(steps, Stream.of(PLACEMENT, FRAGMENTS)).toList());
  }

  private static String plan(String step, Case of) {
    return switch (step) {
      case PLACEMENT -> placement(of.sql());
      case FRAGMENTS -> fragments(of.sql());
      default -> beforeAndAfter(step, of);
    };
  }

  private static String beforeAndAfter(String step, Case of) {
    Planner.Logical logical = logical(of.sql());
    PlanStatistics.install(logical.rel().getCluster());
    RelNode rel = logical.rel();
    for (LogicalRewrite.Step each : new LogicalRewrite(logical.builder()).steps()) {
      if (each.name().equals(step)) {
        String before = text(rel);
        String after = text(each.rewrite().apply(rel));
        assertThat(!before.equals(after))
            .as("%s changes the plan of: %s\n%s", step, of, before)
            .isEqualTo(of.fires());
        return of.fires() ? before + "\n->\n" + after : before + "\n-> " + UNCHANGED;
      }
      rel = each.rewrite().apply(rel);
    }
    throw new IllegalStateException("there is no step " + step);
  }

  private static Planner.Logical logical(String sql) {
    return planner.logical(Planner.parse(sql), List.of(), SessionDefaults.NONE);
  }

  private static OptimizedPlan optimized(String sql) {
    return planner.planSql(sql, List.of(), SessionDefaults.NONE, true);
  }

  private static String placement(String sql) {
    OptimizedPlan plan = optimized(sql);
    var text = new StringBuilder(text(plan.root()));
    plan.stayed()
        .forEach(stayed ->
            text.append(
                "\nstayed: %s [%s] %s"
                    .formatted(stayed.operator(), stayed.code(), stayed.reason())));
    return text.toString();
  }

  private static String fragments(String sql) {
    return switch (Fragmenter.fragment(optimized(sql))) {
      case FragmentedPlan.Native only ->
          "%s: %s".formatted(only.fragment().sourceName(), only.fragment().sql());
      case FragmentedPlan.InDuckDb duckDb -> {
        var text = new StringBuilder();
        duckDb
            .fragments()
            .forEach(part -> text.append("%s: %s\n".formatted(part.sourceName(), part.sql())));
        duckDb
            .views()
            .forEach(view ->
                text.append(
                    "view %s: %s\n"
                        .formatted(view.name(), view.sql().replace(folder.toString(), "FOLDER"))));
        yield text.append("duckdb: ").append(duckDb.sql()).toString();
      }
    };
  }

  private static String text(RelNode rel) {
    return RelOptUtil.toString(rel, SqlExplainLevel.EXPPLAN_ATTRIBUTES).strip();
  }
}
