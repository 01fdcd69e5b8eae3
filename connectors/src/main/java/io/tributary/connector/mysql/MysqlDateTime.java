package io.tributary.connector.mysql;

import io.tributary.connector.jdbc.ColumnReader;
import io.tributary.connector.jdbc.VectorSink;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.jspecify.annotations.Nullable;

/// Reads a `datetime` or a `timestamp` as it is. The driver's text of one has been in the time zone
/// of this process, in which some nights have no half past two.
///
/// @param column from 1 on
record MysqlDateTime(int column, FieldVector vector) implements ColumnReader {
  private static final int VALUE_BYTES = 9;

  @Override
  public String name() {
    return vector.getName();
  }

  @Override
  public int read(ResultSet result, int row) throws SQLException {
    LocalDateTime value = value(result);
    if (value == null) {
      String text = result.getString(column);
      if (text != null) {
        VectorSink.temporal(vector, row, text);
      }
      return 1;
    }
    long microseconds = VectorSink.microseconds(value.toInstant(ZoneOffset.UTC));
    switch (vector) {
      case TimeStampMicroVector times -> times.setSafe(row, microseconds);
      case TimeStampMicroTZVector times -> times.setSafe(row, microseconds);
      default -> throw new IllegalArgumentException(vector.getField() + " is no timestamp");
    }
    return VALUE_BYTES;
  }

  /// Null also for days that the calendar does not have, such as 0000-00-00, which are there as
  /// text.
  private @Nullable LocalDateTime value(ResultSet result) throws SQLException {
    try {
      return result.getObject(column, LocalDateTime.class);
    } catch (SQLDataException _) {
      return null;
    }
  }
}
