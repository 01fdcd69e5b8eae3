package io.tributary.connector.mysql;

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
import static io.tributary.connector.SqlType.UBIGINT;
import static io.tributary.connector.SqlType.UINTEGER;
import static io.tributary.connector.SqlType.USMALLINT;
import static io.tributary.connector.SqlType.UTINYINT;
import static io.tributary.connector.SqlType.VARCHAR;

import io.tributary.connector.SqlForm.Given;
import io.tributary.connector.SqlForm.Operand;
import io.tributary.connector.SqlForms;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What MariaDB and MySQL compute as DuckDB does, or are made to.
///
/// They compute with all integers as with 64 bits, cut what a cast cannot hold, and give NULL for
/// dates beyond their calendar. Where DuckDB fails at an overflow, they are made to fail by one of
/// their own: of a BIGINT.
final class MysqlForms {
  private static final Set<SqlType> INTEGERS = EnumSet.of(SMALLINT, INTEGER, BIGINT);
  private static final Set<SqlType> EXACT = EnumSet.of(SMALLINT, INTEGER, BIGINT, DECIMAL);
  private static final Set<SqlType> NUMBERS =
      EnumSet.of(SMALLINT, INTEGER, BIGINT, DECIMAL, DOUBLE);
  private static final Set<SqlType> ALL_NUMBERS =
      EnumSet.of(
          TINYINT, SMALLINT, INTEGER, BIGINT, UTINYINT, USMALLINT, UINTEGER, UBIGINT, DECIMAL,
          DOUBLE);
  private static final Set<SqlType> DAYS = EnumSet.of(DATE, TIMESTAMP);

  private static final Operand TEXT = Operand.of(VARCHAR);
  private static final Operand COUNT = Operand.of(INTEGERS);
  private static final Operand ANY_DAY = Operand.of(DAYS);

  /// Decimals have more places than these in MariaDB, but not in MySQL.
  private static final int MOST_SCALE = 30;

  private MysqlForms() {}

  /// @param knowsLetters whether the server has collations with the letters that DuckDB knows
  static SqlForms table(boolean knowsLetters) {
    SqlForms.Builder forms = SqlForms.builder().mostScale(MOST_SCALE);
    order(forms);
    arithmetic(forms);
    rounding(forms);
    casts(forms);
    text(forms);
    letters(forms, knowsLetters);
    dates(forms);
    shifts(forms);
    aggregates(forms);
    windows(forms);
    return forms.build();
  }

  private static void order(SqlForms.Builder forms) {
    Set<SqlType> all = EnumSet.copyOf(ALL_NUMBERS);
    all.addAll(EnumSet.of(REAL, BOOLEAN, VARCHAR, BLOB, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ));
    forms.sorts(all);
    Set<SqlType> grouped = EnumSet.copyOf(all);
    grouped.removeAll(EnumSet.of(REAL, DOUBLE));
    forms.groups(grouped).refuse("group", "MariaDB and MySQL make different groups of 0 and -0");
    forms.compares(ALL_NUMBERS, ALL_NUMBERS).compares(DAYS, DAYS);
    forms.compares(EnumSet.of(REAL, DOUBLE), EnumSet.of(REAL, DOUBLE));
    for (SqlType type : EnumSet.of(BOOLEAN, VARCHAR, BLOB, TIME, TIMESTAMP_TZ)) {
      forms.compares(EnumSet.of(type), EnumSet.of(type));
    }
    // A column may be a BIT, and another column or an expression a number: together they would be
    // bytes.
    forms.form("combine", "{0} + 0", Operand.of(BOOLEAN, UBIGINT));
    Operand any = Operand.of(all);
    forms
        .form("is not distinct from", "{0} <=> {1}", any, any)
        .form("is distinct from", "NOT ({0} <=> {1})", any, any);
    for (String sign : List.of("<", "<=", ">", ">=")) {
      forms.form(sign, "{0} " + sign + " {1}", Operand.of(BOOLEAN), Operand.of(BOOLEAN));
    }
    // NULL wins here; in DuckDB it loses.
    Operand comparable = Operand.of(EnumSet.of(SMALLINT, INTEGER, BIGINT, DATE, TIMESTAMP));
    for (String name : List.of("greatest", "least")) {
      forms.form(name, "coalesce(" + name + "({0}, {1}), {0}, {1})", comparable, comparable);
    }
  }

