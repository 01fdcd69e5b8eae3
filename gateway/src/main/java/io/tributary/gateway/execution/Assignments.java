package io.tributary.gateway.execution;

import io.tributary.gateway.execution.Assignment.Assigned;
import io.tributary.gateway.execution.Assignment.UnfitException;
import io.tributary.gateway.metadata.SqlTypeNames;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// Which values may be written into which columns, and how.
///
/// Numbers go into any column of numbers that holds the very number, texts into any column whose
/// values are written so, dates into timestamps.
public final class Assignments {

  private Assignments() {}

  /// @return empty where no value but NULL could be written
  public static Optional<Assignment> of(Field from, Field to) {
    if (isSame(from, to)) {
      return Optional.of((vector, _) -> new AsItIs(vector));
    }
    if (writer(from, to) != null) {
      return Optional.of((vector, allocator) -> converted(vector, to, allocator));
    }
    // DuckDB gives an untyped NULL as an INTEGER.
    boolean mayBeNulls =
        from.getType() instanceof ArrowType.Null
            || from.getType().equals(new ArrowType.Int(32, true));
    return mayBeNulls
        ? Optional.of((vector, allocator) -> new Nulls(vector, to, allocator))
        : Optional.empty();
  }

  /// The same values in the same vectors, whatever children are called.
  private static boolean isSame(Field from, Field to) {
    boolean isStruct = from.getType() instanceof ArrowType.Struct;
    List<Field> children = from.getChildren();
    if (!from.getType().equals(to.getType())
        || from.getDictionary() != null
        || children.size() != to.getChildren().size()) {
      return false;
    }
    for (int i = 0; i < children.size(); i++) {
      Field other = to.getChildren().get(i);
      if (!isSame(children.get(i), other)
          || (isStruct && !children.get(i).getName().equals(other.getName()))) {
        return false;
      }
    }
    return true;
  }

  private record AsItIs(FieldVector vector) implements Assigned {
    @Override
    public void take(int rows) {}

    /// It belongs to the query.
    @Override
    public void close() {}
  }

  /// Writes a value that is there.
  interface Writer {

    /// @param from where it is
    /// @param to where it is to be
    void write(int from, int to);
  }

  /// Makes a writer once the vectors are there.
  interface WriterMaker {
    Writer make(FieldVector from, FieldVector to);
  }

  private static Assigned converted(FieldVector from, Field to, BufferAllocator allocator) {
    WriterMaker maker = writer(from.getField(), to);
    if (maker == null) {
      throw new IllegalStateException("no way from %s to %s".formatted(from.getField(), to));
    }
    FieldVector made = to.createVector(allocator);
    Writer writer = maker.make(from, made);
    return new Assigned() {
      @Override
      public FieldVector vector() {
        return made;
      }

      @Override
      public void take(int rows) {
        allocate(made, rows);
        for (int row = 0; row < rows; row++) {
          if (from.isNull(row)) {
            made.setNull(row);
          } else {
            writer.write(row, row);
          }
        }
        made.setValueCount(rows);
      }

      @Override
      public void close() {
        made.close();
      }
    };
  }

  /// In memory of its own: the batch before may still be read by whom it was exported to.
  private static void allocate(FieldVector made, int rows) {
    made.clear();
    made.setInitialCapacity(rows);
    made.allocateNew();
  }

  private static final class Nulls implements Assigned {
    private final FieldVector from;
    private final FieldVector made;

    private Nulls(FieldVector from, Field to, BufferAllocator allocator) {
      this.from = from;
      this.made = to.createVector(allocator);
    }

    @Override
    public FieldVector vector() {
      return made;
    }

    @Override
    public void take(int rows) {
      if (from.getNullCount() < rows) {
        throw new UnfitException(
            "a value of type %s is no %s: write CAST(… AS %s)"
                .formatted(
                    SqlTypeNames.of(from.getField()),
                    SqlTypeNames.of(made.getField()),
                    SqlTypeNames.of(made.getField())));
      }
      allocate(made, rows);
      made.setValueCount(rows);
    }

    @Override
    public void close() {
      made.close();
    }
  }

