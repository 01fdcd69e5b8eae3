package io.tributary.connector.h2;

import io.tributary.connector.jdbc.DeliveredType;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Which Arrow type holds every value of a type. Where none does, the column is read as text, and a
/// reason says so.
final class H2Types {
  private static final int MOST_DIGITS = 38;
  private static final int MICROSECOND_DIGITS = 6;

  private H2Types() {}

  /// @param name as `DATA_TYPE` has it
  /// @param precision digits of a number
  /// @param secondDigits of a time, behind the point
  static DeliveredType delivered(String name, int precision, int scale, int secondDigits) {
    return switch (name) {
      case "BOOLEAN" -> DeliveredType.as(ArrowType.Bool.INSTANCE);
      case "TINYINT" -> DeliveredType.as(new ArrowType.Int(8, true));
      case "SMALLINT" -> DeliveredType.as(new ArrowType.Int(16, true));
      case "INTEGER" -> DeliveredType.as(new ArrowType.Int(32, true));
      case "BIGINT" -> DeliveredType.as(new ArrowType.Int(64, true));
      case "REAL" -> DeliveredType.as(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
      case "DOUBLE PRECISION" ->
          DeliveredType.as(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case "NUMERIC" ->
          precision <= MOST_DIGITS && scale <= precision
              ? DeliveredType.as(new ArrowType.Decimal(precision, scale, 128))
              : DeliveredType.asText(
                  "NUMERIC(%d, %d) has more than %d digits"
                      .formatted(precision, scale, MOST_DIGITS));
      case "CHARACTER VARYING", "VARCHAR_IGNORECASE", "CHARACTER LARGE OBJECT" ->
          DeliveredType.as(ArrowType.Utf8.INSTANCE);
      case "CHARACTER" ->
          DeliveredType.asText(
              "H2 compares CHARACTER without the blanks that pad it; they are kept");
      case "BINARY", "BINARY VARYING", "BINARY LARGE OBJECT", "JAVA_OBJECT" ->
          DeliveredType.as(ArrowType.Binary.INSTANCE);
      case "DATE" -> DeliveredType.as(new ArrowType.Date(DateUnit.DAY));
      case "TIME" -> temporal(name, new ArrowType.Time(TimeUnit.MICROSECOND, 64), secondDigits);
      case "TIMESTAMP" ->
          temporal(name, new ArrowType.Timestamp(TimeUnit.MICROSECOND, null), secondDigits);
      case "TIMESTAMP WITH TIME ZONE" ->
          temporal(name, new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"), secondDigits);
      default -> DeliveredType.asText("%s has no counterpart of its own".formatted(name));
    };
  }

  private static DeliveredType temporal(String name, ArrowType type, int secondDigits) {
    return secondDigits <= MICROSECOND_DIGITS
        ? DeliveredType.as(type)
        : DeliveredType.asText("%s has more than microseconds".formatted(name));
  }
}
