package io.tributary.server.bench;

import io.tributary.server.GatewayRunner;
import io.tributary.server.demo.DemoGateway;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/// All of lineitem out of a DuckDB database to a Flight client.
final class StreamBenchmark implements Benchmark {
  private static final double SCALE_FACTOR = 1;
  private static final long BATCH_ROWS = 65_536;
  private static final InTurn RUNS = new InTurn(2, 7);

  private static final double TARGET_OF_EXPORT = 1 / 0.60;
  private static final double TARGET_OF_BARE_FLIGHT = 1 / 0.95;

  @Override
  public String name() {
    return "stream";
  }

  @Override
  public String description() {
    return "6 million rows of DuckDB's to a Flight client, against DuckDB's export and bare Flight";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path database = database(progress);
    try (BufferAllocator allocator = new RootAllocator();
        GatewayRunner gateway =
            GatewayRunner.builder()
                .source("store", Map.of("connector.name", "duckdb", "file", database.toString()))
                .start();
        var ours = new FlightReader(gateway, allocator);
        DuckDBConnection alone = open(database);
        var bare = new BareFlight(allocator, taking -> give(alone, allocator, taking));
        var opening = new BareFlight(allocator, taking -> give(database, allocator, taking))) {
      progress.accept("Measuring");
      String sql = "SELECT * FROM store.main.lineitem";
      InTurn.Medians export = RUNS.measure(() -> ours.query(sql), () -> drain(alone, allocator));
      InTurn.Medians flight = RUNS.measure(() -> ours.query(sql), bare::read);
      InTurn.Medians opened = RUNS.measure(() -> ours.query(sql), opening::read);
      return List.of(
          new Figure.Compared(
              "against DuckDB's Arrow export", export.ours(), export.peer(), TARGET_OF_EXPORT),
          new Figure.Compared(
              "against a bare Flight producer",
              flight.ours(),
              flight.peer(),
              TARGET_OF_BARE_FLIGHT),
          new Figure.Beside(
              "against one that opens the file as well", opened.ours(), opened.peer()));
    }
  }

  private static Path database(Consumer<String> progress) throws IOException, SQLException {
    Path lake = DemoGateway.cacheFolder().resolve("bench-federated-sf1");
    Path parquet = lake.resolve("tpch");
    new TpchData(SCALE_FACTOR, progress).writeParquet(parquet, EnumSet.of(TpchTable.LINEITEM));
    Path database = lake.resolveSibling("bench-stream-sf1.duckdb");
    if (!Files.exists(database)) {
      progress.accept("Loading lineitem");
      try (var connection = DriverManager.getConnection("jdbc:duckdb:" + database);
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE lineitem AS FROM '%s/lineitem.parquet'"
                .formatted(parquet.toString().replace("'", "''")));
      }
    }
    return database;
  }

  private static DuckDBConnection open(Path database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    var connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET preserve_insertion_order = false");
      statement.execute("ATTACH '%s' AS store (READ_ONLY)".formatted(database));
    }
    return connection;
  }

  private static void give(
      DuckDBConnection duckDb, BufferAllocator allocator, BareFlight.Taking taking)
      throws Exception {
    try (ArrowReader rows = export(duckDb, allocator)) {
      taking.take(rows);
    }
  }

  /// From a DuckDB of its own, as every query of the gateway has one.
  private static void give(Path database, BufferAllocator allocator, BareFlight.Taking taking)
      throws Exception {
    try (DuckDBConnection duckDb = open(database)) {
      give(duckDb, allocator, taking);
    }
  }

  private static ArrowReader export(DuckDBConnection duckDb, BufferAllocator allocator)
      throws SQLException {
    Statement statement = duckDb.createStatement();
    ResultSet rows = statement.executeQuery("SELECT * FROM store.main.lineitem");
    statement.closeOnCompletion();
    return (ArrowReader) ((DuckDBResultSet) rows).arrowExportStream(allocator, BATCH_ROWS);
  }

  private static long drain(DuckDBConnection duckDb, BufferAllocator allocator)
      throws SQLException, IOException {
    long rows = 0;
    try (ArrowReader reader = export(duckDb, allocator)) {
      while (reader.loadNextBatch()) {
        rows += reader.getVectorSchemaRoot().getRowCount();
      }
    }
    return rows;
  }
}
