package io.tributary.gateway.metadata;

import java.util.stream.Collectors;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Arrow types by the names that they have in the gateway's SQL, such as `DECIMAL(15,2)`.
public final class SqlTypeNames {
  private SqlTypeNames() {}

  public static String of(Field field) {
    return switch (field.getType()) {
      case ArrowType.Null _ -> "NULL";
      case ArrowType.Bool _ -> "BOOLEAN";
      case ArrowType.Int integer -> integer(integer);
      case ArrowType.FloatingPoint number ->
          number.getPrecision() == FloatingPointPrecision.DOUBLE ? "DOUBLE" : "REAL";
      case ArrowType.Decimal decimal ->
          "DECIMAL(%d,%d)".formatted(decimal.getPrecision(), decimal.getScale());
      case ArrowType.Utf8 _ -> "VARCHAR";
      case ArrowType.LargeUtf8 _ -> "VARCHAR";
      case ArrowType.Utf8View _ -> "VARCHAR";
      case ArrowType.Binary _ -> "BLOB";
      case ArrowType.LargeBinary _ -> "BLOB";
      case ArrowType.BinaryView _ -> "BLOB";
      case ArrowType.FixedSizeBinary _ -> "BLOB";
      case ArrowType.Date _ -> "DATE";
      case ArrowType.Time _ -> "TIME";
      case ArrowType.Timestamp timestamp ->
          timestamp.getTimezone() == null ? "TIMESTAMP" : "TIMESTAMP WITH TIME ZONE";
      case ArrowType.Interval _ -> "INTERVAL";
      case ArrowType.Duration _ -> "INTERVAL";
      case ArrowType.List _ -> of(field.getChildren().getFirst()) + "[]";
      case ArrowType.LargeList _ -> of(field.getChildren().getFirst()) + "[]";
      case ArrowType.FixedSizeList list ->
          "%s[%d]".formatted(of(field.getChildren().getFirst()), list.getListSize());
      case ArrowType.Struct _ -> struct(field);
      case ArrowType.Map _ -> map(field.getChildren().getFirst());
      case ArrowType other -> other.toString();
    };
  }

  private static String integer(ArrowType.Int type) {
    String name =
        switch (type.getBitWidth()) {
          case 8 -> "TINYINT";
          case 16 -> "SMALLINT";
          case 32 -> "INTEGER";
          default -> "BIGINT";
        };
    return type.getIsSigned() ? name : "U" + name;
  }

  private static String struct(Field field) {
    return field.getChildren().stream()
        .map(child -> "\"%s\" %s".formatted(child.getName().replace("\"", "\"\""), of(child)))
        .collect(Collectors.joining(", ", "STRUCT(", ")"));
  }

  private static String map(Field entries) {
    return "MAP(%s, %s)"
        .formatted(of(entries.getChildren().get(0)), of(entries.getChildren().get(1)));
  }
}
