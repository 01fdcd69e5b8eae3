package io.tributary.connector.mysql;

import static io.tributary.connector.SqlType.BIGINT;
import static io.tributary.connector.SqlType.DATE;
import static io.tributary.connector.SqlType.DECIMAL;
import static io.tributary.connector.SqlType.DOUBLE;
import static io.tributary.connector.SqlType.INTEGER;
import static io.tributary.connector.SqlType.SMALLINT;
import static io.tributary.connector.SqlType.TIMESTAMP;
import static io.tributary.connector.SqlType.VARCHAR;

import io.tributary.connector.SqlForm.Given;
import io.tributary.connector.SqlForm.Operand;
import io.tributary.connector.SqlForms;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What MariaDB and MySQL compute as DuckDB does, or are made to.
final class MysqlForms {
  private static final Set<SqlType> INTEGERS = EnumSet.of(SMALLINT, INTEGER, BIGINT);
  private static final Set<SqlType> EXACT = EnumSet.of(SMALLINT, INTEGER, BIGINT, DECIMAL);
  private static final Set<SqlType> NUMBERS =
      EnumSet.of(SMALLINT, INTEGER, BIGINT, DECIMAL, DOUBLE);
  private static final Set<SqlType> DAYS = EnumSet.of(DATE, TIMESTAMP);

  static final SqlForms TABLE = table();

  private MysqlForms() {}

  private static SqlForms table() {
    SqlForms.Builder forms = SqlForms.builder();
    Set<SqlType> all = EnumSet.copyOf(NUMBERS);
    all.addAll(DAYS);
    forms.compares(NUMBERS, NUMBERS).compares(DAYS, DAYS);
    forms.compares(EnumSet.of(VARCHAR), EnumSet.of(VARCHAR));
    forms.form("min", "min({0})", Operand.of(all)).form("max", "max({0})", Operand.of(all));
    all.add(VARCHAR);
    forms.sorts(all).groups(all);
    Operand any = Operand.of(all);
    forms.form("is not distinct from", "{0} <=> {1}", any, any);
    forms.form("is distinct from", "NOT ({0} <=> {1})", any, any);
    for (String sign : List.of("+", "-", "*")) {
      forms.alike(sign, "{0} " + sign + " {1}", 2, EnumSet.of(BIGINT, DOUBLE));
    }
    Operand text = Operand.of(VARCHAR);
    // From position 0 on, MariaDB and MySQL give nothing.
    Operand start = Operand.of(INTEGERS).given(Given.POSITIVE);
    Operand length = Operand.of(INTEGERS).given(Given.NOT_NEGATIVE);
    forms.form("substring", "substring({0}, {1}, {2})", text, start, length);
    for (String field : List.of("year", "quarter", "month", "day")) {
      forms.form(field, EnumSet.of(BIGINT), field + "({0})", Operand.of(DAYS));
    }
    forms
        .form("sum", EnumSet.of(DECIMAL), "sum({distinct}{0})", Operand.of(EXACT))
        .form("sum", EnumSet.of(DOUBLE), "sum({distinct}{0})", Operand.of(DOUBLE))
        .form(
            "avg",
            EnumSet.of(DOUBLE),
            "CAST(sum({distinct}{0}) AS DOUBLE) / count({distinct}{0})",
            Operand.of(NUMBERS));
    return forms.build();
  }
}
