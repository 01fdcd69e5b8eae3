package io.tributary.gateway.endpoint.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.ResultStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.arrow.vector.VectorSchemaRoot;

/// An answer as lines of JSON: an object with what comes before the rows, an array for each row, an
/// object with what comes after them or with the error. As rows are arrays and the rest is not,
/// nothing in a row can be taken for an error, and columns of one name stay apart.
final class JsonLines implements ResultWriter {
  private final OutputStream out;
  private final JsonGenerator json;
  private boolean betweenRows;

  JsonLines(OutputStream out) throws IOException {
    this.out = out;
    this.json = JsonParts.generator(out);
    json.setRootValueSeparator(new SerializedString("\n"));
  }

  @Override
  public void start(ResultStream stream) throws IOException {
    json.writeStartObject();
    JsonParts.writeHead(stream, json);
    json.writeEndObject();
    betweenRows = true;
  }

  @Override
  public int write(VectorSchemaRoot batch, int wanted) throws IOException {
    for (int row = 0; row < wanted; row++) {
      betweenRows = false;
      JsonParts.writeRow(batch, row, json);
      betweenRows = true;
    }
    return wanted;
  }

  @Override
  public void batchWritten() throws IOException {
    json.flush();
    out.flush();
  }

  @Override
  public void end(Ending ending) throws IOException {
    json.writeStartObject();
    JsonParts.writeTail(ending, json);
    json.writeEndObject();
    json.writeRaw('\n');
  }

  @Override
  public boolean fail(GatewayException reason) throws IOException {
    if (!betweenRows) {
      return false;
    }
    json.writeStartObject();
    JsonParts.writeError(reason, json);
    json.writeEndObject();
    json.writeRaw('\n');
    return true;
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
