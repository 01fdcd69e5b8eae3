package io.tributary.connector.mysql;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlDialectTraits.TextOrder;
import io.tributary.connector.SqlOperation;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.Map;

/// The SQL of MariaDB and MySQL, as far as both give DuckDB's answers.
final class MysqlDialect {
  private MysqlDialect() {}

  /// @param knowsLetters whether the server has collations with the letters that DuckDB knows
  static SqlDialectTraits traits(boolean knowsLetters) {
    return new SqlDialectTraits(
        SqlDialectTraits.Product.MYSQL,
        '`',
        Map.ofEntries(
            Map.entry(SqlType.BOOLEAN, "SIGNED"),
            Map.entry(SqlType.TINYINT, "SIGNED"),
            Map.entry(SqlType.SMALLINT, "SIGNED"),
            Map.entry(SqlType.INTEGER, "SIGNED"),
            Map.entry(SqlType.BIGINT, "SIGNED"),
            Map.entry(SqlType.UTINYINT, "UNSIGNED"),
            Map.entry(SqlType.USMALLINT, "UNSIGNED"),
            Map.entry(SqlType.UINTEGER, "UNSIGNED"),
            Map.entry(SqlType.UBIGINT, "UNSIGNED"),
            Map.entry(SqlType.REAL, "FLOAT"),
            Map.entry(SqlType.DOUBLE, "DOUBLE"),
            Map.entry(SqlType.DECIMAL, "DECIMAL(%d,%d)"),
            Map.entry(SqlType.VARCHAR, "CHAR CHARACTER SET utf8mb4"),
            Map.entry(SqlType.BLOB, "BINARY"),
            Map.entry(SqlType.DATE, "DATE"),
            Map.entry(SqlType.TIME, "TIME(6)"),
            Map.entry(SqlType.TIMESTAMP, "DATETIME(6)")),
        operations(),
        MysqlForms.table(knowsLetters),
        // Any column's collation may ignore case, accents and trailing blanks, and no byte-wise
        // collation has the same name on both servers.
        new TextOrder(
            "CAST(CONVERT(%s USING utf8mb4) AS BINARY)", "CONVERT(%s USING utf8mb4)", false));
  }

  private static EnumSet<SqlOperation> operations() {
    return EnumSet.of(
        SqlOperation.FILTER,
        SqlOperation.PROJECT,
        SqlOperation.JOIN_INNER,
        SqlOperation.JOIN_OUTER,
        SqlOperation.AGGREGATE,
        SqlOperation.SORT,
        SqlOperation.LIMIT,
        SqlOperation.UNION_ALL,
        SqlOperation.SET_DISTINCT,
        SqlOperation.SET_ALL,
        SqlOperation.WINDOW,
        SqlOperation.DISTINCT_AGGREGATE,
        SqlOperation.FILTERED_AGGREGATE);
  }
}
