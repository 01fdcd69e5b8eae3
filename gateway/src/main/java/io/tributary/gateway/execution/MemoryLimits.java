package io.tributary.gateway.execution;

/// How queries share their memory.
///
/// @param bytes of all queries together
/// @param keptBytes of these that plans and results on the heap may take, whoever runs
/// @param queryBytes that the DuckDB of one query may have at most, and its batches as much again
/// @param queries that run at once at most
public record MemoryLimits(long bytes, long keptBytes, long queryBytes, int queries) {

  /// With less, DuckDB gives up large joins where it should spill, even on one thread.
  static final long LEAST_DUCKDB_BYTES = 64L << 20;

  static final long LEAST_BATCH_BYTES = 8L << 20;

  /// What must be left of all memory for queries: less could not even run one.
  public static final long LEAST_BYTES = LEAST_DUCKDB_BYTES + LEAST_BATCH_BYTES;

  /// A query is sure of two such parts of what it would have if all had the same, one for its
  /// DuckDB and one for its batches; the rest goes to who comes first.
  private static final int SURE_PART = 4;

  public MemoryLimits {
    if (bytes - keptBytes < LEAST_BYTES || queryBytes <= 0 || queries <= 0) {
      throw new IllegalArgumentException(
          "%d bytes, of which %d are kept, are too few for %d queries of %d"
              .formatted(bytes, keptBytes, queries, queryBytes));
    }
  }

  /// What the DuckDB of a query has at least.
  public long leastDuckDbBytes() {
    return surePart(LEAST_DUCKDB_BYTES);
  }

  /// What is set aside for the batches of a query.
  public long batchBytes() {
    return surePart(LEAST_BATCH_BYTES);
  }

  private long surePart(long least) {
    return Math.min(queryBytes, Math.max(least, (bytes - keptBytes) / queries / SURE_PART));
  }
}
