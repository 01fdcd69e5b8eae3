package io.tributary.server.sql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarBinaryVector;

/// A value as people read it.
final class CellText {
  private CellText() {}

  static String of(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return "NULL";
    }
    String text =
        switch (vector) {
          case DateDayVector dates -> LocalDate.ofEpochDay(dates.get(row)).toString();
          case TimeMicroVector times ->
              LocalTime.ofNanoOfDay(TimeUnit.MICROSECONDS.toNanos(times.get(row))).toString();
          case TimeStampMicroTZVector instants -> instant(instants.get(row)).toString();
          case VarBinaryVector bytes -> "\\x" + HexFormat.of().formatHex(bytes.get(row));
          default ->
              vector.getObject(row) instanceof BigDecimal decimal
                  ? decimal.toPlainString()
                  : String.valueOf(vector.getObject(row));
        };
    return text.replace("\n", "\\n").replace("\r", "\\r");
  }

  private static Instant instant(long epochMicros) {
    return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
  }
}
