package io.tributary.gateway.endpoint.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.IpcOption;
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
  void nothingIsHeldWhereThereIsNoMemoryForAll() {
    var client = new Client();
    try (BufferAllocator allocator = new RootAllocator(BYTES)) {
      new StreamSender(Runnable::run)
          .send(client, sink -> new RowWriter(TWO_TEXTS, allocator, sink).close());
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
    assertThat(client.errors).hasSize(1);
  }

  private static final class Client implements ServerStreamListener {
    private final List<Throwable> errors = new ArrayList<>();

    @Override
    public void error(Throwable failure) {
      errors.add(failure);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void start(VectorSchemaRoot root, DictionaryProvider dictionaries, IpcOption option) {}

    @Override
    public void putNext() {}

    @Override
    public void putNext(ArrowBuf metadata) {}

    @Override
    public void putMetadata(ArrowBuf metadata) {}

    @Override
    public void completed() {}
  }
}
