package io.tributary.gateway.planner;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.DateString;
import org.jspecify.annotations.Nullable;

/// Puts the time of a query into the place of `now()`, `current_date` and their like, so that every
/// source can compare with it, and all of the query sees one moment. In UTC, as all of DuckDB's.
final class CurrentTime extends SqlShuttle {

  private final LocalDateTime now;
  private boolean asked;

  /// @param now the moment at which the query came
  CurrentTime(Instant now) {
    this.now = LocalDateTime.ofInstant(now.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  SqlNode bind(SqlNode query) {
    SqlNode bound = query.accept(this);
    return bound == null ? query : bound;
  }

  /// Whether a query asked for it.
  boolean isAsked() {
    return asked;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlNode value = call.getOperandList().isEmpty() ? value(call) : null;
    if (value == null) {
      return super.visit(call);
    }
    asked = true;
    return value;
  }

  private @Nullable SqlNode value(SqlCall call) {
    SqlParserPos at = call.getParserPosition();
    return switch (call.getOperator().getName().toLowerCase(Locale.ROOT)) {
      case "now", "get_current_timestamp", "transaction_timestamp" ->
          SqlStdOperatorTable.CAST.createCall(
              at,
              SqlLiteral.createCharString(ConstantMoments.textInUtc(now), at),
              new SqlDataTypeSpec(
                  new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, at), at));
      case "current_date", "today" ->
          SqlLiteral.createDate(new DateString(now.toLocalDate().toString()), at);
      case "localtimestamp", "current_localtimestamp" ->
          SqlLiteral.createTimestamp(SqlTypeName.TIMESTAMP, ConstantMoments.text(now), 6, at);
      default -> null;
    };
  }
}
