package io.tributary.gateway.query;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.RowSupply;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// A client's rows for a change. A stop interrupts who waits for them: the client may send no more.
final class SuppliedRows implements RowSupply {
  private final ClientRows rows;
  private @Nullable GatewayException stopped;
  private @Nullable Thread waiting;

  SuppliedRows(ClientRows rows) {
    this.rows = rows;
  }

  @Override
  public void open() {}

  @Override
  public VectorSchemaRoot root() {
    return rows.root();
  }

  @Override
  public boolean next() {
    beginWait();
    try {
      return rows.next();
    } catch (RuntimeException e) {
      throw reasonOr(e);
    } finally {
      endWait();
    }
  }

  private synchronized void beginWait() {
    if (stopped != null) {
      throw stopped;
    }
    waiting = Thread.currentThread();
  }

  private synchronized RuntimeException reasonOr(RuntimeException failure) {
    return stopped == null ? failure : stopped;
  }

  private synchronized void endWait() {
    waiting = null;
    if (stopped != null) {
      // It was meant for the wait alone.
      boolean _ = Thread.interrupted();
    }
  }

  @Override
  public synchronized void stop(GatewayException reason) {
    if (stopped != null) {
      return;
    }
    stopped = reason;
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  /// The rows are the client's.
  @Override
  public void close() {}
}
