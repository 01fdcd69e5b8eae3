package io.tributary.gateway.random;

import java.util.List;

/// What random columns and expressions are of; see [RandomTables] for the columns.
enum Kind {
  SMALLINT,
  INTEGER,
  BIGINT,
  DECIMAL,
  DOUBLE,
  TEXT,
  DATE,
  TIMESTAMP,
  BOOLEAN;

  /// Values at the edges, as literals that take the column's type where they are stored. Sums of
  /// the doubles are exact, so that their order does not matter.
  List<String> edges() {
    return switch (this) {
      case SMALLINT -> List.of("0", "1", "-1", "32767", "-32768", "7");
      case INTEGER -> List.of("0", "1", "-1", "2147483647", "-2147483647", "7", "-12");
      case BIGINT -> List.of("0", "1", "-1", "9007199254740993", "-9007199254740993", "7", "40");
      case DECIMAL -> List.of("0.00", "1.00", "-1.00", "9999999.99", "-9999999.99", "0.01", "2.50");
      case DOUBLE ->
          List.of(
              "0.0",
              "-0.0",
              "1.0",
              "-2.25",
              "1048576.5",
              "'NaN'",
              "'Infinity'",
              "'-Infinity'",
              "2.5");
      case TEXT ->
          List.of(
              "''", "' '", "'a'", "'A'", "'ab'", "'b '", "'Zoë'", "'ä'", "'日本'", "'😀'", "'a%b'",
              "'a_b'", "'it''s'", "'\\'");
      case DATE ->
          List.of(
              "'1969-12-31'",
              "'1970-01-01'",
              "'1899-02-28'",
              "'2024-02-29'",
              "'2023-12-31'",
              "'0001-01-01'");
      case TIMESTAMP ->
          List.of(
              "'1969-12-31 23:59:59.999999'",
              "'1970-01-01 00:00:00'",
              "'2024-02-29 12:30:00.5'",
              "'2024-02-29 00:00:00'",
              "'1582-10-10 01:02:03'");
      case BOOLEAN -> List.of("true", "false");
    };
  }

  /// A value as an expression of exactly this type.
  String literal(String value) {
    return "CAST(%s AS %s)".formatted(value, sqlType());
  }

  String sqlType() {
    return switch (this) {
      case DECIMAL -> "DECIMAL(9,2)";
      case DOUBLE -> "DOUBLE PRECISION";
      case TEXT -> "VARCHAR";
      case SMALLINT, INTEGER, BIGINT, DATE, TIMESTAMP, BOOLEAN -> name();
    };
  }

  boolean isNumber() {
    return switch (this) {
      case SMALLINT, INTEGER, BIGINT, DECIMAL, DOUBLE -> true;
      case TEXT, DATE, TIMESTAMP, BOOLEAN -> false;
    };
  }
}
