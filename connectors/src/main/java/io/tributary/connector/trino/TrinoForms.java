package io.tributary.connector.trino;

import static io.tributary.connector.SqlType.BIGINT;
import static io.tributary.connector.SqlType.BLOB;
import static io.tributary.connector.SqlType.BOOLEAN;
import static io.tributary.connector.SqlType.DATE;
import static io.tributary.connector.SqlType.DECIMAL;
import static io.tributary.connector.SqlType.DOUBLE;
import static io.tributary.connector.SqlType.INTEGER;
import static io.tributary.connector.SqlType.MILLISECONDS;
import static io.tributary.connector.SqlType.MONTHS;
import static io.tributary.connector.SqlType.REAL;
import static io.tributary.connector.SqlType.SMALLINT;
import static io.tributary.connector.SqlType.TIME;
import static io.tributary.connector.SqlType.TIMESTAMP;
import static io.tributary.connector.SqlType.TIMESTAMP_TZ;
import static io.tributary.connector.SqlType.TINYINT;
import static io.tributary.connector.SqlType.VARCHAR;

import io.tributary.connector.SqlForm.Given;
import io.tributary.connector.SqlForm.Operand;
import io.tributary.connector.SqlForms;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What Trino computes as DuckDB does, or is made to. Both compute with doubles as IEEE 754 has it;
/// but to DuckDB NaN equals itself and is greater than all other numbers, to Trino it is neither.
final class TrinoForms {
  private static final Set<SqlType> INTEGERS = EnumSet.of(TINYINT, SMALLINT, INTEGER, BIGINT);
  private static final Set<SqlType> EXACT = EnumSet.of(TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL);
  private static final Set<SqlType> FLOATS = EnumSet.of(REAL, DOUBLE);
  private static final Set<SqlType> DAYS = EnumSet.of(DATE, TIMESTAMP);
  private static final Set<SqlType> TIMES = EnumSet.of(TIME, TIMESTAMP_TZ);

  private static final Operand TEXT = Operand.of(VARCHAR);
  private static final Operand COUNT = Operand.of(INTEGERS);

  static final SqlForms TABLE = table();

  private TrinoForms() {}

  private static SqlForms table() {
    SqlForms.Builder forms = SqlForms.builder();
    order(forms);
    arithmetic(forms);
    rounding(forms);
    casts(forms);
    text(forms);
    dates(forms);
    aggregates(forms);
    windows(forms);
    return forms.build();
  }

  private static Set<SqlType> ordered() {
    Set<SqlType> ordered = EnumSet.copyOf(EXACT);
    ordered.addAll(DAYS);
    ordered.addAll(TIMES);
    ordered.addAll(EnumSet.of(BOOLEAN, VARCHAR, BLOB));
    return ordered;
  }

  private static void order(SqlForms.Builder forms) {
    Set<SqlType> ordered = ordered();
    forms.sorts(ordered).groups(ordered).compares(EXACT, EXACT).compares(DAYS, DAYS);
    for (SqlType type : EnumSet.of(BOOLEAN, VARCHAR, BLOB, TIME, TIMESTAMP_TZ)) {
      forms.compares(EnumSet.of(type), EnumSet.of(type));
    }
    for (String sign : List.of("<", "<=", ">", ">=")) {
      forms.form(sign, "{0} " + sign + " {1}", Operand.of(BOOLEAN), Operand.of(BOOLEAN));
    }
    forms
        .refuse("compare", "to Trino no NaN equals another, and types have other limits")
        .refuse("order", "Trino has another place for NaN")
        .refuse("group", "Trino may show another of two zeros");
    for (String name : List.of("greatest", "least")) {
      forms.refuse(name, "Trino gives NULL where one of the values is NULL");
    }
  }

  private static void arithmetic(SqlForms.Builder forms) {
    Operand integer = Operand.of(INTEGERS);
    Operand exact = Operand.of(EXACT);
    for (String sign : List.of("+", "-", "*")) {
      forms.alike(sign, "{0} " + sign + " {1}", 2, EnumSet.of(INTEGER, BIGINT, REAL, DOUBLE));
      // Computed in the result's type, so that both overflow at the same numbers.
      forms.form(
          sign, INTEGERS, "CAST(CAST({0} AS {type}) " + sign + " {1} AS {type})", integer, integer);
      forms.form(sign, EnumSet.of(DECIMAL), "CAST({0} " + sign + " {1} AS {type})", exact, exact);
      forms.form(
          sign,
          EnumSet.of(DOUBLE),
          "CAST({0} AS double) " + sign + " CAST({1} AS double)",
          Operand.of(DOUBLE, SMALLINT, INTEGER, BIGINT, DECIMAL),
          Operand.of(DOUBLE, SMALLINT, INTEGER, BIGINT, DECIMAL));
    }
    forms.form("%", INTEGERS, "{0} % {1}", integer, integer.given(Given.POSITIVE));
    forms.alike("-", "- {0}", 1, EnumSet.of(INTEGER, BIGINT, REAL, DOUBLE));
    forms.form("-", EnumSet.of(SMALLINT, DECIMAL), "CAST(- {0} AS {type})", exact);
    forms.alike("abs", "abs({0})", 1, EnumSet.of(SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE));
    forms.form(
        "/",
        EnumSet.of(DOUBLE),
        "CAST({0} AS double) / CAST({1} AS double)",
        Operand.of(SMALLINT, INTEGER, BIGINT, DECIMAL, DOUBLE),
        Operand.of(SMALLINT, INTEGER, BIGINT, DECIMAL, DOUBLE));
  }

