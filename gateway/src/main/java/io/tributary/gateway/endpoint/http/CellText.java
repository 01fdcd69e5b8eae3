package io.tributary.gateway.endpoint.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.ArrowTimes;
import io.tributary.gateway.error.GatewayException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Period;
import java.util.Base64;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/// Arrow values as text that loses nothing:
///
/// - all digits of numbers, `NaN`, `Infinity`, `-Infinity`, `true`, `false`
/// - dates, times, timestamps and intervals in ISO 8601, binary as base64
/// - lists, structs and maps as JSON
final class CellText {
  private static final long MILLIS_PER_DAY = 86_400_000L;

  private CellText() {}

  /// @return null for NULL
  static @Nullable String of(FieldVector vector, int row) {
    if (vector instanceof NullVector || vector.isNull(row)) {
      return null;
    }
    return switch (vector) {
      // A map is a list here.
      case ListVector _, FixedSizeListVector _, StructVector _ -> json(vector, row);
      default -> scalar(vector, row);
    };
  }

  private static String json(FieldVector vector, int row) {
    var text = new StringWriter();
    try (JsonGenerator json = JsonParts.generator(text)) {
      JsonCells.write(vector, row, json);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes what is written", impossible);
    }
    return text.toString();
  }

  /// Of a value that is not NULL and holds no others.
  static String scalar(FieldVector vector, int row) {
    return switch (vector) {
      case BitVector bits -> Boolean.toString(bits.get(row) != 0);
      case UInt8Vector unsigned -> Long.toUnsignedString(unsigned.get(row));
      case BaseIntVector integers -> Long.toString(integers.getValueAsLong(row));
      case DateDayVector days -> ArrowTimes.date(days.get(row));
      case DateMilliVector millis ->
          ArrowTimes.date(Math.floorDiv(millis.get(row), MILLIS_PER_DAY));
      case TimeSecVector time -> ArrowTimes.time(time.get(row), TimeUnit.SECOND);
      case TimeMilliVector time -> ArrowTimes.time(time.get(row), TimeUnit.MILLISECOND);
      case TimeMicroVector time -> ArrowTimes.time(time.get(row), TimeUnit.MICROSECOND);
      case TimeNanoVector time -> ArrowTimes.time(time.get(row), TimeUnit.NANOSECOND);
      case TimeStampVector timestamps -> timestamp(timestamps, row);
      default -> text(vector, vector.getObject(row));
    };
  }

  private static String timestamp(TimeStampVector vector, int row) {
    var type = (ArrowType.Timestamp) vector.getField().getType();
    return type.getTimezone() == null
        ? ArrowTimes.timestamp(vector.get(row), type.getUnit())
        : ArrowTimes.instant(vector.get(row), type.getUnit());
  }

  private static String text(FieldVector vector, Object value) {
    return switch (value) {
      case CharSequence text -> text.toString();
      case Text text -> text.toString();
      case Float number -> number.toString();
      case Double number -> number.toString();
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      case BigDecimal decimal -> decimal.toPlainString();
      case BigInteger integer -> integer.toString();
      case PeriodDuration interval -> interval.toISO8601IntervalString();
      case Period period -> period.toString();
      case Duration duration -> duration.toString();
      default ->
          throw new GatewayException(
              ErrorCode.NOT_SUPPORTED,
              "column %s has the Arrow type %s, which has no text form here; cast it to VARCHAR"
                  .formatted(vector.getName(), vector.getField().getType()));
    };
  }
}
