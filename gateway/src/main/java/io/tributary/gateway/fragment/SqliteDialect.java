package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.SqliteSqlDialect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformance;
import org.jspecify.annotations.Nullable;

/// SQLite's SQL, which can say where NULLs go.
final class SqliteDialect extends SqliteSqlDialect {

  private final SqlDialectTraits traits;

  SqliteDialect(SqlDialectTraits traits) {
    super(DEFAULT_CONTEXT.withIdentifierQuoteString(String.valueOf(traits.identifierQuote())));
    this.traits = traits;
  }

  @Override
  public SqlConformance getConformance() {
    return SqlSpelling.CONFORMANCE;
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

  /// There is no OFFSET without LIMIT.
  @Override
  public void unparseOffsetFetch(
      SqlWriter writer, @Nullable SqlNode offset, @Nullable SqlNode fetch) {
    SqlNode all = SqlLiteral.createExactNumeric("-1", SqlParserPos.ZERO);
    unparseFetchUsingLimit(writer, offset, offset != null && fetch == null ? all : fetch);
  }
}