  private static void arithmetic(SqlForms.Builder forms) {
    Operand integer = Operand.of(INTEGERS);
    Operand exact = Operand.of(EXACT);
    for (String sign : List.of("+", "-", "*")) {
      String sql = "{0} " + sign + " {1}";
      String integers = sql;
      if (!sign.equals("-")) {
        // A YEAR has no sign, nor what comes of it and a negative number; of a difference the
        // session sees to that.
        integers = signed("{0}") + " " + sign + " " + signed("{1}");
        forms.form(sign, EnumSet.of(BIGINT), integers, integer, integer);
      }
      forms.form(sign, EnumSet.of(INTEGER), within32Bits(integers), integer, integer);
      forms.form(sign, EnumSet.of(SMALLINT), within16Bits(integers), integer, integer);
      forms.roomy(sign, sql, exact, exact);
      forms.form(sign, EnumSet.of(DECIMAL), withinDecimal(sql), exact, exact);
      forms.alike(sign, sql, 2, EnumSet.of(DOUBLE));
      forms.form(sign, EnumSet.of(DOUBLE), sql, Operand.of(DOUBLE), exact);
      forms.form(sign, EnumSet.of(DOUBLE), sql, exact, Operand.of(DOUBLE));
    }
    // Nothing less the smallest number would be the smallest number again.
    Operand narrow = Operand.of(SMALLINT, INTEGER);
    forms.form("-", EnumSet.of(BIGINT), "{0} - {1}", integer, narrow);
    forms.form("-", EnumSet.of(BIGINT), "{0} - {1}", integer, integer.given(Given.NOT_NEGATIVE));
    forms.form(
        "-",
        EnumSet.of(BIGINT),
        "CASE {1} WHEN -9223372036854775808 THEN {0} + 9223372036854775807 + 1 ELSE {0} - {1} END",
        integer,
        integer);
    // The smallest number by -1 overflows in DuckDB.
    forms.form("%", INTEGERS, "{0} % {1}", integer, integer.given(Given.POSITIVE));
    remainder(forms, BIGINT, "abs({0})");
    remainder(forms, INTEGER, within32Bits("abs({0})"));
    remainder(forms, SMALLINT, within16Bits("abs({0})"));
    forms.form("-", EnumSet.of(BIGINT), "0 - {0}", narrow);
    forms.form(
        "-",
        EnumSet.of(BIGINT),
        "CASE {0} WHEN -9223372036854775808 THEN {0} - 1 ELSE 0 - {0} END",
        integer);
    forms.form("-", EnumSet.of(INTEGER), within32Bits("0 - {0}"), integer);
    forms.form("-", EnumSet.of(SMALLINT), within16Bits("0 - {0}"), integer);
    forms.alike("-", "- {0}", 1, EnumSet.of(DECIMAL, DOUBLE));
    forms.form("abs", EnumSet.of(BIGINT), "abs({0})", integer);
    forms.form("abs", EnumSet.of(INTEGER), within32Bits("abs({0})"), integer);
    forms.form("abs", EnumSet.of(SMALLINT), within16Bits("abs({0})"), integer);
    forms.alike("abs", "abs({0})", 1, EnumSet.of(DECIMAL, DOUBLE));
    forms.form(
        "/",
        EnumSet.of(DOUBLE),
        "CAST({0} AS DOUBLE) / {1}",
        Operand.of(NUMBERS),
        Operand.of(NUMBERS).given(Given.NOT_ZERO));
    forms.refuse(
        "/", "MariaDB and MySQL give NULL where the divisor is zero, and have no infinity");
  }

  /// @param positive the number without its sign, failing where that overflows
  private static void remainder(SqlForms.Builder forms, SqlType type, String positive) {
    forms.form(
        "%",
        EnumSet.of(type),
        "CASE {1} WHEN 0 THEN "
            + signed("{0}")
            + " * 0 + 9223372036854775807 + 1 WHEN -1 THEN ("
            + positive
            + ") * 0 ELSE {0} % {1} END",
        Operand.of(INTEGERS),
        Operand.of(INTEGERS));
  }

  private static String signed(String sql) {
    return "CAST(" + sql + " AS SIGNED)";
  }

