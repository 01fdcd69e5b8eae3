package io.tributary.connector.postgresql;

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
import java.util.Map;
import java.util.Set;

/// What PostgreSQL computes as DuckDB does, or is made to.
final class PostgresqlForms {
  private static final Set<SqlType> INTEGERS = EnumSet.of(SMALLINT, INTEGER, BIGINT);
  private static final Set<SqlType> EXACT = EnumSet.of(SMALLINT, INTEGER, BIGINT, DECIMAL);
  private static final Set<SqlType> NUMBERS =
      EnumSet.of(SMALLINT, INTEGER, BIGINT, DECIMAL, DOUBLE);
  private static final Set<SqlType> DAYS = EnumSet.of(DATE, TIMESTAMP);
  private static final Set<SqlType> ORDERED =
      EnumSet.of(
          SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ);
  private static final Set<SqlType> WITHOUT_DECIMAL =
      EnumSet.of(SMALLINT, INTEGER, BIGINT, DOUBLE, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ);

  private static final Operand TEXT = Operand.of(VARCHAR);

  /// PostgreSQL has the functions that take places and lengths for no longer ones.
  private static final Operand COUNT = Operand.of(SMALLINT, INTEGER);

  static final SqlForms TABLE = table();

  /// Of databases whose text is in no Unicode encoding: the server knows neither its characters nor
  /// their order as DuckDB does, but which texts are the same.
  static final SqlForms OF_OTHER_ENCODINGS = TABLE.with(VARCHAR, Set.of("equal", "group"));

  private PostgresqlForms() {}

  private static SqlForms table() {
    SqlForms.Builder forms = SqlForms.builder();
    order(forms);
    arithmetic(forms);
    rounding(forms);
    casts(forms);
    text(forms);
    fields(forms);
    dates(forms);
    aggregates(forms);
    grouping(forms);
    windows(forms);
    return forms.build();
  }

  private static void order(SqlForms.Builder forms) {
    Set<SqlType> all = EnumSet.copyOf(ORDERED);
    all.addAll(EnumSet.of(BOOLEAN, VARCHAR, BLOB));
    forms.sorts(all).groups(all).compares(NUMBERS, NUMBERS);
    // DuckDB compares REAL with integers and decimals as REAL, PostgreSQL as DOUBLE.
    forms.compares(EnumSet.of(REAL, DOUBLE), EnumSet.of(REAL, DOUBLE));
    forms.compares(DAYS, DAYS).equates(VARCHAR);
    for (SqlType type : EnumSet.of(BOOLEAN, VARCHAR, BLOB, TIME, TIMESTAMP_TZ)) {
      forms.compares(EnumSet.of(type), EnumSet.of(type));
    }
    for (String sign : List.of("<", "<=", ">", ">=")) {
      forms.form(sign, "{0} " + sign + " {1}", Operand.of(BOOLEAN), Operand.of(BOOLEAN));
    }
    for (String name : List.of("greatest", "least")) {
      forms.form(name, name + "({0} COLLATE \"C\", {1} COLLATE \"C\")", TEXT, TEXT);
    }
    forms.manyAlike("greatest", "greatest({*})", WITHOUT_DECIMAL);
    forms.manyAlike("least", "least({*})", WITHOUT_DECIMAL);
  }

  private static void arithmetic(SqlForms.Builder forms) {
    Operand integer = Operand.of(INTEGERS);
    Operand exact = Operand.of(EXACT);
    for (String sign : List.of("+", "-", "*")) {
      forms.alike(sign, "{0} " + sign + " {1}", 2, EnumSet.of(INTEGER, BIGINT));
      forms.refuse(sign, "PostgreSQL fails where a REAL would be infinite or almost zero");
      // Computed in the result's type, so that both overflow at the same numbers.
      forms.form(
          sign, INTEGERS, "CAST(CAST({0} AS {type}) " + sign + " {1} AS {type})", integer, integer);
      forms.form(sign, EnumSet.of(DECIMAL), "CAST({0} " + sign + " {1} AS {type})", exact, exact);
    }
    doubles(forms);
    forms.form("%", INTEGERS, "{0} % {1}", integer, integer.given(Given.POSITIVE));
    // The smallest number by -1 overflows in DuckDB.
    forms.form(
        "%", INTEGERS, "CASE {1} WHEN -1 THEN (- {0}) * 0 ELSE {0} % {1} END", integer, integer);
    forms.alike("-", "- {0}", 1, EnumSet.of(INTEGER, BIGINT, REAL, DOUBLE));
    forms.form("-", EnumSet.of(SMALLINT, DECIMAL), "CAST(- {0} AS {type})", exact);
    forms.alike("abs", "abs({0})", 1, EnumSet.of(SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE));
    division(forms);
  }

