package io.tributary.trino;

import static io.trino.spi.type.DateTimeEncoding.unpackMillisUtc;
import static io.trino.spi.type.UuidType.trinoUuidToJavaUuid;
import static java.lang.Math.floorDiv;
import static java.lang.Math.floorMod;
import static java.lang.Math.toIntExact;

import com.google.protobuf.ByteString;
import io.airlift.slice.Slice;
import io.tributary.v1.Value;
import io.trino.spi.type.BigintType;
import io.trino.spi.type.BooleanType;
import io.trino.spi.type.DateType;
import io.trino.spi.type.DecimalType;
import io.trino.spi.type.DoubleType;
import io.trino.spi.type.Int128;
import io.trino.spi.type.IntegerType;
import io.trino.spi.type.LongTimestamp;
import io.trino.spi.type.LongTimestampWithTimeZone;
import io.trino.spi.type.RealType;
import io.trino.spi.type.SmallintType;
import io.trino.spi.type.TimeType;
import io.trino.spi.type.TimestampType;
import io.trino.spi.type.TimestampWithTimeZoneType;
import io.trino.spi.type.TinyintType;
import io.trino.spi.type.Type;
import io.trino.spi.type.UuidType;
import io.trino.spi.type.VarbinaryType;
import io.trino.spi.type.VarcharType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Trino's values in the gateway's protocol. Empty where a value has no exact form there: years
/// outside 1 to 9999, text that is not UTF-8 or holds a NUL, fractions of a microsecond.
final class GatewayValues {

  private static final long PICOSECONDS_PER_MICROSECOND = 1_000_000;
  private static final long MICROSECONDS_PER_MILLISECOND = 1_000;
  private static final long MICROSECONDS_PER_SECOND = 1_000_000;
  private static final int NANOSECONDS_PER_MICROSECOND = 1_000;

  private static final int FIRST_YEAR = 1;
  private static final int LAST_YEAR = 9999;

  private GatewayValues() {}

  /// A value of Trino's own representation of `type`.
  static Optional<Value> of(Type type, Object value) {
    return switch (type) {
      case BooleanType _ ->
          Optional.of(Value.newBuilder().setBooleanValue((Boolean) value).build());
      case TinyintType _, SmallintType _, IntegerType _, BigintType _ ->
          Optional.of(Value.newBuilder().setIntegerValue((Long) value).build());
      case RealType _ -> number(Float.intBitsToFloat(toIntExact((Long) value)));
      case DoubleType _ -> number((Double) value);
      case DecimalType decimal -> Optional.of(decimal(decimal, value));
      case VarcharType _ -> text((Slice) value);
      case UuidType _ ->
          Optional.of(
              Value.newBuilder()
                  .setStringValue(trinoUuidToJavaUuid((Slice) value).toString())
                  .build());
      case VarbinaryType _ ->
          Optional.of(
              Value.newBuilder()
                  .setBytesValue(ByteString.copyFrom(((Slice) value).getBytes()))
                  .build());
      case DateType _ -> date(LocalDate.ofEpochDay((Long) value));
      case TimeType _ -> time((Long) value);
      case TimestampType _ -> timestamp(value);
      case TimestampWithTimeZoneType _ -> instant(value);
      default -> Optional.empty();
    };
  }

  private static Optional<Value> number(double value) {
    return Double.isNaN(value)
        ? Optional.empty()
        : Optional.of(Value.newBuilder().setDoubleValue(value).build());
  }

  private static Value decimal(DecimalType type, Object value) {
    BigInteger unscaled =
        type.isShort() ? BigInteger.valueOf((Long) value) : ((Int128) value).toBigInteger();
    String text = new BigDecimal(unscaled, type.getScale()).toPlainString();
    return Value.newBuilder().setDecimalValue(text).build();
  }

  private static Optional<Value> text(Slice value) {
    ByteString utf8 = ByteString.copyFrom(value.getBytes());
    if (!utf8.isValidUtf8() || value.indexOfByte(0) >= 0) {
      return Optional.empty();
    }
    return Optional.of(Value.newBuilder().setStringValueBytes(utf8).build());
  }

  private static Optional<Value> date(LocalDate date) {
    return isWritable(date)
        ? Optional.of(Value.newBuilder().setDateValue(date.toString()).build())
        : Optional.empty();
  }

  private static Optional<Value> time(long picosOfDay) {
    if (picosOfDay % PICOSECONDS_PER_MICROSECOND != 0) {
      return Optional.empty();
    }
    long micros = picosOfDay / PICOSECONDS_PER_MICROSECOND;
    LocalTime time = LocalTime.ofNanoOfDay(micros * NANOSECONDS_PER_MICROSECOND);
    String text = DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    return Optional.of(Value.newBuilder().setTimeValue(text).build());
  }

  private static Optional<Value> timestamp(Object value) {
    Optional<String> text =
        value instanceof LongTimestamp wide
            ? dateTime(wide.getEpochMicros(), wide.getPicosOfMicro())
            : dateTime((Long) value, 0);
    return text.map(written -> Value.newBuilder().setTimestampValue(written).build());
  }

  private static Optional<Value> instant(Object value) {
    Optional<String> text =
        value instanceof LongTimestampWithTimeZone wide
            ? dateTime(wide.getEpochMillis() * MICROSECONDS_PER_MILLISECOND, wide.getPicosOfMilli())
            : dateTime(unpackMillisUtc((Long) value) * MICROSECONDS_PER_MILLISECOND, 0);
    return text.map(written -> Value.newBuilder().setTimestampTzValue(written + "Z").build());
  }

  private static Optional<String> dateTime(long epochMicros, int picos) {
    if (picos % PICOSECONDS_PER_MICROSECOND != 0) {
      return Optional.empty();
    }
    long micros = epochMicros + picos / PICOSECONDS_PER_MICROSECOND;
    LocalDateTime dateTime =
        LocalDateTime.ofEpochSecond(
            floorDiv(micros, MICROSECONDS_PER_SECOND),
            toIntExact(floorMod(micros, MICROSECONDS_PER_SECOND)) * NANOSECONDS_PER_MICROSECOND,
            ZoneOffset.UTC);
    return isWritable(dateTime.toLocalDate())
        ? Optional.of(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(dateTime))
        : Optional.empty();
  }

  private static boolean isWritable(LocalDate date) {
    return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
  }
}
