package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.math.BigDecimal;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// LIMIT and OFFSET count rows. Engines round a fraction in different ways.
final class RowLimits {

  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private RowLimits() {}

  static void refuseOthersThanCounts(SqlNode statement) {
    statement.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call instanceof SqlOrderBy orderBy) {
              check("LIMIT", orderBy.fetch);
              check("OFFSET", orderBy.offset);
            }
            return super.visit(call);
          }
        });
  }

  private static void check(String word, @Nullable SqlNode count) {
    if (count instanceof SqlNumericLiteral literal
        && (!literal.isInteger() || literal.bigDecimalValue().compareTo(MOST) > 0)) {
      throw new GatewayException(
          ErrorCode.TYPE_MISMATCH,
          "%s must be a whole number of at most %d, not %s"
              .formatted(word, Long.MAX_VALUE, literal.toValue()),
          SqlParsing.position(literal.getParserPosition()));
    }
  }
}
