package io.tributary.gateway.endpoint.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Writes Arrow values as JSON without losing anything:
///
/// - integers as numbers where every reader of JSON keeps them (below 2^53), else as strings
/// - floating point as numbers, but `"NaN"`, `"Infinity"`, `"-Infinity"`
/// - lists as arrays, structs as objects, maps as objects where keys are text, else as arrays of
///   `{"key":…,"value":…}`
/// - all else as strings of [CellText]
final class JsonCells {
  /// The largest whole number up to which doubles, which many readers use, have no gaps.
  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  private JsonCells() {}

  static void write(FieldVector vector, int row, JsonGenerator json) throws IOException {
    if (vector instanceof NullVector || vector.isNull(row)) {
      json.writeNull();
      return;
    }
    switch (vector) {
      case BitVector bits -> json.writeBoolean(bits.get(row) != 0);
      case UInt8Vector unsigned when unsigned.get(row) < 0 ->
          json.writeString(CellText.scalar(unsigned, row));
      case UInt8Vector unsigned -> writeInteger(unsigned.get(row), json);
      case BaseIntVector integers -> writeInteger(integers.getValueAsLong(row), json);
      case FloatingPointVector floats -> writeFloat(floats, row, json);
      case MapVector map -> writeMap(map, row, json);
      case ListVector list ->
          writeElements(
              list.getDataVector(),
              list.getElementStartIndex(row),
              list.getElementEndIndex(row),
              json);
      case FixedSizeListVector list ->
          writeElements(
              list.getDataVector(),
              list.getElementStartIndex(row),
              list.getElementEndIndex(row),
              json);
      case StructVector struct -> writeStruct(struct, row, json);
      default -> json.writeString(CellText.scalar(vector, row));
    }
  }

  private static void writeInteger(long value, JsonGenerator json) throws IOException {
    if (Math.abs(value) <= MAX_SAFE_INTEGER && value != Long.MIN_VALUE) {
      json.writeNumber(value);
    } else {
      json.writeString(Long.toString(value));
    }
  }

  private static void writeFloat(FloatingPointVector vector, int row, JsonGenerator json)
      throws IOException {
    if (vector.getObject(row) instanceof Float single && Float.isFinite(single)) {
      // As a double it would show digits that the column does not have.
      json.writeNumber(single);
      return;
    }
    double value = vector.getValueAsDouble(row);
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }

  private static void writeElements(FieldVector elements, int from, int to, JsonGenerator json)
      throws IOException {
    json.writeStartArray();
    for (int element = from; element < to; element++) {
      write(elements, element, json);
    }
    json.writeEndArray();
  }

  private static void writeStruct(StructVector struct, int row, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    for (FieldVector field : struct.getChildrenFromFields()) {
      json.writeFieldName(field.getName());
      write(field, row, json);
    }
    json.writeEndObject();
  }

  private static void writeMap(MapVector map, int row, JsonGenerator json) throws IOException {
    var entries = (StructVector) map.getDataVector();
    FieldVector keys = entries.getChildrenFromFields().get(0);
    FieldVector values = entries.getChildrenFromFields().get(1);
    boolean textKeys = keys.getField().getType() instanceof ArrowType.Utf8;
    if (textKeys) {
      json.writeStartObject();
    } else {
      json.writeStartArray();
    }
    for (int entry = map.getElementStartIndex(row); entry < map.getElementEndIndex(row); entry++) {
      if (textKeys) {
        json.writeFieldName(String.valueOf(keys.getObject(entry)));
        write(values, entry, json);
      } else {
        json.writeStartObject();
        json.writeFieldName("key");
        write(keys, entry, json);
        json.writeFieldName("value");
        write(values, entry, json);
        json.writeEndObject();
      }
    }
    if (textKeys) {
      json.writeEndObject();
    } else {
      json.writeEndArray();
    }
  }
}