  private static void division(SqlForms.Builder forms) {
    Operand exact = Operand.of(EXACT);
    String toInfinity =
        "WHEN {1} = 0 THEN CAST({0} AS double precision) * CAST(%s AS double precision)";
    String quotient = "CAST({0} AS double precision) / CAST({1} AS double precision)";
    forms.form("/", EnumSet.of(DOUBLE), quotient, exact, exact.given(Given.NOT_ZERO));
    // By zero DuckDB gives an infinity, or NaN for zero itself.
    forms.form(
        "/",
        EnumSet.of(DOUBLE),
        "CASE " + toInfinity.formatted("'Infinity'") + " ELSE " + quotient + " END",
        exact,
        exact);
    String byZero =
        toInfinity.formatted(
            "CASE CAST({1} AS text) WHEN '-0' THEN '-Infinity' ELSE 'Infinity' END");
    String large =
        "WHEN abs({1}) < 1 AND sqrt(sqrt(abs({0}))) / sqrt(sqrt(abs({1}))) >"
            + " 1.15792089237317e77::double precision THEN sign({0}) * sign({1}) * CAST('Infinity'"
            + " AS double precision)";
    String small =
        "WHEN abs({1}) <= 1.7976931348623157e308::double precision AND sqrt(least(abs({0}), 1)) /"
            + " sqrt(greatest(abs({1}), 1)) <= 1.5717277847026288e-162::double precision THEN"
            + " sign({0}) * sign({1}) * 0::double precision";
    String quotients =
        " WHEN {0} = 0 THEN {0} / {1} " + large + " " + small + " ELSE {0} / {1} END";
    forms.form(
        "/",
        EnumSet.of(DOUBLE),
        "CASE" + quotients,
        Operand.of(DOUBLE),
        Operand.of(DOUBLE).given(Given.NOT_ZERO));
    String guarded = "CASE " + byZero + quotients;
    String unguarded = "CASE " + byZero + " ELSE {0} / {1} END";
    for (String sql : List.of(guarded, unguarded)) {
      forms.alike("/", sql, 2, EnumSet.of(DOUBLE));
      forms.form("/", EnumSet.of(DOUBLE), asDouble(sql, 1), Operand.of(DOUBLE), exact);
      forms.form("/", EnumSet.of(DOUBLE), asDouble(sql, 0), exact, Operand.of(DOUBLE));
    }
  }

  private static String asDouble(String sql, int operand) {
    String slot = "{" + operand + "}";
    return sql.replace(slot, "CAST(" + slot + " AS double precision)");
  }

  /// PostgreSQL fails where DuckDB goes to an infinity, or to zero. Operands that are too long to
  /// be written so often are computed without these guards: the query fails then, it does not lie.
  private static void doubles(SqlForms.Builder forms) {
    Operand exact = Operand.of(EXACT);
    String infinity = "CAST('Infinity' AS double precision)";
    // Halves are exact, and their sum reaches 2^1023 just where the sum would overflow.
    String halves =
        "greatest(abs({0}), 1) * 0.5::double precision + greatest(abs({1}), 1) * 0.5::double"
            + " precision >= 8.98846567431158e307::double precision";
    // Products scaled by 2^-1024 and 2^1074.
    String large =
        "abs({0}) >= 1 AND abs({1}) >= 1 AND greatest(abs({0}), 1) * 7.458340731200207e-155::double"
            + " precision * (greatest(abs({1}), 1) * 7.458340731200207e-155::double precision) >="
            + " 1";
    String small =
        "sqrt(least(abs({0}), 1)) * sqrt(least(abs({1}), 1)) <= 1.5717277847026288e-162::double"
            + " precision";
    Map<String, String> guarded =
        Map.of(
            "+",
            "CASE WHEN sign({0}) = sign({1}) AND "
                + halves
                + " THEN sign({0}) * "
                + infinity
                + " ELSE {0} + {1} END",
            "-",
            "CASE WHEN sign({0}) = - sign({1}) AND "
                + halves
                + " THEN sign({0}) * "
                + infinity
                + " ELSE {0} - {1} END",
            "*",
            "CASE WHEN {0} = 0 OR {1} = 0 THEN {0} * {1} WHEN "
                + large
                + " THEN sign({0}) * sign({1}) * "
                + infinity
                + " WHEN "
                + small
                + " THEN sign({0}) * sign({1}) * 0::double precision ELSE {0} * {1} END");
    for (String sign : List.of("+", "-", "*")) {
      for (String sql : List.of(guarded.get(sign), "{0} " + sign + " {1}")) {
        forms.alike(sign, sql, 2, EnumSet.of(DOUBLE));
        forms.form(sign, EnumSet.of(DOUBLE), asDouble(sql, 1), Operand.of(DOUBLE), exact);
        forms.form(sign, EnumSet.of(DOUBLE), asDouble(sql, 0), exact, Operand.of(DOUBLE));
      }
    }
  }

