package io.tributary.server.bench;

import io.tributary.connector.Caller;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.ResultStream;
import io.tributary.server.GatewayRunner;
import io.tributary.server.demo.DemoGateway;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.arrow.vector.BigIntVector;

/// Nine columns of lineitem out of a Parquet file into a table of PostgreSQL that is emptied
/// before, against `psql` that does the same with the rows out of a file in the binary format of
/// COPY, made beforehand: it neither reads Parquet nor encodes anything.
final class WriteBenchmark implements Benchmark {
  /// 1.5 million rows.
  private static final double SCALE_FACTOR = 0.25;

  /// At least 0.8 times as fast.
  private static final double TARGET_RATIO = 1 / 0.8;

  private static final InTurn RUNS = new InTurn(2, 7);

  private static final String COLUMNS =
      "l_orderkey, l_partkey, l_linenumber, l_quantity, l_extendedprice, l_discount, l_shipdate,"
          + " l_shipmode, l_comment";

  @Override
  public String name() {
    return "write";
  }

  @Override
  public String description() {
    return "9 columns of lineitem from Parquet into PostgreSQL, against psql's COPY of a binary"
        + " file";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path lake = DemoGateway.cacheFolder().resolve("bench-write");
    new TpchData(SCALE_FACTOR, progress)
        .writeParquet(lake.resolve("tpch"), Set.of(TpchTable.LINEITEM));
    Path rows = Files.createTempFile("tributary-bench-write", ".copy");
    try (PostgresServer postgres = PostgresServer.start()) {
      Map<String, String> shop = new HashMap<>(postgres.sourceProperties());
      shop.put("connector.name", "postgresql");
      shop.put("writable", "true");
      try (GatewayRunner gateway =
          GatewayRunner.builder().source("shop", shop).files("lake", lake).start()) {
        QueryService queries = gateway.queries();
        String select = "SELECT %s FROM lake.tpch.lineitem".formatted(COLUMNS);
        long count = change(queries, "CREATE TABLE shop.public.ours AS " + select);
        postgres.execute("CREATE TABLE peer (LIKE ours)");
        new Psql(postgres, "\\copy ours TO '%s' (FORMAT binary)".formatted(rows)).run();
        progress.accept("Measuring %d rows".formatted(count));
        InTurn.Medians medians =
            RUNS.measure(
                () -> {
                  postgres.execute("TRUNCATE ours");
                  return change(queries, "INSERT INTO shop.public.ours " + select);
                },
                () -> {
                  postgres.execute("TRUNCATE peer");
                  return new Psql(postgres, "\\copy peer FROM '%s' (FORMAT binary)".formatted(rows))
                      .run();
                });
        return List.of(
            new Figure.Compared(
                "9 columns, %d rows".formatted(count),
                medians.ours(),
                medians.peer(),
                TARGET_RATIO));
      }
    } finally {
      Files.delete(rows);
    }
  }

  private static long change(QueryService queries, String sql) {
    return Caller.DEFAULT.call(() -> {
      try (ResultStream result = queries.start(SqlRequest.of(sql))) {
        long count = 0;
        while (result.next()) {
          count += ((BigIntVector) result.root().getVector(0)).get(0);
        }
        return count;
      }
    });
  }
}
