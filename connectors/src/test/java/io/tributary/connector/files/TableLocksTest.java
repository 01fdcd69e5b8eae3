package io.tributary.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.TableName;
import io.tributary.connector.files.TableLocks.Taken;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class TableLocksTest {
  private static final TableName TABLE = new TableName("main", "t");

  private final TableLocks locks = new TableLocks("lake");

  @Test
  void aTableIsTakenByOneAtATime() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Taken> second;
      try (var _ = locks.take(TABLE, () -> false)) {
        second = threads.submit(() -> locks.take(TABLE, () -> false));
        assertThat(second.isDone()).isFalse();
      }
      assertThat(second.get()).isNotNull();
    }
  }

  @Test
  void tablesAreTakenBesideEachOther() {
    try (var first = locks.take(TABLE, () -> false);
        var second = locks.take(new TableName("main", "u"), () -> false)) {
      assertThat(first).isNotSameAs(second);
    }
  }

  @Test
  void whoWaitsIsCancelled() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var _ = locks.take(TABLE, () -> false)) {
      var second = threads.submit(() -> locks.take(TABLE, cancelled::get));
      cancelled.set(true);
      locks.wake();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(second::get)
          .havingCause()
          .isInstanceOfSatisfying(
              ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED))
          .withMessageContaining("source lake");
    }
  }
}
