package io.tributary.gateway.endpoint.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.tributary.gateway.endpoint.CacheHeaders;
import io.tributary.gateway.endpoint.Failures;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.SqlTypeNames;
import io.tributary.gateway.query.CacheReport;
import io.tributary.gateway.query.QueryStatistics;
import io.tributary.gateway.query.ResultStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.time.Duration;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;

/// What the two forms of JSON answers are made of.
final class JsonParts {
  /// A generator's flush hands over what it has, without sending it: writers say when to send.
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

  private JsonParts() {}

  static JsonGenerator generator(OutputStream out) throws IOException {
    return JSON.createGenerator(out);
  }

  static JsonGenerator generator(Writer out) throws IOException {
    return JSON.createGenerator(out);
  }

  /// `"queryId"` and `"columns"`.
  static void writeHead(ResultStream stream, JsonGenerator json) throws IOException {
    json.writeStringField("queryId", stream.id().value());
    json.writeArrayFieldStart("columns");
    for (Field field : stream.arrowSchema().getFields()) {
      json.writeStartObject();
      json.writeStringField("name", field.getName());
      json.writeStringField("type", SqlTypeNames.of(field));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// A row as an array.
  static void writeRow(VectorSchemaRoot batch, int row, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (FieldVector column : batch.getFieldVectors()) {
      JsonCells.write(column, row, json);
    }
    json.writeEndArray();
  }

  /// `"rowCount"`, `"truncated"` and `"statistics"`.
  static void writeTail(ResultWriter.Ending ending, JsonGenerator json) throws IOException {
    json.writeNumberField("rowCount", ending.rows());
    json.writeBooleanField("truncated", ending.truncated());
    writeStatistics(ending.statistics(), json);
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
      if (fragment.atSource().queryId().isPresent()) {
        json.writeStringField("sourceQueryId", fragment.atSource().queryId().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    if (statistics.cache().outcome() != CacheReport.Outcome.BYPASSED) {
      writeCache(statistics.cache(), json);
    }
    json.writeEndObject();
  }

  private static void writeCache(CacheReport cache, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("cache");
    json.writeStringField("outcome", CacheHeaders.word(cache.outcome()));
    if (cache.age().isPresent()) {
      json.writeNumberField("ageMilliseconds", cache.age().get().toMillis());
    }
    if (cache.reason().isPresent()) {
      json.writeStringField("reason", cache.reason().get());
    }
    json.writeEndObject();
  }

  /// `"error"`, as in the body of a failure that has a status of its own.
  static void writeError(GatewayException reason, JsonGenerator json) throws IOException {
    HttpErrors.write(reason.code(), Failures.oneLine(reason), reason.position(), json);
  }

  private static double milliseconds(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
