package io.tributary.gateway.endpoint.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.io.CountingOutputStream;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.ResultStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.arrow.vector.VectorSchemaRoot;

/// An answer as one JSON document. Whoever parses it holds all of it, so its size has a bound.
final class JsonDocument implements ResultWriter {
  private final long maxBytes;
  private final CountingOutputStream bytes;
  private final JsonGenerator json;
  private boolean betweenRows;

  /// @param maxBytes after which no further row begins
  JsonDocument(OutputStream out, long maxBytes) throws IOException {
    this.maxBytes = maxBytes;
    this.bytes = new CountingOutputStream(out);
    this.json = JsonParts.generator(bytes);
  }

  @Override
  public void start(ResultStream stream) throws IOException {
    json.writeStartObject();
    JsonParts.writeHead(stream, json);
    json.writeArrayFieldStart("rows");
    betweenRows = true;
  }

  @Override
  public int write(VectorSchemaRoot batch, int wanted) throws IOException {
    for (int row = 0; row < wanted; row++) {
      if (bytes.getCount() + json.getOutputBuffered() > maxBytes) {
        return row;
      }
      betweenRows = false;
      JsonParts.writeRow(batch, row, json);
      betweenRows = true;
    }
    return wanted;
  }

  @Override
  public void batchWritten() {
    // Half a document is of no use to anybody.
  }

  @Override
  public void end(Ending ending) throws IOException {
    json.writeEndArray();
    JsonParts.writeTail(ending, json);
    json.writeEndObject();
  }

  @Override
  public boolean fail(GatewayException reason) throws IOException {
    if (!betweenRows) {
      return false;
    }
    json.writeEndArray();
    JsonParts.writeError(reason, json);
    json.writeEndObject();
    return true;
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
