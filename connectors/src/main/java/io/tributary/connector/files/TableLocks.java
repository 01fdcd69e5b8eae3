package io.tributary.connector.files;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.TableName;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Which tables of a source are being changed, each by one change at a time.
final class TableLocks {
  private final String source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final Set<TableName> taken = new HashSet<>();

  TableLocks(String source) {
    this.source = source;
  }

  /// A table that one change has to itself.
  interface Taken extends AutoCloseable {

    /// Leaves the table to the next change.
    @Override
    void close();
  }

  /// Waits until no other change has the table.
  ///
  /// @param cancelled asked again after [#wake]
  /// @throws ConnectorException CANCELLED if the change is, or its thread is interrupted
  Taken take(TableName table, BooleanSupplier cancelled) {
    lock.lock();
    try {
      while (!cancelled.getAsBoolean()) {
        if (taken.add(table)) {
          return () -> release(table);
        }
        released.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    throw cancelled();
  }

  private void release(TableName table) {
    lock.lock();
    try {
      taken.remove(table);
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// What a change that was cancelled fails with.
  ConnectorException cancelled() {
    return new ConnectorException(
        ErrorCode.CANCELLED, "the change of source %s was cancelled".formatted(source));
  }

  /// Makes all that wait see whether they are cancelled.
  void wake() {
    lock.lock();
    try {
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