  private static void rounding(SqlForms.Builder forms) {
    Operand decimal = Operand.of(DECIMAL);
    forms.alike("round", "{0}", 1, INTEGERS);
    forms.form("round", EnumSet.of(DECIMAL), "CAST(round({0}) AS {type})", decimal);
    forms.form(
        "round",
        EnumSet.of(DECIMAL),
        "CAST(round({0}, {1}) AS {type})",
        decimal,
        COUNT.given(Given.NOT_NEGATIVE));
    forms.form("sign", EnumSet.of(TINYINT), "CAST(sign({0}) AS tinyint)", Operand.of(EXACT));
    for (String name : List.of("floor", "ceil")) {
      forms.alike(name, name + "({0})", 1, EnumSet.of(DOUBLE));
      forms.form(name, EnumSet.of(DECIMAL), "CAST(" + name + "({0}) AS {type})", decimal);
      forms.form(name, EnumSet.of(DOUBLE), "CAST({0} AS double)", Operand.of(INTEGERS));
    }
    forms.alike("sqrt", "sqrt({0})", 1, EnumSet.of(DOUBLE));
  }

  private static void casts(SqlForms.Builder forms) {
    forms.form("cast", EXACT, "CAST({0} AS {type})", Operand.of(EXACT));
    forms.form("cast", EnumSet.of(DOUBLE), "CAST({0} AS {type})", Operand.of(EXACT));
    forms.form("cast", EnumSet.of(DOUBLE), "CAST({0} AS {type})", Operand.of(REAL));
    forms.form("cast", INTEGERS, "CAST({0} AS {type})", Operand.of(BOOLEAN));
    forms.form("cast", EnumSet.of(BOOLEAN), "{0} <> 0", Operand.of(EXACT));
    forms.form("cast", EnumSet.of(VARCHAR), "CAST({0} AS varchar)", Operand.of(EXACT));
    forms.form("cast", EnumSet.of(VARCHAR), "CAST({0} AS varchar)", Operand.of(BOOLEAN));
    forms.form("cast", EnumSet.of(TIMESTAMP), "CAST({0} AS {type})", Operand.of(DATE));
    forms.form("cast", EnumSet.of(DATE), "CAST({0} AS {type})", Operand.of(TIMESTAMP));
    forms.refuse(
        "cast",
        "Trino reads and writes these values in other forms than DuckDB, or rounds otherwise");
  }

  private static void text(SqlForms.Builder forms) {
    Operand start = COUNT.given(Given.POSITIVE);
    Operand length = COUNT.given(Given.NOT_NEGATIVE);
    forms
        .form("length", EnumSet.of(BIGINT), "length({0})", TEXT)
        .form("substring", "substr({0}, {1})", TEXT, start)
        .form("substring", "substr({0}, {1}, {2})", TEXT, start, length)
        .form("left", "substr({0}, 1, {1})", TEXT, length)
        .form("replace", "replace({0}, {1}, {2})", TEXT, TEXT.given(Given.NOT_EMPTY), TEXT)
        .form("position", EnumSet.of(BIGINT), "strpos({0}, {1})", TEXT, TEXT)
        .form("||", "{0} || {1}", TEXT, TEXT)
        .form("like", "{0} LIKE {1}", TEXT, TEXT)
        .form("starts_with", "starts_with({0}, {1})", TEXT, TEXT)
        .form("contains", "strpos({0}, {1}) > 0", TEXT, TEXT)
        .refuse("lower", "Trino knows the letters of another version of Unicode")
        .refuse("upper", "Trino knows the letters of another version of Unicode");
  }

