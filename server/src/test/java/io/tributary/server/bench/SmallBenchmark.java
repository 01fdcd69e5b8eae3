package io.tributary.server.bench;

import io.tributary.server.GatewayRunner;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// One row by its key out of PostgreSQL.
final class SmallBenchmark implements Benchmark {
  private static final double SCALE_FACTOR = 0.1;
  private static final double TARGET_MILLISECONDS = 4;

  /// By then the compiler is done with what a query goes through.
  private static final int WARM_UPS = 3_000;

  private static final InTurn RUNS = new InTurn(WARM_UPS, 501);

  private static final String QUERY = "SELECT * FROM %s WHERE o_orderkey = %s";

  @Override
  public String name() {
    return "small";
  }

  @Override
  public String description() {
    return "one row of PostgreSQL's by its key through Flight SQL, against the JDBC driver alone";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    try (PostgresServer postgres = PostgresServer.start();
        BufferAllocator allocator = new RootAllocator();
        Connection connection = postgres.connect()) {
      new TpchData(SCALE_FACTOR, progress)
          .loadIntoPostgres(connection, "public", Set.of(TpchTable.ORDERS));
      List<Long> keys = keys(connection);
      var random = new Random(1);
      try (GatewayRunner gateway = GatewayRunner.builder().postgres("sales", postgres).start();
          var ours = new FlightReader(gateway, allocator);
          PreparedStatement alone =
              connection.prepareStatement(QUERY.formatted("public.orders", "?"))) {
        progress.accept("Measuring");
        InTurn.Medians medians =
            RUNS.measure(
                () -> ours.query(QUERY.formatted("sales.public.orders", oneOf(keys, random))),
                () -> row(alone, oneOf(keys, random)));
        return List.of(
            new Figure.Beside("one row by its key", medians.ours(), medians.peer()),
            new Figure.Bounded(
                "more than the driver takes",
                medians.ours() - medians.peer(),
                Figure.Unit.MILLISECONDS,
                TARGET_MILLISECONDS));
      }
    }
  }

  private static List<Long> keys(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT array_agg(o_orderkey) FROM public.orders");
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return List.of((Long[]) rows.getArray(1).getArray());
    }
  }

  private static long oneOf(List<Long> keys, Random random) {
    return keys.get(random.nextInt(keys.size()));
  }

  /// Asks the driver for a row and reads all of it.
  ///
  /// @param statement with the key as its only parameter
  /// @return how many values it has
  static int row(PreparedStatement statement, long key) throws SQLException {
    statement.setLong(1, key);
    int columns = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          rows.getObject(column);
          columns++;
        }
      }
    }
    return columns;
  }
}
