package io.tributary.gateway.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.tributary.connector.Caller;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryLimits;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.ResultStream;
import io.tributary.gateway.random.Federation.Comparison;
import io.tributary.gateway.random.Federation.Verdict;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.testing.Eventually;
import io.tributary.testing.MariaDbServer;
import io.tributary.testing.PostgresServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Random queries over a PostgreSQL, a MariaDB and files, several at once. Some are cancelled,
/// left, or run out of time; meanwhile connections are cut, queries ended and servers crash. What
/// nobody touched gives DuckDB's own answer, and after all of it nothing is left. The property
/// `seed` chooses the tables, the queries and the mischief, `queries` how many there are in the
/// long test.
class CancelledQueriesTest {
  private static final Logger LOG = LoggerFactory.getLogger(CancelledQueriesTest.class);

  private static final long SEED = Long.getLong("seed", 4);
  private static final int SHORT = 300;
  private static final int LONG = Integer.getInteger("queries", 10_000);

  private static final int WORKERS = 4;
  private static final int POOL = 8;
  private static final int WARM_UP = 40;
  private static final int QUERIES_OF_AN_UPSET = 25;
  private static final int QUERIES_OF_A_CRASH = 150;

  /// File descriptors and threads that this process makes for itself at times.
  private static final int OWN = 4;

  /// What tells that a query was touched by a kill.
  private static final Set<ErrorCode> OF_KILLS =
      Set.of(ErrorCode.SOURCE_UNAVAILABLE, ErrorCode.CANCELLED);

  @TempDir private static Path folder;
  private static DuckDBConnection alone;
  private static PostgresServer postgres;
  private static MariaDbServer mariaDb;
  private static Upset upset;

