package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.MysqlSqlDialect;
import org.apache.calcite.sql.parser.SqlParserPos;
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

  /// There is no OFFSET without LIMIT.
  @Override
  public void unparseOffsetFetch(
      SqlWriter writer, @Nullable SqlNode offset, @Nullable SqlNode fetch) {
    SqlNode most = SqlLiteral.createExactNumeric("18446744073709551615", SqlParserPos.ZERO);
    super.unparseOffsetFetch(writer, offset, offset != null && fetch == null ? most : fetch);
  }
}
