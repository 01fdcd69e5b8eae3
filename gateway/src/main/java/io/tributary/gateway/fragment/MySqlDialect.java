package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.MysqlSqlDialect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/// The SQL of MariaDB and MySQL with DuckDB's types.
final class MySqlDialect extends MysqlSqlDialect {

  private final SqlDialectTraits traits;

  MySqlDialect(SqlDialectTraits traits) {
    super(DEFAULT_CONTEXT.withIdentifierQuoteString(String.valueOf(traits.identifierQuote())));
    this.traits = traits;
  }

  @Override
  public boolean supportsAggregateFunction(SqlKind kind) {
    return true;
  }

  /// Filters become CASE.
  @Override
  public boolean supportsAggregateFunctionFilter() {
    return false;
  }

  @Override
  public boolean supportsCharSet() {
    return false;
  }

  /// The session takes a backslash for itself.
  @Override
  public void quoteStringLiteral(StringBuilder sql, @Nullable String charset, String value) {
    SqlSpelling.stringLiteral(sql, value);
  }

  @Override
  public @Nullable SqlNode getCastSpec(RelDataType type) {
    return SqlSpelling.type(type, traits);
  }

  @Override
  public void unparseCall(SqlWriter writer, SqlCall call, int left, int right) {
    switch (call.getKind()) {
      case AVG -> average(writer, call);
      default -> super.unparseCall(writer, call, left, right);
    }
  }

  /// `AVG` would round a decimal to four more digits.
  private void average(SqlWriter writer, SqlCall call) {
    writer.print("(CAST(");
    aggregate(writer, SqlStdOperatorTable.SUM, call);
    writer.print(" AS %s) / ".formatted(SqlSpelling.name(SqlType.DOUBLE, traits)));
    aggregate(writer, SqlStdOperatorTable.COUNT, call);
    writer.print(")");
  }

  private static void aggregate(SqlWriter writer, SqlAggFunction function, SqlCall call) {
    function
        .createCall(call.getFunctionQuantifier(), call.getParserPosition(), call.getOperandList())
        .unparse(writer, 0, 0);
  }
}