  private static void dates(SqlForms.Builder forms) {
    Set<SqlType> number = EnumSet.of(BIGINT);
    Operand days = Operand.of(DAYS);
    for (String field : List.of("year", "quarter", "month", "day", "week")) {
      forms.form(field, number, field + "({0})", days);
    }
    forms.form("isodow", number, "day_of_week({0})", days);
    forms.form("dow", number, "day_of_week({0}) % 7", days);
    forms.form("doy", number, "day_of_year({0})", days);
    for (String field : List.of("hour", "minute", "second")) {
      forms.form(field, number, field + "({0})", Operand.of(TIMESTAMP, TIME));
    }
    for (String field :
        List.of("year", "quarter", "month", "week", "day", "hour", "minute", "second")) {
      forms.form(
          "date_trunc " + field,
          EnumSet.of(TIMESTAMP),
          "date_trunc('" + field + "', CAST({0} AS timestamp(6)))",
          days);
    }
    Operand whole = Operand.of(SMALLINT, INTEGER);
    Operand date = Operand.of(DATE);
    forms
        .form("+", EnumSet.of(DATE), "date_add('day', {1}, {0})", date, whole)
        .form("+", EnumSet.of(DATE), "date_add('day', {0}, {1})", whole, date)
        .form("-", EnumSet.of(DATE), "date_add('day', - {1}, {0})", date, whole)
        .form("-", number, "date_diff('day', {1}, {0})", date, date)
        .form("date_diff day", number, "date_diff('day', {0}, {1})", date, date)
        .form("last_day", EnumSet.of(DATE), "last_day_of_month({0})", days);
    for (String sign : List.of("+", "-")) {
      String negative = sign.equals("-") ? "- " : "";
      forms.form(
          sign,
          EnumSet.of(TIMESTAMP),
          "date_add('month', " + negative + "{1}, CAST({0} AS timestamp(6)))",
          days,
          Operand.of(MONTHS));
      forms.form(
          sign,
          EnumSet.of(TIMESTAMP),
          "date_add('millisecond', " + negative + "{1}, CAST({0} AS timestamp(6)))",
          days,
          Operand.of(MILLISECONDS));
    }
  }

  private static void aggregates(SqlForms.Builder forms) {
    Operand exact = Operand.of(EXACT);
    Operand floats = Operand.of(FLOATS);
    Operand ordered = Operand.of(ordered());
    forms
        // Trino's sum of integers is no wider than a BIGINT.
        .form("sum", EnumSet.of(DECIMAL), "sum({distinct}CAST({0} AS {type}))", exact)
        .form("sum", EnumSet.of(DOUBLE), "sum({distinct}CAST({0} AS double))", floats)
        .form(
            "$sum0",
            EnumSet.of(DECIMAL),
            "coalesce(sum({distinct}CAST({0} AS {type})), CAST(0 AS {type}))",
            exact)
        // Trino's average of decimals is a decimal, and that of integers sums doubles.
        .form(
            "avg",
            EnumSet.of(DOUBLE),
            "(CAST(sum({distinct}CAST({0} AS decimal(38,0))) AS double) / count({distinct}{0}))",
            Operand.of(INTEGERS))
        .form(
            "avg",
            EnumSet.of(DOUBLE),
            "(CAST(sum({distinct}{0}) AS double) / count({distinct}{0}))",
            Operand.of(DECIMAL))
        .form("avg", EnumSet.of(DOUBLE), "avg({distinct}CAST({0} AS double))", floats)
        .form("min", "min({0})", ordered)
        .form("max", "max({0})", ordered)
        .form("bool_and", "bool_and({0})", Operand.of(BOOLEAN))
        .form("bool_or", "bool_or({0})", Operand.of(BOOLEAN))
        .many(
            "grouping",
            EnumSet.of(BIGINT),
            "CAST(GROUPING({*}) AS bigint)",
            EnumSet.allOf(SqlType.class));
  }

  private static void windows(SqlForms.Builder forms) {
    for (String name : List.of("row_number", "rank", "dense_rank")) {
      forms.form("over " + name, EnumSet.of(BIGINT), "{0}");
    }
    Operand any = Operand.of(ordered());
    for (String name : List.of("first_value", "last_value", "lag", "lead", "min", "max")) {
      forms.form("over " + name, "{0}", any);
    }
    for (String name : List.of("lag", "lead")) {
      forms.form("over " + name, "{0}", any, COUNT.given(Given.NOT_NEGATIVE));
    }
    forms
        .form("over count", EnumSet.of(BIGINT), "{0}")
        .form("over count", EnumSet.of(BIGINT), "{0}", Operand.of(EnumSet.allOf(SqlType.class)))
        // Of decimals it has as many digits as DuckDB's; of integers it overflows earlier.
        .form("over sum", EnumSet.of(DECIMAL), "CAST({0} AS {type})", Operand.of(DECIMAL))
        .form("over sum", EnumSet.of(DOUBLE), "{0}", Operand.of(DOUBLE))
        .form("over avg", EnumSet.of(DOUBLE), "{0}", Operand.of(DOUBLE));
  }
}
