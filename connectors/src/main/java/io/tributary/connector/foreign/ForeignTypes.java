package io.tributary.connector.foreign;

import io.tributary.connector.jdbc.DeliveredType;
import java.sql.Types;
import java.util.Locale;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Which Arrow type holds every value of a type of JDBC's. Where none does, the column is read as
/// text, and a reason says so.
final class ForeignTypes {
  /// Of numbers that have as many digits behind the point as they need.
  static final int NO_SCALE = -1;

  private static final int MOST_DIGITS = 38;
  private static final int MICROSECOND_DIGITS = 6;

  private ForeignTypes() {}

  /// @param type of [Types]
  /// @param name as the database calls it
  /// @param size digits of a number, bits of a bit string
  /// @param scale of a number, or [#NO_SCALE]; digits of a time behind the point of its seconds
  static DeliveredType delivered(int type, String name, int size, int scale) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean unsigned = lower.contains("unsigned");
    boolean zoned = lower.contains("tz") || lower.contains("with time zone");
    if (scale > MICROSECOND_DIGITS && isTime(type)) {
      return DeliveredType.asText("%s has more than microseconds".formatted(name));
    }
    return switch (type) {
      case Types.BOOLEAN -> DeliveredType.as(ArrowType.Bool.INSTANCE);
      case Types.BIT -> size <= 1 ? DeliveredType.as(ArrowType.Bool.INSTANCE) : noCounterpart(name);
      // Some databases have a tiny integer without a sign.
      case Types.TINYINT -> DeliveredType.as(new ArrowType.Int(16, true));
      case Types.SMALLINT -> DeliveredType.as(new ArrowType.Int(unsigned ? 32 : 16, true));
      case Types.INTEGER -> DeliveredType.as(new ArrowType.Int(unsigned ? 64 : 32, true));
      case Types.BIGINT ->
          DeliveredType.as(
              unsigned ? new ArrowType.Decimal(20, 0, 128) : new ArrowType.Int(64, true));
      // What is called REAL may have 64 bits.
      case Types.REAL, Types.FLOAT, Types.DOUBLE ->
          DeliveredType.as(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case Types.NUMERIC, Types.DECIMAL -> decimal(name, size, scale);
      case Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          DeliveredType.as(ArrowType.Utf8.INSTANCE);
      case Types.CHAR, Types.NCHAR ->
          DeliveredType.asText("%s may be padded with blanks, which are kept".formatted(name));
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB, Types.JAVA_OBJECT ->
          DeliveredType.as(ArrowType.Binary.INSTANCE);
      case Types.DATE -> DeliveredType.as(new ArrowType.Date(DateUnit.DAY));
      case Types.TIME ->
          zoned
              ? noCounterpart(name)
              : DeliveredType.as(new ArrowType.Time(TimeUnit.MICROSECOND, 64));
      case Types.TIMESTAMP ->
          DeliveredType.as(new ArrowType.Timestamp(TimeUnit.MICROSECOND, zoned ? "UTC" : null));
      case Types.TIMESTAMP_WITH_TIMEZONE ->
          DeliveredType.as(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
      default -> noCounterpart(name);
    };
  }

  private static boolean isTime(int type) {
    return type == Types.TIME || type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE;
  }

  private static DeliveredType decimal(String name, int size, int scale) {
    // A DECFLOAT has a scale of its own in each value, whatever the driver says.
    return !name.toUpperCase(Locale.ROOT).contains("FLOAT")
            && size >= 1
            && size <= MOST_DIGITS
            && scale >= 0
            && scale <= size
        ? DeliveredType.as(new ArrowType.Decimal(size, scale, 128))
        : DeliveredType.asText(
            "%s has no number of digits, or more than %d".formatted(name, MOST_DIGITS));
  }

  private static DeliveredType noCounterpart(String name) {
    return DeliveredType.asText("%s has no counterpart of its own".formatted(name));
  }
}
