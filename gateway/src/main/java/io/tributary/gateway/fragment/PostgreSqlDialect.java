package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlType;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's SQL with DuckDB's types: what PostgreSQL computes as NUMERIC where DuckDB computes
/// otherwise is cast at once, so that everything around it sees DuckDB's type.
final class PostgreSqlDialect extends PostgresqlSqlDialect {

  private final SqlDialectTraits traits;

  PostgreSqlDialect(SqlDialectTraits traits) {
    super(DEFAULT_CONTEXT.withIdentifierQuoteString(String.valueOf(traits.identifierQuote())));
    this.traits = traits;
  }

  @Override
  public boolean supportsAggregateFunction(SqlKind kind) {
    return true;
  }

  /// Filters become CASE, which leaves the aggregate a plain call that a cast can wrap.
  @Override
  public boolean supportsAggregateFunctionFilter() {
    return false;
  }

  /// Where NULLs go is always written: servers that speak PostgreSQL's SQL may have other defaults.
  @Override
  public RelFieldCollation.NullDirection defaultNullDirection(
      RelFieldCollation.Direction direction) {
    return RelFieldCollation.NullDirection.UNSPECIFIED;
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
  public @Nullable SqlNode getCastSpec(RelDataType type) {
    return SqlSpelling.type(type, traits);
  }

  @Override
  public void unparseCall(SqlWriter writer, SqlCall call, int left, int right) {
    switch (call.getKind()) {
      case AVG -> cast(writer, call, SqlType.DOUBLE);
      case EXTRACT -> extract(writer, call);
      default -> super.unparseCall(writer, call, left, right);
    }
  }

  /// PostgreSQL goes from the year 1 before Christ to the year 1, DuckDB through a year 0.
  private void extract(SqlWriter writer, SqlCall call) {
    boolean isYear = "YEAR".equalsIgnoreCase(call.operand(0).toString());
    SqlWriter.Frame frame = isYear ? writer.startList("(", ")") : null;
    cast(writer, call, SqlType.BIGINT);
    if (frame != null) {
      writer.print("+ CAST(");
      call.operand(1).unparse(writer, 0, 0);
      writer.print("< DATE '0001-01-01' AS INTEGER)");
      writer.endList(frame);
    }
  }

  private void cast(SqlWriter writer, SqlCall call, SqlType type) {
    SqlWriter.Frame frame = writer.startFunCall("CAST");
    super.unparseCall(writer, call, 0, 0);
    writer.sep("AS");
    writer.print(SqlSpelling.name(type, traits));
    writer.endFunCall(frame);
  }
}
