package io.tributary.connector;

import java.util.List;

/// A column that every connector must be able to deliver, if its source has the type.
///
/// @param name of the column
/// @param type as DuckDB writes it
/// @param literals values as DuckDB writes them, the same number for each column; `NULL` among them
public record SampleColumn(String name, String type, List<String> literals) {

  /// Each type with its least and greatest values and with NULL, three rows in all.
  public static List<SampleColumn> all() {
    return List.of(
        sample("a_boolean", "BOOLEAN", "true", "false"),
        sample("a_smallint", "SMALLINT", "-32768", "32767"),
        sample("an_integer", "INTEGER", "-2147483648", "2147483647"),
        sample("a_bigint", "BIGINT", "-9223372036854775808", "9223372036854775807"),
        sample("a_real", "REAL", "-3.4028235e38", "1.1754944e-38"),
        sample("a_double", "DOUBLE", "-1.7976931348623157e308", "0.1"),
        sample("a_price", "DECIMAL(15,2)", "-9999999999999.99", "0.01"),
        sample(
            "a_large_decimal",
            "DECIMAL(38,10)",
            "-9999999999999999999999999999.9999999999",
            "18446744073709551616.0000000001"),
        sample("a_text", "VARCHAR", "''", "'Grüße, ''世界'' 🌊'"),
        sample("a_date", "DATE", "'0001-01-01'", "'9999-12-31'"),
        sample("a_time", "TIME", "'00:00:00'", "'23:59:59.999999'"),
        sample(
            "a_timestamp",
            "TIMESTAMP",
            "'1969-12-31 23:59:59.999999'",
            "'9999-12-31 23:59:59.999999'"),
        sample(
            "an_instant", "TIMESTAMPTZ", "'1900-01-01 00:00:00+01'", "'2024-02-29 12:00:00.5+00'"));
  }

  public SampleColumn {
    literals = List.copyOf(literals);
  }

  private static SampleColumn sample(String name, String type, String first, String second) {
    return new SampleColumn(name, type, List.of(first, second, "NULL"));
  }

  /// A table of such columns as `CREATE TABLE`, with each type spelled by `CAST`.
  public static String createTableSql(String table, List<SampleColumn> columns) {
    StringBuilder sql = new StringBuilder("CREATE TABLE " + table + " AS ");
    int rows = columns.getFirst().literals().size();
    for (int row = 0; row < rows; row++) {
      sql.append(row == 0 ? "SELECT " : " UNION ALL SELECT ");
      for (int i = 0; i < columns.size(); i++) {
        SampleColumn column = columns.get(i);
        String literal = column.literals().get(row);
        String quoted = literal.startsWith("'") ? literal : "'" + literal + "'";
        sql.append(i == 0 ? "" : ", ")
            .append(
                "CAST(%s AS %s) AS %s"
                    .formatted(
                        literal.equals("NULL") ? "NULL" : quoted, column.type(), column.name()));
      }
    }
    return sql.toString();
  }
}
