package io.tributary.gateway.execution;

import io.tributary.connector.HeldRead;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.TableChange;
import io.tributary.gateway.execution.MemoryBudget.Reservation;
import io.tributary.gateway.fragment.Fragment;
import io.tributary.gateway.fragment.FragmentedPlan;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// Makes executions of plans. Safe for use by many threads.
public final class QueryExecutor {

  /// Large enough to hide the cost of a call, small enough for a processor's cache.
  private static final int BATCH_ROWS = 65_536;

  private final DuckDbPool duckDbs;
  private final BufferAllocator allocator;
  private final MemoryBudget memory;
  private final FragmentTables.Reading reading;

  /// With as much memory as the allocator lets it have.
  ///
  /// @param allocator holds every query's batches; empty when no query runs
  public QueryExecutor(DuckDbPool duckDbs, BufferAllocator allocator) {
    this(duckDbs, allocator, ReductionLimits.DEFAULT);
  }

  /// With as much memory as the allocator lets it have.
  ///
  /// @param allocator holds every query's batches; empty when no query runs
  public QueryExecutor(
      DuckDbPool duckDbs, BufferAllocator allocator, ReductionLimits reductionLimits) {
    this(
        duckDbs,
        allocator,
        new MemoryBudget(
            allocator, new MemoryLimits(allocator.getLimit(), 0, duckDbs.memoryBytes(), 1)),
        reductionLimits);
  }

  /// @param allocator holds every query's batches; empty when no query runs
  /// @param memory that executions reserve some of
  public QueryExecutor(
      DuckDbPool duckDbs,
      BufferAllocator allocator,
      MemoryBudget memory,
      ReductionLimits reductionLimits) {
    this.duckDbs = duckDbs;
    this.allocator = allocator;
    this.memory = memory;
    this.reading = new FragmentTables.Reading(BATCH_ROWS, duckDbs.threads(), reductionLimits);
  }

  /// An execution that has not begun. The caller must close it.
  ///
  /// @param query names it in memory accounts and logs
  /// @param reserved until it is closed
  public Execution execution(FragmentedPlan plan, String query, Reservation reserved) {
    return switch (plan) {
      case FragmentedPlan.Native local -> {
        Fragment fragment = local.fragment();
        SourceQuery asked =
            fragment.query(fragment.sql(), BATCH_ROWS, reading.partitions()).readAlone();
        yield new NativeExecution(
            local, queryMemory(query, 0), batches -> fragment.source().read(asked, batches));
      }
      case FragmentedPlan.InDuckDb duckDb -> inDuckDb(duckDb, query, reserved.duckDbBytes());
    };
  }

  private DuckDbExecution inDuckDb(FragmentedPlan.InDuckDb plan, String query, long duckDbBytes) {
    return new DuckDbExecution(
        plan, duckDbs, duckDbs.take(duckDbBytes), queryMemory(query, duckDbBytes), reading);
  }

  private QueryMemory queryMemory(String query, long duckDbBytes) {
    return new QueryMemory(memory, allocator, query, duckDbBytes);
  }

  /// That executions reserve some of before they begin.
  public MemoryBudget memory() {
    return memory;
  }

  /// Keeps the rows of a plan as they are now, where one source has them and lets several readers
  /// have a part each. The caller must close what keeps them.
  public Optional<HeldRead> hold(FragmentedPlan plan) {
    return switch (plan) {
      case FragmentedPlan.Native(Fragment fragment, _) ->
          fragment
              .source()
              .hold(fragment.query(fragment.sql(), BATCH_ROWS, Integer.MAX_VALUE).readAlone());
      case FragmentedPlan.InDuckDb _ -> Optional.empty();
    };
  }

  /// An execution of a part that has not begun. The caller must close it.
  ///
  /// @param held of this plan
  /// @param part from 1 on
  /// @param query names it in memory accounts and logs
  public Execution execution(FragmentedPlan.Native plan, HeldRead held, int part, String query) {
    return new NativeExecution(plan, queryMemory(query, 0), batches -> held.read(part, batches));
  }

  /// An execution that gives a result out again. The caller must close it.
  ///
  /// @param query names it in memory accounts and logs
  public Execution execution(KeptResult result, String query) {
    return new KeptExecution(result, queryMemory(query, 0));
  }

  /// A change that has not begun, of no rows or those of a query. The caller must close it.
  ///
  /// @param query names it in memory accounts and logs
  /// @param reserved until it is closed
  public Execution change(
      Change change, Optional<FragmentedPlan> rows, String query, Reservation reserved) {
    Optional<Execution> reading = rows.map(plan -> execution(plan, query + "-rows", reserved));
    return new ChangeExecution(
        change, reading, reading.map(ExecutionRows::new), queryMemory(query, 0));
  }

  /// Changes of rows of one table that have not begun, all of which are made or none. The caller
  /// must close them.
  ///
  /// @param query names it in memory accounts and logs
  /// @param reserved until they are closed
  public Execution changes(List<ChangeOfRows> parts, String query, Reservation reserved) {
    Change first = parts.getFirst().change();
    var all =
        new Change(
            first.table(),
            first.writer(),
            new TableChange.InOrder(
                first.change().table(),
                parts.stream().map(part -> part.change().change()).toList()),
            List.of(),
            List.of(),
            first.onDone());
    QueryMemory batches = queryMemory(query, 0);
    var rows =
        new RowsInOrder(
            parts, plan -> execution(plan, query + "-rows", reserved), batches.allocator());
    return new ChangeExecution(all, Optional.empty(), Optional.of(rows), batches);
  }

  /// A change that has not begun, of rows that come from a client. The caller must close it.
  ///
  /// @param query names it in memory accounts and logs
  public Execution change(Change change, RowSupply rows, String query) {
    return new ChangeExecution(change, Optional.empty(), Optional.of(rows), queryMemory(query, 0));
  }

  /// The schema of a change's result.
  public static Schema changeSchema() {
    return ChangeExecution.RESULT;
  }

  /// The schema of a plan's result, found without reading a row from any source.
  public Schema resultSchema(FragmentedPlan plan) {
    return switch (plan) {
      case FragmentedPlan.Native local ->
          ResultBatches.resultSchema(local.fragment().arrowSchema(), local.output());
      case FragmentedPlan.InDuckDb duckDb -> {
        // Nothing is reserved for it, as it holds no row.
        try (var execution = inDuckDb(duckDb, "describe", memory.limits().leastDuckDbBytes())) {
          yield execution.describe();
        }
      }
    };
  }
}
