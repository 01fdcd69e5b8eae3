package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.NOT_SUPPORTED;
import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.BooleanType.BOOLEAN;
import static io.trino.spi.type.DateType.DATE;
import static io.trino.spi.type.DoubleType.DOUBLE;
import static io.trino.spi.type.IntegerType.INTEGER;
import static io.trino.spi.type.RealType.REAL;
import static io.trino.spi.type.SmallintType.SMALLINT;
import static io.trino.spi.type.TimeType.createTimeType;
import static io.trino.spi.type.TimestampType.createTimestampType;
import static io.trino.spi.type.TimestampWithTimeZoneType.createTimestampWithTimeZoneType;
import static io.trino.spi.type.TinyintType.TINYINT;
import static io.trino.spi.type.VarbinaryType.VARBINARY;
import static io.trino.spi.type.VarcharType.VARCHAR;

import io.trino.spi.TrinoException;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.BigintType;
import io.trino.spi.type.BooleanType;
import io.trino.spi.type.DateType;
import io.trino.spi.type.DecimalType;
import io.trino.spi.type.DoubleType;
import io.trino.spi.type.IntegerType;
import io.trino.spi.type.MapType;
import io.trino.spi.type.RealType;
import io.trino.spi.type.RowType;
import io.trino.spi.type.SmallintType;
import io.trino.spi.type.TimeType;
import io.trino.spi.type.TimestampType;
import io.trino.spi.type.TimestampWithTimeZoneType;
import io.trino.spi.type.TinyintType;
import io.trino.spi.type.Type;
import io.trino.spi.type.TypeOperators;
import io.trino.spi.type.UuidType;
import io.trino.spi.type.VarbinaryType;
import io.trino.spi.type.VarcharType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// Which Trino type holds every value of an Arrow type. Unsigned integers take the next wider type;
/// a time keeps its unit's precision.
final class ArrowTypes {

  /// The digits of the largest unsigned 64-bit integer.
  private static final DecimalType UNSIGNED_BIGINT = DecimalType.createDecimalType(20, 0);

  private static final int DECIMAL_128_BITS = 128;

  /// What sources keep of a second.
  private static final int MICROSECOND_DIGITS = 6;

  private final TypeOperators typeOperators;

  ArrowTypes(TypeOperators typeOperators) {
    this.typeOperators = typeOperators;
  }

  /// The Trino type of a column.
  ///
  /// @param table its full name, for the message
  /// @throws TrinoException if there is none that holds every value: columns are never left out
  Type trinoType(Field column, String table) {
    return trinoType(column)
        .orElseThrow(() ->
            new TrinoException(
                NOT_SUPPORTED,
                "Column %s of %s has the Arrow type %s, which has no exact counterpart in Trino: "
                        .formatted(column.getName(), table, column.getType())
                    + "convert it in a view of the source and read that"));
  }

  /// The Trino type of an Arrow field; empty when none holds every value.
  Optional<Type> trinoType(Field field) {
    if (field.getDictionary() != null) {
      return Optional.empty();
    }
    return switch (field.getType()) {
      case ArrowType.Bool _ -> Optional.of(BOOLEAN);
      case ArrowType.Int integer -> Optional.of(integerType(integer));
      case ArrowType.FloatingPoint number ->
          Optional.of(
              switch (number.getPrecision()) {
                case HALF, SINGLE -> REAL;
                case DOUBLE -> DOUBLE;
              });
      case ArrowType.Decimal decimal -> decimalType(decimal);
      case ArrowType.Utf8 _, ArrowType.LargeUtf8 _ -> Optional.of(VARCHAR);
      case ArrowType.Binary _, ArrowType.LargeBinary _, ArrowType.FixedSizeBinary _ ->
          Optional.of(VARBINARY);
      case ArrowType.Date date ->
          date.getUnit() == DateUnit.DAY ? Optional.of(DATE) : Optional.empty();
      case ArrowType.Time time -> Optional.of(createTimeType(digits(time.getUnit())));
      case ArrowType.Timestamp timestamp -> {
        int digits = digits(timestamp.getUnit());
        yield Optional.of(
            timestamp.getTimezone() == null
                ? createTimestampType(digits)
                : createTimestampWithTimeZoneType(digits));
      }
      case ArrowType.List _, ArrowType.LargeList _, ArrowType.FixedSizeList _ ->
          trinoType(field.getChildren().getFirst()).map(ArrayType::new);
      case ArrowType.Struct _ -> rowType(field);
      case ArrowType.Map _ -> mapType(field);
      default -> Optional.empty();
    };
  }

