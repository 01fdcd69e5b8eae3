package io.tributary.server.bench;

import io.tributary.connector.Caller;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.QueryStatistics.FragmentStatistics;
import io.tributary.gateway.query.ResultStream;
import io.tributary.server.GatewayRunner;
import io.tributary.server.demo.FileTree;
import io.tributary.testing.MariaDbServer;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What sources ship for each query of TPC-H, against all rows of every column that the query names
/// of their tables: orders, customer and lineitem are in PostgreSQL, the rest once in Parquet files
/// and once in MariaDB.
///
/// Files are read in place and ship nothing, so they count on neither side.
final class ShippedBenchmark implements Benchmark {
  private static final double SCALE_FACTOR = 0.1;
  private static final double MOST_OF_A_QUERY = 0.6;
  private static final double MOST_OF_ALL = 0.1;

  private static final Set<TpchTable> IN_POSTGRES =
      EnumSet.of(TpchTable.ORDERS, TpchTable.CUSTOMER, TpchTable.LINEITEM);
  private static final Set<TpchTable> REST = EnumSet.complementOf(EnumSet.copyOf(IN_POSTGRES));

  /// Where the rest is.
  ///
  /// @param rest what the names of its tables begin with
  /// @param shipped tables of sources that ship rows
  private record Split(String name, String rest, Set<TpchTable> shipped) {
    String tableName(TpchTable table) {
      return (IN_POSTGRES.contains(table) ? "sales.public." : rest) + table.tableName();
    }
  }

  private static final List<Split> SPLITS =
      List.of(
          new Split("Parquet", "lake.tpch.", IN_POSTGRES),
          new Split("MariaDB", "shop.test.", EnumSet.allOf(TpchTable.class)));

  /// Rows and bytes that left the sources.
  private record Shipped(long rows, long bytes) {}

  @Override
  public String name() {
    return "shipped";
  }

  @Override
  public String description() {
    return "bytes that sources ship for TPC-H, against every needed column of every table";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("tributary-bench-shipped");
    try (PostgresServer postgres = PostgresServer.start();
        MariaDbServer mariaDb = MariaDbServer.start()) {
      var data = new TpchData(SCALE_FACTOR, progress);
      try (Connection connection = postgres.connect()) {
        data.loadIntoPostgres(connection, "public", IN_POSTGRES);
      }
      try (Connection connection = mariaDb.connect()) {
        data.load(connection, REST);
      }
      data.writeParquet(Files.createDirectory(folder.resolve("tpch")), REST);
      try (GatewayRunner gateway =
          GatewayRunner.builder()
              .postgres("sales", postgres)
              .source(
                  "shop",
                  Map.of(
                      "connector.name", "mysql",
                      "connection-url", mariaDb.jdbcUrl("test"),
                      "connection-user", mariaDb.user()))
              .files("lake", folder)
              .start()) {
        List<Figure> figures = new ArrayList<>();
        for (Split split : SPLITS) {
          figures.addAll(figures(split, gateway.queries(), progress));
        }
        return figures;
      }
    } finally {
      new FileTree(folder).delete();
    }
  }

  private static List<Figure> figures(
      Split split, QueryService queries, Consumer<String> progress) {
    progress.accept("The rest in %s: reading every column".formatted(split.name()));
    Map<String, Long> columns = new HashMap<>();
    for (TpchTable table : split.shipped()) {
      for (String column : table.columnNames()) {
        String sql = "SELECT %s FROM %s".formatted(column, split.tableName(table));
        columns.put(column, shipped(queries, sql).bytes());
      }
    }
    progress.accept("The rest in %s: measuring".formatted(split.name()));
    List<Figure> figures = new ArrayList<>();
    var all = new Shipped(0, 0);
    long whole = 0;
    for (int number = 1; number <= TpchQueries.COUNT; number++) {
      String sql = TpchQueries.query(number, split::tableName);
      Shipped shipped = shipped(queries, sql);
      long needed = needed(sql, columns);
      figures.add(figure("Q" + number, split, shipped, needed, MOST_OF_A_QUERY));
      all = new Shipped(all.rows() + shipped.rows(), all.bytes() + shipped.bytes());
      whole += needed;
    }
    figures.add(figure("all", split, all, whole, MOST_OF_ALL));
    return figures;
  }

  private static Figure figure(
      String what, Split split, Shipped shipped, long needed, double targetRatio) {
    return new Figure.Shipped(
        "%s, rest in %s".formatted(what, split.name()),
        shipped.rows(),
        shipped.bytes(),
        needed,
        targetRatio);
  }

  /// Columns have the same name in no two tables, so a query's text tells which it needs.
  private static long needed(String sql, Map<String, Long> columns) {
    return columns.entrySet().stream()
        .filter(column -> Pattern.compile("\\b" + column.getKey() + "\\b").matcher(sql).find())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static Shipped shipped(QueryService queries, String sql) {
    QueryRequest request = SqlRequest.of(sql);
    return Caller.DEFAULT.call(() -> {
      try (ResultStream result = queries.start(request)) {
        long rows = 0;
        while (result.next()) {
          rows += result.root().getRowCount();
        }
        if (rows == 0) {
          throw new IllegalStateException("no rows of " + sql);
        }
        List<FragmentStatistics> atSources =
            result.statistics().fragments().stream().filter(part -> part.rows() >= 0).toList();
        return new Shipped(
            atSources.stream().mapToLong(FragmentStatistics::rows).sum(),
            atSources.stream().mapToLong(FragmentStatistics::bytes).sum());
      }
    });
  }
}
