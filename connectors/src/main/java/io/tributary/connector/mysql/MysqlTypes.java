package io.tributary.connector.mysql;

import io.tributary.connector.jdbc.DeliveredType;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Which Arrow type holds every value of a type. Where none does, the column is read as text, and a
/// reason says so.
final class MysqlTypes {
  private static final int MOST_DIGITS = 38;

  private MysqlTypes() {}

  /// @param name as `DATA_TYPE` has it, in lower case
  /// @param declared as `COLUMN_TYPE` has it, such as `int(10) unsigned`
  /// @param precision digits of a decimal, bits of a `bit`; 0 for others
  static DeliveredType delivered(String name, String declared, long precision, int scale) {
    boolean signed = !declared.contains("unsigned");
    return switch (name) {
      case "bit" ->
          DeliveredType.as(precision == 1 ? ArrowType.Bool.INSTANCE : new ArrowType.Int(64, false));
      case "tinyint" -> DeliveredType.as(new ArrowType.Int(8, signed));
      case "smallint", "year" -> DeliveredType.as(new ArrowType.Int(16, signed));
      case "mediumint", "int" -> DeliveredType.as(new ArrowType.Int(32, signed));
      case "bigint" -> DeliveredType.as(new ArrowType.Int(64, signed));
      case "float" -> DeliveredType.as(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
      case "double" -> DeliveredType.as(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case "decimal" ->
          precision <= MOST_DIGITS
              ? DeliveredType.as(new ArrowType.Decimal((int) precision, scale, 128))
              : asText("%s has more than %d digits".formatted(declared, MOST_DIGITS));
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" ->
          DeliveredType.as(ArrowType.Utf8.INSTANCE);
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
          DeliveredType.as(ArrowType.Binary.INSTANCE);
      // The server's own bytes: SRID and well-known binary.
      case "geometry",
          "point",
          "linestring",
          "polygon",
          "multipoint",
          "multilinestring",
          "multipolygon",
          "geometrycollection",
          "geomcollection" ->
          DeliveredType.as(ArrowType.Binary.INSTANCE);
      case "date" -> DeliveredType.as(new ArrowType.Date(DateUnit.DAY));
      case "time" -> DeliveredType.as(new ArrowType.Time(TimeUnit.MICROSECOND, 64));
      case "datetime" -> DeliveredType.as(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
      case "timestamp" -> DeliveredType.as(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
      default -> asText("%s has no counterpart of its own".formatted(declared));
    };
  }

  private static DeliveredType asText(String reason) {
    return new DeliveredType(ArrowType.Utf8.INSTANCE, Optional.of(reason));
  }
}