  private static void rounding(SqlForms.Builder forms) {
    Operand decimal = Operand.of(DECIMAL);
    // Of more places before the point than a decimal has, DuckDB makes 0, also of NULL.
    Operand places = COUNT.given(Given.NOT_NEGATIVE);
    // PostgreSQL rounds halves of doubles to the even neighbour, DuckDB away from zero.
    forms.alike(
        "round",
        "CASE WHEN abs({0} - trunc({0})) >= 0.5 THEN trunc({0}) + sign({0}) ELSE trunc({0}) END",
        1,
        EnumSet.of(DOUBLE));
    forms.alike("round", "{0}", 1, INTEGERS);
    forms.form("sign", EnumSet.of(TINYINT), "CAST(sign({0}) AS smallint)", Operand.of(EXACT));
    forms.form(
        "sqrt",
        EnumSet.of(DOUBLE),
        "CASE WHEN {0} < 0 THEN CAST('NaN' AS double precision)"
            + " ELSE sqrt(CAST({0} AS double precision)) END",
        Operand.of(NUMBERS));
    forms.form("round", EnumSet.of(DECIMAL), "CAST(round({0}) AS {type})", decimal);
    forms.form("round", EnumSet.of(DECIMAL), "CAST(round({0}, {1}) AS {type})", decimal, places);
    for (String name : List.of("floor", "ceil", "trunc")) {
      forms.alike(name, name + "({0})", 1, EnumSet.of(DOUBLE));
      forms.form(name, EnumSet.of(DECIMAL), "CAST(" + name + "({0}) AS {type})", decimal);
      forms.form(name, EnumSet.of(DOUBLE), "CAST({0} AS double precision)", Operand.of(INTEGERS));
    }
  }

  private static void casts(SqlForms.Builder forms) {
    forms.form("cast", EXACT, "CAST({0} AS {type})", Operand.of(EXACT));
    forms.form("cast", INTEGERS, "CAST({0} AS {type})", Operand.of(DOUBLE));
    forms.form("cast", EnumSet.of(DOUBLE), "CAST({0} AS {type})", Operand.of(EXACT));
    forms.form("cast", EnumSet.of(DOUBLE), "CAST({0} AS {type})", Operand.of(REAL));
    forms.form("cast", INTEGERS, "CAST(CAST({0} AS integer) AS {type})", Operand.of(BOOLEAN));
    forms.form("cast", EnumSet.of(BOOLEAN), "{0} <> 0", Operand.of(EXACT));
    forms.form("cast", EnumSet.of(VARCHAR), "CAST({0} AS text)", Operand.of(EXACT));
    forms.form("cast", EnumSet.of(VARCHAR), "CAST({0} AS text)", Operand.of(BOOLEAN, TIME));
    forms.form(
        "cast",
        EnumSet.of(VARCHAR),
        "replace(CAST({0} AS text), ' BC', ' (BC)')",
        Operand.of(DATE));
    // DuckDB has what tells the era beside the date, PostgreSQL at the end.
    forms.form(
        "cast",
        EnumSet.of(VARCHAR),
        "regexp_replace(CAST({0} AS text), '^(.*) (.*) BC$', '\\1 (BC) \\2')",
        Operand.of(TIMESTAMP));
    forms.form("cast", EnumSet.of(TIMESTAMP), "CAST({0} AS timestamp)", Operand.of(DATE));
    forms.form("cast", EnumSet.of(DATE, TIME), "CAST({0} AS {type})", Operand.of(TIMESTAMP));
    forms.refuse(
        "cast",
        "PostgreSQL reads and writes these values in other forms than DuckDB, or rounds otherwise");
  }

