package io.tributary.server.bench;

import io.tributary.server.demo.DemoGateway;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// TPC-H Q3 over PostgreSQL and Parquet through the gateway, against DuckDB alone on Parquet.
final class DemoQueryBenchmark implements Benchmark {
  private static final int QUERY = 3;
  private static final double TARGET_RATIO = 3;
  private static final InTurn RUNS = new InTurn(10, 21);

  @Override
  public String name() {
    return "demo-query";
  }

  @Override
  public String description() {
    return "TPC-H Q3, PostgreSQL and Parquet through the gateway, against DuckDB alone on Parquet";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    DemoGateway demo = DemoGateway.start(progress);
    Path parquet = DemoGateway.cacheFolder().resolve("bench-sf" + DemoGateway.SCALE_FACTOR);
    new TpchData(DemoGateway.SCALE_FACTOR, progress)
        .writeParquet(parquet, EnumSet.allOf(TpchTable.class));
    try (var duckDb = new DuckDbAlone(parquet)) {
      String federated = TpchQueries.query(QUERY, DemoGateway::tableName);
      String alone = TpchQueries.query(QUERY);
      progress.accept("Measuring");
      InTurn.Medians medians =
          RUNS.measure(() -> demo.client().query(federated, _ -> {}), () -> duckDb.query(alone));
      return List.of(
          new Figure.Compared(
              String.format(Locale.ROOT, "TPC-H Q%d federated", QUERY),
              medians.ours(),
              medians.peer(),
              TARGET_RATIO));
    }
  }
}
