package io.tributary.server.bench;

import io.tributary.server.demo.FileTree;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import io.tributary.testing.TrinoProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// PostgreSQL's lineitem in a real Trino: checksums that Trino computes, against a Flight client
/// that only reads the same columns from the same gateway, and groups that are handed over, against
/// PostgreSQL's driver with the same query.
final class TrinoBenchmark implements Benchmark {
  /// 6 million rows.
  private static final double SCALE_FACTOR = 1;

  /// At least half as many rows a second.
  private static final double TARGET_OF_CHECKSUMS = 2;

  private static final double TARGET_OF_GROUPS = 1.3;

  /// Few cores have nothing to gain, and shall lose nothing.
  private static final double TARGET_OF_PARTS = 1.1;

  private static final InTurn RUNS = new InTurn(1, 5);

  private static final List<List<String>> CHECKSUMS =
      List.of(
          List.of("l_orderkey", "l_quantity", "l_extendedprice", "l_shipdate", "l_shipmode"),
          TpchTable.LINEITEM.columnNames());

  /// A query that Trino and PostgreSQL both understand.
  private record Groups(String name, String sql) {}

  private static final List<Groups> GROUPS =
      List.of(
          new Groups(
              "one group",
              """
              SELECT count(*), sum(l_quantity), min(l_shipdate), max(l_extendedprice) FROM lineitem
              """),
          new Groups(
              "seven groups",
              """
              SELECT l_shipmode, count(*), sum(l_quantity), min(l_shipdate), max(l_extendedprice)
              FROM lineitem GROUP BY l_shipmode
              """));

  @Override
  public String name() {
    return "trino";
  }

  @Override
  public String description() {
    return "6 million rows of PostgreSQL's in Trino, against a Flight client and PostgreSQL itself";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("tributary-bench-trino");
    try (PostgresServer postgres = PostgresServer.start()) {
      try (Connection connection = postgres.connect()) {
        new TpchData(SCALE_FACTOR, progress)
            .loadIntoPostgres(connection, "public", Set.of(TpchTable.LINEITEM));
      }
      postgres.execute("VACUUM ANALYZE lineitem");
      return figures(postgres, folder, progress);
    } finally {
      new FileTree(folder).delete();
    }
  }

  private static List<Figure> figures(
      PostgresServer postgres, Path folder, Consumer<String> progress) throws Exception {
    progress.accept("Starting a gateway and Trino");
    Map<String, String> source = new HashMap<>(postgres.sourceProperties());
    source.put("connector.name", "postgresql");
    try (GatewayProcess gateway = GatewayProcess.start(folder.resolve("gateway"), "sales", source);
        TrinoProcess trino =
            TrinoProcess.launch(
                folder.resolve("trino"), Map.of("sales", catalog(gateway.grpcPort())))) {
      trino.awaitReady();
      List<Figure> figures = new ArrayList<>(checksums(trino, gateway, progress));
      figures.addAll(groups(trino, postgres, progress));
      return figures;
    }
  }

  private static String catalog(int port) {
    return """
    connector.name=tributary
    tributary.uri=grpc://127.0.0.1:%d
    tributary.source=sales
    """
        .formatted(port);
  }

  private static List<Figure> checksums(
      TrinoProcess trino, GatewayProcess gateway, Consumer<String> progress) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (Connection inTrino = trino.connect();
        BufferAllocator allocator = new RootAllocator();
        var flight = new FlightReader(gateway.grpcPort(), allocator)) {
      execute(inTrino, "USE sales.public");
      execute(inTrino, "SET SESSION sales.aggregation_pushdown_enabled = false");
      for (List<String> columns : CHECKSUMS) {
        String name = "checksums of %d columns".formatted(columns.size());
        progress.accept("Measuring " + name);
        String checksums =
            columns.stream().map("checksum(%s)"::formatted).collect(Collectors.joining(", "));
        String all = String.join(", ", columns);
        InTurn.Medians medians =
            RUNS.measure(
                () -> execute(inTrino, "SELECT %s FROM lineitem".formatted(checksums)),
                () -> flight.query("SELECT %s FROM sales.public.lineitem".formatted(all)));
        figures.add(new Figure.Compared(name, medians.ours(), medians.peer(), TARGET_OF_CHECKSUMS));
      }
      figures.add(splits(inTrino, progress));
    }
    return figures;
  }

  /// Several splits against one.
  private static Figure splits(Connection inTrino, Consumer<String> progress) throws Exception {
    progress.accept("Measuring one split");
    String sql =
        CHECKSUMS.getFirst().stream()
            .map("checksum(%s)"::formatted)
            .collect(Collectors.joining(", ", "SELECT ", " FROM lineitem"));
    InTurn.Medians medians =
        RUNS.measure(
            () -> {
              execute(inTrino, "SET SESSION sales.parallel_reads_enabled = true");
              return execute(inTrino, sql);
            },
            () -> {
              execute(inTrino, "SET SESSION sales.parallel_reads_enabled = false");
              return execute(inTrino, sql);
            });
    return new Figure.Compared(
        "in parts, against one split", medians.ours(), medians.peer(), TARGET_OF_PARTS);
  }

  private static List<Figure> groups(
      TrinoProcess trino, PostgresServer postgres, Consumer<String> progress) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (Connection inTrino = trino.connect();
        Connection alone = postgres.connect()) {
      execute(inTrino, "USE sales.public");
      for (Groups groups : GROUPS) {
        progress.accept("Measuring " + groups.name());
        requireHandedOver(inTrino, groups.sql());
        InTurn.Medians medians =
            RUNS.measure(() -> execute(inTrino, groups.sql()), () -> execute(alone, groups.sql()));
        figures.add(
            new Figure.Compared(groups.name(), medians.ours(), medians.peer(), TARGET_OF_GROUPS));
      }
    }
    return figures;
  }

  private static void requireHandedOver(Connection inTrino, String sql) throws SQLException {
    try (Statement statement = inTrino.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
      rows.next();
      String plan = rows.getString(1);
      if (!plan.contains("aggregation(sales.public.lineitem")) {
        throw new IllegalStateException("Trino groups by itself:\n" + plan);
      }
    }
  }

  /// Runs a statement and reads all its rows.
  ///
  /// @return their number
  private static long execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return 0;
      }
      long count = 0;
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          count++;
        }
      }
      return count;
    }
  }
}
