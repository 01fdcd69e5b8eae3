package io.tributary.server.bench;

import io.tributary.connector.Caller;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.server.GatewayRunner;
import io.tributary.server.bench.Figure.Unit;
import io.tributary.server.demo.FileTree;
import io.tributary.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What planning takes once the gateway is warm: each query of TPC-H and TPC-DS over PostgreSQL and
/// Parquet, planned anew and planned again. By the clock: a busy machine plans more slowly.
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
    double[] medians =
        suite.queries().stream()
            .mapToDouble(query -> median(RUNS, () -> planner.anew(query)))
            .toArray();
    double worstRepeated =
        suite.queries().stream()
            .mapToDouble(query -> {
              planner.again(query);
              return median(REPEATS, () -> planner.again(query));
            })
            .max()
            .orElseThrow();
    return List.of(
        figure(suite, "median", InTurn.median(medians), suite.medianMilliseconds()),
        figure(
            suite, "worst query", Arrays.stream(medians).max().orElseThrow(), WORST_MILLISECONDS),
        figure(suite, "repeated, worst query", worstRepeated, REPEATED_MILLISECONDS));
  }

  private static Figure figure(PlanSuite suite, String of, double milliseconds, double atMost) {
    return new Figure.Bounded(suite.name() + " " + of, milliseconds, Unit.MILLISECONDS, atMost);
  }

  /// In milliseconds.
  private static double median(int runs, Runnable planning) {
    var times = new double[runs];
    for (int run = 0; run < runs; run++) {
      long began = System.nanoTime();
      planning.run();
      times[run] = (System.nanoTime() - began) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
    return InTurn.median(times);
  }

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
      QueryRequest request = SqlRequest.of(sql);
      String route = caller.call(() -> queries.explain(request)).route();
      if (route.isEmpty()) {
        throw new IllegalStateException(String.format(Locale.ROOT, "no route for %s", sql));
      }
    }
  }
}
