package io.tributary.gateway.testing;

import static io.tributary.connector.SqlType.BIGINT;
import static io.tributary.connector.SqlType.BOOLEAN;
import static io.tributary.connector.SqlType.DATE;
import static io.tributary.connector.SqlType.DECIMAL;
import static io.tributary.connector.SqlType.DOUBLE;
import static io.tributary.connector.SqlType.INTEGER;
import static io.tributary.connector.SqlType.MILLISECONDS;
import static io.tributary.connector.SqlType.MONTHS;
import static io.tributary.connector.SqlType.REAL;
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

/// What a source computes that is a DuckDB itself: a part of what it could, in plain forms.
final class DuckDbForms {
  private static final Set<SqlType> INTEGERS = EnumSet.of(SMALLINT, INTEGER, BIGINT);
  private static final Set<SqlType> NUMBERS =
      EnumSet.of(SMALLINT, INTEGER, BIGINT, DECIMAL, DOUBLE);
  private static final Set<SqlType> DAYS = EnumSet.of(DATE, TIMESTAMP);

  private DuckDbForms() {}

  static SqlForms table() {
    Set<SqlType> all = EnumSet.allOf(SqlType.class);
    SqlForms.Builder forms = SqlForms.builder().sorts(all).groups(all);
    forms.compares(NUMBERS, NUMBERS).compares(EnumSet.of(REAL, DOUBLE), EnumSet.of(REAL, DOUBLE));
    all.forEach(type -> forms.compares(EnumSet.of(type), EnumSet.of(type)));
    for (String sign : List.of("<", "<=", ">", ">=")) {
      forms.form(sign, "{0} " + sign + " {1}", Operand.of(BOOLEAN), Operand.of(BOOLEAN));
    }
    for (String sign : List.of("+", "-", "*")) {
      forms.alike(sign, "{0} " + sign + " {1}", 2, EnumSet.of(INTEGER, BIGINT, DOUBLE));
      forms.form(
          sign,
          NUMBERS,
          "CAST({0} " + sign + " {1} AS {type})",
          Operand.of(NUMBERS),
          Operand.of(NUMBERS));
    }
    forms
        .alike("-", "- {0}", 1, NUMBERS)
        .alike("abs", "abs({0})", 1, NUMBERS)
        .form("%", NUMBERS, "CAST({0} % {1} AS {type})", Operand.of(NUMBERS), Operand.of(NUMBERS))
        .form("cast", INTEGERS, "CAST({0} AS {type})", Operand.of(INTEGERS))
        .form(
            "cast",
            EnumSet.of(DECIMAL, DOUBLE),
            "CAST({0} AS {type})",
            Operand.of(SMALLINT, INTEGER, BIGINT, DECIMAL))
        .form("cast", EnumSet.of(TIMESTAMP), "CAST({0} AS {type})", Operand.of(DATE));
    texts(forms);
    dates(forms);
    aggregates(forms);
    return forms.build();
  }

  private static void texts(SqlForms.Builder forms) {
    Operand text = Operand.of(VARCHAR);
    Operand start = Operand.of(INTEGERS).given(Given.NOT_NEGATIVE);
    forms
        .form("substring", "substring({0}, {1})", text, start)
        .form("substring", "substring({0}, {1}, {2})", text, start, start)
        .form("||", "{0} || {1}", text, text)
        .form("like", "{0} LIKE {1}", text, text);
  }

  private static void dates(SqlForms.Builder forms) {
    for (String field : List.of("year", "quarter", "month", "day", "hour", "minute")) {
      forms.form(field, EnumSet.of(BIGINT), field + "({0})", Operand.of(DAYS));
    }
    for (String sign : List.of("+", "-")) {
      forms.form(
          sign, DAYS, "{0} " + sign + " to_months({1})", Operand.of(DAYS), Operand.of(MONTHS));
      forms.form(
          sign,
          DAYS,
          "{0} " + sign + " to_milliseconds({1})",
          Operand.of(DAYS),
          Operand.of(MILLISECONDS));
    }
  }

  private static void aggregates(SqlForms.Builder forms) {
    Operand number = Operand.of(NUMBERS);
    Operand any = Operand.of(EnumSet.complementOf(EnumSet.of(BOOLEAN)));
    forms
        .form("sum", "sum({distinct}{0})", number)
        .form("$sum0", "coalesce(sum({distinct}{0}), 0)", number)
        .form("avg", "avg({distinct}{0})", number)
        .form("min", "min({0})", any)
        .form("max", "max({0})", any)
        .many("grouping", EnumSet.of(BIGINT), "GROUPING({*})", EnumSet.allOf(SqlType.class));
  }
}
