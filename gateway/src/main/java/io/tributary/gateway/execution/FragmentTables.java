package io.tributary.gateway.execution;

import io.tributary.connector.Caller;
import io.tributary.connector.SourceRead;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.KeyReader.Reduced;
import io.tributary.gateway.fragment.Fragment;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.fragment.FragmentedPlan.View;
import io.tributary.gateway.fragment.Reduction;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings fragments into DuckDB: as tables, each as soon as those that reduce it are there, or as
/// streams.
final class FragmentTables implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FragmentTables.class);

  /// How fragments are read.
  ///
  /// @param partitions readers at most of one fragment
  record Reading(int batchRows, int partitions, ReductionLimits reductionLimits) {}

  private final FragmentedPlan.InDuckDb plan;
  private final DuckDBConnection duckDb;
  private final QueryMemory memory;
  private final Reading reading;
  private final RunningParts parts;
  private final Caller caller = Caller.current();

  /// The query's own connection knows the views and serves one thread at a time.
  private final ReentrantLock queryConnection = new ReentrantLock();

  private final SharedTables shared;

  private final Map<Integer, FragmentProgress> progress = new HashMap<>();
  private final List<ArrowStreams> streams = new ArrayList<>();

  FragmentTables(
      FragmentedPlan.InDuckDb plan,
      DuckDBConnection duckDb,
      QueryMemory memory,
      Reading reading,
      RunningParts parts) {
    this.plan = plan;
    this.duckDb = duckDb;
    this.memory = memory;
    this.reading = reading;
    this.parts = parts;
    this.shared = new SharedTables(plan.shared(), duckDb, parts);
    plan.fragments()
        .forEach(fragment -> progress.put(fragment.id(), FragmentProgress.of(fragment)));
  }

  List<FragmentProgress> progress() {
    return plan.fragments().stream().map(this::progress).toList();
  }

  private FragmentProgress progress(Fragment fragment) {
    FragmentProgress known = progress.get(fragment.id());
    if (known == null) {
      throw new IllegalStateException("fragment %d is not of this plan".formatted(fragment.id()));
    }
    return known;
  }

  /// Makes tables of fragments, and what they are known as in queries. Fragments that reduce others
  /// must be among them.
  void load(List<Fragment> fragments) {
    var loads = new Loads(fragments);
    List<Future<?>> threads = new ArrayList<>();
    try (ExecutorService loaders =
        Executors.newThreadPerTaskExecutor(DuckDbThreads.named("duckdb-load"))) {
      try {
        for (Fragment fragment : fragments) {
          threads.add(loaders.submit(() -> caller.run(() -> load(fragment, loads))));
        }
      } catch (RuntimeException | Error e) {
        // Those that have a thread may wait for those that get none.
        GatewayException failure = Failures.of(e, parts, memory);
        loads.fail(failure);
        parts.stop(failure);
        throw failure;
      }
    }
    for (Future<?> thread : threads) {
      await(thread);
    }
  }

  /// Tells of each fragment when it is there.
  private static final class Loads {
    private final Map<Integer, CompletableFuture<Fragment>> byFragment = new HashMap<>();

    private Loads(List<Fragment> fragments) {
      fragments.forEach(fragment -> byFragment.put(fragment.id(), new CompletableFuture<>()));
    }

    private CompletableFuture<Fragment> of(int fragment) {
      CompletableFuture<Fragment> load = byFragment.get(fragment);
      if (load == null) {
        throw new IllegalStateException("fragment %d is not loaded".formatted(fragment));
      }
      return load;
    }

    private void fail(GatewayException failure) {
      byFragment.values().forEach(load -> load.completeExceptionally(failure));
    }
  }

  private void load(Fragment fragment, Loads loads) {
    CompletableFuture<Fragment> loaded = loads.of(fragment.id());
    try {
      for (Reduction reduction : fragment.reductions()) {
        for (int earlier : reduction.waitsFor()) {
          await(loads.of(earlier));
        }
      }
      loadTable(fragment);
      loaded.complete(fragment);
    } catch (SQLException | IOException | RuntimeException | Error e) {
      // Whatever it is: others wait for this fragment and nothing else would wake them.
      GatewayException failure = Failures.of(e, parts, memory);
      parts.stop(failure);
      loaded.completeExceptionally(failure);
      throw failure;
    }
  }

  private void await(Future<?> step) {
    try {
      step.get();
    } catch (ExecutionException e) {
      throw Failures.of(e.getCause() == null ? e : e.getCause(), parts, memory);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(e, parts, memory);
    }
  }

  private void loadTable(Fragment fragment) throws SQLException, IOException {
    try (DuckDBConnection connection = duckDb.duplicate()) {
      String rows = fragment.relation() + "_stream";
      stream(connection, rows, read(fragment));
      parts.execute(
          connection, "CREATE TABLE %s AS SELECT * FROM %s".formatted(fragment.relation(), rows));
    }
    nameViews(fragment.id());
  }

  /// Makes a table without rows of a fragment.
  void loadNothing(Fragment fragment) throws SQLException, IOException {
    String rows = fragment.relation() + "_stream";
    stream(duckDb, rows, List.of(new EmptyReader(fragment.arrowSchema(), memory.allocator())));
    parts.execute(
        duckDb, "CREATE TABLE %s AS SELECT * FROM %s".formatted(fragment.relation(), rows));
    nameViews(fragment.id());
  }

  /// Makes a relation that can be read once of a fragment, on the query's own connection.
  void stream(Fragment fragment) throws SQLException, IOException {
    stream(duckDb, fragment.relation(), read(fragment));
    nameViews(fragment.id());
  }

  /// @param fragment the id of the fragment that the views read, or [View#OF_NO_FRAGMENT]
  void nameViews(int fragment) throws SQLException, IOException {
    queryConnection.lock();
    try {
      for (View view : plan.views()) {
        if (view.fragment() == fragment) {
          parts.execute(
              duckDb,
              "CREATE TEMP VIEW \"%s\" AS %s"
                  .formatted(view.name().replace("\"", "\"\""), view.sql()));
        }
      }
    } finally {
      queryConnection.unlock();
    }
  }

  /// Names what reductions share with the query and did not compute. All fragments must be there.
  void nameShared() throws SQLException, IOException {
    shared.nameRest();
  }

  private List<ArrowReader> read(Fragment fragment) throws SQLException, IOException {
    parts.throwIfStopped();
    FragmentProgress counted = progress(fragment);
    Reduced reduced = reduced(fragment);
    counted.passed(reduced.passed());
    if (reduced.isEmpty()) {
      return List.of(new EmptyReader(fragment.arrowSchema(), memory.allocator()));
    }
    SourceRead read =
        fragment
            .source()
            .read(
                fragment.query(reduced.sql(), reading.batchRows, reading.partitions),
                memory.allocator());
    parts.add(read);
    counted.reads(read);
    List<ArrowReader> readers = new ArrayList<>();
    for (ArrowReader partition : read.partitions()) {
      readers.add(new FragmentReader(partition, memory, counted, parts::failed));
    }
    return readers;
  }

  private Reduced reduced(Fragment fragment) throws SQLException, IOException {
    if (fragment.reductions().isEmpty()) {
      return new Reduced(fragment.sql(), false, List.of());
    }
    queryConnection.lock();
    try {
      return new KeyReader(duckDb, parts, reading.reductionLimits, shared).reduce(fragment);
    } finally {
      queryConnection.unlock();
    }
  }

  /// Makes readers one relation of DuckDB's.
  private void stream(DuckDBConnection connection, String name, List<ArrowReader> readers)
      throws SQLException, IOException {
    var opened = new ArrowStreams(memory.allocator());
    synchronized (streams) {
      streams.add(opened);
    }
    List<String> names = opened.register(connection, name, readers);
    if (names.size() > 1) {
      parts.execute(
          connection,
          names.stream()
              .map(part -> "SELECT * FROM " + part)
              .collect(
                  Collectors.joining(
                      " UNION ALL ", "CREATE TEMP VIEW %s AS ".formatted(name), "")));
    }
  }

  /// Call only when DuckDB no longer reads.
  @Override
  public void close() {
    synchronized (streams) {
      for (ArrowStreams opened : streams) {
        try {
          opened.close();
        } catch (RuntimeException e) {
          LOG.warn("cannot close the streams of a fragment", e);
        }
      }
      streams.clear();
    }
  }
}