  private static void text(SqlForms.Builder forms) {
    Operand start = COUNT.given(Given.NOT_NEGATIVE);
    forms
        .form("length", EnumSet.of(BIGINT), "CAST(char_length({0}) AS bigint)", TEXT)
        .form("lower", CaseMapping.lower("{0}"), TEXT)
        .form("upper", CaseMapping.upper("{0}"), TEXT)
        .form("substring", "substring({0}, {1})", TEXT, start)
        .form("substring", "right({0}, - ({1}))", TEXT, COUNT.given(Given.NEGATIVE))
        .form("substring", "substring({0}, {1}, {2})", TEXT, start, start)
        .form("left", "left({0}, {1})", TEXT, COUNT.given(Given.CONSTANT))
        .form("right", "right({0}, {1})", TEXT, COUNT.given(Given.CONSTANT))
        .form("trim", "btrim({0}, {1})", TEXT, TEXT)
        .form("ltrim", "ltrim({0}, {1})", TEXT, TEXT)
        .form("rtrim", "rtrim({0}, {1})", TEXT, TEXT)
        .form("replace", "replace({0}, {1}, {2})", TEXT, TEXT, TEXT)
        .form("position", EnumSet.of(BIGINT), "CAST(strpos({0}, {1}) AS bigint)", TEXT, TEXT)
        .form("||", "{0} || {1}", TEXT, TEXT)
        .many("concat", EnumSet.of(VARCHAR), "concat({*})", EnumSet.of(VARCHAR, INTEGER, BIGINT))
        .form("like", "{0} LIKE {1}", TEXT, TEXT.given(Given.NO_BACKSLASH))
        .form("like", "{0} LIKE {1} ESCAPE ''", TEXT, TEXT)
        .form("like", "{0} LIKE {1} ESCAPE {2}", TEXT, TEXT, TEXT.given(Given.NOT_EMPTY))
        .form("starts_with", "starts_with({0}, {1})", TEXT, TEXT)
        .form("ends_with", "right({0}, char_length({1})) = {1}", TEXT, TEXT)
        .form("contains", "strpos({0}, {1}) > 0", TEXT, TEXT)
        .form("md5", "md5({0})", TEXT)
        .refuse("ilike", "which letters are the same depends on PostgreSQL's collation")
        .refuse("reverse", "PostgreSQL reverses code points, DuckDB what users see as characters");
  }

  private static void fields(SqlForms.Builder forms) {
    // The standard's extract gives numeric, which is half as fast to make and to cast.
    Set<SqlType> result = EnumSet.of(BIGINT);
    forms.form("year", result, "CAST(" + year("{0}") + " AS bigint)", Operand.of(DAYS));
    for (String field : List.of("quarter", "month", "day", "week", "dow", "isodow", "doy")) {
      forms.form(
          field, result, "CAST(date_part('" + field + "', {0}) AS bigint)", Operand.of(DAYS));
    }
    for (String field : List.of("hour", "minute")) {
      forms.form(
          field,
          result,
          "CAST(date_part('" + field + "', {0}) AS bigint)",
          Operand.of(TIMESTAMP, TIME));
      forms.form(field, result, "CAST({0} - {0} AS bigint)", Operand.of(DATE));
    }
    forms.form(
        "second",
        result,
        "CAST(trunc(date_part('second', {0})) AS bigint)",
        Operand.of(TIMESTAMP, TIME));
    forms.form("second", result, "CAST({0} - {0} AS bigint)", Operand.of(DATE));
  }

  /// PostgreSQL goes from the year 1 before Christ to the year 1, DuckDB through a year 0.
  private static String year(String day) {
    return "(date_part('year', " + day + ") + CAST(" + day + " < DATE '0001-01-01' AS integer))";
  }

