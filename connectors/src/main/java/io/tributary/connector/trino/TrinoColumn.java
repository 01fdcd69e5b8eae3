package io.tributary.connector.trino;

import io.tributary.connector.jdbc.ColumnReader;
import io.tributary.connector.jdbc.IsoText;
import io.tributary.connector.jdbc.VectorSink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;

/// Reads what Trino's driver gives in classes of its own choice.
///
/// @param column in the result, from 1
record TrinoColumn(int column, FieldVector vector, Mover mover) implements ColumnReader {
  private static final int VALUE_BYTES = 9;

  /// Moves a value that may be NULL.
  interface Mover {
    void move(ResultSet result, int column, int row) throws SQLException;
  }

  /// @param otherwise the reader of what needs no other
  static ColumnReader of(int column, FieldVector vector, ColumnReader otherwise) {
    return switch (vector) {
      case BitVector bits ->
          new TrinoColumn(
              column,
              vector,
              (result, from, row) -> {
                boolean value = result.getBoolean(from);
                if (!result.wasNull()) {
                  bits.setSafe(row, value ? 1 : 0);
                }
              });
      case TimeStampMicroTZVector instants ->
          new TrinoColumn(
              column,
              vector,
              (result, from, row) -> {
                Instant value = result.getObject(from, Instant.class);
                if (value != null) {
                  VectorSink.instant(instants, row, value);
                }
              });
      case DateDayVector dates ->
          new TrinoColumn(
              column,
              vector,
              (result, from, row) -> {
                String value = result.getString(from);
                if (value != null) {
                  dates.setSafe(row, date(value));
                }
              });
      case TimeStampMicroVector timestamps ->
          new TrinoColumn(
              column,
              vector,
              (result, from, row) -> {
                String value = result.getString(from);
                if (value != null) {
                  timestamps.setSafe(row, timestamp(value));
                }
              });
      default -> otherwise;
    };
  }

  private static int date(String text) {
    return hasLongYear(text)
        ? Math.toIntExact(LocalDate.parse(text).toEpochDay())
        : IsoText.date(text);
  }

  private static long timestamp(String text) {
    return hasLongYear(text)
        ? VectorSink.microseconds(
            LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC))
        : IsoText.timestamp(text);
  }

  /// Years before 0 and after 9999 have a sign.
  private static boolean hasLongYear(String text) {
    return !Character.isDigit(text.charAt(0));
  }

  @Override
  public String name() {
    return vector.getName();
  }

  @Override
  public int read(ResultSet result, int row) throws SQLException {
    mover.move(result, column, row);
    return VALUE_BYTES;
  }
}
