package io.tributary.connector.trino;

import io.tributary.connector.jdbc.DeliveredType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Which Arrow type holds every value of a type. Where none does, the column is read as text, and a
/// reason says so.
final class TrinoTypes {
  private static final int MICROSECOND_DIGITS = 6;

  /// A name, up to two numbers, and what may follow them.
  private static final Pattern TYPE =
      Pattern.compile(
          "(?<name>[a-z ]+?)(?:\\((?<first>\\d+)(?:, *(?<second>\\d+))?\\))?(?<rest> with time"
              + " zone)?");

  private TrinoTypes() {}

  /// @param declared as Trino shows it, such as `timestamp(3) with time zone`
  static DeliveredType delivered(String declared) {
    Matcher type = TYPE.matcher(declared);
    if (!type.matches()) {
      return noCounterpart(declared);
    }
    boolean zoned = type.group("rest") != null;
    return switch (type.group("name")) {
      case "boolean" -> DeliveredType.as(ArrowType.Bool.INSTANCE);
      case "tinyint" -> DeliveredType.as(new ArrowType.Int(8, true));
      case "smallint" -> DeliveredType.as(new ArrowType.Int(16, true));
      case "integer" -> DeliveredType.as(new ArrowType.Int(32, true));
      case "bigint" -> DeliveredType.as(new ArrowType.Int(64, true));
      case "real" -> DeliveredType.as(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
      case "double" -> DeliveredType.as(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case "decimal" ->
          DeliveredType.as(
              new ArrowType.Decimal(number(type, "first", 38), number(type, "second", 0), 128));
      case "varchar" -> DeliveredType.as(ArrowType.Utf8.INSTANCE);
      case "char" ->
          DeliveredType.asText("Trino compares char without the blanks that pad it; they are kept");
      case "varbinary" -> DeliveredType.as(ArrowType.Binary.INSTANCE);
      case "date" -> DeliveredType.as(new ArrowType.Date(DateUnit.DAY));
      case "time" ->
          zoned
              ? noCounterpart(declared)
              : temporal(declared, type, new ArrowType.Time(TimeUnit.MICROSECOND, 64));
      case "timestamp" ->
          temporal(
              declared, type, new ArrowType.Timestamp(TimeUnit.MICROSECOND, zoned ? "UTC" : null));
      default -> noCounterpart(declared);
    };
  }

  private static DeliveredType temporal(String declared, Matcher type, ArrowType counterpart) {
    return number(type, "first", 3) <= MICROSECOND_DIGITS
        ? DeliveredType.as(counterpart)
        : DeliveredType.asText("%s has more than microseconds".formatted(declared));
  }

  private static int number(Matcher type, String group, int otherwise) {
    String digits = type.group(group);
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  private static DeliveredType noCounterpart(String declared) {
    return DeliveredType.asText("%s has no counterpart of its own".formatted(declared));
  }
}
