package io.tributary.server.bench;

import io.tributary.server.demo.DemoGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// How much memory the gateway has while a client takes five minutes for 50 million rows: it sends
/// what is asked for, so that should not change.
final class SlowReaderBenchmark implements Benchmark {
  private static final long ROWS = 50_000_000;
  private static final Duration TIME_OF_ALL_ROWS = Duration.ofMinutes(5);
  private static final double TARGET_PERCENT = 10;

  /// This part of the time passes before the first sample.
  private static final int WARM_UP = 10;

  /// The last ones wait for the client when the gateway has ended the query and given all back.
  private static final long ROWS_ON_THE_WAY = ROWS / 100;

  private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(30);

  private final Duration time;

  /// @param time after which the client leaves, if it has not read everything
  SlowReaderBenchmark(Duration time) {
    this.time = time;
  }

  @Override
  public String name() {
    return "slow";
  }

  @Override
  public String description() {
    return "resident size of a gateway whose client takes five minutes for 50 million rows";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path lake = lake(progress);
    Path etc = Files.createTempDirectory("tributary-slow");
    progress.accept("Starting a gateway, whose log is " + etc.resolve("log"));
    Map<String, String> files =
        Map.of("connector.name", "files", "location", lake.toAbsolutePath().toString());
    try (GatewayProcess gateway = GatewayProcess.start(etc, "lake", files);
        BufferAllocator allocator = new RootAllocator();
        var client = new FlightReader(gateway.grpcPort(), allocator)) {
      var sizes = new ArrayList<Double>();
      long rows =
          client.query(
              "SELECT * FROM lake.wide.events", stream -> read(stream, gateway, sizes, progress));
      return figures(rows, sizes);
    }
  }

  private static List<Figure> figures(long rows, List<Double> sizes) {
    List<Double> sorted = sizes.stream().sorted().toList();
    double median = sorted.get(sorted.size() / 2);
    double furthest = Math.max(median - sorted.getFirst(), sorted.getLast() - median);
    return List.of(
        new Figure.Observed("rows read", rows, Figure.Unit.ROWS),
        new Figure.Observed("resident size, least", sorted.getFirst(), Figure.Unit.MEBIBYTES),
        new Figure.Observed("resident size, median", median, Figure.Unit.MEBIBYTES),
        new Figure.Observed("resident size, most", sorted.getLast(), Figure.Unit.MEBIBYTES),
        new Figure.Bounded(
            "furthest from the median",
            100 * furthest / median,
            Figure.Unit.PERCENT,
            TARGET_PERCENT));
  }

  /// Reads at a steady pace and takes a sample with each batch.
  private long read(
      FlightStream stream, GatewayProcess gateway, List<Double> sizes, Consumer<String> progress)
      throws IOException {
    long started = System.nanoTime();
    long toldAt = started;
    long rows = 0;
    while (System.nanoTime() - started < time.toNanos() && stream.next()) {
      rows += stream.getRoot().getRowCount();
      long due = started + (long) (TIME_OF_ALL_ROWS.toNanos() * (rows / (double) ROWS));
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      double size = gateway.residentMebibytes();
      if (System.nanoTime() - started > time.toNanos() / WARM_UP && rows < ROWS - ROWS_ON_THE_WAY) {
        sizes.add(size);
      }
      if (System.nanoTime() - toldAt > BETWEEN_PROGRESS.toNanos()) {
        toldAt = System.nanoTime();
        progress.accept(
            "%,d rows after %d s, %.0f MiB resident"
                .formatted(rows, TimeUnit.NANOSECONDS.toSeconds(toldAt - started), size));
      }
    }
    if (sizes.isEmpty()) {
      throw new IllegalStateException("there was no time for a sample: read for longer");
    }
    return rows;
  }

  private static Path lake(Consumer<String> progress) throws IOException, SQLException {
    Path lake = DemoGateway.cacheFolder().resolve("bench-slow");
    Path file = lake.resolve("wide").resolve("events.parquet");
    if (!Files.exists(file)) {
      progress.accept("Making 50 million rows");
      Files.createDirectories(file.getParent());
      Path unfinished = lake.resolve("unfinished");
      try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = duckDb.createStatement()) {
        statement.execute(
            """
            COPY (
              SELECT i AS id, i * 7919 %% 1000003 AS customer, i %% 100000 / 100.0 AS amount,
                'note ' || i %% 1000 AS note
              FROM range(%d) AS numbers (i))
            TO '%s' (FORMAT parquet)
            """
                .formatted(ROWS, unfinished.toString().replace("'", "''")));
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return lake;
  }
}
