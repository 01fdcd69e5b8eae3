package io.tributary.server.bench;

import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpcdsData;
import io.tributary.testing.TpcdsQueries;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Queries whose planning is measured, over tables that are half in PostgreSQL (the source `sales`)
/// and half in Parquet files (the source `lake`).
///
/// @param medianMilliseconds what the median of its queries may take
record PlanSuite(String name, List<String> queries, double medianMilliseconds) {
  /// Plans depend on estimates, of which the smallest data have enough.
  private static final double SCALE_FACTOR = 0.01;

  private static final Set<TpchTable> TPCH_IN_LAKE =
      EnumSet.of(TpchTable.PART, TpchTable.PARTSUPP, TpchTable.LINEITEM);

  private static final Set<String> TPCDS_IN_POSTGRES =
      Set.of(
          "customer",
          "item",
          "promotion",
          "store",
          "store_returns",
          "store_sales",
          "warehouse",
          "web_site");

  /// @param folder of the source `lake`
  static PlanSuite tpch(PostgresServer postgres, Path folder, Consumer<String> progress)
      throws SQLException, IOException {
    progress.accept("TPC-H: making the data");
    var data = new TpchData(SCALE_FACTOR);
    try (Connection connection = postgres.connect()) {
      data.loadIntoPostgres(connection, "tpch", EnumSet.complementOf(EnumSet.copyOf(TPCH_IN_LAKE)));
    }
    data.writeParquet(Files.createDirectory(folder.resolve("tpch")), TPCH_IN_LAKE);
    List<String> queries =
        IntStream.rangeClosed(1, TpchQueries.COUNT)
            .mapToObj(number -> TpchQueries.query(number, PlanSuite::name))
            .toList();
    return new PlanSuite("TPC-H", queries, 15);
  }

  private static String name(TpchTable table) {
    return (TPCH_IN_LAKE.contains(table) ? "lake.tpch." : "sales.tpch.") + table.tableName();
  }

  /// @param folder of the source `lake`
  static PlanSuite tpcds(PostgresServer postgres, Path folder, Consumer<String> progress)
      throws SQLException, IOException {
    progress.accept("TPC-DS: making the data");
    // No files of the source: their names begin with a dot.
    var data = new TpcdsData(SCALE_FACTOR, Files.createDirectory(folder.resolve(".rows")));
    try (Connection connection = postgres.connect();
        Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      data.loadIntoPostgres(connection, TPCDS_IN_POSTGRES);
      data.loadIntoDuckDb(duckDb);
      TpcdsData.writeParquet(
          duckDb,
          Files.createDirectory(folder.resolve("tpcds")),
          TpcdsData.tables().stream()
              .filter(table -> !TPCDS_IN_POSTGRES.contains(table))
              .collect(Collectors.toSet()));
      var queries = new TpcdsQueries(duckDb, 1);
      return new PlanSuite(
          "TPC-DS",
          TpcdsQueries.names().stream()
              .map(name -> queries.query(name, PlanSuite::tpcdsName))
              .toList(),
          50);
    }
  }

  private static String tpcdsName(String table) {
    return (TPCDS_IN_POSTGRES.contains(table) ? "sales.public." : "lake.tpcds.") + table;
  }
}
