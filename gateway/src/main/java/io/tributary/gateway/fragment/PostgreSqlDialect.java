package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;
import org.apache.calcite.sql.validate.SqlConformance;
import org.jspecify.annotations.Nullable;

/// The shape of PostgreSQL's SQL.
final class PostgreSqlDialect extends PostgresqlSqlDialect {

  private final SqlDialectTraits traits;

  PostgreSqlDialect(SqlDialectTraits traits) {
    super(DEFAULT_CONTEXT.withIdentifierQuoteString(String.valueOf(traits.identifierQuote())));
    this.traits = traits;
  }

  @Override
  public SqlConformance getConformance() {
    return SqlSpelling.CONFORMANCE;
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
}
