package io.tributary.gateway.planner;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/// Types as DuckDB derives them: there is one SQL semantics, and it is DuckDB's.
final class DuckDbTypeSystem extends RelDataTypeSystemImpl {
  static final DuckDbTypeSystem INSTANCE = new DuckDbTypeSystem();

  private static final int MAX_DECIMAL_PRECISION = 38;
  private static final int PRECISION_IN_64_BITS = 18;
  private static final int MICROSECONDS = 6;

  private DuckDbTypeSystem() {}

  @Override
  public int getMaxPrecision(SqlTypeName type) {
    return switch (type) {
      case DECIMAL -> MAX_DECIMAL_PRECISION;
      case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> MICROSECONDS;
      default -> super.getMaxPrecision(type);
    };
  }

  @Override
  public int getMaxScale(SqlTypeName type) {
    return type == SqlTypeName.DECIMAL ? MAX_DECIMAL_PRECISION : super.getMaxScale(type);
  }

  @Override
  public int getDefaultPrecision(SqlTypeName type) {
    return switch (type) {
      case DECIMAL -> 18;
      case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> MICROSECONDS;
      default -> super.getDefaultPrecision(type);
    };
  }

  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  /// `SUM` of integers is a HUGEINT, which is a DECIMAL(38,0) in Arrow.
  @Override
  public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
    RelDataType sum =
        switch (argument.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT, UTINYINT, USMALLINT, UINTEGER, UBIGINT ->
              types.createSqlType(SqlTypeName.DECIMAL, MAX_DECIMAL_PRECISION, 0);
          case DECIMAL ->
              types.createSqlType(SqlTypeName.DECIMAL, MAX_DECIMAL_PRECISION, argument.getScale());
          case REAL, FLOAT -> types.createSqlType(SqlTypeName.DOUBLE);
          default -> argument;
        };
    return types.createTypeWithNullability(sum, argument.isNullable());
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
    return types.createTypeWithNullability(
        types.createSqlType(SqlTypeName.DOUBLE), argument.isNullable());
  }

  @Override
  public @Nullable RelDataType deriveDecimalMultiplyType(
      RelDataTypeFactory types, RelDataType left, RelDataType right) {
    return within64Bits(types, super.deriveDecimalMultiplyType(types, left, right), left, right);
  }

  /// Of factors that fit into 64 bits DuckDB keeps the product there too, and fails on overflow.
  private static @Nullable RelDataType within64Bits(
      RelDataTypeFactory types, @Nullable RelDataType result, RelDataType left, RelDataType right) {
    if (result == null
        || result.getPrecision() <= PRECISION_IN_64_BITS
        || result.getScale() >= PRECISION_IN_64_BITS
        || types.decimalOf(left).getPrecision() > PRECISION_IN_64_BITS
        || types.decimalOf(right).getPrecision() > PRECISION_IN_64_BITS) {
      return result;
    }
    return types.createTypeWithNullability(
        types.createSqlType(SqlTypeName.DECIMAL, PRECISION_IN_64_BITS, result.getScale()),
        result.isNullable());
  }

  @Override
  public RelDataType deriveDecimalDivideType(
      RelDataTypeFactory types, RelDataType dividend, RelDataType divisor) {
    if (SqlTypeUtil.isExactNumeric(dividend) && SqlTypeUtil.isExactNumeric(divisor)) {
      return types.createTypeWithNullability(
          types.createSqlType(SqlTypeName.DOUBLE), dividend.isNullable() || divisor.isNullable());
    }
    return super.deriveDecimalDivideType(types, dividend, divisor);
  }
}
