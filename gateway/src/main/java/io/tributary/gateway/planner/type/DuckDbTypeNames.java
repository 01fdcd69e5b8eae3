package io.tributary.gateway.planner.type;

import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;

/// What DuckDB calls a type.
public final class DuckDbTypeNames {

  private DuckDbTypeNames() {}

  /// The type as it is written in DuckDB's SQL.
  public static String of(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case DECIMAL -> "DECIMAL(%d,%d)".formatted(type.getPrecision(), type.getScale());
      case NULL -> "\"NULL\"";
      case CHAR, VARCHAR, SYMBOL -> "VARCHAR";
      case BINARY, VARBINARY -> "BLOB";
      case REAL, FLOAT -> "FLOAT";
      case TIME -> "TIME";
      case TIMESTAMP -> "TIMESTAMP";
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> "TIMESTAMPTZ";
      case ARRAY, MULTISET -> of(Objects.requireNonNull(type.getComponentType())) + "[]";
      case MAP ->
          "MAP(%s, %s)"
              .formatted(
                  of(Objects.requireNonNull(type.getKeyType())),
                  of(Objects.requireNonNull(type.getValueType())));
      case ROW ->
          type.getFieldList().stream()
              .map(field ->
                  '"' + field.getName().replace("\"", "\"\"") + '"' + " " + of(field.getType()))
              .collect(Collectors.joining(", ", "STRUCT(", ")"));
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
          "INTERVAL";
      default -> type.getSqlTypeName().getName();
    };
  }
}
