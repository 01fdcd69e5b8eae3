package io.tributary.gateway.endpoint.flight;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.ClientRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/// The rows that a client sends, with the values themselves where it sends indices of a dictionary.
final class SentRows implements ClientRows, AutoCloseable {
  private final FlightStream stream;
  private final List<Decoded> decoded = new ArrayList<>();
  private @Nullable VectorSchemaRoot root;

  /// A column that is sent as indices, and its values.
  private record Decoded(FieldVector indices, FieldVector values) {}

  SentRows(FlightStream stream) {
    this.stream = stream;
  }

  @Override
  public VectorSchemaRoot root() {
    if (root == null) {
      root = decoding(stream.getRoot());
    }
    return root;
  }

  @Override
  public boolean next() {
    // Who sends nothing at all sends no schema either.
    if (!stream.next()) {
      return false;
    }
    VectorSchemaRoot rows = root();
    for (Decoded column : decoded) {
      decode(column);
    }
    rows.setRowCount(stream.getRoot().getRowCount());
    return true;
  }

  private VectorSchemaRoot decoding(VectorSchemaRoot sent) {
    List<FieldVector> columns = new ArrayList<>();
    for (FieldVector column : sent.getFieldVectors()) {
      columns.add(column.getField().getDictionary() == null ? plain(column) : values(column));
    }
    return decoded.isEmpty() ? sent : new VectorSchemaRoot(columns);
  }

  private FieldVector values(FieldVector indices) {
    Field field = indices.getField();
    FieldVector dictionary = dictionary(field).getVector();
    FieldVector values =
        new Field(
                field.getName(),
                new FieldType(
                    field.isNullable(), dictionary.getField().getType(), null, field.getMetadata()),
                dictionary.getField().getChildren())
            .createVector(indices.getAllocator());
    decoded.add(new Decoded(indices, values));
    return plain(values);
  }

  private static FieldVector plain(FieldVector column) {
    requirePlain(column.getField().getChildren(), column.getName());
    return column;
  }

  private static void requirePlain(List<Field> children, String column) {
    for (Field child : children) {
      if (child.getDictionary() != null) {
        throw new GatewayException(
            ErrorCode.TYPE_MISMATCH,
            "column %s has indices of a dictionary within its values: send the values themselves"
                .formatted(column));
      }
      requirePlain(child.getChildren(), column);
    }
  }

  private void decode(Decoded column) {
    Dictionary dictionary = dictionary(column.indices().getField());
    requireIndices(column.indices(), dictionary.getVector().getValueCount());
    try (var values = (FieldVector) DictionaryEncoder.decode(column.indices(), dictionary)) {
      values.makeTransferPair(column.values()).transfer();
    }
  }

  /// To the decoder, the one behind the last stands for NULL.
  private static void requireIndices(FieldVector indices, int values) {
    var numbers = (BaseIntVector) indices;
    for (int row = 0; row < indices.getValueCount(); row++) {
      if (!indices.isNull(row)) {
        long index = numbers.getValueAsLong(row);
        if (index < 0 || index >= values) {
          throw new GatewayException(
              ErrorCode.INVALID_ARGUMENT,
              "column %s has index %d of a dictionary of %d values"
                  .formatted(indices.getName(), index, values));
        }
      }
    }
  }

  private Dictionary dictionary(Field field) {
    DictionaryEncoding encoding = field.getDictionary();
    return stream.getDictionaryProvider().lookup(encoding.getId());
  }

  /// The rest is the stream's.
  @Override
  public void close() {
    decoded.forEach(column -> column.values().close());
  }
}