  private static void dates(SqlForms.Builder forms) {
    Operand days = Operand.of(DAYS);
    for (String field :
        List.of("year", "quarter", "month", "week", "day", "hour", "minute", "second")) {
      forms.form(
          "date_trunc " + field,
          EnumSet.of(TIMESTAMP),
          "date_trunc('" + field + "', CAST({0} AS timestamp))",
          days);
    }
    Operand number = Operand.of(SMALLINT, INTEGER);
    String years = year("{1}") + " - " + year("{0}");
    forms
        .form("+", EnumSet.of(DATE), "{0} + {1}", Operand.of(DATE), number)
        .form("+", EnumSet.of(DATE), "{0} + {1}", number, Operand.of(DATE))
        .form("-", EnumSet.of(DATE), "{0} - {1}", Operand.of(DATE), number)
        .form(
            "-",
            EnumSet.of(BIGINT),
            "CAST({0} - {1} AS bigint)",
            Operand.of(DATE),
            Operand.of(DATE))
        .form(
            "date_diff day",
            EnumSet.of(BIGINT),
            "CAST({1} - {0} AS bigint)",
            Operand.of(DATE),
            Operand.of(DATE))
        .form(
            "date_diff month",
            EnumSet.of(BIGINT),
            "CAST(("
                + years
                + ") * 12 + date_part('month', {1}) - date_part('month', {0}) AS bigint)",
            days,
            days)
        .form("date_diff year", EnumSet.of(BIGINT), "CAST(" + years + " AS bigint)", days, days)
        .form(
            "last_day",
            EnumSet.of(DATE),
            "CAST(date_trunc('month', {0}) + INTERVAL '1 month - 1 day' AS date)",
            days);
    for (String sign : List.of("+", "-")) {
      forms.form(
          sign, DAYS, "{0} " + sign + " ({1}) * INTERVAL '1 month'", days, Operand.of(MONTHS));
      forms.form(
          sign,
          DAYS,
          "{0} " + sign + " ({1}) * INTERVAL '1 millisecond'",
          days,
          Operand.of(MILLISECONDS));
    }
  }

  private static void aggregates(SqlForms.Builder forms) {
    for (String name : List.of("sum", "over sum")) {
      String sum =
          name.startsWith("over") ? "CAST({0} AS {type})" : "CAST(sum({distinct}{0}) AS {type})";
      forms.form(name, EnumSet.of(DECIMAL), sum, Operand.of(EXACT));
    }
    forms
        .form("sum", EnumSet.of(DOUBLE), "sum({distinct}{0})", Operand.of(DOUBLE))
        .form(
            "sum",
            EnumSet.of(DOUBLE),
            "sum({distinct}CAST({0} AS double precision))",
            Operand.of(REAL))
        .form(
            "$sum0",
            EnumSet.of(DECIMAL),
            "CAST(coalesce(sum({distinct}{0}), 0) AS {type})",
            Operand.of(EXACT))
        .form(
            "avg",
            EnumSet.of(DOUBLE),
            "CAST(avg({distinct}{0}) AS double precision)",
            Operand.of(REAL, DOUBLE))
        // DuckDB divides after the sum has become a double, and the last digits differ.
        .form(
            "avg",
            EnumSet.of(DOUBLE),
            "(CAST(sum({distinct}{0}) AS double precision) / count({distinct}{0}))",
            Operand.of(EXACT))
        .form("min", "min({0})", Operand.of(ORDERED))
        .form("max", "max({0})", Operand.of(ORDERED))
        .form("min", "min({0})", TEXT)
        .form("max", "max({0})", TEXT)
        .form("min", "bool_and({0})", Operand.of(BOOLEAN))
        .form("max", "bool_or({0})", Operand.of(BOOLEAN))
        .form("bool_and", "bool_and({0})", Operand.of(BOOLEAN))
        .form("bool_or", "bool_or({0})", Operand.of(BOOLEAN));
  }

  /// Of the keys that a row groups by.
  private static void grouping(SqlForms.Builder forms) {
    forms.many(
        "grouping",
        EnumSet.of(BIGINT),
        "CAST(GROUPING({*}) AS bigint)",
        EnumSet.allOf(SqlType.class));
  }

  private static void windows(SqlForms.Builder forms) {
    for (String name : List.of("row_number", "rank", "dense_rank")) {
      forms.form("over " + name, EnumSet.of(BIGINT), "{0}");
    }
    Set<SqlType> any = EnumSet.copyOf(ORDERED);
    any.addAll(EnumSet.of(VARCHAR, BOOLEAN));
    for (String name : List.of("first_value", "last_value", "lag", "lead")) {
      forms.form("over " + name, "{0}", Operand.of(any));
    }
    for (String name : List.of("lag", "lead")) {
      forms.form("over " + name, "{0}", Operand.of(any), COUNT.given(Given.CONSTANT));
    }
    for (String name : List.of("min", "max")) {
      forms.form("over " + name, "{0}", Operand.of(ORDERED));
    }
    forms
        .form("over count", EnumSet.of(BIGINT), "{0}")
        .form("over count", EnumSet.of(BIGINT), "{0}", Operand.of(EnumSet.allOf(SqlType.class)))
        .form("over sum", EnumSet.of(DOUBLE), "{0}", Operand.of(DOUBLE))
        .form("over avg", EnumSet.of(DOUBLE), "{0}", Operand.of(DOUBLE));
  }
}