  /// Whether a column of a Trino type comes as an Arrow field: as its counterpart, as a text, whose
  /// length Arrow does not have, or as the text of a uuid.
  boolean comesAs(Type type, Field field) {
    return switch (type) {
      case UuidType _ -> field.getType() instanceof ArrowType.Utf8;
      case VarcharType _ -> trinoType(field).equals(Optional.of(VARCHAR));
      default -> trinoType(field).equals(Optional.of(type));
    };
  }

  private static Type integerType(ArrowType.Int integer) {
    return switch (integer.getBitWidth()) {
      case 8 -> integer.getIsSigned() ? TINYINT : SMALLINT;
      case 16 -> integer.getIsSigned() ? SMALLINT : INTEGER;
      case 32 -> integer.getIsSigned() ? INTEGER : BIGINT;
      default -> integer.getIsSigned() ? BIGINT : UNSIGNED_BIGINT;
    };
  }

  private static Optional<Type> decimalType(ArrowType.Decimal decimal) {
    if (decimal.getBitWidth() != DECIMAL_128_BITS
        || decimal.getScale() < 0
        || decimal.getScale() > decimal.getPrecision()) {
      return Optional.empty();
    }
    return Optional.of(DecimalType.createDecimalType(decimal.getPrecision(), decimal.getScale()));
  }

  private Optional<Type> rowType(Field struct) {
    RowType.Field[] fields = new RowType.Field[struct.getChildren().size()];
    for (int i = 0; i < fields.length; i++) {
      Field child = struct.getChildren().get(i);
      Optional<Type> type = trinoType(child);
      if (type.isEmpty()) {
        return Optional.empty();
      }
      fields[i] = RowType.field(child.getName(), type.get());
    }
    return fields.length == 0 ? Optional.empty() : Optional.of(RowType.rowType(fields));
  }

  private Optional<Type> mapType(Field map) {
    Field entry = map.getChildren().getFirst();
    Optional<Type> key = trinoType(entry.getChildren().get(0)).filter(Type::isComparable);
    Optional<Type> value = trinoType(entry.getChildren().get(1));
    return key.isPresent() && value.isPresent()
        ? Optional.of(new MapType(key.get(), value.get(), typeOperators))
        : Optional.empty();
  }

  /// The fields that rows of some types are written with.
  ///
  /// @throws TrinoException if one has no counterpart that holds every value
  static Schema schema(List<String> names, List<Type> types) {
    return schema(names, types, Collections.nCopies(names.size(), true));
  }

  static Schema schema(List<String> names, List<Type> types, List<Boolean> nullable) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      fields.add(field(names.get(i), types.get(i), nullable.get(i)));
    }
    return new Schema(fields);
  }

  private static Field field(String name, Type type, boolean nullable) {
    List<Field> children =
        type instanceof ArrayType array
            ? List.of(field("element", array.getElementType(), true))
            : List.of();
    return new Field(name, new FieldType(nullable, arrowType(type), null), children);
  }

  private static ArrowType arrowType(Type type) {
    return switch (type) {
      case BooleanType _ -> new ArrowType.Bool();
      case TinyintType _ -> new ArrowType.Int(8, true);
      case SmallintType _ -> new ArrowType.Int(16, true);
      case IntegerType _ -> new ArrowType.Int(32, true);
      case BigintType _ -> new ArrowType.Int(64, true);
      case RealType _ -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case DoubleType _ -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case DecimalType decimal ->
          new ArrowType.Decimal(decimal.getPrecision(), decimal.getScale(), DECIMAL_128_BITS);
      case VarcharType _, UuidType _ -> new ArrowType.Utf8();
      case VarbinaryType _ -> new ArrowType.Binary();
      case DateType _ -> new ArrowType.Date(DateUnit.DAY);
      case TimeType time when time.getPrecision() <= MICROSECOND_DIGITS ->
          new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      case TimestampType timestamp when timestamp.getPrecision() <= MICROSECOND_DIGITS ->
          new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case TimestampWithTimeZoneType instant when instant.getPrecision() <= MICROSECOND_DIGITS ->
          new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case ArrayType array when !(array.getElementType() instanceof UuidType) ->
          new ArrowType.List();
      default -> throw unsupported(type);
    };
  }

  static TrinoException unsupported(Type type) {
    return new TrinoException(NOT_SUPPORTED, "Unsupported column type: " + type.getDisplayName());
  }

  private static int digits(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 0;
      case MILLISECOND -> 3;
      case MICROSECOND -> 6;
      case NANOSECOND -> 9;
    };
  }
}
