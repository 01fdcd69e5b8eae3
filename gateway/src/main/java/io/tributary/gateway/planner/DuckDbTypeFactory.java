package io.tributary.gateway.planner;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/// Makes types, and finds those that values of several types have together, as DuckDB does.
final class DuckDbTypeFactory extends JavaTypeFactoryImpl {
  private static final int BITS_OF_BIGINT = 64;

  DuckDbTypeFactory() {
    super(DuckDbTypeSystem.INSTANCE);
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  /// Where Calcite keeps the digits before the point of a decimal, DuckDB keeps those after it; and
  /// signed beside unsigned integers need a type that holds both.
  @Override
  public @Nullable RelDataType leastRestrictive(
      List<RelDataType> types, SqlTypeMappingRule mappingRule) {
    List<RelDataType> values =
        types.stream().filter(type -> type.getSqlTypeName() != SqlTypeName.NULL).toList();
    if (values.size() < 2 || !values.stream().allMatch(SqlTypeUtil::isExactNumeric)) {
      return super.leastRestrictive(types, mappingRule);
    }
    boolean nullable = types.stream().anyMatch(RelDataType::isNullable);
    if (values.stream().anyMatch(SqlTypeUtil::isDecimal)) {
      return createTypeWithNullability(decimal(values), nullable);
    }
    int signed = mostBits(values, false);
    int unsigned = mostBits(values, true);
    return signed == 0 || unsigned == 0
        ? super.leastRestrictive(types, mappingRule)
        : createTypeWithNullability(signedInteger(Math.max(signed, 2 * unsigned)), nullable);
  }

  private RelDataType decimal(List<RelDataType> types) {
    int whole = 0;
    int scale = 0;
    for (RelDataType type : types) {
      int ownScale = SqlTypeUtil.isDecimal(type) ? type.getScale() : 0;
      whole = Math.max(whole, digits(type) - ownScale);
      scale = Math.max(scale, ownScale);
    }
    int most = getTypeSystem().getMaxPrecision(SqlTypeName.DECIMAL);
    return createSqlType(SqlTypeName.DECIMAL, Math.min(whole + scale, most), scale);
  }

  private static int digits(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT, UTINYINT -> 3;
      case SMALLINT, USMALLINT -> 5;
      case INTEGER, UINTEGER -> 10;
      case BIGINT -> 19;
      case UBIGINT -> 20;
      default -> type.getPrecision();
    };
  }

  private static int mostBits(List<RelDataType> types, boolean unsigned) {
    return types.stream()
        .filter(type -> isUnsigned(type) == unsigned)
        .mapToInt(DuckDbTypeFactory::bits)
        .max()
        .orElse(0);
  }

  private static boolean isUnsigned(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case UTINYINT, USMALLINT, UINTEGER, UBIGINT -> true;
      default -> false;
    };
  }

  private static int bits(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT, UTINYINT -> 8;
      case SMALLINT, USMALLINT -> 16;
      case INTEGER, UINTEGER -> 32;
      default -> BITS_OF_BIGINT;
    };
  }

  /// More bits than a BIGINT has only a HUGEINT, which is a DECIMAL(38,0) here.
  private RelDataType signedInteger(int bits) {
    return switch (bits) {
      case 16 -> createSqlType(SqlTypeName.SMALLINT);
      case 32 -> createSqlType(SqlTypeName.INTEGER);
      case BITS_OF_BIGINT -> createSqlType(SqlTypeName.BIGINT);
      default ->
          createSqlType(
              SqlTypeName.DECIMAL, getTypeSystem().getMaxPrecision(SqlTypeName.DECIMAL), 0);
    };
  }
}
