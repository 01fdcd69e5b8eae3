package io.tributary.connector.sqlite;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlForms;
import io.tributary.connector.SqlOperation;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.Map;

/// SQLite's SQL, as far as it gives DuckDB's answers.
///
/// Any column may hold values of any type, and SQLite computes on with all of them. So only that is
/// sent which a value of the wrong type cannot slip through: rows are counted, cut and joined, and
/// what is delivered is looked at value by value.
final class SqliteDialect {
  private SqliteDialect() {}

  /// @param utf8 whether the database's text is in UTF-8: SQLite orders it by its bytes, and those
  ///   of UTF-16 are in no order of characters
  static SqlDialectTraits traits(boolean utf8) {
    return new SqlDialectTraits(
        SqlDialectTraits.Product.SQLITE,
        '"',
        Map.of(SqlType.BIGINT, "INTEGER", SqlType.VARCHAR, "TEXT"),
        EnumSet.of(
            SqlOperation.FILTER,
            SqlOperation.PROJECT,
            SqlOperation.AGGREGATE,
            SqlOperation.SORT,
            SqlOperation.LIMIT,
            SqlOperation.UNION_ALL),
        SqlForms.builder()
            .sorts(utf8 ? EnumSet.of(SqlType.BIGINT, SqlType.VARCHAR) : EnumSet.of(SqlType.BIGINT))
            .groups(EnumSet.of(SqlType.BIGINT, SqlType.VARCHAR))
            .build(),
        // A column may be declared to ignore case or trailing blanks.
        new SqlDialectTraits.TextOrder("%s COLLATE BINARY", "%s", false));
  }
}
