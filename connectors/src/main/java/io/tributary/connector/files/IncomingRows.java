package io.tributary.connector.files;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Rows on their way to DuckDB, counted, looked at, and with their reader's failure kept as it is:
/// DuckDB would only tell of it in a stack trace.
final class IncomingRows extends ArrowReader {
  private final ArrowReader rows;
  private final Intervals intervals;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean stopped;
  private final AtomicLong count = new AtomicLong();

  IncomingRows(ArrowReader rows, Intervals intervals, BufferAllocator allocator) {
    super(allocator);
    this.rows = rows;
    this.intervals = intervals;
  }

  @Nullable RuntimeException failure() {
    return failure;
  }

  long count() {
    return count.get();
  }

  void stop() {
    stopped = true;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    if (stopped) {
      throw new IOException("stopped");
    }
    try {
      boolean loaded = rows.loadNextBatch();
      if (loaded) {
        VectorSchemaRoot batch = rows.getVectorSchemaRoot();
        batch.getFieldVectors().forEach(intervals::check);
        count.addAndGet(batch.getRowCount());
      }
      return loaded;
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public VectorSchemaRoot getVectorSchemaRoot() throws IOException {
    return rows.getVectorSchemaRoot();
  }

  @Override
  public long bytesRead() {
    return rows.bytesRead();
  }

  /// The rows are closed by whoever gave them.
  @Override
  public void close(boolean closeReadSource) {}

  @Override
  protected void closeReadSource() {}

  @Override
  protected Schema readSchema() throws IOException {
    return rows.getVectorSchemaRoot().getSchema();
  }
}
