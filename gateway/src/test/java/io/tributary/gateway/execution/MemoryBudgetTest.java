package io.tributary.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.gateway.execution.MemoryBudget.Reservation;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {
  private static final long MB = 1L << 20;

  /// Of 8,192 MB, each of 16 queries is sure of 128 MB for its DuckDB and as much for batches.
  private static final MemoryLimits LIMITS =
      new MemoryLimits(8_192 * MB + 160 * MB, 160 * MB, 2_048 * MB, 16);

  private static final MemoryNeed ASKS_ENGINE = new MemoryNeed(true, true, false);
  private static final MemoryNeed OF_ENGINE = new MemoryNeed(true, false, true);

  private final BufferAllocator allocator = new RootAllocator();
  private final MemoryBudget budget = new MemoryBudget(allocator, LIMITS);

  @AfterEach
  void close() {
    allocator.close();
  }

  @Test
  void aQueryAloneHasAsMuchAsOneMay() {
    assertThat(reserve(true).duckDbBytes()).isEqualTo(2_048 * MB);
  }

  @Test
  void sharesShrinkSoThatAllPlacesHaveTheirLeast() {
    List<Long> shares = new ArrayList<>();
    for (int query = 0; query < 16; query++) {
      shares.add(reserve(true).duckDbBytes());
    }

    assertThat(shares).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(shares.getLast()).isGreaterThanOrEqualTo(128 * MB);
    assertThat(budget.usage().reservedBytes()).isLessThanOrEqualTo(LIMITS.bytes());
  }

  @Test
  void aQueryWithoutDuckDbReservesRoomForBatchesOnly() {
    assertThat(reserve(false).duckDbBytes()).isZero();
    assertThat(budget.usage().reservedBytes()).isEqualTo((160 + 128) * MB);
  }

  @Test
  void whatIsGivenBackIsThereAgain() {
    Reservation first = reserve(true);
    first.close();
    first.close();

    assertThat(budget.usage().queries()).isZero();
    assertThat(budget.usage().reservedBytes()).isEqualTo(160 * MB);
    assertThat(reserve(true).duckDbBytes()).isEqualTo(2_048 * MB);
  }

  @Test
  void batchesBeyondTheirRoomKeepQueriesOut() {
    var small = new MemoryLimits(100 * MB, 0, 40 * MB, 2);
    var full = new MemoryBudget(allocator, small);
    try (ArrowBuf batch = allocator.buffer(64 * MB)) {
      assertThat(batch.capacity()).isEqualTo(64 * MB);
      assertThat(full.tryReserve(new MemoryNeed(true))).isEmpty();
      assertThat(full.tryReserve(new MemoryNeed(false))).isPresent();
    }
    assertThat(full.tryReserve(new MemoryNeed(true))).isPresent();
  }

  @Test
  void batchesKeepOffWhatDuckDbsHaveReserved() {
    var small = new MemoryLimits(100 * MB, 0, 60 * MB, 1);
    var budget = new MemoryBudget(allocator, small);
    Reservation reserved = budget.tryReserve(new MemoryNeed(true)).orElseThrow();
    try (BufferAllocator guarded =
        allocator.newChildAllocator("guarded", budget.guard(), 0, Long.MAX_VALUE)) {
      assertThat(reserved.duckDbBytes()).isEqualTo(60 * MB);
      assertThatThrownBy(() -> guarded.buffer(64 * MB))
          .isInstanceOf(OutOfMemoryException.class)
          .hasMessage(
              "64MB more, while of memory.limit, 100MB, the DuckDBs of 1 queries have reserved"
                  + " 60MB, batches 25MB, caches 0B");
      reserved.close();
      guarded.buffer(64 * MB).close();
    }
  }

  @Test
  void whatAnEngineNeedsIsSetAside() {
    var budget = new MemoryBudget(allocator, new MemoryLimits(200 * MB, 0, 200 * MB, 1));
    Reservation asking = budget.tryReserve(ASKS_ENGINE).orElseThrow();

    assertThat(budget.tryReserve(new MemoryNeed(true))).isEmpty();
    try (Reservation asked = budget.tryReserve(OF_ENGINE).orElseThrow()) {
      assertThat(asked.duckDbBytes()).isEqualTo(64 * MB);
      assertThat(budget.tryReserve(OF_ENGINE)).isEmpty();
    }
    assertThat(budget.tryReserve(OF_ENGINE)).isPresent();
    assertThat(asking.duckDbBytes()).isEqualTo((200 - 50 - 72) * MB);
  }

  @Test
  void batchesKeepOffWhatIsSetAside() {
    var budget = new MemoryBudget(allocator, new MemoryLimits(200 * MB, 0, 200 * MB, 1));
    Reservation asking = budget.tryReserve(ASKS_ENGINE).orElseThrow();
    try (BufferAllocator guarded =
        allocator.newChildAllocator("guarded", budget.guard(), 0, Long.MAX_VALUE)) {
      assertThatThrownBy(() -> guarded.buffer(64 * MB)).isInstanceOf(OutOfMemoryException.class);
      asking.close();
      guarded.buffer(64 * MB).close();
    }
  }

  @Test
  void whatWasSetAsideIsFreeWhenAllAreDone() {
    var budget = new MemoryBudget(allocator, new MemoryLimits(200 * MB, 0, 200 * MB, 1));
    Reservation asking = budget.tryReserve(ASKS_ENGINE).orElseThrow();
    Reservation asked = budget.tryReserve(OF_ENGINE).orElseThrow();
    asking.close();
    asked.close();

    assertThat(budget.usage().reservedBytes()).isZero();
  }

  @Test
  void lessThanOneQueryNeedsIsNoBudget() {
    assertThatThrownBy(() -> new MemoryLimits(190 * MB, 160 * MB, 40 * MB, 16))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sizesAreWrittenAsSettingsAre() {
    assertThat(MemoryBudget.size(1_536 * MB)).isEqualTo("1.5GB");
    assertThat(MemoryBudget.size(32 * MB)).isEqualTo("32MB");
    assertThat(MemoryBudget.size(0)).isEqualTo("0B");
  }

  private Reservation reserve(boolean duckDb) {
    return budget.tryReserve(new MemoryNeed(duckDb)).orElseThrow();
  }
}
