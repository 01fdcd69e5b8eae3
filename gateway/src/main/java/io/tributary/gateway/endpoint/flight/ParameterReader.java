package io.tributary.gateway.endpoint.flight;

import com.google.protobuf.ByteString;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.ArrowTimes;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.Value;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.Text;

/// Reads the values of a prepared statement's parameters from the row that a client puts.
final class ParameterReader {
  private static final long MILLIS_PER_DAY = 86_400_000L;

  /// Each is planned, which takes milliseconds.
  private static final int MOST_ROWS = 100_000;

  private static final long MOST_BYTES = 64L << 20;

  private ParameterReader() {}

  /// @throws GatewayException INVALID_ARGUMENT unless there is exactly one row, TYPE_MISMATCH for a
  ///   type that no parameter can have
  static List<Value> readOneRow(FlightStream stream) {
    List<Value> values = new ArrayList<>();
    long rows = 0;
    try (var sent = new SentRows(stream)) {
      while (sent.next()) {
        VectorSchemaRoot root = sent.root();
        if (rows == 0 && root.getRowCount() > 0) {
          readFirstRow(root, values);
        }
        rows += root.getRowCount();
      }
    }
    if (rows != 1) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "a query takes one row of parameters, not %d: run it once for each".formatted(rows));
    }
    return values;
  }

  /// All rows of parameters; one without any where the client sends none.
  ///
  /// @throws GatewayException TYPE_MISMATCH for a type that no parameter can have, INVALID_ARGUMENT
  ///   for more than can be held
  static List<List<Value>> readRows(FlightStream stream) {
    List<List<Value>> rows = new ArrayList<>();
    try (var sent = new SentRows(stream)) {
      readRows(sent, rows);
    }
    return rows.isEmpty() ? List.of(List.of()) : rows;
  }

  private static void readRows(SentRows sent, List<List<Value>> rows) {
    long bytes = 0;
    while (sent.next()) {
      VectorSchemaRoot root = sent.root();
      for (int row = 0; row < root.getRowCount(); row++) {
        List<Value> values = new ArrayList<>();
        try (VectorSchemaRoot only = root.slice(row, 1)) {
          readFirstRow(only, values);
        }
        rows.add(values);
        bytes += values.stream().mapToLong(Value::getSerializedSize).sum();
        if (rows.size() > MOST_ROWS || bytes > MOST_BYTES) {
          throw new GatewayException(
              ErrorCode.INVALID_ARGUMENT,
              "more than %,d rows of parameters, or than %d MB of them, are too many at once: send"
                      .formatted(MOST_ROWS, MOST_BYTES >> 20)
                  + " fewer, or put them into a table and change by that");
        }
      }
    }
  }

  private static void readFirstRow(VectorSchemaRoot root, List<Value> values) {
    List<FieldVector> vectors = root.getFieldVectors();
    for (int parameter = 0; parameter < vectors.size(); parameter++) {
      values.add(read(vectors.get(parameter), parameter + 1));
    }
  }

  private static Value read(FieldVector vector, int parameter) {
    Value.Builder value = Value.newBuilder();
    if (vector instanceof NullVector || vector.isNull(0)) {
      return value.setNullValue(true).build();
    }
    switch (vector) {
      case BitVector bits -> value.setBooleanValue(bits.get(0) != 0);
      case UInt8Vector unsigned -> value.setDecimalValue(Long.toUnsignedString(unsigned.get(0)));
      case BaseIntVector integers -> value.setIntegerValue(integers.getValueAsLong(0));
      case FloatingPointVector floats -> value.setDoubleValue(floats.getValueAsDouble(0));
      case DateDayVector days -> value.setDateValue(ArrowTimes.date(days.get(0)));
      case DateMilliVector millis ->
          value.setDateValue(ArrowTimes.date(Math.floorDiv(millis.get(0), MILLIS_PER_DAY)));
      case TimeSecVector time -> value.setTimeValue(ArrowTimes.time(time.get(0), TimeUnit.SECOND));
      case TimeMilliVector time ->
          value.setTimeValue(ArrowTimes.time(time.get(0), TimeUnit.MILLISECOND));
      case TimeMicroVector time ->
          value.setTimeValue(ArrowTimes.time(time.get(0), TimeUnit.MICROSECOND));
      case TimeNanoVector time ->
          value.setTimeValue(ArrowTimes.time(time.get(0), TimeUnit.NANOSECOND));
      case TimeStampVector timestamps -> readTimestamp(timestamps, value);
      default -> readObject(vector, parameter, value);
    }
    return value.build();
  }

  private static void readTimestamp(TimeStampVector vector, Value.Builder value) {
    var type = (ArrowType.Timestamp) vector.getField().getType();
    if (type.getTimezone() == null) {
      value.setTimestampValue(ArrowTimes.timestamp(vector.get(0), type.getUnit()));
    } else {
      value.setTimestampTzValue(ArrowTimes.instant(vector.get(0), type.getUnit()));
    }
  }

  private static void readObject(FieldVector vector, int parameter, Value.Builder value) {
    switch (vector.getField().getType()) {
      case ArrowType.Utf8 _ -> value.setStringValue(text(vector, parameter));
      case ArrowType.LargeUtf8 _ -> value.setStringValue(text(vector, parameter));
      case ArrowType.Utf8View _ -> value.setStringValue(text(vector, parameter));
      case ArrowType.Binary _ -> value.setBytesValue(bytes(vector));
      case ArrowType.LargeBinary _ -> value.setBytesValue(bytes(vector));
      case ArrowType.BinaryView _ -> value.setBytesValue(bytes(vector));
      case ArrowType.FixedSizeBinary _ -> value.setBytesValue(bytes(vector));
      case ArrowType.Decimal _ -> value.setDecimalValue(String.valueOf(vector.getObject(0)));
      case ArrowType other ->
          throw new GatewayException(
              ErrorCode.TYPE_MISMATCH,
              "parameter %d has the Arrow type %s, which no parameter can have"
                  .formatted(parameter, other));
    }
  }

  private static String text(FieldVector vector, int parameter) {
    Text text = (Text) vector.getObject(0);
    try {
      return Text.decode(text.getBytes(), 0, (int) text.getLength(), false);
    } catch (CharacterCodingException e) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "parameter %d: the text is not in UTF-8".formatted(parameter),
          e);
    }
  }

  private static ByteString bytes(FieldVector vector) {
    return ByteString.copyFrom((byte[]) vector.getObject(0));
  }
}
