package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/// SQL that every database takes.
final class GenericDialect extends AnsiSqlDialect {

  private final SqlDialectTraits traits;

  GenericDialect(SqlDialectTraits traits) {
    super(DEFAULT_CONTEXT.withIdentifierQuoteString(String.valueOf(traits.identifierQuote())));
    this.traits = traits;
  }

  @Override
  public boolean supportsCharSet() {
    return false;
  }

  /// Databases differ in how a type for any text is called: then nothing is cast to it, and the
  /// driver makes text of what arrives.
  @Override
  public @Nullable SqlNode getCastSpec(RelDataType type) {
    return SqlTypeUtil.inCharFamily(type) && !traits.castTypes().containsKey(SqlType.VARCHAR)
        ? null
        : SqlSpelling.type(type, traits);
  }
}
