package io.tributary.connector.mysql;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlDialectTraits.TextOrder;
import io.tributary.connector.SqlOperation;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.Map;

/// The SQL of MariaDB and MySQL, as far as both give DuckDB's answers.
final class MysqlDialect {
  static final SqlDialectTraits TRAITS =
      new SqlDialectTraits(
          SqlDialectTraits.Product.MYSQL,
          '`',
          Map.ofEntries(
              Map.entry(SqlType.SMALLINT, "SIGNED"),
              Map.entry(SqlType.INTEGER, "SIGNED"),
              Map.entry(SqlType.BIGINT, "SIGNED"),
              Map.entry(SqlType.DOUBLE, "DOUBLE"),
              Map.entry(SqlType.DECIMAL, "DECIMAL(%d,%d)"),
              Map.entry(SqlType.VARCHAR, "CHAR CHARACTER SET utf8mb4"),
              Map.entry(SqlType.DATE, "DATE"),
              Map.entry(SqlType.TIMESTAMP, "DATETIME(6)")),
          operations(),
          MysqlForms.TABLE,
          // Any column's collation may ignore case, accents and trailing blanks, and no byte-wise
          // collation has the same name on both servers.
          new TextOrder(
              "CAST(CONVERT(%s USING utf8mb4) AS BINARY)", "CONVERT(%s USING utf8mb4)", false));

  private MysqlDialect() {}

  private static EnumSet<SqlOperation> operations() {
    return EnumSet.of(
        SqlOperation.FILTER,
        SqlOperation.PROJECT,
        SqlOperation.JOIN_INNER,
        SqlOperation.JOIN_OUTER,
        SqlOperation.JOIN_SEMI,
        SqlOperation.AGGREGATE,
        SqlOperation.SORT,
        SqlOperation.LIMIT,
        SqlOperation.UNION_ALL,
        SqlOperation.DISTINCT_AGGREGATE,
        SqlOperation.FILTERED_AGGREGATE);
  }
}