  /// Fails where a number has more than 32 bits: shifted up it overflows.
  private static String within32Bits(String sql) {
    return "((" + sql + ") * 4294967296) DIV 4294967296";
  }

  private static String within16Bits(String sql) {
    return "((" + sql + ") * 281474976710656) DIV 281474976710656";
  }

  private static String withinDecimal(String sql) {
    return "CASE WHEN abs("
        + sql
        + ") < {limit} THEN "
        + sql
        + " ELSE "
        + failure("abs(" + sql + ") >= {limit}")
        + " END";
  }

  /// An overflow wherever a condition is true.
  private static String failure(String condition) {
    return "9223372036854775807 + (" + condition + ")";
  }

  private static void rounding(SqlForms.Builder forms) {
    Operand decimal = Operand.of(DECIMAL);
    // Of more places before the point than a decimal has, DuckDB makes 0, also of NULL.
    Operand places = COUNT.given(Given.NOT_NEGATIVE);
    forms.alike("round", "{0}", 1, INTEGERS);
    // They round halves of doubles to the even neighbour, DuckDB away from zero.
    forms.alike(
        "round",
        "CASE WHEN abs({0} - truncate({0}, 0)) >= 0.5 THEN truncate({0}, 0) + sign({0})"
            + " ELSE truncate({0}, 0) END",
        1,
        EnumSet.of(DOUBLE));
    forms.form("round", EnumSet.of(DECIMAL), "round({0})", decimal);
    // They keep as many places as are asked for, DuckDB no more than there were.
    forms.form("round", EnumSet.of(DECIMAL), "CAST(round({0}, {1}) AS {type})", decimal, places);
    Set<SqlType> fractions = EnumSet.of(DECIMAL, DOUBLE);
    forms.form("floor", fractions, "floor({0})", Operand.of(fractions));
    forms.form("ceil", fractions, "ceiling({0})", Operand.of(fractions));
    forms.form("trunc", fractions, "truncate({0}, 0)", Operand.of(fractions));
    for (String name : List.of("floor", "ceil", "trunc")) {
      forms.form(name, EnumSet.of(DOUBLE), "CAST({0} AS DOUBLE)", COUNT);
    }
    forms.form("sign", EnumSet.of(TINYINT), "sign({0})", Operand.of(EXACT));
  }

  private static void casts(SqlForms.Builder forms) {
    Operand integer = Operand.of(INTEGERS);
    Operand decimal = Operand.of(DECIMAL);
    String signed = signed("{0}");
    forms.form("cast", EnumSet.of(BIGINT), "{0}", integer);
    forms.form("cast", EnumSet.of(INTEGER), within32Bits("{0}"), integer);
    forms.form("cast", EnumSet.of(SMALLINT), within16Bits("{0}"), integer);
    forms.form("cast", EnumSet.of(INTEGER), within32Bits(signed), Operand.of(DECIMAL, DOUBLE));
    forms.form("cast", EnumSet.of(SMALLINT), within16Bits(signed), Operand.of(DECIMAL, DOUBLE));
    for (SqlType type : EnumSet.of(DECIMAL, DOUBLE)) {
      String zero = type == DOUBLE ? "e0" : "";
      String above = "round({0}) >= 9223372036854775808" + zero;
      String below = "round({0}) < -9223372036854775808" + zero;
      forms.form(
          "cast",
          EnumSet.of(BIGINT),
          "CASE WHEN "
              + above
              + " OR "
              + below
              + " THEN "
              + failure(above + " OR " + below)
              + " ELSE "
              + signed
              + " END",
          Operand.of(type));
    }
    forms.roomy("cast", "CAST({0} AS {type})", Operand.of(EXACT));
    forms.form(
        "cast",
        EnumSet.of(DECIMAL),
        "CASE WHEN abs(round({0}, {scale})) < {limit} THEN CAST({0} AS {type}) ELSE "
            + failure("abs(round({0}, {scale})) >= {limit}")
            + " END",
        Operand.of(EXACT));
    forms.form("cast", EnumSet.of(DOUBLE), "CAST({0} AS DOUBLE)", Operand.of(EXACT));
    forms.form("cast", EnumSet.of(DOUBLE), "CAST({0} AS DOUBLE)", Operand.of(REAL));
    forms.form("cast", INTEGERS, signed, Operand.of(BOOLEAN));
    forms.form("cast", EnumSet.of(BOOLEAN), "{0} <> 0", Operand.of(EXACT));
    forms.form(
        "cast",
        EnumSet.of(VARCHAR),
        "CAST({0} AS CHAR)",
        Operand.of(SMALLINT, INTEGER, BIGINT, DATE));
    forms.form("cast", EnumSet.of(VARCHAR), "CAST({0} AS CHAR)", decimal);
    forms.form(
        "cast",
        EnumSet.of(VARCHAR),
        "CASE WHEN {0} THEN 'true' WHEN NOT {0} THEN 'false' END",
        Operand.of(BOOLEAN));
    forms.form(
        "cast",
        EnumSet.of(VARCHAR),
        "trim(TRAILING '.' FROM trim(TRAILING '0' FROM"
            + " date_format({0}, '%Y-%m-%d %H:%i:%s.%f')))",
        Operand.of(TIMESTAMP));
    forms.form("cast", EnumSet.of(TIMESTAMP), "CAST({0} AS DATETIME(6))", Operand.of(DATE));
    forms.form("cast", EnumSet.of(DATE), "CAST({0} AS DATE)", Operand.of(TIMESTAMP));
    forms.refuse(
        "cast",
        "MariaDB and MySQL read and write these values in other forms than DuckDB, or cut them");
  }

