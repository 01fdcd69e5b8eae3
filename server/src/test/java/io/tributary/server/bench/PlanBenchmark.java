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
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What planning takes once the gateway is warm: each query of TPC-H over PostgreSQL and Parquet,
/// planned anew and planned again.
///
/// A figure is given twice, by the clock and by the processor: on a busy machine the clock tells of
/// the machine.
final class PlanBenchmark implements Benchmark {
  /// Plans depend on estimates, of which the smallest data have enough.
  private static final double SCALE_FACTOR = 0.01;

  private static final double WORST_MILLISECONDS = 500;
  private static final double REPEATED_MILLISECONDS = 1;
  private static final int WARM_UPS = 40;
  private static final int RUNS = 15;
  private static final int REPEATS = 201;

  private static final Set<TpchTable> IN_LAKE =
      EnumSet.of(TpchTable.PART, TpchTable.PARTSUPP, TpchTable.LINEITEM);

  /// Queries that belong together.
  ///
  /// @param medianMilliseconds what the median of its queries may take
  private record Suite(String name, List<String> queries, double medianMilliseconds) {}

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String description() {
    return "planning TPC-H over PostgreSQL and Parquet, anew and again";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("tributary-bench-plan");
    try (PostgresServer postgres = PostgresServer.start()) {
      var data = new TpchData(SCALE_FACTOR, progress);
      try (Connection connection = postgres.connect()) {
        data.loadIntoPostgres(connection, "public", EnumSet.complementOf(EnumSet.copyOf(IN_LAKE)));
      }
      data.writeParquet(Files.createDirectory(folder.resolve("tpch")), IN_LAKE);
      try (GatewayRunner gateway =
          GatewayRunner.builder().postgres("sales", postgres).files("lake", folder).start()) {
        return figures(tpch(), new Planner(gateway.queries()), progress);
      }
    } finally {
      new FileTree(folder).delete();
    }
  }

  private static Suite tpch() {
    List<String> queries =
        IntStream.rangeClosed(1, TpchQueries.COUNT)
            .mapToObj(number ->
                TpchQueries.query(
                    number,
                    table ->
                        (IN_LAKE.contains(table) ? "lake.tpch." : "sales.public.")
                            + table.tableName()))
            .toList();
    return new Suite("TPC-H", queries, 15);
  }

  private static List<Figure> figures(Suite suite, Planner planner, Consumer<String> progress) {
    progress.accept("%s: warming up".formatted(suite.name()));
    for (int run = 0; run < WARM_UPS; run++) {
      suite.queries().forEach(planner::anew);
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
