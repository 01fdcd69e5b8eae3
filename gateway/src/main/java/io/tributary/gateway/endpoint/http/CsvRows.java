package io.tributary.gateway.endpoint.http;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.ResultStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// An answer as CSV by RFC 4180: a header line, `CRLF` after every line, quotes where a field needs
/// them. NULL is nothing at all, an empty text is `""`.
final class CsvRows implements ResultWriter {
  private static final String LINE_END = "\r\n";

  private final Writer out;

  CsvRows(OutputStream out) {
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  @Override
  public void start(ResultStream stream) throws IOException {
    List<String> names = stream.arrowSchema().getFields().stream().map(Field::getName).toList();
    for (int column = 0; column < names.size(); column++) {
      writeField(column, names.get(column));
    }
    out.write(LINE_END);
  }

  @Override
  public int write(VectorSchemaRoot batch, int wanted) throws IOException {
    List<FieldVector> columns = batch.getFieldVectors();
    for (int row = 0; row < wanted; row++) {
      for (int column = 0; column < columns.size(); column++) {
        writeField(column, CellText.of(columns.get(column), row));
      }
      out.write(LINE_END);
    }
    return wanted;
  }

  private void writeField(int column, @Nullable String text) throws IOException {
    if (column > 0) {
      out.write(',');
    }
    if (text == null) {
      return;
    }
    if (needsQuotes(text)) {
      out.write('"');
      out.write(text.replace("\"", "\"\""));
      out.write('"');
    } else {
      out.write(text);
    }
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        // Blanks are part of a field, but many readers take them away from its ends.
        case ',', '"', '\r', '\n', ' ', '\t' -> {
          return true;
        }
        default -> {}
      }
    }
    return text.isEmpty();
  }

  @Override
  public void batchWritten() throws IOException {
    out.flush();
  }

  @Override
  public void end(Ending ending) {
    // The end of the body is the end of the rows.
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