  private static void text(SqlForms.Builder forms) {
    // By code points, with case, accents and blanks counting.
    String searched = "CONVERT({0} USING utf8mb4) COLLATE utf8mb4_bin";
    String bytes = "CAST(CONVERT({0} USING utf8mb4) AS BINARY)";
    String otherBytes = "CAST(CONVERT({1} USING utf8mb4) AS BINARY)";
    Operand length = COUNT.given(Given.NOT_NEGATIVE);
    Operand start = COUNT.given(Given.POSITIVE);
    Operand negative = COUNT.given(Given.NEGATIVE);
    Operand character = TEXT.given(Given.ONE_CHARACTER);
    forms
        .form("length", EnumSet.of(BIGINT), "char_length({0})", TEXT)
        .form("substring", "substring({0}, {1})", TEXT, start)
        .form("substring", "substring({0}, greatest({1}, 1))", TEXT, length)
        .form("substring", "right({0}, - ({1}))", TEXT, negative)
        .form("substring", "substring({0}, {1}, {2})", TEXT, start, length)
        // There is nothing at position 0 in DuckDB, and nothing from there on elsewhere.
        .form(
            "substring",
            "substring({0}, greatest({1}, 1), greatest({2} - ({1} = 0), 0))",
            TEXT,
            length,
            length)
        .form("left", "left({0}, {1})", TEXT, length)
        .form("left", "left({0}, greatest(char_length({0}) + {1}, 0))", TEXT, negative)
        .form("right", "right({0}, {1})", TEXT, length)
        .form("right", "substring({0}, 1 - ({1}))", TEXT, negative)
        .form("trim", uncollated("trim(BOTH {1} FROM " + searched + ")"), TEXT, character)
        .form("ltrim", uncollated("trim(LEADING {1} FROM " + searched + ")"), TEXT, character)
        .form("rtrim", uncollated("trim(TRAILING {1} FROM " + searched + ")"), TEXT, character)
        .form("ltrim", "ltrim({0})", TEXT)
        .form("replace", uncollated("replace(" + searched + ", {1}, {2})"), TEXT, TEXT, TEXT)
        .form("position", EnumSet.of(BIGINT), "locate({1}, " + searched + ")", TEXT, TEXT)
        .form("||", "concat(CONVERT({0} USING utf8mb4), CONVERT({1} USING utf8mb4))", TEXT, TEXT)
        .many(
            "concat",
            EnumSet.of(VARCHAR),
            "concat_ws('', {*})",
            EnumSet.of(VARCHAR, INTEGER, BIGINT))
        .form("like", searched + " LIKE {1}", TEXT, TEXT.given(Given.NO_BACKSLASH))
        .form("like", searched + " LIKE replace({1}, '\\', '\\\\') ESCAPE '\\'", TEXT, TEXT)
        .form("like", searched + " LIKE {1} ESCAPE {2}", TEXT, TEXT, character)
        .form(
            "starts_with",
            "left(" + bytes + ", length(" + otherBytes + ")) = " + otherBytes,
            TEXT,
            TEXT)
        .form(
            "ends_with",
            "right(" + bytes + ", length(" + otherBytes + ")) = " + otherBytes,
            TEXT,
            TEXT)
        .form("contains", "locate({1}, " + searched + ") > 0", TEXT, TEXT)
        .form("md5", "md5(CONVERT({0} USING utf8mb4))", TEXT)
        .refuse("ilike", "which letters are the same depends on the collation")
        .refuse("reverse", "the servers reverse code points, DuckDB what users see as characters");
  }

