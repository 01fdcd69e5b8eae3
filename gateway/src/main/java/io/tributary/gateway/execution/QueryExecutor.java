package io.tributary.gateway.execution;

import io.tributary.gateway.fragment.FragmentedPlan;
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
