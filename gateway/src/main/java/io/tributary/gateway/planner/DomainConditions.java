package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.Bound;
import io.tributary.v1.ColumnDomain;
import io.tributary.v1.Value;
import io.tributary.v1.ValueRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/// Domains of columns as conditions.
final class DomainConditions {

  private final RelBuilder builder;
  private final RexBuilder expressions;

  DomainConditions(RelBuilder builder) {
    this.builder = builder;
    this.expressions = builder.getRexBuilder();
  }

  /// What a domain says of a column of the builder's topmost relation.
  RexNode condition(ColumnDomain domain) {
    RexNode column = RelationTranslator.column(builder, domain.getColumn());
    List<RexNode> alternatives = new ArrayList<>();
    for (ValueRange range : domain.getRangesList()) {
      List<RexNode> ends = new ArrayList<>();
      if (range.hasLow() && range.hasHigh() && isPoint(range)) {
        ends.add(
            builder.equals(column, literal(range.getLow().getValue(), column, domain.getColumn())));
      } else {
        if (range.hasLow()) {
          ends.add(bound(column, range.getLow(), true, domain));
        }
        if (range.hasHigh()) {
          ends.add(bound(column, range.getHigh(), false, domain));
        }
      }
      alternatives.add(ends.isEmpty() ? builder.isNotNull(column) : builder.and(ends));
    }
    if (domain.getNullAllowed()) {
      alternatives.add(builder.isNull(column));
    }
    return builder.or(alternatives);
  }

  private static boolean isPoint(ValueRange range) {
    return range.getLow().equals(range.getHigh()) && range.getLow().getInclusive();
  }

  private RexNode bound(RexNode column, Bound bound, boolean low, ColumnDomain domain) {
    SqlOperator operator =
        low
            ? bound.getInclusive()
                ? SqlStdOperatorTable.GREATER_THAN_OR_EQUAL
                : SqlStdOperatorTable.GREATER_THAN
            : bound.getInclusive()
                ? SqlStdOperatorTable.LESS_THAN_OR_EQUAL
                : SqlStdOperatorTable.LESS_THAN;
    return builder.call(operator, column, literal(bound.getValue(), column, domain.getColumn()));
  }

  /// A value in the type of what it stands beside.
  ///
  /// @param name what that is called
  RexNode literal(Value value, RexNode beside, String name) {
    Microseconds.requireWhole(value, name);
    NulCharacters.refuse(value, name);
    Decimals.check(value, name);
    RelDataType type = builder.getTypeFactory().createTypeWithNullability(beside.getType(), false);
    try {
      return switch (value.getKindCase()) {
        case BOOLEAN_VALUE -> expressions.makeLiteral(value.getBooleanValue());
        case INTEGER_VALUE ->
            expressions.makeLiteral(BigDecimal.valueOf(value.getIntegerValue()), type, true);
        case DOUBLE_VALUE ->
            expressions.makeAbstractCast(
                type, expressions.makeLiteral(Double.toString(value.getDoubleValue())), false);
        case DECIMAL_VALUE ->
            expressions.makeLiteral(new BigDecimal(value.getDecimalValue()), type, true);
        case STRING_VALUE -> expressions.makeLiteral(value.getStringValue(), type, true);
        case BYTES_VALUE ->
            expressions.makeBinaryLiteral(new ByteString(value.getBytesValue().toByteArray()));
        case DATE_VALUE -> expressions.makeDateLiteral(new DateString(value.getDateValue()));
        case TIME_VALUE -> expressions.makeTimeLiteral(new TimeString(value.getTimeValue()), 6);
        case TIMESTAMP_VALUE ->
            expressions.makeTimestampLiteral(
                new TimestampString(value.getTimestampValue().replace('T', ' ')), 6);
        case TIMESTAMP_TZ_VALUE ->
            expressions.makeAbstractCast(
                type, expressions.makeLiteral(value.getTimestampTzValue()), false);
        case UUID_VALUE ->
            expressions.makeAbstractCast(
                type, expressions.makeLiteral(value.getUuidValue()), false);
        case NULL_VALUE -> expressions.makeNullLiteral(type);
        case KIND_NOT_SET -> throw new IllegalArgumentException("no value");
      };
    } catch (IllegalArgumentException e) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "%s is %s, which %s is no value of"
              .formatted(name, type.getFullTypeString(), value.toString().strip()),
          e);
    }
  }
}
