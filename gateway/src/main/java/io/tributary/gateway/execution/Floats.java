package io.tributary.gateway.execution;

import io.tributary.gateway.execution.Assignment.UnfitException;
import io.tributary.gateway.execution.Assignments.Writer;
import java.math.BigDecimal;
import java.util.Set;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;

/// Writes floating-point numbers, of other numbers only those that they say exactly.
final class Floats {
  private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

  private Floats() {}

  static Writer writer(FieldVector source, FieldVector target) {
    return target instanceof Float8Vector doubles
        ? ofDoubles(source, doubles)
        : ofFloats(source, (Float4Vector) target);
  }

  private static Writer ofDoubles(FieldVector source, Float8Vector made) {
    if (source instanceof Float4Vector floats) {
      return (row, at) -> made.setSafe(at, (double) floats.get(row));
    }
    Exact.Texts texts = Exact.texts(source);
    boolean isText = Exact.isText(source.getField());
    Exact.Decimals values = Exact.decimals(source);
    return (row, at) -> {
      if (isText && NO_NUMBERS.contains(texts.at(row))) {
        made.setSafe(at, Double.parseDouble(texts.at(row)));
        return;
      }
      BigDecimal value = values.at(row);
      double nearest = value.doubleValue();
      check(value, Double.toString(nearest), "DOUBLE");
      made.setSafe(at, nearest);
    };
  }

  private static Writer ofFloats(FieldVector source, Float4Vector made) {
    if (source instanceof Float8Vector doubles) {
      return (row, at) -> {
        double value = doubles.get(row);
        float nearest = (float) value;
        if (nearest != value && !Double.isNaN(value)) {
          throw new UnfitException("%s does not fit REAL".formatted(value));
        }
        made.setSafe(at, nearest);
      };
    }
    Exact.Texts texts = Exact.texts(source);
    boolean isText = Exact.isText(source.getField());
    Exact.Decimals values = Exact.decimals(source);
    return (row, at) -> {
      if (isText && NO_NUMBERS.contains(texts.at(row))) {
        made.setSafe(at, Float.parseFloat(texts.at(row)));
        return;
      }
      BigDecimal value = values.at(row);
      float nearest = value.floatValue();
      check(value, Float.toString(nearest), "REAL");
      made.setSafe(at, nearest);
    };
  }

  private static void check(BigDecimal value, String nearest, String type) {
    if (nearest.endsWith("Infinity") || new BigDecimal(nearest).compareTo(value) != 0) {
      throw new UnfitException("%s does not fit %s".formatted(value.toPlainString(), type));
    }
  }
}