  private static @Nullable WriterMaker writer(Field from, Field to) {
    return switch (to.getType()) {
      case ArrowType.List _ when Lists.isList(from) ->
          Lists.writer(element(from.getChildren().getFirst(), to.getChildren().getFirst()));
      case ArrowType.Int type when Exact.isNumberOrText(from) ->
          (source, target) -> {
            IntegerRange range = IntegerRange.of(type);
            LongTarget setter = longTarget(target);
            Exact.Longs whole = Exact.longs(source);
            return whole == null
                ? range.ofDecimals(Exact.decimals(source), setter)
                : range.ofLongs(whole, setter);
          };
      case ArrowType.Decimal type when Exact.isNumberOrText(from) ->
          (source, target) -> decimal(source, (DecimalVector) target, type);
      case ArrowType.FloatingPoint _ when Exact.isNumberOrText(from) -> Floats::writer;
      case ArrowType.Utf8 _ when Exact.isText(from) ->
          (source, target) -> {
            Exact.Texts texts = Exact.texts(source);
            VarCharVector made = (VarCharVector) target;
            return (row, at) -> made.setSafe(at, texts.at(row).getBytes(StandardCharsets.UTF_8));
          };
      case ArrowType.Utf8 _ when Exact.isWholeOrDecimal(from) ->
          (source, target) -> {
            Exact.Decimals values = Exact.decimals(source);
            VarCharVector made = (VarCharVector) target;
            return (row, at) ->
                made.setSafe(at, values.at(row).toPlainString().getBytes(StandardCharsets.UTF_8));
          };
      case ArrowType.Bool _ when Exact.isText(from) ->
          (source, target) -> {
            Exact.Texts texts = Exact.texts(source);
            BitVector made = (BitVector) target;
            return (row, at) -> made.setSafe(at, Moments.truth(texts.at(row)) ? 1 : 0);
          };
      case ArrowType.Binary _ when Exact.isBytes(from) ->
          (source, target) -> {
            VarBinaryVector made = (VarBinaryVector) target;
            return (row, at) -> made.setSafe(at, (byte[]) source.getObject(row));
          };
      case ArrowType.Date _ when Exact.isText(from) || Moments.isDate(from) ->
          (source, target) -> {
            Moments.Counts days = Moments.days(source);
            DateDayVector made = (DateDayVector) target;
            return (row, at) -> made.setSafe(at, Math.toIntExact(days.at(row)));
          };
      case ArrowType.Time _ when Exact.isText(from) || Moments.isTime(from) ->
          (source, target) -> {
            Moments.Counts microseconds = Moments.times(source);
            TimeMicroVector made = (TimeMicroVector) target;
            return (row, at) -> made.setSafe(at, microseconds.at(row));
          };
      case ArrowType.Timestamp type when Moments.isTimestamp(from, type) || Exact.isText(from) ->
          (source, target) -> {
            Moments.Counts counts = Moments.timestamps(source, type);
            TimeStampVector made = (TimeStampVector) target;
            return (row, at) -> made.setSafe(at, counts.at(row));
          };
      default -> null;
    };
  }

  /// Unlike rows, elements have to be copied where they are the same.
  private static @Nullable WriterMaker element(Field from, Field to) {
    return isSame(from, to)
        ? (source, target) -> (row, at) -> target.copyFromSafe(row, at, source)
        : writer(from, to);
  }

  private static Writer decimal(FieldVector source, DecimalVector made, ArrowType.Decimal type) {
    if (source instanceof DecimalVector known
        && known.getScale() == type.getScale()
        && known.getPrecision() <= type.getPrecision()) {
      return (row, at) ->
          made.setSafe(at, (long) row * DecimalVector.TYPE_WIDTH, known.getDataBuffer());
    }
    Exact.Decimals values = Exact.decimals(source);
    return (row, at) -> made.setSafe(at, fitting(values.at(row), type));
  }

  private static BigDecimal fitting(BigDecimal value, ArrowType.Decimal type) {
    try {
      BigDecimal scaled = value.setScale(type.getScale(), RoundingMode.UNNECESSARY);
      if (scaled.precision() <= type.getPrecision()) {
        return scaled;
      }
    } catch (ArithmeticException _) {
      // told below, like what has too many digits before the point
    }
    throw new UnfitException(
        "%s does not fit DECIMAL(%d,%d)"
            .formatted(value.toPlainString(), type.getPrecision(), type.getScale()));
  }

  /// What integers of a type may be.
  private record IntegerRange(BigDecimal least, BigDecimal most, String name) {

    static IntegerRange of(ArrowType.Int type) {
      BigDecimal values = BigDecimal.valueOf(2).pow(type.getBitWidth());
      BigDecimal least =
          type.getIsSigned() ? values.divide(BigDecimal.valueOf(-2)) : BigDecimal.ZERO;
      return new IntegerRange(
          least,
          least.add(values).subtract(BigDecimal.ONE),
          SqlTypeNames.of(Field.nullable("", type)));
    }

    Writer ofLongs(Exact.Longs values, LongTarget target) {
      long first = least.longValue();
      long last = most.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
      return (row, at) -> {
        long value = values.at(row);
        if (value < first || value > last) {
          throw unfit(BigDecimal.valueOf(value));
        }
        target.set(at, value);
      };
    }

    Writer ofDecimals(Exact.Decimals values, LongTarget target) {
      return (row, at) -> {
        BigDecimal value = values.at(row);
        if (value.compareTo(least) < 0
            || value.compareTo(most) > 0
            || value.stripTrailingZeros().scale() > 0) {
          throw unfit(value);
        }
        target.set(at, value.longValue());
      };
    }

    private UnfitException unfit(BigDecimal value) {
      return new UnfitException("%s does not fit %s".formatted(value.toPlainString(), name));
    }
  }

  private interface LongTarget {
    void set(int row, long value);
  }

  private static LongTarget longTarget(FieldVector target) {
    return switch (target) {
      case TinyIntVector made -> (row, value) -> made.setSafe(row, (byte) value);
      case SmallIntVector made -> (row, value) -> made.setSafe(row, (short) value);
      case IntVector made -> (row, value) -> made.setSafe(row, (int) value);
      case BigIntVector made -> made::setSafe;
      case UInt1Vector made -> (row, value) -> made.setSafe(row, (byte) value);
      case UInt2Vector made -> (row, value) -> made.setSafe(row, (char) value);
      case UInt4Vector made -> (row, value) -> made.setSafe(row, (int) value);
      case UInt8Vector made -> made::setSafe;
      default -> throw new IllegalStateException("no integers: " + target.getField());
    };
  }
}