  @BeforeAll
  static void open() throws SQLException {
    alone = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    RandomTables tables = RandomTables.generate(SEED).finite();
    tables.createIn(alone);
    RandomTables.writeFiles(alone, folder);
    postgres = PostgresServer.start();
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      tables.createIn(connection);
      statement.execute("ANALYZE");
    }
    mariaDb = MariaDbServer.start();
    try (Connection connection = mariaDb.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES'");
      tables.createIn(connection, RandomMysqlQueriesTest::type);
    }
    upset = new Upset(postgres, mariaDb);
  }

  @AfterAll
  static void close() throws SQLException {
    alone.close();
    mariaDb.close();
    postgres.close();
  }

  @Test
  void threeHundredQueriesLeaveNothing() throws Exception {
    assertNothingIsLeftOf(SHORT);
  }

  @Tag("soak")
  @Test
  void tenThousandQueriesLeaveNothing() throws Exception {
    assertNothingIsLeftOf(LONG);
  }

  private static void assertNothingIsLeftOf(int queries) throws Exception {
    LOG.info("seed {}, {} queries", SEED, queries);
    // What is made once and kept is not taken for a leak.
    run(SEED * 7_000_003, WARM_UP);
    Left before = Left.now();

    run(SEED * 1_000_003, queries);

    Eventually.holds(
        "no more is left than " + before + ", but " + Left.now(),
        Duration.ofSeconds(10),
        () -> Left.now().isNoMoreThan(before));
  }

  /// What this process holds.
  private record Left(long fileDescriptors, long threads) {
    static Left now() throws IOException {
      var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
        return new Left(system.getOpenFileDescriptorCount(), tasks.count());
      }
    }

    boolean isNoMoreThan(Left before) {
      return fileDescriptors <= before.fileDescriptors + OWN && threads <= before.threads + OWN;
    }
  }

  private static void run(long firstSeed, int queries) throws Exception {
    Path spill = folder.resolve("spill");
    try (Source sales = open("sales", new PostgresqlConnector(), postgres.sourceProperties());
        Source shop =
            open(
                "shop",
                new MysqlConnector(),
                Map.of("connection-url", mariaDb.jdbcUrl(""), "connection-user", mariaDb.user()))) {
      var federation =
          new Federation(
              // The federation closes it.
              alone.duplicate(),
              Map.of(
                  "sales",
                  sales,
                  "shop",
                  shop,
                  "lake",
                  new ParquetTestSource("lake", folder, alone)),
              Map.of("sales", "public", "shop", "test", "lake", "main"),
              spill,
              new QueryLimits(Duration.ofMinutes(1), WORKERS, WORKERS));
      try (federation) {
        var mischief = new Mischief(federation, firstSeed, queries);
        mischief.run();
        assertThat(mischief.failures).as("queries that went wrong, by seed").isEmpty();
        assertThat(mischief.same.get()).as("answers").isGreaterThan(queries / 3);
        Eventually.holds(
            "all is given back",
            Duration.ofSeconds(1),
            () ->
                federation.queries().runningQueries() == 0
                    && federation.allocatedBytes() == 0
                    && upset.runningQueries() == 0);
        assertPoolsServeAll(federation);
      }
    }
    Eventually.holds(
        "all connections are closed", Duration.ofSeconds(5), () -> upset.connections() == 0);
    assertThat(ownThreads()).isEmpty();
    assertThat(filesIn(spill)).isEmpty();
  }

  private static Source open(
      String name, ConnectorFactory connector, Map<String, String> properties) {
    var all = new TreeMap<>(properties);
    all.put("connection-pool-size", Integer.toString(POOL));
    return connector.open(new SourceConfiguration(name, connector.descriptor().id(), all, "1"));
  }

  /// As many at once as there are connections: none is lost.
  private static void assertPoolsServeAll(Federation federation) throws Exception {
    String sql =
        Stream.of("sales", "shop")
            .flatMap(source ->
                Stream.generate(() -> "SELECT count(*) AS n FROM {%s}.t1".formatted(source))
                    .limit(POOL))
            .collect(Collectors.joining(" UNION ALL "));
    Answer answer = federation.answer(sql, EngineChoice.AUTO);
    assertThat(answer.rows()).hasSize(2 * POOL);
  }

  private static List<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("duckdb-.*|stop-query|source-.*|query-deadlines"))
        .toList();
  }

  private static List<Path> filesIn(Path spill) throws IOException {
    if (!Files.exists(spill)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(spill)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /// Runs queries in several threads and does harm meanwhile.
  private static final class Mischief {
    private final Federation federation;
    private final QueryService service;
    private final long firstSeed;
    private final int queries;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger same = new AtomicInteger();
    private final AtomicLong cancelled = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);

    Mischief(Federation federation, long firstSeed, int queries) {
      this.federation = federation;
      this.service = federation.queries();
      this.firstSeed = firstSeed;
      this.queries = queries;
    }

    void run() throws Exception {
      try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
          later) {
        List<Future<?>> running =
            Stream.<Future<?>>generate(() -> workers.submit(() -> Caller.DEFAULT.run(this::work)))
                .limit(WORKERS)
                .toList();
        for (Future<?> worker : running) {
          worker.get();
        }
        later.shutdownNow();
      }
      LOG.info("{} answers, {} of {} queries cancelled", same, cancelled, queries);
    }

    private void work() {
      for (int i = next.getAndIncrement(); i < queries; i = next.getAndIncrement()) {
        long seed = firstSeed + i;
        var random = new Random(seed);
        try {
          if (i % QUERIES_OF_A_CRASH == QUERIES_OF_A_CRASH - 1) {
            upset.crash(random);
          } else if (i % QUERIES_OF_AN_UPSET == QUERIES_OF_AN_UPSET - 1) {
            upset.some(random);
          }
          one(seed, random);
        } catch (Exception | AssertionError e) {
          failures.add("seed %d: %s".formatted(seed, e));
        }
      }
    }

    private void one(long seed, Random random) {
      int kind = random.nextInt(20);
      if (kind < 11) {
        compared(seed, Optional.empty(), Optional.empty());
      } else if (kind < 15) {
        compared(seed, Optional.of(random.nextInt(30)), Optional.empty());
      } else if (kind < 16) {
        compared(seed, Optional.empty(), Optional.of(1 + random.nextInt(60)));
      } else if (kind < 18) {
        endless(seed, random);
      } else {
        abandoned(seed, random);
      }
    }

    /// @param cancelMillis when to cancel it
    /// @param timeoutMillis what time it has
    private void compared(
        long seed, Optional<Integer> cancelMillis, Optional<Integer> timeoutMillis) {
      RandomQuery query = QueryGenerator.query(seed, federation.sources());
      QueryRequest request =
          timed(federation.request(query.sql(), EngineChoice.AUTO), timeoutMillis);
      Upset.Moment before = upset.now();
      var ended = new AtomicBoolean();
      Comparison comparison =
          federation.compare(
              query.sql(),
              query.isOrdered(),
              () -> {
                cancelMillis.ifPresent(millis -> cancelLater(request.id(), millis, ended));
                return Answer.of(service.start(request));
              });
      ended.set(true);
      boolean excused =
          (told(comparison, ErrorCode.CANCELLED) && cancelMillis.isPresent())
              || (told(comparison, ErrorCode.DEADLINE_EXCEEDED) && timeoutMillis.isPresent())
              || (upset.since(before)
                  && OF_KILLS.stream().anyMatch(code -> told(comparison, code)));
      if (excused) {
        cancelled.incrementAndGet();
      } else if (comparison.verdict() == Verdict.WRONG) {
        failures.add("seed %d: %s\n  %s".formatted(seed, query.sql(), comparison.explanation()));
      } else {
        same.incrementAndGet();
      }
    }

    private static boolean told(Comparison comparison, ErrorCode code) {
      return comparison.verdict() != Verdict.SAME
          && comparison.explanation().startsWith(code + ": ");
    }

    private static QueryRequest timed(QueryRequest request, Optional<Integer> timeoutMillis) {
      return new QueryRequest(
          request.id(),
          request.statement(),
          request.defaults(),
          request.engine(),
          timeoutMillis.map(Duration::ofMillis));
    }

    /// Takes hours, at the source or in DuckDB, before its first row or beyond it.
    private void endless(long seed, Random random) {
      String source = federation.sources().get(random.nextInt(federation.sources().size()));
      String from =
          Stream.of("a", "b", "c", "d", "e", "f", "g")
              .map(("{" + source + "}.t4 %s")::formatted)
              .collect(Collectors.joining(", "));
      String sql =
          random.nextBoolean()
              ? "SELECT count(*) AS n FROM " + from + " WHERE a.id + b.id + c.id > d.id + g.id"
              : "SELECT a.id, b.s, c.t FROM " + from + " WHERE a.id + g.id > 3";
      QueryRequest request = federation.request(sql, EngineChoice.AUTO);
      var ended = new AtomicBoolean();
      cancelLater(request.id(), random.nextInt(300), ended);
      try {
        drain(service.start(request));
        failures.add("seed %d: ended by itself: %s".formatted(seed, sql));
      } catch (GatewayException e) {
        cancelled.incrementAndGet();
        if (!OF_KILLS.contains(e.code())) {
          failures.add("seed %d: %s: %s".formatted(seed, sql, e));
        }
      } finally {
        ended.set(true);
      }
    }

    private static void drain(ResultStream stream) {
      try (stream) {
        while (stream.next()) {
          assertThat(stream.root().getRowCount()).isNotNegative();
        }
      }
    }

    /// Closed before its end.
    private void abandoned(long seed, Random random) {
      RandomQuery query = QueryGenerator.query(seed, federation.sources());
      Upset.Moment before = upset.now();
      try (ResultStream stream =
          service.start(federation.request(query.sql(), EngineChoice.AUTO))) {
        boolean begun = random.nextBoolean() && stream.next();
        LOG.trace("seed {} is left, begun: {}", seed, begun);
        cancelled.incrementAndGet();
      } catch (GatewayException e) {
        boolean users = e.code().category() == ErrorCode.Category.USER;
        if (!users && !(upset.since(before) && OF_KILLS.contains(e.code()))) {
          failures.add("seed %d: %s: %s".formatted(seed, query.sql(), e));
        }
      }
    }

    private void cancelLater(QueryId id, int millis, AtomicBoolean ended) {
      var _ = later.schedule(() -> cancel(id, ended), millis, TimeUnit.MILLISECONDS);
    }

    /// Again, where the query is not known yet.
    private void cancel(QueryId id, AtomicBoolean ended) {
      try {
        Caller.DEFAULT.run(() -> service.cancel(id));
      } catch (GatewayException e) {
        if (!ended.get()) {
          cancelLater(id, 1, ended);
        }
      }
    }
  }
}
