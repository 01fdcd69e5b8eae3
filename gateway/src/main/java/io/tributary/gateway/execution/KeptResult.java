package io.tributary.gateway.execution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/// A result as Arrow IPC messages on the heap, to be given out any number of times.
///
/// @param batches record batch messages, which nobody changes
/// @param bytes of all batches
public record KeptResult(Schema arrowSchema, List<byte[]> batches, long bytes) {
  public KeptResult {
    batches = List.copyOf(batches);
  }

  /// Takes a result down, batch by batch.
  public static final class Recorder {
    private final Schema arrowSchema;
    private final List<byte[]> batches = new ArrayList<>();
    private long bytes;

    public Recorder(Schema arrowSchema) {
      this.arrowSchema = arrowSchema;
    }

    public void add(VectorSchemaRoot batch) {
      byte[] message = message(batch);
      batches.add(message);
      bytes += message.length;
    }

    /// Of all batches so far.
    public long bytes() {
      return bytes;
    }

    public KeptResult result() {
      return new KeptResult(arrowSchema, batches, bytes);
    }

    private static byte[] message(VectorSchemaRoot root) {
      var bytes = new ByteArrayOutputStream();
      try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch();
          var channel = new WriteChannel(Channels.newChannel(bytes))) {
        MessageSerializer.serialize(channel, batch);
      } catch (IOException impossible) {
        throw new UncheckedIOException("memory takes what is written", impossible);
      }
      return bytes.toByteArray();
    }
  }
}
