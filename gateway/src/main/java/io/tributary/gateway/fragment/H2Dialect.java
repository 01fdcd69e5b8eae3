package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.H2SqlDialect;
import org.apache.calcite.sql.validate.SqlConformance;
import org.jspecify.annotations.Nullable;

/// H2's SQL, which can say where NULLs go.
final class H2Dialect extends H2SqlDialect {

  private final SqlDialectTraits traits;

  H2Dialect(SqlDialectTraits traits) {
    super(
        DEFAULT_CONTEXT
            .withIdentifierQuoteString(String.valueOf(traits.identifierQuote()))
            .withNullCollation(NullCollation.LOW));
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

  /// Filters become CASE, because an aggregate may be written within other functions.
  @Override
  public boolean supportsAggregateFunctionFilter() {
    return false;
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
  public @Nullable SqlNode emulateNullDirection(SqlNode node, boolean nullsFirst, boolean desc) {
    return null;
  }

  @Override
  public @Nullable SqlNode getCastSpec(RelDataType type) {
    return SqlSpelling.type(type, traits);
  }
}