  /// Texts for which collations were asked must not meet, as those of two functions may.
  private static String uncollated(String sql) {
    return "CONVERT(" + sql + " USING utf8mb4)";
  }

  private static void letters(SqlForms.Builder forms, boolean knowsLetters) {
    String mapped = "(CONVERT({0} USING utf8mb4) COLLATE utf8mb4_uca1400_ai_ci)";
    if (knowsLetters) {
      // The capital sharp S is DuckDB's alone.
      forms
          .form("lower", uncollated("lower" + mapped), TEXT)
          .form(
              "upper",
              uncollated("replace(upper" + mapped + " COLLATE utf8mb4_bin, 'ß', 'ẞ')"),
              TEXT);
    } else {
      String because = "before MariaDB 10.10 and in MySQL newer letters have no other case";
      forms.refuse("lower", because).refuse("upper", because);
    }
  }

  private static void dates(SqlForms.Builder forms) {
    Set<SqlType> bigint = EnumSet.of(BIGINT);
    for (String field : List.of("year", "quarter", "month", "day")) {
      forms.form(field, bigint, field + "({0})", ANY_DAY);
    }
    for (String field : List.of("hour", "minute", "second")) {
      forms.form(field, bigint, field + "({0})", Operand.of(TIMESTAMP));
      forms.form(field, bigint, "datediff({0}, {0})", Operand.of(DATE));
    }
    forms
        .form("dow", bigint, "dayofweek({0}) - 1", ANY_DAY)
        .form("isodow", bigint, "weekday({0}) + 1", ANY_DAY)
        .form("doy", bigint, "dayofyear({0})", ANY_DAY)
        .form("week", bigint, "week({0}, 3)", ANY_DAY)
        .form("last_day", EnumSet.of(DATE), "last_day({0})", ANY_DAY)
        .form("-", bigint, "datediff({0}, {1})", Operand.of(DATE), Operand.of(DATE))
        .form("date_diff day", bigint, "datediff({1}, {0})", Operand.of(DATE), Operand.of(DATE))
        .form("date_diff year", bigint, "year({1}) - year({0})", ANY_DAY, ANY_DAY)
        .form(
            "date_diff month",
            bigint,
            "(year({1}) - year({0})) * 12 + month({1}) - month({0})",
            ANY_DAY,
            ANY_DAY);
    truncated(forms, "year", "date_format({0}, '%Y-01-01')");
    truncated(
        forms,
        "quarter",
        "CAST(date_format({0}, '%Y-01-01') AS DATE) + INTERVAL (quarter({0}) - 1) * 3 MONTH");
    truncated(forms, "month", "date_format({0}, '%Y-%m-01')");
    truncated(forms, "week", "CAST({0} AS DATE) - INTERVAL weekday({0}) DAY");
    truncated(forms, "day", "CAST({0} AS DATE)");
    truncated(forms, "hour", "date_format({0}, '%Y-%m-%d %H:00:00')");
    truncated(forms, "minute", "date_format({0}, '%Y-%m-%d %H:%i:00')");
    truncated(forms, "second", "date_format({0}, '%Y-%m-%d %H:%i:%s')");
  }

  private static void truncated(SqlForms.Builder forms, String field, String sql) {
    forms.form(
        "date_trunc " + field, EnumSet.of(TIMESTAMP), "CAST(" + sql + " AS DATETIME(6))", ANY_DAY);
  }

