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
import org.jspecify.annotations.Nullable;

/// Reads what Trino's driver gives in classes of its own choice.
///
/// @param column in the result, from 1
/// @param source gives the value, or null
/// @param sink takes a value that is there
record TrinoColumn<T>(int column, FieldVector vector, Getter<T> source, Sink<T> sink)
    implements ColumnReader {
  private static final int VALUE_BYTES = 9;

  interface Getter<T> {
    @Nullable T get(ResultSet result, int column) throws SQLException;
  }

  interface Sink<T> {
    void put(int row, T value);
  }

  /// @param otherwise the reader of what needs no other
  static ColumnReader of(int column, FieldVector vector, ColumnReader otherwise) {
    return switch (vector) {
      case BitVector bits ->
          new TrinoColumn<>(
              column,
              vector,
              (result, from) -> result.getObject(from, Boolean.class),
              (row, value) -> bits.setSafe(row, value ? 1 : 0));
      case TimeStampMicroTZVector instants ->
          new TrinoColumn<>(
              column,
              vector,
              (result, from) -> result.getObject(from, Instant.class),
              (row, value) -> VectorSink.instant(instants, row, value));
      case DateDayVector dates ->
          new TrinoColumn<>(
              column,
              vector,
              ResultSet::getString,
              (row, value) -> dates.setSafe(row, date(value)));
      case TimeStampMicroVector timestamps ->
          new TrinoColumn<>(
              column,
              vector,
              ResultSet::getString,
              (row, value) -> timestamps.setSafe(row, timestamp(value)));
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
    T value = source.get(result, column);
    if (value != null) {
      sink.put(row, value);
    }
    return VALUE_BYTES;
  }
}
