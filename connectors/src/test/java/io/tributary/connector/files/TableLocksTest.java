package io.tributary.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.TableName;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class TableLocksTest {
  private static final TableName TABLE = new TableName("main", "t");

  private final TableLocks locks = new TableLocks();

  @Test
  void aTableIsTakenByOneAtATime() throws Exception {
    assertThat(locks.take(TABLE, () -> false)).isTrue();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var second = threads.submit(() -> locks.take(TABLE, () -> false));
      assertThat(second.isDone()).isFalse();
      locks.release(TABLE);
      assertThat(second.get()).isTrue();
    }
  }

  @Test
  void tablesAreTakenBesideEachOther() throws Exception {
    assertThat(locks.take(TABLE, () -> false)).isTrue();
    assertThat(locks.take(new TableName("main", "u"), () -> false)).isTrue();
  }

  @Test
  void whoWaitsIsCancelled() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    assertThat(locks.take(TABLE, () -> false)).isTrue();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var second = threads.submit(() -> locks.take(TABLE, cancelled::get));
      cancelled.set(true);
      locks.wake();
      assertThat(second.get()).isFalse();
    }
  }
}
