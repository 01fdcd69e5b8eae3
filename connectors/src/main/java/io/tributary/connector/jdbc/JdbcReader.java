package io.tributary.connector.jdbc;

import io.tributary.connector.SourceQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/// Fills vectors with a query's rows. Holds one batch at a time, bounded by bytes as well as by
/// rows.
final class JdbcReader extends ArrowReader {
  private static final long BATCH_BYTES = 16L << 20;

  private final SourceQuery query;
  private final RunningQuery running;
  private final JdbcErrors errors;

  /// Held while a batch is filled, so that closing waits for it.
  private final ReentrantLock lock = new ReentrantLock();

  private long bytesRead;
  private int expectedRows = 1024;
  private boolean exhausted;
  private boolean closed;

  JdbcReader(
      BufferAllocator allocator, SourceQuery query, RunningQuery running, JdbcErrors errors) {
    super(allocator);
    this.query = query;
    this.running = running;
    this.errors = errors;
  }

  /// What every batch is put into. Nothing is allocated yet.
  List<FieldVector> vectors() {
    try {
      return getVectorSchemaRoot().getFieldVectors();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw errors.cancelled();
      }
      prepareLoadNextBatch();
      VectorSchemaRoot root = getVectorSchemaRoot();
      // The batch before may still be in use by whom it was exported to: never write into it.
      root.clear();
      if (exhausted) {
        return false;
      }
      int rows = fillWhereItMayCompute(root);
      expectedRows = Math.max(rows, 16);
      root.setRowCount(rows);
      return rows > 0;
    } finally {
      lock.unlock();
    }
  }

  private int fillWhereItMayCompute(VectorSchemaRoot root) {
    if (!errors.database().computesInProcess() || !Thread.currentThread().isVirtual()) {
      return fill(root);
    }
    FutureTask<Integer> batch = new FutureTask<>(() -> fill(root));
    Thread.ofPlatform().daemon().name("source-read-" + errors.source()).start(batch);
    return resultOf(batch);
  }

  /// Waits as the driver would: whoever has lost patience cancels the query.
  private static int resultOf(FutureTask<Integer> batch) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return batch.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// After the last batch or a failure, the source's connection is free again at once; a cancelled
  /// query frees it by itself.
  private int fill(VectorSchemaRoot root) {
    boolean more = false;
    try {
      int rows = fetch(root);
      more = !exhausted;
      return rows;
    } finally {
      if (!more && !running.isCancelled()) {
        running.close();
      }
    }
  }

  private int fetch(VectorSchemaRoot root) {
    RowStream rows = running.resume();
    try {
      for (FieldVector vector : root.getFieldVectors()) {
        vector.setInitialCapacity(expectedRows);
        vector.allocateNew();
      }
      return moveRows(rows);
    } catch (SQLException e) {
      throw running.failed(e);
    } finally {
      running.pause();
    }
  }

  private int moveRows(RowStream rows) throws SQLException {
    int row = 0;
    long bytesAtStart = bytesRead;
    while (row < query.batchRows() && bytesRead - bytesAtStart < BATCH_BYTES) {
      if (running.isCancelled()) {
        throw errors.cancelled();
      }
      long bytes = rows.move(row);
      if (bytes == RowStream.END) {
        exhausted = true;
        break;
      }
      bytesRead += bytes;
      row++;
    }
    return row;
  }

  /// Stops a query that still runs, waits for a batch that is being filled, and gives everything
  /// back. Idempotent: a stream that this reader was exported to closes it as well.
  @Override
  public void close() {
    close(true);
  }

  @Override
  public void close(boolean closeReadSource) {
    if (!lock.tryLock()) {
      running.cancel();
      lock.lock();
    }
    try {
      if (closed) {
        return;
      }
      closed = true;
      try {
        super.close(closeReadSource);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  protected void closeReadSource() {
    running.close();
  }

  @Override
  protected Schema readSchema() {
    return query.arrowSchema();
  }
}
