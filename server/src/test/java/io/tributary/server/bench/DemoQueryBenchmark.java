package io.tributary.server.bench;

import io.tributary.server.demo.DemoGateway;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      Path parquet = DemoGateway.cacheFolder().resolve("bench-sf" + DemoGateway.SCALE_FACTOR);
      new TpchData(DemoGateway.SCALE_FACTOR, progress)
          .writeParquet(parquet, EnumSet.allOf(TpchTable.class));
      createViews(duckDb, parquet);
      String federated = TpchQueries.query(QUERY, DemoGateway::tableName);
      String alone = TpchQueries.query(QUERY);
      progress.accept("Measuring");
      InTurn.Medians medians =
          RUNS.measure(() -> demo.client().query(federated, _ -> {}), () -> readAll(duckDb, alone));
      return List.of(
          new Figure.Compared(
              String.format(Locale.ROOT, "TPC-H Q%d federated", QUERY),
              medians.ours(),
              medians.peer(),
              TARGET_RATIO));
    }
  }

  private static void createViews(Connection duckDb, Path parquet) throws SQLException {
    try (Statement statement = duckDb.createStatement()) {
      for (TpchTable table : TpchTable.values()) {
        statement.execute(
            "CREATE VIEW %s AS FROM '%s/%s.parquet'"
                .formatted(
                    table.tableName(), parquet.toString().replace("'", "''"), table.tableName()));
      }
    }
  }

  private static int readAll(Connection duckDb, String sql) throws SQLException {
    int rows = 0;
    try (Statement statement = duckDb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows++;
      }
    }
    return rows;
  }
}
