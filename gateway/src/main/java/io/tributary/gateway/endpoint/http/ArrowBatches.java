package io.tributary.gateway.endpoint.http;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.ResultStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.jspecify.annotations.Nullable;

/// An answer as an Arrow IPC stream.
final class ArrowBatches implements ResultWriter {
  private final OutputStream out;
  private @Nullable ArrowStreamWriter batches;

  ArrowBatches(OutputStream out) {
    this.out = out;
  }

  @Override
  public void start(ResultStream stream) throws IOException {
    batches = new ArrowStreamWriter(stream.root(), null, Channels.newChannel(out));
    batches.start();
  }

  @Override
  public int write(VectorSchemaRoot batch, int wanted) throws IOException {
    if (wanted > 0) {
      batch.setRowCount(wanted);
      started().writeBatch();
    }
    return wanted;
  }

  @Override
  public void batchWritten() throws IOException {
    out.flush();
  }

  @Override
  public void end(Ending ending) throws IOException {
    started().end();
  }

  private ArrowStreamWriter started() {
    if (batches == null) {
      throw new IllegalStateException("batches come after the start");
    }
    return batches;
  }

  @Override
  public boolean fail(GatewayException reason) {
    return false;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
