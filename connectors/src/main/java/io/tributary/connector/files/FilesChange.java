package io.tributary.connector.files;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.RunningChange;
import io.tributary.connector.TableName;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A change that waits for others of its table, and only then looks at what is there.
final class FilesChange implements RunningChange {
  private final String source;
  private final TableName table;
  private final TableLocks locks;
  private final Supplier<RunningChange> change;
  private volatile @Nullable RunningChange running;
  private volatile boolean cancelled;

  /// @param change made when the table is this change's alone
  FilesChange(String source, TableName table, TableLocks locks, Supplier<RunningChange> change) {
    this.source = source;
    this.table = table;
    this.locks = locks;
    this.change = change;
  }

  @Override
  public long run() {
    take();
    try (RunningChange made = change.get()) {
      running = made;
      if (cancelled) {
        throw cancelled(source);
      }
      return made.run();
    } finally {
      locks.release(table);
    }
  }

  private void take() {
    try {
      if (!locks.take(table, () -> cancelled)) {
        throw cancelled(source);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled(source);
    }
  }

  static ConnectorException cancelled(String source) {
    return new ConnectorException(
        ErrorCode.CANCELLED, "the change of source %s was cancelled".formatted(source));
  }

  @Override
  public void cancel() {
    cancelled = true;
    locks.wake();
    RunningChange made = running;
    if (made != null) {
      made.cancel();
    }
  }

  /// All is given back when [#run] ends.
  @Override
  public void close() {}
}
