package io.tributary.server.bench;

import io.tributary.connector.Caller;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.Statement;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.server.GatewayRunner;
import io.tributary.server.bench.Figure.Unit;
import io.tributary.server.demo.FileTree;
import io.tributary.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// What planning takes once the gateway is warm: each query of TPC-H and TPC-DS over PostgreSQL and
/// Parquet, planned anew and planned again.
///
/// A figure is given twice, by the clock and by the processor: on a busy machine the clock tells of
/// the machine.
final class PlanBenchmark implements Benchmark {
  private static final double WORST_MILLISECONDS = 500;
  private static final double REPEATED_MILLISECONDS = 1;

  /// Queries planned before measuring: what it takes for the compiler to have seen it all.
  private static final int WARM_UPS = 1_000;

  private static final int RUNS = 11;
  private static final int REPEATS = 101;

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String description() {
    return "planning TPC-H and TPC-DS over PostgreSQL and Parquet, anew and again";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("tributary-bench-plan");
    try (PostgresServer postgres = PostgresServer.start()) {
      List<PlanSuite> suites =
          List.of(
              PlanSuite.tpch(postgres, folder, progress),
              PlanSuite.tpcds(postgres, folder, progress));
      try (GatewayRunner gateway =
          GatewayRunner.builder().postgres("sales", postgres).files("lake", folder).start()) {
        var planner = new Planner(gateway.queries());
        List<Figure> figures = new ArrayList<>();
        suites.forEach(suite -> figures.addAll(figures(suite, planner, progress)));
        return figures;
      }
    } finally {
      new FileTree(folder).delete();
    }
  }

  private static List<Figure> figures(PlanSuite suite, Planner planner, Consumer<String> progress) {
    progress.accept("%s: warming up".formatted(suite.name()));
    for (int query = 0; query < WARM_UPS; query++) {
      planner.anew(suite.queries().get(query % suite.queries().size()));
    }
    progress.accept("%s: measuring".formatted(suite.name()));
    List<Elapsed> medians =
        suite.queries().stream()
            .map(query -> Elapsed.medianOf(RUNS, () -> planner.anew(query)))
            .toList();
    List<Elapsed> repeated =
        suite.queries().stream()
            .map(query -> {
              planner.again(query);
              return Elapsed.medianOf(REPEATS, () -> planner.again(query));
            })
            .toList();
    List<Figure> figures = new ArrayList<>();
    add(figures, suite.name() + " median", Elapsed.median(medians), suite.medianMilliseconds());
    add(figures, suite.name() + " worst query", Elapsed.worst(medians), WORST_MILLISECONDS);
    add(
        figures,
        suite.name() + " repeated, worst query",
        Elapsed.worst(repeated),
        REPEATED_MILLISECONDS);
    return figures;
  }

  private static void add(List<Figure> figures, String name, Elapsed elapsed, double atMost) {
    figures.add(new Figure.Bounded(name + ", clock", elapsed.clock(), Unit.MILLISECONDS, atMost));
    figures.add(
        new Figure.Bounded(name + ", processor", elapsed.processor(), Unit.MILLISECONDS, atMost));
  }

  /// Plans on this thread.
  private static final class Planner {
    private final QueryService queries;
    private int users;

    Planner(QueryService queries) {
      this.queries = queries;
    }

    /// As a user who has not asked before, so that no plan is there yet.
    void anew(String sql) {
      explain(sql, new Caller(Caller.DEFAULT.organisation(), Optional.of("user-" + users++)));
    }

    void again(String sql) {
      explain(sql, Caller.DEFAULT);
    }

    private void explain(String sql, Caller caller) {
      var request =
          new QueryRequest(
              QueryId.random(),
              new Statement.Sql(sql, List.of()),
              SessionDefaults.NONE,
              EngineChoice.AUTO,
              Optional.empty());
      String route = caller.call(() -> queries.explain(request)).route();
      if (route.isEmpty()) {
        throw new IllegalStateException(String.format(Locale.ROOT, "no route for %s", sql));
      }
    }
  }
}
