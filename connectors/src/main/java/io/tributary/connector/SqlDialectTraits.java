package io.tributary.connector;

import java.util.Map;
import java.util.Set;

/// A source's SQL, as data: how it writes things and what it computes with exactly the meaning that
/// DuckDB gives them. What is not named here stays in DuckDB.
///
/// @param product the dialect's family, which decides the shape of the SQL
/// @param identifierQuote opens and closes a quoted identifier; doubled inside
/// @param castTypes how types are written, by [SqlType]; a type that is missing cannot be computed
///   with at the source
/// @param operators what can be computed
/// @param byteOrderCollation collation under which text compares by its UTF-8 bytes, written after
///   COLLATE; it is applied wherever order of text matters
public record SqlDialectTraits(
    Product product,
    char identifierQuote,
    Map<SqlType, String> castTypes,
    Set<SqlOperation> operators,
    String byteOrderCollation) {

  /// A family of dialects.
  public enum Product {
    POSTGRESQL
  }

  public SqlDialectTraits {
    castTypes = Map.copyOf(castTypes);
    operators = Set.copyOf(operators);
  }
}
