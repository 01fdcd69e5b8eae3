package io.tributary.connector.postgresql;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlOperation;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.Map;

/// PostgreSQL's SQL.
final class PostgresqlDialect {
  private PostgresqlDialect() {}

  /// @param utf8 whether the database's text is in UTF-8
  static SqlDialectTraits traits(boolean utf8) {
    return new SqlDialectTraits(
        SqlDialectTraits.Product.POSTGRESQL,
        '"',
        Map.ofEntries(
            Map.entry(SqlType.BOOLEAN, "boolean"),
            Map.entry(SqlType.SMALLINT, "smallint"),
            Map.entry(SqlType.INTEGER, "integer"),
            Map.entry(SqlType.BIGINT, "bigint"),
            Map.entry(SqlType.REAL, "real"),
            Map.entry(SqlType.DOUBLE, "double precision"),
            Map.entry(SqlType.DECIMAL, "numeric(%d,%d)"),
            Map.entry(SqlType.VARCHAR, "text"),
            Map.entry(SqlType.BLOB, "bytea"),
            Map.entry(SqlType.DATE, "date"),
            Map.entry(SqlType.TIME, "time"),
            Map.entry(SqlType.TIMESTAMP, "timestamp"),
            Map.entry(SqlType.TIMESTAMP_TZ, "timestamp with time zone")),
        EnumSet.allOf(SqlOperation.class),
        utf8 ? PostgresqlForms.TABLE : PostgresqlForms.OF_OTHER_ENCODINGS,
        new SqlDialectTraits.TextOrder("%s COLLATE \"C\"", "%s", true, utf8));
  }
}
