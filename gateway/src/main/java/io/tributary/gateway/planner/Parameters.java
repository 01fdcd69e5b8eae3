package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/// Puts the values of `?` and `$1` into a syntax tree, as typed literals: no value ever passes
/// through SQL text on its way into the plan.
final class Parameters extends SqlShuttle {

  private final List<Value> values;
  private final SortedSet<Integer> seen = new TreeSet<>();

  private Parameters(List<Value> values) {
    this.values = values;
  }

  static SqlNode bind(SqlNode query, List<Value> values) {
    var parameters = new Parameters(values);
    SqlNode bound = query.accept(parameters);
    int taken = count(parameters.seen);
    if (bound == null || taken != values.size()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "the SQL has %d parameters, but %d values were given".formatted(taken, values.size()));
    }
    return bound;
  }

  /// How many values parameters take, of which each may stand in several places.
  ///
  /// @param indices of parameters, from 0 on
  static int count(SortedSet<Integer> indices) {
    int count = 0;
    for (int index : indices) {
      if (index != count) {
        throw new GatewayException(
            ErrorCode.INVALID_ARGUMENT,
            "the SQL has a parameter $%d, but no $%d: number them from $1 on without gaps"
                .formatted(index + 1, count + 1));
      }
      count++;
    }
    return count;
  }

  @Override
  public @Nullable SqlNode visit(SqlDynamicParam parameter) {
    seen.add(parameter.getIndex());
    return parameter.getIndex() < values.size()
        ? literal(values.get(parameter.getIndex()), parameter)
        : parameter;
  }

  private static SqlNode literal(Value value, SqlDynamicParam parameter) {
    SqlParserPos at = parameter.getParserPosition();
    try {
      return switch (value.getKindCase()) {
        case NULL_VALUE, KIND_NOT_SET -> SqlLiteral.createNull(at);
        case BOOLEAN_VALUE -> SqlLiteral.createBoolean(value.getBooleanValue(), at);
        case INTEGER_VALUE ->
            cast(
                SqlLiteral.createExactNumeric(Long.toString(value.getIntegerValue()), at),
                value.getIntegerValue() == (int) value.getIntegerValue()
                    ? SqlTypeName.INTEGER
                    : SqlTypeName.BIGINT);
        case DOUBLE_VALUE ->
            cast(
                SqlLiteral.createCharString(Double.toString(value.getDoubleValue()), at),
                SqlTypeName.DOUBLE);
        case STRING_VALUE ->
            cast(SqlLiteral.createCharString(value.getStringValue(), at), SqlTypeName.VARCHAR);
        case BYTES_VALUE -> SqlLiteral.createBinaryString(value.getBytesValue().toByteArray(), at);
        case DECIMAL_VALUE ->
            SqlLiteral.createExactNumeric(
                new BigDecimal(value.getDecimalValue()).toPlainString(), at);
        case DATE_VALUE -> SqlLiteral.createDate(new DateString(value.getDateValue()), at);
        case TIME_VALUE -> SqlLiteral.createTime(new TimeString(value.getTimeValue()), 6, at);
        case TIMESTAMP_VALUE ->
            SqlLiteral.createTimestamp(
                SqlTypeName.TIMESTAMP,
                new TimestampString(value.getTimestampValue().replace('T', ' ')),
                6,
                at);
        case TIMESTAMP_TZ_VALUE ->
            cast(
                SqlLiteral.createCharString(value.getTimestampTzValue(), at),
                SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
        case UUID_VALUE ->
            cast(SqlLiteral.createCharString(value.getUuidValue(), at), SqlTypeName.UUID);
      };
    } catch (IllegalArgumentException e) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "parameter %d: %s is no %s"
              .formatted(
                  parameter.getIndex() + 1,
                  value.toString().strip(),
                  value.getKindCase().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')));
    }
  }

  private static SqlNode cast(SqlNode literal, SqlTypeName type) {
    SqlParserPos at = literal.getParserPosition();
    return SqlStdOperatorTable.CAST.createCall(
        at, literal, new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, at), at));
  }
}
