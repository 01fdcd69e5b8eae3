package io.tributary.connector.files;

import io.tributary.connector.TableName;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Which tables are being changed, each by one change at a time.
final class TableLocks {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final Set<TableName> taken = new HashSet<>();

  /// Waits until no other change has the table.
  ///
  /// @param cancelled asked again after [#wake]
  /// @return whether the table was taken; if not, the change is cancelled
  boolean take(TableName table, BooleanSupplier cancelled) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!cancelled.getAsBoolean()) {
        if (taken.add(table)) {
          return true;
        }
        released.await();
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  void release(TableName table) {
    lock.lock();
    try {
      taken.remove(table);
      released.signalAll();
    } finally {
      lock.unlock();
    }
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
