package io.tributary.trino;

import io.trino.spi.type.BigintType;
import io.trino.spi.type.BooleanType;
import io.trino.spi.type.DateType;
import io.trino.spi.type.DecimalType;
import io.trino.spi.type.DoubleType;
import io.trino.spi.type.IntegerType;
import io.trino.spi.type.RealType;
import io.trino.spi.type.SmallintType;
import io.trino.spi.type.TimeType;
import io.trino.spi.type.TimestampType;
import io.trino.spi.type.TimestampWithTimeZoneType;
import io.trino.spi.type.TinyintType;
import io.trino.spi.type.Type;
import io.trino.spi.type.UuidType;
import io.trino.spi.type.VarcharType;

/// What the gateway compares as Trino does.
final class ComparableColumns {

  private ComparableColumns() {}

  /// Whether equal values of a type are the same ones. Of floating-point numbers, zero has two
  /// forms, and NaN equals itself in some places and not in others.
  static boolean equates(Type type) {
    return orders(type) || type instanceof UuidType;
  }

  /// Whether values make the same groups: the two zeros are one, and so are all NaN.
  static boolean groups(TributaryColumnHandle column) {
    return column.comparable() && (equates(column.type()) || isFloatingPoint(column.type()));
  }

  /// Whether one value of a type is less than another in both.
  static boolean orders(Type type) {
    return switch (type) {
      case BooleanType _,
          TinyintType _,
          SmallintType _,
          IntegerType _,
          BigintType _,
          DecimalType _,
          VarcharType _,
          DateType _,
          TimeType _,
          TimestampType _,
          TimestampWithTimeZoneType _ ->
          true;
      default -> false;
    };
  }

  /// Whether rows have the same order by it: NaN is the last number in both.
  static boolean sorts(TributaryColumnHandle column) {
    return column.comparable() && (orders(column.type()) || isFloatingPoint(column.type()));
  }

  private static boolean isFloatingPoint(Type type) {
    return type instanceof RealType || type instanceof DoubleType;
  }
}
