package io.tributary.gateway.execution;

import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Tells types whose values a source can put into a column by itself, as an [Assignment] would:
/// each fits as it is, or is too large, which no source takes.
public final class Widening {
  /// Bits of a whole number that is exact as a `DOUBLE`, a `REAL`.
  private static final int DOUBLE_BITS = 53;

  private static final int REAL_BITS = 24;

  private Widening() {}

  public static boolean holds(Field from, Field to) {
    return switch (to.getType()) {
      case ArrowType.Int _ ->
          from.getType() instanceof ArrowType.Int
              || (from.getType() instanceof ArrowType.Decimal type && type.getScale() == 0);
      case ArrowType.Decimal wide ->
          from.getType() instanceof ArrowType.Int
              || (from.getType() instanceof ArrowType.Decimal type
                  && type.getScale() <= wide.getScale());
      case ArrowType.FloatingPoint wide -> floats(from, wide);
      case ArrowType.Timestamp wide ->
          from.getType().equals(wide)
              || (from.getType() instanceof ArrowType.Date && wide.getTimezone() == null);
      case ArrowType type -> from.getType().equals(type) && from.getChildren().isEmpty();
    };
  }

  private static boolean floats(Field from, ArrowType.FloatingPoint to) {
    boolean isDouble = to.getPrecision() == FloatingPointPrecision.DOUBLE;
    return switch (from.getType()) {
      case ArrowType.Int type -> type.getBitWidth() <= (isDouble ? DOUBLE_BITS : REAL_BITS);
      case ArrowType.FloatingPoint type ->
          isDouble || type.getPrecision() == FloatingPointPrecision.SINGLE;
      default -> false;
    };
  }
}
