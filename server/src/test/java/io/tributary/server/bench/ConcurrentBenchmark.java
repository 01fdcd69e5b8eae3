package io.tributary.server.bench;

import io.tributary.server.GatewayRunner;
import io.tributary.server.demo.DemoGateway;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// Many clients at once: most want one row and some whole reports, or each wants now one, now the
/// other.
final class ConcurrentBenchmark implements Benchmark {
  private static final double SCALE_FACTOR = 0.1;
  private static final int CLIENTS = 64;

  /// Every so many clients, one asks for reports.
  private static final int REPORTS = 8;

  /// Every so many queries of a client that asks for both, one is a report.
  private static final int REPORTS_OF_ONE = 10;

  private static final Duration TIME = Duration.ofSeconds(60);
  private static final int RUNS_ALONE = 300;
  private static final double TARGET_TIMES = 20;

  private static final Set<TpchTable> IN_POSTGRES =
      EnumSet.of(TpchTable.ORDERS, TpchTable.CUSTOMER);

  @Override
  public String name() {
    return "concurrent";
  }

  @Override
  public String description() {
    return "64 clients for a minute, small queries beside large ones";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path lake = DemoGateway.cacheFolder().resolve("bench-concurrent");
    var data = new TpchData(SCALE_FACTOR, progress);
    data.writeParquet(lake.resolve("tpch"), EnumSet.allOf(TpchTable.class));
    try (PostgresServer postgres = PostgresServer.start();
        BufferAllocator allocator = new RootAllocator()) {
      try (Connection connection = postgres.connect()) {
        data.loadIntoPostgres(connection, "public", IN_POSTGRES);
      }
      try (GatewayRunner gateway =
          GatewayRunner.builder().postgres("sales", postgres).files("lake", lake).start()) {
        progress.accept("Measuring alone");
        double alone = alone(gateway, allocator);
        progress.accept("Measuring " + CLIENTS + " clients");
        Times apart =
            together((number, end) ->
                client(gateway, allocator, number, end, _ -> number % REPORTS == 0));
        Times mixed =
            together((number, end) ->
                client(
                    gateway,
                    allocator,
                    number,
                    end,
                    random -> random.nextInt(REPORTS_OF_ONE) == 0));
        progress.accept("Measuring the driver");
        return List.of(
            half("small", apart, alone),
            last("small", apart, alone),
            half("small, of clients that want both", mixed, alone),
            last("small, of clients that want both", mixed, alone),
            new Figure.Observed(
                "the driver's, without reports", ofDriver(postgres), Figure.Unit.TIMES));
      }
    }
  }

  private static Figure half(String small, Times times, double alone) {
    return new Figure.Beside(small + ", p50, beside p50 alone", times.percentile(50), alone);
  }

  private static Figure last(String small, Times times, double alone) {
    return new Figure.Bounded(
        small + ", p99, of p50 alone",
        times.percentile(99) / alone,
        Figure.Unit.TIMES,
        TARGET_TIMES);
  }

  private static double alone(GatewayRunner gateway, BufferAllocator allocator) throws Exception {
    try (var client = new FlightReader(gateway, allocator)) {
      var random = new Random(1);
      return alone(() -> client.query(small(random)));
    }
  }

  private static double alone(Callable<?> query) throws Exception {
    measure(query);
    return measure(query).percentile(50);
  }

  private static Times measure(Callable<?> query) throws Exception {
    var times = new Times();
    for (int run = 0; run < RUNS_ALONE; run++) {
      times.add(query);
    }
    return times;
  }

  /// The same figure of those who ask PostgreSQL itself for one row each: what it costs that so
  /// many share these cores.
  private static double ofDriver(PostgresServer postgres) throws Exception {
    double alone;
    try (var driver = new Driver(postgres, 1)) {
      alone = alone(driver::query);
    }
    return together((number, end) -> driverClient(postgres, number, end)).percentile(99) / alone;
  }

  private static Times driverClient(PostgresServer postgres, int number, long end)
      throws Exception {
    var times = new Times();
    if (number % REPORTS != 0) {
      try (var driver = new Driver(postgres, number)) {
        while (System.nanoTime() < end) {
          times.add(driver::query);
        }
      }
    }
    return times;
  }

  /// One connection of the JDBC driver.
  private static final class Driver implements AutoCloseable {
    private final Random random;
    private final Connection connection;
    private final PreparedStatement statement;

    Driver(PostgresServer postgres, int seed) throws SQLException {
      random = new Random(seed);
      connection = postgres.connect();
      statement = connection.prepareStatement("SELECT * FROM orders WHERE o_orderkey = ?");
    }

    int query() throws SQLException {
      return SmallBenchmark.row(statement, key(random));
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  /// One of many at once.
  @FunctionalInterface
  private interface Client {

    /// @param end as of [System#nanoTime]
    /// @return of its small queries
    Times run(int number, long end) throws Exception;
  }

  /// What the small queries take. A query that fails ends the benchmark.
  private static Times together(Client client) throws Exception {
    long end = System.nanoTime() + TIME.toNanos();
    var all = new Times();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Times>> running = new ArrayList<>();
      for (int number = 0; number < CLIENTS; number++) {
        int seed = number;
        running.add(clients.submit(() -> client.run(seed, end)));
      }
      for (Future<Times> times : running) {
        all.addAll(times.get());
      }
    }
    return all;
  }

  private static Times client(
      GatewayRunner gateway,
      BufferAllocator allocator,
      int number,
      long end,
      Predicate<Random> wantsReport)
      throws Exception {
    var random = new Random(number);
    var times = new Times();
    try (var client = new FlightReader(gateway, allocator)) {
      while (System.nanoTime() < end) {
        if (wantsReport.test(random)) {
          client.query(report(random));
        } else {
          times.add(() -> client.query(small(random)));
        }
      }
    }
    return times;
  }

  private static String small(Random random) {
    return "SELECT * FROM sales.public.orders WHERE o_orderkey = " + key(random);
  }

  private static int key(Random random) {
    return random.nextInt(10_000) + 1;
  }

  private static String report(Random random) {
    int[] numbers = {3, 4, 5, 10, 12, 18};
    return TpchQueries.query(
        numbers[random.nextInt(numbers.length)],
        table ->
            (IN_POSTGRES.contains(table) ? "sales.public." : "lake.tpch.") + table.tableName());
  }

  /// Durations, in milliseconds.
  private static final class Times {
    private final List<Double> times = new ArrayList<>();

    void add(Callable<?> program) throws Exception {
      long started = System.nanoTime();
      program.call();
      times.add((System.nanoTime() - started) / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }

    void addAll(Times others) {
      times.addAll(others.times);
    }

    double percentile(int percent) {
      List<Double> sorted = times.stream().sorted().toList();
      return sorted.get((sorted.size() - 1) * percent / 100);
    }
  }
}
