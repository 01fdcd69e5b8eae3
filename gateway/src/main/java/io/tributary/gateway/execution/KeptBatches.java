package io.tributary.gateway.execution;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;

/// Batches that were taken down, given out again.
public final class KeptBatches {
  private final KeptResult result;
  private int given;

  public KeptBatches(KeptResult result) {
    this.result = result;
  }

  /// Puts the next batch into a root of its schema.
  ///
  /// @param allocator owns what is put there
  /// @return false after the last
  public boolean next(VectorSchemaRoot root, BufferAllocator allocator) {
    if (given == result.batches().size()) {
      return false;
    }
    byte[] message = result.batches().get(given++);
    try (var channel = new ReadChannel(Channels.newChannel(new ByteArrayInputStream(message)));
        var batch =
            (ArrowRecordBatch) MessageSerializer.deserializeMessageBatch(channel, allocator)) {
      new VectorLoader(root).load(batch);
      return true;
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory gives what was written", impossible);
    }
  }
}
