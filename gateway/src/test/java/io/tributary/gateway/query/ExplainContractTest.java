package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Caller;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.v1.ExplainResponse;
import io.tributary.v1.PlannedFragment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every explanation tells: who runs what and why, and why not.
class ExplainContractTest {

  private static final String NATIVE =
      "SELECT region, count(*) AS n FROM sales.main.customer WHERE credit > 5 GROUP BY region";
  private static final String ACROSS =
      "SELECT c.name FROM sales.main.customer c JOIN support.main.orders o ON o.customer_id = c.id";
  private static final String NOT_CERTIFIED =
      "SELECT id FROM sales.main.customer WHERE regexp_matches(name, '^name 1')";
  private static final String SHIPS_MORE =
      "SELECT a.id FROM sales.main.orders a CROSS JOIN sales.main.orders b JOIN lake.main.item i"
          + " ON i.order_id = a.id + b.id";
  private static final String FILES = "SELECT count(*) AS n FROM lake.main.item";
  private static final String NOTHING = "SELECT 1 AS one";

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static TestGateway gateway;

  @BeforeAll
  static void open() {
    shop = new SmallShop(folder);
    gateway = new TestGateway(shop.metadata(), folder);
  }

  @AfterAll
  static void close() throws IOException {
    gateway.close();
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {NATIVE, ACROSS, NOT_CERTIFIED, SHIPS_MORE, FILES, NOTHING})
  void everyRouteHasAReason(String sql) {
    ExplainResponse plan = explain(sql, EngineChoice.AUTO);
    assertThat(plan.getRoute()).isIn("native", "duckdb");
    assertThat(plan.getRouteReason()).isNotBlank();
    assertThat(plan.getText())
        .startsWith("Route: %s (%s)".formatted(plan.getRoute(), plan.getRouteReason()));
  }

  @ParameterizedTest
  @ValueSource(strings = {NATIVE, ACROSS, NOT_CERTIFIED, SHIPS_MORE, FILES})
  void everyFragmentHasItsSourceSqlEstimateAndOperators(String sql) {
    ExplainResponse plan = explain(sql, EngineChoice.AUTO);
    assertThat(plan.getFragmentsList())
        .isNotEmpty()
        .allSatisfy(fragment -> {
          assertThat(fragment.getSource()).isIn("sales", "support", "lake");
          assertThat(fragment.getSql()).isNotBlank();
          assertThat(fragment.getEstimatedRows()).isPositive();
          assertThat(fragment.getPushedOperatorsList()).isNotEmpty();
          assertThat(plan.getText())
              .contains("Fragment %d at %s".formatted(fragment.getId(), fragment.getSource()));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {ACROSS, NOT_CERTIFIED, SHIPS_MORE})
  void everyOperatorThatStayedHasACodeAndASentence(String sql) {
    ExplainResponse plan = explain(sql, EngineChoice.AUTO);
    assertThat(plan.getStayedList())
        .isNotEmpty()
        .allSatisfy(stayed -> {
          assertThat(stayed.getOperator()).isNotBlank();
          assertThat(stayed.getReasonCode()).isIn("CROSS_SOURCE", "NOT_CERTIFIED", "SHIPS_MORE");
          assertThat(stayed.getReason()).isNotBlank();
          assertThat(plan.getText())
              .contains(
                  "Stayed: %s [%s] %s"
                      .formatted(stayed.getOperator(), stayed.getReasonCode(), stayed.getReason()));
        });
  }

  @Test
  void pushedOperatorsAreListedFromTheBottomUp() {
    PlannedFragment only = explain(NATIVE, EngineChoice.AUTO).getFragments(0);
    assertThat(only.getPushedOperatorsList())
        .containsExactly("scan main.customer", "filter", "project", "aggregate");
  }

  @Test
  void oneSourceThatRunsAllIsNamed() {
    assertThat(explain(NATIVE, EngineChoice.AUTO).getRouteReason())
        .isEqualTo("sales runs the whole query");
  }

  @Test
  void aRequestForDuckDbIsTheReason() {
    assertThat(explain(NATIVE, EngineChoice.DUCKDB).getRouteReason())
        .isEqualTo("the request asks for DuckDB");
  }

  @Test
  void whatOneSourceDoesNotRunIsTheReason() {
    assertThat(explain(NOT_CERTIFIED, EngineChoice.AUTO).getRouteReason())
        .isEqualTo(
            "sales does not run all of the query: regexp_matches of VARCHAR, VARCHAR is not"
                + " certified");
  }

  @Test
  void sourcesThatAreJoinedAreTheReason() {
    assertThat(explain(ACROSS, EngineChoice.AUTO).getRouteReason())
        .isEqualTo("the query joins 2 sources");
  }

  @Test
  void filesThatAreReadInPlaceAreTheReason() {
    assertThat(explain(FILES, EngineChoice.AUTO).getRouteReason())
        .isEqualTo("DuckDB reads lake in place");
  }

  @Test
  void constantsHaveNoSource() {
    assertThat(explain(NOTHING, EngineChoice.AUTO).getRouteReason())
        .isEqualTo("the query reads no source");
  }

  private static ExplainResponse explain(String sql, EngineChoice engine) {
    var request =
        new QueryRequest(
            QueryId.random(),
            new Statement.Sql(sql, List.of()),
            SessionDefaults.NONE,
            engine,
            Optional.empty());
    return ExplainMessages.message(Caller.DEFAULT.call(() -> gateway.queries().explain(request)));
  }
}
