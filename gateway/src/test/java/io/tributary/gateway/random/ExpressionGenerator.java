package io.tributary.gateway.random;

import java.util.List;
import java.util.Random;

/// Random expressions over columns that are in scope.
final class ExpressionGenerator {

  /// A column as an expression writes it, such as `x.b`.
  record Reference(String sql, Kind kind) {}

  private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");
  private static final List<String> PATTERNS =
      List.of("'%'", "'a%'", "'%b'", "'_'", "'%\\%'", "'%ä%'", "''", "'a\\_b'", "'A%'");
  private static final List<String> INTERVALS =
      List.of("INTERVAL '1' DAY", "INTERVAL '2' MONTH", "INTERVAL '1' YEAR", "INTERVAL '36' HOUR");
  private static final List<String> FIELDS =
      List.of("YEAR", "QUARTER", "MONTH", "DAY", "HOUR", "MINUTE");

  private final Random random;

  ExpressionGenerator(Random random) {
    this.random = random;
  }

  <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  Kind kind() {
    return any(List.of(Kind.values()));
  }

  /// An expression of a kind's type, exactly.
  String expression(Kind kind, List<Reference> scope, int depth) {
    if (depth == 0 || chance(35)) {
      return chance(75) ? reference(kind, scope) : kind.literal(any(kind.edges()));
    }
    if (chance(25)) {
      return conditional(kind, scope, depth - 1);
    }
    return switch (kind) {
      case SMALLINT -> reference(kind, scope);
      case INTEGER, BIGINT, DECIMAL, DOUBLE -> number(kind, scope, depth - 1);
      case TEXT -> text(scope, depth - 1);
      case DATE -> date(scope, depth - 1);
      case TIMESTAMP -> timestamp(scope, depth - 1);
      case BOOLEAN -> condition(scope, depth - 1);
    };
  }

  private String reference(Kind kind, List<Reference> scope) {
    List<Reference> fitting = scope.stream().filter(column -> column.kind() == kind).toList();
    return fitting.isEmpty() ? kind.literal(any(kind.edges())) : any(fitting).sql();
  }

  private String conditional(Kind kind, List<Reference> scope, int depth) {
    String value = expression(kind, scope, depth);
    String other = expression(kind, scope, depth);
    return switch (random.nextInt(6)) {
      case 4 -> "%s(%s, %s)".formatted(any(List.of("GREATEST", "LEAST")), value, other);
      case 5 ->
          "CASE %s WHEN %s THEN %s WHEN %s THEN %s END"
              .formatted(
                  value,
                  kind.literal(any(kind.edges())),
                  other,
                  kind.literal(any(kind.edges())),
                  value);
      case 0 -> "CASE WHEN %s THEN %s ELSE %s END".formatted(condition(scope, depth), value, other);
      case 1 -> "CASE WHEN %s THEN %s END".formatted(condition(scope, depth), value);
      case 2 -> "COALESCE(%s, %s)".formatted(value, other);
      // DuckDB alone takes NULLIF('a', column) LIKE '%a%' for column IS NOT NULL.
      default -> "NULLIF(%s, %s)".formatted(reference(kind, scope), other);
    };
  }

  private String number(Kind kind, List<Reference> scope, int depth) {
    String value = expression(kind, scope, depth);
    if (kind == Kind.DECIMAL) {
      return "CAST(%s %s 1 AS DECIMAL(9,2))".formatted(value, any(List.of("+", "-", "*")));
    }
    return switch (random.nextInt(7)) {
      case 0 -> "(%s + 1)".formatted(value);
      case 1 -> "(%s - %s)".formatted(value, expression(kind, scope, 0));
      case 2 -> kind == Kind.DOUBLE ? "(%s * 0.5)".formatted(value) : "(%s * 2)".formatted(value);
      case 3 ->
          kind == Kind.DOUBLE
              ? "(%s / %s)"
                  .formatted(expression(Kind.INTEGER, scope, depth), any(List.of("2", "8")))
              : "(%s %% %s)".formatted(value, any(List.of("3", "-3", "7")));
      // DuckDB turns `'NaN' <= -e` into `e <= -'NaN'`, which is not the same.
      case 4 -> kind == Kind.DOUBLE ? value : "(- %s)".formatted(value);
      case 5 -> "ABS(%s)".formatted(value);
      default -> kind == Kind.BIGINT ? bigint(scope, depth) : value;
    };
  }

  private String bigint(List<Reference> scope, int depth) {
    return switch (random.nextInt(6)) {
      case 2 -> "LENGTH(%s)".formatted(expression(Kind.TEXT, scope, depth));
      case 3 ->
          "(%s - %s)"
              .formatted(expression(Kind.DATE, scope, depth), expression(Kind.DATE, scope, depth));
      case 4 -> "POSITION('a' IN %s)".formatted(expression(Kind.TEXT, scope, depth));
      case 0 -> "CHAR_LENGTH(%s)".formatted(expression(Kind.TEXT, scope, depth));
      case 1 ->
          "EXTRACT(%s FROM %s)"
              .formatted(any(FIELDS.subList(0, 4)), expression(Kind.DATE, scope, depth));
      default ->
          "EXTRACT(%s FROM %s)".formatted(any(FIELDS), expression(Kind.TIMESTAMP, scope, depth));
    };
  }

