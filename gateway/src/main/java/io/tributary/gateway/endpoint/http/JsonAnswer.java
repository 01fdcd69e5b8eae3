package io.tributary.gateway.endpoint.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.gateway.metadata.SqlTypeNames;
import io.tributary.gateway.query.QueryStatistics;
import io.tributary.gateway.query.ResultStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;

/// The JSON answer to a query. Where it would grow beyond its limits, the query is cancelled and
/// the answer says `"truncated":true`.
final class JsonAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  private final QueryRoute.Limits limits;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  JsonAnswer(QueryRoute.Limits limits) {
    this.limits = limits;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  void write(ResultStream stream) {
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("queryId", stream.id().value());
      writeColumns(stream, json);
      json.writeArrayFieldStart("rows");
      Written written = writeRows(stream, json);
      json.writeEndArray();
      json.writeNumberField("rowCount", written.rows());
      json.writeBooleanField("truncated", written.truncated());
      writeStatistics(stream.statistics(), json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes what is written", impossible);
    }
  }

  private static void writeColumns(ResultStream stream, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("columns");
    for (Field field : stream.arrowSchema().getFields()) {
      json.writeStartObject();
      json.writeStringField("name", field.getName());
      json.writeStringField("type", SqlTypeNames.of(field));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private record Written(int rows, boolean truncated) {}

  private Written writeRows(ResultStream stream, JsonGenerator json) throws IOException {
    int written = 0;
    while (stream.next()) {
      VectorSchemaRoot root = stream.root();
      List<FieldVector> columns = root.getFieldVectors();
      for (int row = 0; row < root.getRowCount(); row++) {
        if (written == limits.rows() || size(json) > limits.bytes()) {
          stream.cancel();
          return new Written(written, true);
        }
        json.writeStartArray();
        for (FieldVector column : columns) {
          JsonCells.write(column, row, json);
        }
        json.writeEndArray();
        written++;
      }
    }
    return new Written(written, false);
  }

  private long size(JsonGenerator json) {
    return bytes.size() + (long) json.getOutputBuffered();
  }

  private static void writeStatistics(QueryStatistics statistics, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("statistics");
    json.writeStringField("route", statistics.route());
    json.writeNumberField("planningMilliseconds", milliseconds(statistics.planning()));
    json.writeNumberField("totalMilliseconds", milliseconds(statistics.total()));
    json.writeArrayFieldStart("fragments");
    for (QueryStatistics.FragmentStatistics fragment : statistics.fragments()) {
      json.writeStartObject();
      json.writeNumberField("fragmentId", fragment.id());
      json.writeStringField("source", fragment.source());
      json.writeStringField("sql", fragment.sql());
      json.writeNumberField("rows", fragment.rows());
      json.writeNumberField("bytes", fragment.bytes());
      json.writeNumberField("milliseconds", milliseconds(fragment.elapsed()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static double milliseconds(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
