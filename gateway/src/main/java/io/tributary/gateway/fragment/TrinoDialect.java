package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.TrinoSqlDialect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlConformance;
import org.jspecify.annotations.Nullable;

/// The shape of Trino's SQL.
final class TrinoDialect extends TrinoSqlDialect {

  private final SqlDialectTraits traits;

  TrinoDialect(SqlDialectTraits traits) {
    super(DEFAULT_CONTEXT.withIdentifierQuoteString(String.valueOf(traits.identifierQuote())));
    this.traits = traits;
  }

  /// A schema's name, behind its catalog's if it has one. No catalog has a dot in its name.
  List<String> schema(String name) {
    return traits.schemasInCatalogs() ? List.of(name.split("\\.", 2)) : List.of(name);
  }

  /// @param type as Trino shows it
  SqlNode asText(SqlNode column, String type) {
    return SpelledCall.function(traits.textForm(type).orElseThrow(), ReturnTypes.VARCHAR_2000)
        .createCall(SqlParserPos.ZERO, column);
  }

  @Override
  public SqlConformance getConformance() {
    return SqlSpelling.CONFORMANCE;
  }

  @Override
  public boolean supportsAggregateFunction(SqlKind kind) {
    return true;
  }

  /// Filters become CASE, which leaves the aggregate a plain call that others can wrap.
  @Override
  public boolean supportsAggregateFunctionFilter() {
    return false;
  }

  @Override
  public RelFieldCollation.NullDirection defaultNullDirection(
      RelFieldCollation.Direction direction) {
    return RelFieldCollation.NullDirection.UNSPECIFIED;
  }

  @Override
  public @Nullable SqlNode emulateNullDirection(SqlNode node, boolean nullsFirst, boolean desc) {
    return null;
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
