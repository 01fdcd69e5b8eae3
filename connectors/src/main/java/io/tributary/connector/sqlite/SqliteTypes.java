package io.tributary.connector.sqlite;

import io.tributary.connector.jdbc.DeliveredType;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// Which Arrow type a declared type promises. Declarations that promise nothing are read as text.
final class SqliteTypes {
  /// A REAL, which is how SQLite keeps decimals, has so many digits.
  static final int MOST_DIGITS = 15;

  private static final Pattern DECLARED =
      Pattern.compile(
          "(?<name>[A-Z0-9_ ]+?)\\s*(\\(\\s*(?<first>\\d+)\\s*(,\\s*(?<second>\\d+)\\s*)?\\))?");

  private static final Set<String> INTEGERS =
      Set.of(
          "INTEGER",
          "INT",
          "TINYINT",
          "SMALLINT",
          "MEDIUMINT",
          "BIGINT",
          "INT2",
          "INT4",
          "INT8",
          "UNSIGNED BIG INT");
  private static final Set<String> TEXTS =
      Set.of(
          "TEXT",
          "CLOB",
          "CHAR",
          "CHARACTER",
          "VARCHAR",
          "VARYING CHARACTER",
          "NCHAR",
          "NATIVE CHARACTER",
          "NVARCHAR",
          "CHARACTER VARYING");

  private SqliteTypes() {}

  /// @param declared as written in `CREATE TABLE`, perhaps nothing
  static DeliveredType delivered(String declared) {
    if (declared.isBlank()) {
      return DeliveredType.asText("the column is declared without a type");
    }
    Matcher matcher = DECLARED.matcher(declared.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      return DeliveredType.asText("%s has no counterpart of its own".formatted(declared));
    }
    String name = matcher.group("name");
    if (INTEGERS.contains(name)) {
      return DeliveredType.as(new ArrowType.Int(64, true));
    }
    if (TEXTS.contains(name)) {
      return DeliveredType.as(ArrowType.Utf8.INSTANCE);
    }
    return switch (name) {
      case "REAL", "DOUBLE", "DOUBLE PRECISION", "FLOAT" ->
          DeliveredType.as(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case "BLOB" -> DeliveredType.as(ArrowType.Binary.INSTANCE);
      case "BOOLEAN", "BOOL" -> DeliveredType.as(ArrowType.Bool.INSTANCE);
      case "DATE" -> DeliveredType.as(new ArrowType.Date(DateUnit.DAY));
      case "TIME" -> DeliveredType.as(new ArrowType.Time(TimeUnit.MICROSECOND, 64));
      case "DATETIME", "TIMESTAMP" ->
          DeliveredType.as(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
      case "DECIMAL", "NUMERIC" ->
          decimal(declared, matcher.group("first"), matcher.group("second"));
      default -> DeliveredType.asText("%s has no counterpart of its own".formatted(declared));
    };
  }

  private static DeliveredType decimal(
      String declared, @Nullable String first, @Nullable String second) {
    if (first == null || first.length() > 2) {
      return DeliveredType.asText("%s has no precision that is kept to".formatted(declared));
    }
    int precision = Integer.parseInt(first);
    int scale = second == null ? 0 : Integer.parseInt(second);
    if (precision < 1 || precision > MOST_DIGITS || scale > precision) {
      return DeliveredType.asText(
          "SQLite keeps %s as a REAL, which has %d digits".formatted(declared, MOST_DIGITS));
    }
    return DeliveredType.as(new ArrowType.Decimal(precision, scale, 128));
  }
}
