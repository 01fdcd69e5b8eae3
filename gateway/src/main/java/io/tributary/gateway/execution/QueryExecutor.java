package io.tributary.gateway.execution;

import io.tributary.connector.TableChange;
import io.tributary.gateway.fragment.FragmentedPlan;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// Makes executions of plans. Safe for use by many threads.
public final class QueryExecutor {

  /// Large enough to hide the cost of a call, small enough for a processor's cache.
  private static final int BATCH_ROWS = 32_768;

  private final DuckDbPool duckDbs;
  private final BufferAllocator allocator;
  private final FragmentTables.Reading reading;

  /// @param allocator holds every query's batches; empty when no query runs
  public QueryExecutor(DuckDbPool duckDbs, BufferAllocator allocator) {
    this(duckDbs, allocator, ReductionLimits.DEFAULT);
  }

  /// @param allocator holds every query's batches; empty when no query runs
  public QueryExecutor(
      DuckDbPool duckDbs, BufferAllocator allocator, ReductionLimits reductionLimits) {
    this.duckDbs = duckDbs;
    this.allocator = allocator;
    this.reading = new FragmentTables.Reading(BATCH_ROWS, duckDbs.threads(), reductionLimits);
  }

  /// An execution that has not begun. The caller must close it.
  ///
  /// @param query names it in memory accounts and logs
  public Execution execution(FragmentedPlan plan, String query) {
    var memory = new QueryMemory(allocator, query);
    return switch (plan) {
      case FragmentedPlan.Native local -> new NativeExecution(local, memory, BATCH_ROWS);
      case FragmentedPlan.InDuckDb duckDb ->
          new DuckDbExecution(duckDb, duckDbs.take(), memory, reading);
    };
  }

  /// An execution that gives a result out again. The caller must close it.
  ///
  /// @param query names it in memory accounts and logs
  public Execution execution(KeptResult result, String query) {
    return new KeptExecution(result, new QueryMemory(allocator, query));
  }

  /// A change that has not begun, of no rows or those of a query. The caller must close it.
  ///
  /// @param query names it in memory accounts and logs
  public Execution change(Change change, Optional<FragmentedPlan> rows, String query) {
    Optional<Execution> reading = rows.map(plan -> execution(plan, query + "-rows"));
    return new ChangeExecution(
        change, reading, reading.map(ExecutionRows::new), new QueryMemory(allocator, query));
  }

  /// Changes of rows of one table that have not begun, all of which are made or none. The caller
  /// must close them.
  ///
  /// @param query names it in memory accounts and logs
  public Execution changes(List<ChangeOfRows> parts, String query) {
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
    var memory = new QueryMemory(allocator, query);
    var rows = new RowsInOrder(parts, plan -> execution(plan, query + "-rows"), memory.allocator());
    return new ChangeExecution(all, Optional.empty(), Optional.of(rows), memory);
  }

  /// A change that has not begun, of rows that come from a client. The caller must close it.
  ///
  /// @param query names it in memory accounts and logs
  public Execution change(Change change, RowSupply rows, String query) {
    return new ChangeExecution(
        change, Optional.empty(), Optional.of(rows), new QueryMemory(allocator, query));
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
        try (var execution =
            new DuckDbExecution(
                duckDb, duckDbs.take(), new QueryMemory(allocator, "describe"), reading)) {
          yield execution.describe();
        }
      }
    };
  }
}
