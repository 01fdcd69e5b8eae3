package io.tributary.gateway.planner.type;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Arrow types as Calcite's and back. Arrow's are those that DuckDB exports.
public final class ArrowTypes {

  private ArrowTypes() {}

  /// The type of a column to plan with.
  public static RelDataType toCalcite(RelDataTypeFactory types, Field field) {
    return types.createTypeWithNullability(toCalciteNotNull(types, field), field.isNullable());
  }

  private static RelDataType toCalciteNotNull(RelDataTypeFactory types, Field field) {
    return switch (field.getType()) {
      case ArrowType.Bool _ -> types.createSqlType(SqlTypeName.BOOLEAN);
      case ArrowType.Int type -> integer(types, type);
      case ArrowType.FloatingPoint type ->
          types.createSqlType(
              type.getPrecision() == FloatingPointPrecision.DOUBLE
                  ? SqlTypeName.DOUBLE
                  : SqlTypeName.REAL);
      case ArrowType.Decimal type ->
          types.createSqlType(SqlTypeName.DECIMAL, type.getPrecision(), type.getScale());
      case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Utf8View _ ->
          types.createSqlType(SqlTypeName.VARCHAR);
      case ArrowType.Binary _,
          ArrowType.LargeBinary _,
          ArrowType.BinaryView _,
          ArrowType.FixedSizeBinary _ ->
          types.createSqlType(SqlTypeName.VARBINARY);
      case ArrowType.Date _ -> types.createSqlType(SqlTypeName.DATE);
      case ArrowType.Time _ -> types.createSqlType(SqlTypeName.TIME, 6);
      case ArrowType.Timestamp type ->
          types.createSqlType(
              type.getTimezone() == null
                  ? SqlTypeName.TIMESTAMP
                  : SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE,
              6);
      case ArrowType.List _, ArrowType.LargeList _, ArrowType.FixedSizeList _ ->
          types.createArrayType(toCalcite(types, field.getChildren().getFirst()), -1);
      case ArrowType.Struct _ -> struct(types, field.getChildren());
      case ArrowType.Map _ -> {
        List<Field> entry = field.getChildren().getFirst().getChildren();
        yield types.createMapType(toCalcite(types, entry.get(0)), toCalcite(types, entry.get(1)));
      }
      default -> types.createSqlType(SqlTypeName.ANY);
    };
  }

  private static RelDataType integer(RelDataTypeFactory types, ArrowType.Int type) {
    if (type.getIsSigned()) {
      return types.createSqlType(
          switch (type.getBitWidth()) {
            case 8 -> SqlTypeName.TINYINT;
            case 16 -> SqlTypeName.SMALLINT;
            case 32 -> SqlTypeName.INTEGER;
            default -> SqlTypeName.BIGINT;
          });
    }
    return types.createSqlType(
        switch (type.getBitWidth()) {
          case 8 -> SqlTypeName.UTINYINT;
          case 16 -> SqlTypeName.USMALLINT;
          case 32 -> SqlTypeName.UINTEGER;
          default -> SqlTypeName.UBIGINT;
        });
  }

  private static RelDataType struct(RelDataTypeFactory types, List<Field> fields) {
    RelDataTypeFactory.Builder struct = types.builder();
    fields.forEach(field -> struct.add(field.getName(), toCalcite(types, field)));
    return struct.build();
  }

  /// The schema of rows of a type; every field nullable, as DuckDB exports them.
  public static Schema toArrow(RelDataType rowType) {
    List<Field> fields = new ArrayList<>();
    for (RelDataTypeField field : rowType.getFieldList()) {
      fields.add(toArrow(field.getName(), field.getType()));
    }
    return new Schema(fields);
  }

  static Field toArrow(String name, RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case ARRAY, MULTISET ->
          nullable(
              name,
              ArrowType.List.INSTANCE,
              List.of(toArrow("l", element(type.getComponentType()))));
      case MAP -> {
        Field key = toArrow("key", element(type.getKeyType()));
        Field entries =
            new Field(
                "entries",
                FieldType.notNullable(ArrowType.Struct.INSTANCE),
                List.of(
                    new Field("key", FieldType.notNullable(key.getType()), key.getChildren()),
                    toArrow("value", element(type.getValueType()))));
        yield nullable(name, new ArrowType.Map(false), List.of(entries));
      }
      case ROW -> nullable(name, ArrowType.Struct.INSTANCE, toArrow(type).getFields());
      default -> nullable(name, scalar(type), List.of());
    };
  }

  private static Field nullable(String name, ArrowType type, List<Field> children) {
    return new Field(name, FieldType.nullable(type), children);
  }

  private static RelDataType element(@Nullable RelDataType type) {
    if (type == null) {
      throw new IllegalStateException("a collection without element type");
    }
    return type;
  }

  private static ArrowType scalar(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case TINYINT -> new ArrowType.Int(8, true);
      case SMALLINT -> new ArrowType.Int(16, true);
      case INTEGER -> new ArrowType.Int(32, true);
      case BIGINT -> new ArrowType.Int(64, true);
      case UTINYINT -> new ArrowType.Int(8, false);
      case USMALLINT -> new ArrowType.Int(16, false);
      case UINTEGER -> new ArrowType.Int(32, false);
      case UBIGINT -> new ArrowType.Int(64, false);
      case DECIMAL -> new ArrowType.Decimal(type.getPrecision(), type.getScale(), 128);
      case REAL, FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case CHAR, VARCHAR, UUID -> ArrowType.Utf8.INSTANCE;
      case BINARY, VARBINARY -> ArrowType.Binary.INSTANCE;
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ ->
          new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case INTERVAL_YEAR,
          INTERVAL_YEAR_MONTH,
          INTERVAL_MONTH,
          INTERVAL_DAY,
          INTERVAL_DAY_HOUR,
          INTERVAL_DAY_MINUTE,
          INTERVAL_DAY_SECOND,
          INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND ->
          new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);
      // DuckDB gives an untyped NULL as an INTEGER.
      case NULL -> new ArrowType.Int(32, true);
      default ->
          throw new GatewayException(
              ErrorCode.NOT_SUPPORTED,
              "values of type %s cannot be sent; cast them to VARCHAR"
                  .formatted(type.getFullTypeString()));
    };
  }
}
