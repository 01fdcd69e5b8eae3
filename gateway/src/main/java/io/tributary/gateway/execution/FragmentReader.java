package io.tributary.gateway.execution;

import io.tributary.connector.ConnectorException;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/// A source's reader, counted, and with its failures kept in their own words.
final class FragmentReader extends ArrowReader {

  private final ArrowReader reader;
  private final QueryMemory memory;
  private final FragmentProgress progress;
  private final Consumer<ConnectorException> onFailure;

  FragmentReader(
      ArrowReader reader,
      QueryMemory memory,
      FragmentProgress progress,
      Consumer<ConnectorException> onFailure) {
    super(memory.allocator());
    this.reader = reader;
    this.memory = memory;
    this.progress = progress;
    this.onFailure = onFailure;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    try {
      boolean loaded = reader.loadNextBatch();
      if (loaded) {
        progress.read(reader.getVectorSchemaRoot());
      } else {
        progress.ended();
      }
      return loaded;
    } catch (ConnectorException e) {
      onFailure.accept(e);
      throw e;
    } catch (OutOfMemoryException e) {
      ConnectorException failure = memory.batchDoesNotFit(e);
      onFailure.accept(failure);
      throw failure;
    }
  }

  @Override
  public VectorSchemaRoot getVectorSchemaRoot() throws IOException {
    return reader.getVectorSchemaRoot();
  }

  @Override
  public long bytesRead() {
    return reader.bytesRead();
  }

  @Override
  public void close(boolean closeReadSource) throws IOException {
    // The read that this reader belongs to closes it.
  }

  @Override
  protected void closeReadSource() {}

  @Override
  protected Schema readSchema() throws IOException {
    return reader.getVectorSchemaRoot().getSchema();
  }
}