  private String text(List<Reference> scope, int depth) {
    String value = expression(Kind.TEXT, scope, depth);
    return switch (random.nextInt(11)) {
      case 7 -> "CONCAT(%s, %s)".formatted(value, expression(Kind.TEXT, scope, depth));
      case 8 -> "%s(%s, 2)".formatted(any(List.of("LEFT", "RIGHT")), value);
      case 9 -> "REVERSE(%s)".formatted(value);
      case 10 -> "LPAD(%s, 4, '*')".formatted(value);
      case 0 -> "(%s || %s)".formatted(value, expression(Kind.TEXT, scope, depth));
      case 1 -> "UPPER(%s)".formatted(value);
      case 2 -> "LOWER(%s)".formatted(value);
      case 3 ->
          "SUBSTRING(%s FROM %s FOR %s)"
              .formatted(value, any(List.of("1", "2", "3")), any(List.of("1", "2", "10")));
      case 4 -> "TRIM(%s)".formatted(value);
      case 5 -> "REPLACE(%s, 'a', 'xy')".formatted(value);
      default ->
          "CAST(%s AS VARCHAR)"
              .formatted(
                  expression(any(List.of(Kind.INTEGER, Kind.BIGINT, Kind.DATE)), scope, depth));
    };
  }

  private String date(List<Reference> scope, int depth) {
    return switch (random.nextInt(3)) {
      case 0 ->
          "(%s %s %s)"
              .formatted(
                  expression(Kind.DATE, scope, depth),
                  any(List.of("+", "-")),
                  any(List.of("1", "31", "366")));
      case 1 -> "CAST(%s AS DATE)".formatted(expression(Kind.TIMESTAMP, scope, depth));
      default -> reference(Kind.DATE, scope);
    };
  }

  private String timestamp(List<Reference> scope, int depth) {
    return switch (random.nextInt(4)) {
      case 3 ->
          "DATE_TRUNC('%s', %s)"
              .formatted(
                  any(List.of("year", "month", "day", "hour")),
                  expression(Kind.TIMESTAMP, scope, depth));
      case 0 ->
          "(%s %s %s)"
              .formatted(
                  expression(Kind.TIMESTAMP, scope, depth), any(List.of("+", "-")), any(INTERVALS));
      case 1 -> "CAST(%s AS TIMESTAMP)".formatted(expression(Kind.DATE, scope, depth));
      default -> reference(Kind.TIMESTAMP, scope);
    };
  }

  /// A condition, in parentheses where it needs them.
  String condition(List<Reference> scope, int depth) {
    Kind kind = kind();
    String value = expression(kind, scope, depth);
    return switch (random.nextInt(12)) {
      case 10 ->
          "(%s %sIN (%s, %s))"
              .formatted(
                  value,
                  any(List.of("", "NOT ")),
                  expression(kind, scope, depth),
                  expression(kind, scope, depth));
      case 11 ->
          "(%s %sBETWEEN %s AND %s)"
              .formatted(
                  value,
                  any(List.of("", "NOT ")),
                  expression(kind, scope, depth),
                  expression(kind, scope, depth));
      case 0 -> "(%s IS %sNULL)".formatted(value, any(List.of("", "NOT ")));
      case 1 -> in(kind, value);
      case 2 ->
          "(%s BETWEEN %s AND %s)"
              .formatted(value, kind.literal(any(kind.edges())), kind.literal(any(kind.edges())));
      case 3 ->
          "(%s %sLIKE %s)"
              .formatted(
                  expression(Kind.TEXT, scope, depth), any(List.of("", "NOT ")), any(PATTERNS));
      case 4 -> "(NOT %s)".formatted(condition(scope, Math.max(0, depth - 1)));
      case 5 ->
          "(%s %s %s)"
              .formatted(
                  condition(scope, Math.max(0, depth - 1)),
                  any(List.of("AND", "OR")),
                  condition(scope, Math.max(0, depth - 1)));
      case 6 ->
          "(%s IS %sDISTINCT FROM %s)"
              .formatted(value, any(List.of("", "NOT ")), expression(kind, scope, depth));
      case 7 ->
          "(%s IS %s)"
              .formatted(
                  expression(Kind.BOOLEAN, scope, 0),
                  any(List.of("TRUE", "FALSE", "NOT TRUE", "NOT FALSE")));
      default -> comparison(kind, value, scope, depth);
    };
  }

  private String comparison(Kind kind, String value, List<Reference> scope, int depth) {
    Kind other =
        kind.isNumber() && chance(40)
            ? any(List.of(Kind.SMALLINT, Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE))
            : kind;
    return "(%s %s %s)".formatted(value, any(COMPARISONS), expression(other, scope, depth));
  }

  private String in(Kind kind, String value) {
    String items = kind.literal(any(kind.edges())) + ", " + kind.literal(any(kind.edges()));
    return "(%s %sIN (%s%s))"
        .formatted(value, any(List.of("", "NOT ")), items, any(List.of("", "", ", NULL")));
  }
}
