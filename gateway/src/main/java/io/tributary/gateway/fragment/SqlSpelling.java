package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlType;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/// What our dialects write alike.
final class SqlSpelling {

  /// An ORDER BY takes a name for that of an item, which may hide a column. Calcite knows this of
  /// some products only, and writes the item's number then.
  static final SqlConformance CONFORMANCE =
      new SqlDelegatingConformance(SqlConformanceEnum.PRAGMATIC_2003) {
        @Override
        public boolean isSortByAlias() {
          return true;
        }
      };

  private static final SqlParserPos ZERO = SqlParserPos.ZERO;

  private SqlSpelling() {}

  static SqlDataTypeSpec type(RelDataType type, Function<RelDataType, String> spelling) {
    return new SqlDataTypeSpec(new SpelledType(spelling.apply(type)), ZERO);
  }

  /// A type as a source spells it.
  static SqlDataTypeSpec type(RelDataType type, SqlDialectTraits traits) {
    return type(type, any -> typeName(any, traits));
  }

  static String typeName(RelDataType type, SqlDialectTraits traits) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> name(SqlType.BOOLEAN, traits);
      case SMALLINT -> name(SqlType.SMALLINT, traits);
      case INTEGER, NULL -> name(SqlType.INTEGER, traits);
      case BIGINT -> name(SqlType.BIGINT, traits);
      case REAL, FLOAT -> name(SqlType.REAL, traits);
      case DOUBLE -> name(SqlType.DOUBLE, traits);
      case DECIMAL -> name(SqlType.DECIMAL, traits).formatted(type.getPrecision(), type.getScale());
      case DATE -> name(SqlType.DATE, traits);
      case TIME -> name(SqlType.TIME, traits);
      case TIMESTAMP -> name(SqlType.TIMESTAMP, traits);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> name(SqlType.TIMESTAMP_TZ, traits);
      default -> name(SqlType.VARCHAR, traits);
    };
  }

  static String name(SqlType type, SqlDialectTraits traits) {
    String name = traits.castTypes().get(type);
    if (name == null) {
      throw new IllegalStateException("%s has no %s".formatted(traits.product(), type));
    }
    return name;
  }

  static void stringLiteral(StringBuilder sql, String value) {
    sql.append('\'').append(value.replace("'", "''")).append('\'');
  }

  /// A scalar sub-query's value, failing where it has more than one row.
  ///
  /// @param failure a function that raises an error with its argument for a message
  static SqlNode singleValue(SqlNode aggregateCall, String failure) {
    SqlNode value = ((SqlCall) aggregateCall).operand(0);
    SqlNode count = SqlStdOperatorTable.COUNT.createCall(ZERO, SqlIdentifier.star(ZERO));
    SqlNode error =
        new SqlUnresolvedFunction(
                new SqlIdentifier(failure, ZERO),
                null,
                null,
                null,
                null,
                SqlFunctionCategory.USER_DEFINED_FUNCTION)
            .createCall(
                ZERO,
                SqlLiteral.createCharString("a scalar sub-query returned more than one row", ZERO));
    return new SqlCase(
        ZERO,
        null,
        SqlNodeList.of(
            SqlStdOperatorTable.LESS_THAN_OR_EQUAL.createCall(
                ZERO, count, SqlLiteral.createExactNumeric("1", ZERO))),
        SqlNodeList.of(SqlStdOperatorTable.MIN.createCall(ZERO, value)),
        error);
  }
}
