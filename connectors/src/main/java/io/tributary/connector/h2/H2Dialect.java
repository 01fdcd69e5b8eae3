package io.tributary.connector.h2;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlDialectTraits.TextOrder;
import io.tributary.connector.SqlOperation;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.Map;

/// H2's SQL, as far as it gives DuckDB's answers in each of the modes that a database may be in. H2
/// counts text in UTF-16 units and averages integers otherwise.
final class H2Dialect {
  static final SqlDialectTraits TRAITS =
      new SqlDialectTraits(
          SqlDialectTraits.Product.H2,
          '"',
          Map.ofEntries(
              Map.entry(SqlType.BOOLEAN, "BOOLEAN"),
              Map.entry(SqlType.SMALLINT, "SMALLINT"),
              Map.entry(SqlType.INTEGER, "INTEGER"),
              Map.entry(SqlType.BIGINT, "BIGINT"),
              Map.entry(SqlType.DOUBLE, "DOUBLE PRECISION"),
              Map.entry(SqlType.DECIMAL, "NUMERIC(%d,%d)"),
              Map.entry(SqlType.VARCHAR, "VARCHAR"),
              Map.entry(SqlType.DATE, "DATE"),
              Map.entry(SqlType.TIMESTAMP, "TIMESTAMP(6)")),
          EnumSet.of(
              SqlOperation.FILTER,
              SqlOperation.PROJECT,
              SqlOperation.AGGREGATE,
              SqlOperation.SORT,
              SqlOperation.LIMIT,
              SqlOperation.UNION_ALL,
              SqlOperation.DISTINCT_AGGREGATE,
              SqlOperation.FILTERED_AGGREGATE),
          H2Forms.TABLE,
          // A column may ignore case. What remains compares by its UTF-16 units: equal texts are
          // equal, but their order is another, so nothing is ordered by text.
          new TextOrder("CAST(%s AS VARCHAR)", "%s", false));

  private H2Dialect() {}
}
