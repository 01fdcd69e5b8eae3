package io.tributary.gateway.endpoint.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

final class RowWriterTest {
  /// For one column of texts, not for two.
  private static final long BYTES = 64 << 10;

  private static final Schema TWO_TEXTS =
      new Schema(
          List.of(
              Field.nullable("a", ArrowType.Utf8.INSTANCE),
              Field.nullable("b", ArrowType.Utf8.INSTANCE)));

  @Test
  void longRowsAreSentBeforeTheyAreTooManyForOneMessage() {
    var client = new ReadyClient();
    String longText = "x".repeat(400_000);
    try (BufferAllocator allocator = new RootAllocator()) {
      new StreamSender(Runnable::run)
          .send(
              client,
              sink -> {
                try (var rows = new RowWriter(TWO_TEXTS, allocator, sink)) {
                  for (int row = 0; row < 4; row++) {
                    rows.text("a", longText).text("b", longText).endRow();
                  }
                  rows.finish();
                }
              });
    }
    assertThat(client.errors()).isEmpty();
    assertThat(client.batches()).isEqualTo(2);
  }

  @Test
  void nothingIsHeldWhereThereIsNoMemoryForAll() {
    var client = new ReadyClient();
    try (BufferAllocator allocator = new RootAllocator(BYTES)) {
      new StreamSender(Runnable::run)
          .send(client, sink -> new RowWriter(TWO_TEXTS, allocator, sink).close());
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
    assertThat(client.errors()).hasSize(1);
  }
}
