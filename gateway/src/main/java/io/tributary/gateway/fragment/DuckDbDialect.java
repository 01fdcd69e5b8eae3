package io.tributary.gateway.fragment;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.DuckDBSqlDialect;
import org.jspecify.annotations.Nullable;

/// DuckDB's SQL, where Calcite's dialect of it falls short.
final class DuckDbDialect extends DuckDBSqlDialect {
  static final DuckDbDialect INSTANCE = new DuckDbDialect();

  private DuckDbDialect() {
    super(DEFAULT_CONTEXT);
  }

  @Override
  public boolean supportsAggregateFunction(SqlKind kind) {
    return true;
  }

  @Override
  public boolean supportsNestedAggregations() {
    return false;
  }

  @Override
  public boolean supportsCharSet() {
    return false;
  }

  @Override
  public void quoteStringLiteral(StringBuilder sql, @Nullable String charset, String value) {
    SqlSpelling.stringLiteral(sql, value);
  }

  @Override
  public SqlNode rewriteSingleValueExpr(SqlNode aggregateCall, RelDataType type) {
    return SqlSpelling.singleValue(aggregateCall, "error");
  }

  @Override
  public @Nullable SqlNode getCastSpec(RelDataType type) {
    return SqlSpelling.type(type, DuckDbDialect::spelled);
  }

  static String spelled(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case DECIMAL -> "DECIMAL(%d,%d)".formatted(type.getPrecision(), type.getScale());
      case CHAR, VARCHAR, SYMBOL -> "VARCHAR";
      case BINARY, VARBINARY -> "BLOB";
      case REAL, FLOAT -> "FLOAT";
      case TIME -> "TIME";
      case TIMESTAMP -> "TIMESTAMP";
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> "TIMESTAMPTZ";
      case ARRAY, MULTISET ->
          spelled(java.util.Objects.requireNonNull(type.getComponentType())) + "[]";
      case MAP ->
          "MAP(%s, %s)"
              .formatted(
                  spelled(java.util.Objects.requireNonNull(type.getKeyType())),
                  spelled(java.util.Objects.requireNonNull(type.getValueType())));
      case ROW ->
          type.getFieldList().stream()
              .map(field -> quoted(field.getName()) + " " + spelled(field.getType()))
              .collect(java.util.stream.Collectors.joining(", ", "STRUCT(", ")"));
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

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public void unparseCall(SqlWriter writer, SqlCall call, int left, int right) {
    if (call instanceof SqlLambda lambda) {
      writer.print("(lambda ");
      boolean first = true;
      for (SqlNode parameter : lambda.getParameters()) {
        if (!first) {
          writer.print(", ");
        }
        first = false;
        parameter.unparse(writer, 0, 0);
      }
      writer.print(": ");
      lambda.getExpression().unparse(writer, 0, 0);
      writer.print(")");
      return;
    }
    if (call.getKind() == SqlKind.WITHIN_GROUP
        && call.operand(0) instanceof SqlCall aggregate
        && aggregate.getKind() == SqlKind.LISTAGG) {
      stringAggregate(writer, call, aggregate);
      return;
    }
    super.unparseCall(writer, call, left, right);
  }

  private static void stringAggregate(SqlWriter writer, SqlCall call, SqlCall aggregate) {
    writer.print("string_agg(");
    aggregate.operand(0).unparse(writer, 0, 0);
    writer.print(", ");
    if (aggregate.operandCount() > 1) {
      aggregate.operand(1).unparse(writer, 0, 0);
    } else {
      writer.print("','");
    }
    writer.print(" ORDER BY ");
    call.operand(1).unparse(writer, 0, 0);
    writer.print(")");
  }
}
