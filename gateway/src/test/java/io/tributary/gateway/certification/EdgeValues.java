package io.tributary.gateway.certification;

import com.google.common.collect.ImmutableList;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table with two columns for each type, whose rows hold every pair of that type's edge values,
/// and one of all letters that have another case.
final class EdgeValues {

  static final String TABLE = "edge";
  static final String LETTERS = "letter";

  /// A type's two columns are its letter with 1 and 2.
  enum Kind {
    SMALLINT('s', "0", "1", "-1", "7", "32767", "-32768"),
    INTEGER('i', "0", "1", "-1", "3", "-7", "2147483647", "-2147483648"),
    BIGINT(
        'b',
        "0",
        "1",
        "-1",
        "5",
        "-12",
        "9007199254740993",
        "9223372036854775807",
        "-9223372036854775808"),
    DECIMAL(
        'n', "0.00", "1.00", "-1.00", "0.01", "2.50", "-2.50", "3.45", "-9999999.99", "9999999.99"),
    DOUBLE(
        'f',
        "0",
        "-0",
        "1",
        "-2.5",
        "3.5",
        "0.1",
        "1e15",
        "1e-7",
        "1.7976931348623157e308",
        "NaN",
        "Infinity",
        "-Infinity"),
    REAL('r', "0", "1", "-2.5", "0.1", "16777216", "NaN"),
    VARCHAR(
        't',
        "",
        " ",
        "a",
        "A",
        "ab",
        "aB",
        "a ",
        " a",
        "aba",
        "ä",
        "Ä",
        "Zoë",
        "日本",
        "😀",
        "e\u0301x",
        "a%b",
        "a_b",
        "it's",
        "\\",
        "ß",
        "\u00a0x",
        "\ta",
        "İ"),
    DATE(
        'd',
        "1970-01-01",
        "1969-12-31",
        "1969-02-28",
        "2024-02-29",
        "2023-12-31",
        "2024-01-01",
        "2021-01-03",
        "1899-12-31",
        "1582-10-10",
        "0001-01-01",
        "2000-01-31",
        "9998-12-31"),
    TIMESTAMP(
        'm',
        "1970-01-01 00:00:00",
        "1969-12-31 23:59:59.999999",
        "2024-02-29 12:30:00.5",
        "2024-03-31 01:59:59",
        "2023-12-31 23:59:59.999",
        "1582-10-10 01:02:03",
        "0001-01-01 00:00:00",
        "9998-12-31 23:00:00"),
    BOOLEAN('o', "true", "false"),
    /// Small numbers: lengths, days, places.
    COUNT('k', "0", "1", "2", "3", "-1", "-3");

    private final char letter;
    private final ImmutableList<String> edges;

    Kind(char letter, String... edges) {
      this.letter = letter;
      this.edges = ImmutableList.copyOf(edges);
    }

    boolean isQuoted() {
      return switch (this) {
        case DOUBLE, REAL, VARCHAR, DATE, TIMESTAMP -> true;
        case SMALLINT, INTEGER, BIGINT, DECIMAL, BOOLEAN, COUNT -> false;
      };
    }

    /// The type as DuckDB has it.
    String duckDbType() {
      return switch (this) {
        case DECIMAL -> "DECIMAL(9,2)";
        case COUNT -> "INTEGER";
        default -> name();
      };
    }
  }

  private EdgeValues() {}

  /// @param type how the database declares a kind
  /// @param holds which edge values it can hold
  static void create(
      Connection database, Function<Kind, String> type, BiPredicate<Kind, String> holds)
      throws SQLException {
    int most =
        Arrays.stream(Kind.values()).mapToInt(kind -> kind.edges.size() + 1).max().orElseThrow();
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "CREATE TABLE %s (id %s NOT NULL PRIMARY KEY, %s)"
              .formatted(
                  TABLE,
                  type.apply(Kind.COUNT),
                  Arrays.stream(Kind.values())
                      .map(
                          kind -> "%1$c1 %2$s, %1$c2 %2$s".formatted(kind.letter, type.apply(kind)))
                      .collect(Collectors.joining(", "))));
      List<String> rows = new ArrayList<>();
      for (int row = 0; row < most * most; row++) {
        List<String> values = new ArrayList<>();
        values.add(Integer.toString(row));
        for (Kind kind : Kind.values()) {
          List<String> literals = literals(kind, holds);
          values.add(literals.get(row / most % literals.size()));
          values.add(literals.get(row % most % literals.size()));
        }
        rows.add("(" + String.join(", ", values) + ")");
      }
      statement.execute("INSERT INTO %s VALUES %s".formatted(TABLE, String.join(", ", rows)));
      statement.execute(
          "CREATE TABLE %s (id %s NOT NULL PRIMARY KEY, t1 %s)"
              .formatted(LETTERS, type.apply(Kind.COUNT), type.apply(Kind.VARCHAR)));
      statement.execute("INSERT INTO %s VALUES %s".formatted(LETTERS, letters()));
    }
  }

  private static String letters() {
    return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(c -> Character.toLowerCase(c) != c || Character.toUpperCase(c) != c)
        .mapToObj(c -> "(%d, '%s')".formatted(c, Character.toString(c)))
        .collect(Collectors.joining(", "));
  }

  /// A kind's edges, and NULL.
  private static List<String> literals(Kind kind, BiPredicate<Kind, String> holds) {
    List<String> literals = new ArrayList<>();
    for (String edge : kind.edges) {
      if (holds.test(kind, edge)) {
        literals.add(kind.isQuoted() ? "'" + edge.replace("'", "''") + "'" : edge);
      }
    }
    literals.add("NULL");
    return literals;
  }

  /// An expression with types in place of columns.
  static String inTypes(String expression) {
    String text = expression;
    for (Kind kind : Kind.values()) {
      String name = kind == Kind.COUNT ? "INTEGER" : kind.name();
      text = text.replaceAll("\\b" + kind.letter + "[12]\\b", name);
    }
    return text;
  }
}
