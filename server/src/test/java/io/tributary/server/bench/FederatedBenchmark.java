package io.tributary.server.bench;

import io.tributary.connector.Caller;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.ResultStream;
import io.tributary.server.GatewayRunner;
import io.tributary.server.demo.DemoGateway;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// TPC-H with all but lineitem, part and partsupp in PostgreSQL, against DuckDB alone with
/// everything in Parquet.
final class FederatedBenchmark implements Benchmark {
  private static final double SCALE_FACTOR = 1;
  private static final double TARGET_MEAN = 2.5;
  private static final InTurn RUNS = new InTurn(3, 9, Duration.ofMillis(50));

  private static final Set<TpchTable> IN_POSTGRES =
      EnumSet.of(
          TpchTable.CUSTOMER,
          TpchTable.ORDERS,
          TpchTable.SUPPLIER,
          TpchTable.NATION,
          TpchTable.REGION);

  @Override
  public String name() {
    return "federated";
  }

  @Override
  public String description() {
    return "TPC-H at scale factor 1, PostgreSQL and Parquet, against DuckDB alone on Parquet";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path lake = DemoGateway.cacheFolder().resolve("bench-federated-sf1");
    Path parquet = lake.resolve("tpch");
    var data = new TpchData(SCALE_FACTOR, progress);
    data.writeParquet(parquet, EnumSet.allOf(TpchTable.class));
    try (PostgresServer postgres = PostgresServer.start()) {
      try (Connection connection = postgres.connect()) {
        data.loadIntoPostgres(connection, "public", IN_POSTGRES);
      }
      try (GatewayRunner gateway =
              GatewayRunner.builder().postgres("sales", postgres).files("lake", lake).start();
          var duckDb = new DuckDbAlone(parquet)) {
        List<Figure> figures = new ArrayList<>();
        double logarithms = 0;
        for (int number = 1; number <= TpchQueries.COUNT; number++) {
          progress.accept("Q" + number);
          String federated = TpchQueries.query(number, FederatedBenchmark::tableName);
          String alone = TpchQueries.query(number);
          InTurn.Medians medians =
              RUNS.measure(() -> readAll(gateway.queries(), federated), () -> duckDb.query(alone));
          figures.add(new Figure.Beside("Q" + number, medians.ours(), medians.peer()));
          logarithms += Math.log(medians.ours() / medians.peer());
        }
        figures.add(
            new Figure.Bounded(
                "geometric mean",
                Math.exp(logarithms / TpchQueries.COUNT),
                Figure.Unit.TIMES,
                TARGET_MEAN));
        return figures;
      }
    }
  }

  private static String tableName(TpchTable table) {
    return (IN_POSTGRES.contains(table) ? "sales.public." : "lake.tpch.") + table.tableName();
  }

  private static long readAll(QueryService queries, String sql) {
    QueryRequest request = SqlRequest.of(sql);
    return Caller.DEFAULT.call(() -> {
      long rows = 0;
      try (ResultStream result = queries.start(request)) {
        while (result.next()) {
          rows += result.root().getRowCount();
        }
      }
      return rows;
    });
  }
}
