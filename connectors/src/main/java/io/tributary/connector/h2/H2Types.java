package io.tributary.connector.h2;

import java.util.Optional;
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

  /// @param asTextBecause present where the type is no text
  record Delivered(ArrowType type, Optional<String> asTextBecause) {
    private static Delivered as(ArrowType type) {
      return new Delivered(type, Optional.empty());
    }

    private static Delivered asText(String reason) {
      return new Delivered(ArrowType.Utf8.INSTANCE, Optional.of(reason));
    }
  }

  /// @param name as `DATA_TYPE` has it
  /// @param precision digits of a number
  /// @param secondDigits of a time, behind the point
  static Delivered delivered(String name, int precision, int scale, int secondDigits) {
    return switch (name) {
      case "BOOLEAN" -> Delivered.as(ArrowType.Bool.INSTANCE);
      case "TINYINT" -> Delivered.as(new ArrowType.Int(8, true));
      case "SMALLINT" -> Delivered.as(new ArrowType.Int(16, true));
      case "INTEGER" -> Delivered.as(new ArrowType.Int(32, true));
      case "BIGINT" -> Delivered.as(new ArrowType.Int(64, true));
      case "REAL" -> Delivered.as(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
      case "DOUBLE PRECISION" ->
          Delivered.as(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case "NUMERIC" ->
          precision <= MOST_DIGITS && scale <= precision
              ? Delivered.as(new ArrowType.Decimal(precision, scale, 128))
              : Delivered.asText(
                  "NUMERIC(%d, %d) has more than %d digits"
                      .formatted(precision, scale, MOST_DIGITS));
      case "CHARACTER VARYING", "VARCHAR_IGNORECASE", "CHARACTER LARGE OBJECT" ->
          Delivered.as(ArrowType.Utf8.INSTANCE);
      case "CHARACTER" ->
          Delivered.asText("H2 compares CHARACTER without the blanks that pad it; they are kept");
      case "BINARY", "BINARY VARYING", "BINARY LARGE OBJECT", "JAVA_OBJECT" ->
          Delivered.as(ArrowType.Binary.INSTANCE);
      case "DATE" -> Delivered.as(new ArrowType.Date(DateUnit.DAY));
      case "TIME" -> temporal(name, new ArrowType.Time(TimeUnit.MICROSECOND, 64), secondDigits);
      case "TIMESTAMP" ->
          temporal(name, new ArrowType.Timestamp(TimeUnit.MICROSECOND, null), secondDigits);
      case "TIMESTAMP WITH TIME ZONE" ->
          temporal(name, new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"), secondDigits);
      default -> Delivered.asText("%s has no counterpart of its own".formatted(name));
    };
  }

  private static Delivered temporal(String name, ArrowType type, int secondDigits) {
    return secondDigits <= MICROSECOND_DIGITS
        ? Delivered.as(type)
        : Delivered.asText("%s has more than microseconds".formatted(name));
  }
}
