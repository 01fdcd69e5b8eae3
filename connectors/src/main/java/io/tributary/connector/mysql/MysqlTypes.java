package io.tributary.connector.mysql;

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

  /// @param asTextBecause present where the type is no text
  record Delivered(ArrowType type, Optional<String> asTextBecause) {
    private static Delivered as(ArrowType type) {
      return new Delivered(type, Optional.empty());
    }
  }

  /// @param name as `DATA_TYPE` has it, in lower case
  /// @param declared as `COLUMN_TYPE` has it, such as `int(10) unsigned`
  /// @param precision digits of a decimal, bits of a `bit`; 0 for others
  static Delivered delivered(String name, String declared, long precision, int scale) {
    boolean signed = !declared.contains("unsigned");
    return switch (name) {
      case "bit" ->
          Delivered.as(precision == 1 ? ArrowType.Bool.INSTANCE : new ArrowType.Int(64, false));
      case "tinyint" -> Delivered.as(new ArrowType.Int(8, signed));
      case "smallint", "year" -> Delivered.as(new ArrowType.Int(16, signed));
      case "mediumint", "int" -> Delivered.as(new ArrowType.Int(32, signed));
      case "bigint" -> Delivered.as(new ArrowType.Int(64, signed));
      case "float" -> Delivered.as(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
      case "double" -> Delivered.as(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case "decimal" ->
          precision <= MOST_DIGITS
              ? Delivered.as(new ArrowType.Decimal((int) precision, scale, 128))
              : asText("%s has more than %d digits".formatted(declared, MOST_DIGITS));
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" ->
          Delivered.as(ArrowType.Utf8.INSTANCE);
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
          Delivered.as(ArrowType.Binary.INSTANCE);
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
          Delivered.as(ArrowType.Binary.INSTANCE);
      case "date" -> Delivered.as(new ArrowType.Date(DateUnit.DAY));
      case "time" -> Delivered.as(new ArrowType.Time(TimeUnit.MICROSECOND, 64));
      case "datetime" -> Delivered.as(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
      case "timestamp" -> Delivered.as(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
      default -> asText("%s has no counterpart of its own".formatted(declared));
    };
  }

  private static Delivered asText(String reason) {
    return new Delivered(ArrowType.Utf8.INSTANCE, Optional.of(reason));
  }
}
