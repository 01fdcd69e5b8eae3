package io.tributary.gateway.execution;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.LocalRelation;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.fragment.Fragment;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.fragment.FragmentedPlan.View;
import io.tributary.gateway.fragment.LocalTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fragments joined in a DuckDB instance of this query's own.
///
/// Small fragments become tables, in parallel, so that DuckDB knows how large they are; the
/// largest, if it is large and read once, is streamed through the query and never held. DuckDB
/// takes a stream for one row, so with a stream in the query it must keep the plan's join order.
///
/// DuckDB is only called from platform threads: while it waits for a stream it holds its thread in
/// native code, and virtual threads held so would starve those that feed the stream.
final class DuckDbExecution implements Execution {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbExecution.class);

  /// Fragments that are expected to be larger are streamed.
  private static final double MOST_ROWS_IN_A_TABLE = 2_000_000;

  private final FragmentedPlan.InDuckDb plan;
  private final DuckDbPool pool;
  private final DuckDBConnection duckDb;
  private final QueryMemory memory;
  private final int batchRows;
  private final Caller caller = Caller.current();
  private final RunningParts parts = new RunningParts();
  private final FragmentTables tables;
  private final Executor worker;
  private AttachedFiles attached = AttachedFiles.NONE;
  private @Nullable Statement statement;
  private @Nullable ArrowReader reader;
  private @Nullable VectorSchemaRoot lastBatch;
  private @Nullable ResultBatches result;

  /// A batch that nobody has asked for yet.
  private @Nullable Future<Boolean> ahead;

  /// @param duckDb taken of the pool
  DuckDbExecution(
      FragmentedPlan.InDuckDb plan,
      DuckDbPool pool,
      DuckDBConnection duckDb,
      QueryMemory memory,
      FragmentTables.Reading reading) {
    this.plan = plan;
    this.pool = pool;
    this.duckDb = duckDb;
    this.worker = pool.caller();
    this.memory = memory;
    this.batchRows = reading.batchRows();
    this.tables = new FragmentTables(plan, duckDb, memory, reading, parts);
  }

  @Override
  public void open() {
    onWorker(() -> {
      attached = AttachedFiles.attach(plan.localTables(), this::execute);
      Optional<Fragment> streamed = streamed();
      prepare();
      tables.load(plan.fragments().stream().filter(f -> !Optional.of(f).equals(streamed)).toList());
      if (streamed.isPresent()) {
        tables.stream(streamed.get());
      }
      run(plan.sql());
      return true;
    });
  }

  /// The result's schema, with every fragment empty.
  Schema describe() {
    return onWorker(() -> {
      attached = AttachedFiles.attach(plan.localTables(), this::execute);
      prepare();
      for (Fragment fragment : plan.fragments()) {
        tables.loadNothing(fragment);
      }
      // A whole statement may end in a comment.
      run("SELECT * FROM (%s\n) LIMIT 0".formatted(plan.sql()));
      return root().getSchema();
    });
  }

  /// A step that talks to DuckDB.
  @FunctionalInterface
  private interface Step<T> {
    T run() throws SQLException, IOException;
  }

  private <T> T onWorker(Step<T> step) {
    return await(begin(step));
  }

  private <T> Future<T> begin(Step<T> step) {
    var task = new FutureTask<T>(() -> caller.call(step::run));
    worker.execute(task);
    return task;
  }

  private <T> T await(Future<T> done) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return done.get();
        } catch (InterruptedException e) {
          // DuckDB must have let go before anything is closed, so the wait goes on.
          interrupted = true;
          parts.stop(new GatewayException(ErrorCode.CANCELLED, "the query was cancelled", e));
        }
      }
    } catch (ExecutionException e) {
      attached.verifyUnchanged();
      throw Failures.of(e.getCause() == null ? e : e.getCause(), parts, memory);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// The largest, if it is large and read once, and if no other is reduced by it.
  private Optional<Fragment> streamed() {
    Set<Integer> awaited =
        plan.fragments().stream()
            .flatMap(fragment -> fragment.reductions().stream())
            .flatMap(reduction -> reduction.waitsFor().stream())
            .collect(Collectors.toSet());
    return plan.fragments().stream()
        .filter(fragment -> fragment.uses() == 1)
        .filter(fragment -> !awaited.contains(fragment.id()))
        .filter(fragment -> fragment.reducedRows() > MOST_ROWS_IN_A_TABLE)
        .max(Comparator.comparingDouble(Fragment::reducedRows));
  }

  /// Nothing that the query says may change a setting.
  private void lock() throws SQLException, IOException {
    if (mayBeOrdered()) {
      execute("SET preserve_insertion_order = true");
    }
    execute("SET lock_configuration = true");
  }

  /// Free to give rows in any order, DuckDB also does so with rows that it has sorted, where these
  /// are more than a row group's. What was read of the sources is in no order anyhow.
  private boolean mayBeOrdered() {
    return !plan.optimized() || plan.sql().contains("ORDER BY");
  }

  private void run(String sql) throws SQLException, IOException {
    tables.nameShared();
    lock();
    PreparedStatement query = prepare(sql);
    statement = query;
    String sent = SentColumns.of(sql, query.getMetaData(), plan.output());
    if (!sent.equals(sql)) {
      query.close();
      query = prepare(sent);
      statement = query;
    }
    DuckDBResultSet rows = firstRows(query, sent);
    var batches = (ArrowReader) rows.arrowExportStream(memory.ofDuckDb(), batchRows);
    reader = batches;
    VectorSchemaRoot root = batches.getVectorSchemaRoot();
    lastBatch = root;
    result = new ResultBatches(root.getSchema(), plan.output(), memory.allocator());
  }

  private PreparedStatement prepare(String sql) throws SQLException, IOException {
    return parts.interruptibly(duckDb, () -> duckDb.prepareStatement(sql));
  }

  /// The driver says no more than "Invalid result set" of a query that fails before its first rows.
  /// Run once more without streaming, the query tells why; not where a stream was used up.
  private DuckDBResultSet firstRows(PreparedStatement query, String sql)
      throws SQLException, IOException {
    try {
      return parts.interruptibly(duckDb, () -> (DuckDBResultSet) query.executeQuery());
    } catch (SQLException e) {
      if (streamed().isEmpty() && String.valueOf(e.getMessage()).contains("Invalid result set")) {
        execute("EXPLAIN ANALYZE " + sql);
      }
      throw e;
    }
  }

  /// From here on the instance reads the plan's own files and nothing else of this machine.
  private void prepare() throws SQLException, IOException {
    if (plan.optimized()) {
      keepOrderOfJoins();
    }
    List<String> paths =
        plan.localTables().stream()
            .map(LocalTable::relation)
            .map(LocalRelation::paths)
            .flatMap(List::stream)
            .distinct()
            .toList();
    execute("SET allowed_paths = " + list(paths.stream().filter(p -> !isDirectory(p)).toList()));
    execute(
        "SET allowed_directories = "
            + list(paths.stream().filter(DuckDbExecution::isDirectory).toList()));
    execute("SET enable_external_access = false");
    tables.nameViews(View.OF_NO_FRAGMENT);
  }

  /// The plan's order of joins is made with the sources' statistics; DuckDB knows no distinct
  /// values of Parquet files and joins those on an inequality before all else. Without its order of
  /// joins, DuckDB's propagation of statistics is wrong about counts above an outer join, and loses
  /// rows. What is streamed must stay on the side that is read last.
  private void keepOrderOfJoins() throws SQLException, IOException {
    execute(
        "SET disabled_optimizers = 'join_order,statistics_propagation%s'"
            .formatted(streamed().isPresent() ? ",build_side_probe_side" : ""));
  }

  private static boolean isDirectory(String path) {
    return Files.isDirectory(Path.of(path));
  }

  private static String list(List<String> values) {
    return values.stream()
        .map(value -> "'" + value.replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void execute(String sql) throws SQLException, IOException {
    parts.execute(duckDb, sql);
  }

  @Override
  public VectorSchemaRoot root() {
    return opened().root();
  }

  private ResultBatches opened() {
    if (result == null) {
      throw new IllegalStateException("the execution was not opened");
    }
    return result;
  }

  @Override
  public boolean next() {
    // The batch may have been ready before the stop.
    parts.throwIfStopped();
    Future<Boolean> batch = ahead == null ? beginBatch() : ahead;
    ahead = null;
    boolean loaded = await(batch);
    if (loaded) {
      opened().load(Objects.requireNonNull(lastBatch));
      ahead = beginBatch();
    }
    return loaded;
  }

  /// DuckDB makes a batch while the one before is on its way to the client.
  private Future<Boolean> beginBatch() {
    ArrowReader batches = reader;
    if (batches == null) {
      throw new IllegalStateException("the execution was not opened");
    }
    return begin(() -> {
      boolean loaded = parts.interruptibly(duckDb, batches::loadNextBatch);
      memory.throwIfOverdrawn();
      parts.throwIfStopped();
      if (!loaded) {
        attached.verifyUnchanged();
      }
      return loaded;
    });
  }

  @Override
  public String route() {
    return "duckdb";
  }

  @Override
  public List<FragmentProgress> progress() {
    List<FragmentProgress> progress = new ArrayList<>(tables.progress());
    for (LocalTable table : plan.localTables()) {
      progress.add(FragmentProgress.inPlace(plan.fragments().size() + table.id(), table));
    }
    return progress;
  }

  @Override
  public void stop(GatewayException reason) {
    parts.stop(reason);
  }

  @Override
  public void close() {
    endAhead();
    if (result != null) {
      result.close();
    }
    endDuckDb();
    tables.close();
    parts.closeReads();
    memory.close();
  }

  private void endDuckDb() {
    Runnable ending =
        () -> {
          quietly(reader);
          quietly(statement);
          pool.end(duckDb);
        };
    try {
      CompletableFuture.runAsync(ending, worker).join();
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      LOG.warn("there is no thread to end a query's DuckDB on", e);
      ending.run();
    }
  }

  /// Waits until DuckDB lets go of the batch that nobody will ask for.
  private void endAhead() {
    Future<Boolean> batch = ahead;
    if (batch == null) {
      return;
    }
    ahead = null;
    parts.stop(new GatewayException(ErrorCode.CANCELLED, "the query was closed"));
    try {
      boolean _ = await(batch);
    } catch (GatewayException e) {
      LOG.debug("a batch of a closed query", e);
    }
  }

  private static void quietly(@Nullable AutoCloseable closeable) {
    if (closeable == null) {
      return;
    }
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.warn("cannot close a part of a query", e);
    }
  }
}
