package io.tributary.connector.postgresql;

import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.RowStream;
import io.tributary.connector.jdbc.UnfitValueException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/// Decodes what `COPY … TO STDOUT (FORMAT binary)` sends: a header, rows of one message each, which
/// hold every field's length and bytes, and a trailer.
final class CopyRows {
  private static final int EXTENSION_LENGTH_OFFSET = 15;
  private static final int TRAILER = -1;

  private final CopyOut copy;
  private final List<Column> columns;
  private final JdbcErrors errors;
  private byte @Nullable [] first;
  private boolean headerRead;

  /// @param columns those of the rows, in order
  CopyRows(CopyOut copy, List<Column> columns, JdbcErrors errors) {
    this.copy = copy;
    this.columns = List.copyOf(columns);
    this.errors = errors;
  }

  /// Moves one column's values into a vector.
  record Column(String name, ColumnWriter writer) {

    /// One for each vector, in order; empty where a type's values are not decoded.
    static Optional<List<Column>> of(List<Integer> typeOids, List<FieldVector> vectors) {
      if (typeOids.size() != vectors.size()) {
        return Optional.empty();
      }
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < vectors.size(); i++) {
        FieldVector vector = vectors.get(i);
        Optional<ColumnWriter> writer = ColumnWriters.of(typeOids.get(i), vector);
        if (writer.isEmpty()) {
          return Optional.empty();
        }
        columns.add(new Column(vector.getName(), writer.get()));
      }
      return Optional.of(columns);
    }

    private void write(int row, byte[] bytes, int offset, int length, JdbcErrors errors) {
      try {
        writer.write(row, bytes, offset, length);
      } catch (UnfitValueException e) {
        throw errors.unfit(name, e.getMessage());
      }
    }
  }

  /// Whether the server still has rows to send. Until it has not, the connection is good for
  /// nothing else.
  boolean isActive() {
    return copy.isActive();
  }

  /// Returns when the server has sent its first message: it comes with the first row or the end.
  void awaitFirstRow() throws SQLException {
    first = copy.readFromCopy();
  }

  /// Moves the next row into the vectors.
  ///
  /// @return bytes of the row, or [RowStream#END]
  long move(int row) throws SQLException {
    byte[] message = next();
    int position = 0;
    if (message != null && !headerRead) {
      position = headerBytes(message);
      headerRead = true;
    }
    if (message == null || Wire.int2(message, position) == TRAILER) {
      finish(message);
      return RowStream.END;
    }
    decode(row, message, position);
    return message.length;
  }

  private byte @Nullable [] next() throws SQLException {
    byte[] read = first;
    if (read == null) {
      return copy.readFromCopy();
    }
    first = null;
    return read;
  }

  private static int headerBytes(byte[] message) {
    return EXTENSION_LENGTH_OFFSET + Integer.BYTES + Wire.int4(message, EXTENSION_LENGTH_OFFSET);
  }

  private void decode(int row, byte[] message, int start) throws SQLException {
    int position = start + Short.BYTES;
    for (Column column : columns) {
      int length = lengthAt(position, message);
      position += Integer.BYTES;
      if (length >= 0) {
        column.write(row, message, position, length, errors);
        position += length;
      }
    }
    if (position != message.length) {
      throw notOneRow();
    }
  }

  private static int lengthAt(int position, byte[] message) throws SQLException {
    int left = message.length - position - Integer.BYTES;
    if (left < 0) {
      throw notOneRow();
    }
    int length = Wire.int4(message, position);
    if (length > left) {
      throw notOneRow();
    }
    return length;
  }

  private static SQLException notOneRow() {
    return new SQLException("a message of COPY is not one row of the query");
  }

  /// Reads on to where the server is ready for the next query.
  private void finish(byte @Nullable [] trailer) throws SQLException {
    if (trailer != null && copy.readFromCopy() != null) {
      throw new SQLException("COPY goes on after its end");
    }
  }
}