  /// The servers' calendar ends with the year 9999, beyond which they would give NULL: they fail
  /// there.
  private static void shifts(SqlForms.Builder forms) {
    Operand date = Operand.of(DATE);
    Operand number = Operand.of(SMALLINT, INTEGER);
    for (String sign : List.of("+", "-")) {
      String days = "to_days({0}) " + sign + " {1} NOT BETWEEN 366 AND 3652424";
      forms.form(
          sign,
          EnumSet.of(DATE),
          "{0} " + sign + " INTERVAL " + guarded(days, "{1}") + " DAY",
          date,
          number);
      String months = "year({0}) * 12 + month({0}) - 1 " + sign + " {1} NOT BETWEEN 12 AND 119999";
      forms.form(
          sign,
          EnumSet.of(TIMESTAMP),
          "{0} " + sign + " INTERVAL " + guarded(months, "{1}") + " MONTH",
          Operand.of(TIMESTAMP),
          Operand.of(MONTHS));
      String seconds =
          "to_seconds({0}) " + sign + " {1} / 1000 NOT BETWEEN 31622400 AND 315569519999";
      forms.form(
          sign,
          EnumSet.of(TIMESTAMP),
          "{0} " + sign + " INTERVAL " + guarded(seconds, "{1} * 1000") + " MICROSECOND",
          Operand.of(TIMESTAMP),
          Operand.of(MILLISECONDS));
    }
  }

  private static String guarded(String beyond, String amount) {
    return "CASE WHEN " + beyond + " THEN " + failure(beyond) + " ELSE " + amount + " END";
  }

  private static void aggregates(SqlForms.Builder forms) {
    Set<SqlType> ordered = EnumSet.copyOf(ALL_NUMBERS);
    ordered.addAll(EnumSet.of(REAL, VARCHAR, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ));
    forms
        .form("sum", EnumSet.of(DECIMAL), "sum({distinct}{0})", Operand.of(EXACT))
        .form("sum", EnumSet.of(DOUBLE), finite("sum({distinct}{0})"), Operand.of(DOUBLE))
        .form("$sum0", EnumSet.of(DECIMAL), "coalesce(sum({distinct}{0}), 0)", Operand.of(EXACT))
        .form(
            "avg",
            EnumSet.of(DOUBLE),
            "(" + finite("sum({distinct}{0})") + " / count({distinct}{0}))",
            Operand.of(DOUBLE))
        // Their AVG rounds a decimal to four more digits.
        .form(
            "avg",
            EnumSet.of(DOUBLE),
            "(CAST(sum({distinct}{0}) AS DOUBLE) / count({distinct}{0}))",
            Operand.of(EXACT))
        .form("min", "min({0})", Operand.of(ordered))
        .form("max", "max({0})", Operand.of(ordered))
        .form("min", "min({0} + 0)", Operand.of(BOOLEAN))
        .form("max", "max({0} + 0)", Operand.of(BOOLEAN))
        .form("bool_and", "min({0} + 0)", Operand.of(BOOLEAN))
        .form("bool_or", "max({0} + 0)", Operand.of(BOOLEAN));
  }

  /// A sum that overflows is infinite only while it is summed, and in a temporary table the largest
  /// number: its double is neither, and fails. Doubling and halving change no other number.
  private static String finite(String sum) {
    return "(" + sum + " * 2 / 2)";
  }

  private static void windows(SqlForms.Builder forms) {
    Set<SqlType> any = EnumSet.copyOf(NUMBERS);
    any.addAll(EnumSet.of(VARCHAR, DATE, TIMESTAMP));
    Set<SqlType> ordered = EnumSet.copyOf(NUMBERS);
    ordered.addAll(DAYS);
    for (String name : List.of("row_number", "rank", "dense_rank")) {
      forms.form("over " + name, EnumSet.of(BIGINT), "{0}");
    }
    for (String name : List.of("first_value", "last_value", "lag", "lead")) {
      forms.form("over " + name, "{0}", Operand.of(any));
    }
    for (String name : List.of("lag", "lead")) {
      forms.form("over " + name, "{0}", Operand.of(any), COUNT.given(Given.NOT_NEGATIVE));
    }
    for (String name : List.of("min", "max")) {
      forms.form("over " + name, "{0}", Operand.of(ordered));
    }
    forms
        .form("over count", EnumSet.of(BIGINT), "{0}")
        .form("over count", EnumSet.of(BIGINT), "{0}", Operand.of(any))
        .form("over sum", EnumSet.of(DECIMAL), "{0}", Operand.of(EXACT))
        .form("over sum", EnumSet.of(DOUBLE), finite("{0}"), Operand.of(DOUBLE));
  }
}
