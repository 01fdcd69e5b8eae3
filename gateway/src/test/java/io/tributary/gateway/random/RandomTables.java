package io.tributary.gateway.random;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Small tables of values at the edges of their types, with many NULLs.
///
/// @param rows tuples of literals, by table
record RandomTables(List<List<String>> rows) {

  record Column(String name, Kind kind) {}

  /// Every table has these, and before them `id`, which is unique.
  static final List<Column> COLUMNS =
      List.of(
          new Column("id", Kind.INTEGER),
          new Column("a", Kind.SMALLINT),
          new Column("b", Kind.INTEGER),
          new Column("c", Kind.BIGINT),
          new Column("d", Kind.DECIMAL),
          new Column("e", Kind.DOUBLE),
          new Column("s", Kind.TEXT),
          new Column("t", Kind.TEXT),
          new Column("dt", Kind.DATE),
          new Column("ts", Kind.TIMESTAMP),
          new Column("f", Kind.BOOLEAN));

  private static final List<Integer> SIZES = List.of(12, 25, 0, 40);
  private static final int NULLS_OF_FIVE = 1;

  static RandomTables generate(long seed) {
    var random = new Random(seed);
    return new RandomTables(SIZES.stream().map(size -> table(size, random)).toList());
  }

  private static List<String> table(int size, Random random) {
    List<String> rows = new ArrayList<>();
    for (int id = 1; id <= size; id++) {
      var row = new ArrayList<String>();
      row.add(String.valueOf(id));
      for (Column column : COLUMNS.subList(1, COLUMNS.size())) {
        List<String> values = column.kind().edges();
        row.add(
            random.nextInt(5) < NULLS_OF_FIVE ? "NULL" : values.get(random.nextInt(values.size())));
      }
      rows.add(row.stream().collect(Collectors.joining(", ", "(", ")")));
    }
    return rows;
  }

  /// The same with NULL for the doubles that not every database has.
  RandomTables finite() {
    return new RandomTables(
        rows.stream()
            .map(table ->
                table.stream().map(row -> row.replaceAll("'NaN'|'-?Infinity'", "NULL")).toList())
            .toList());
  }

  static List<String> names() {
    return List.of("t1", "t2", "t3", "t4");
  }

  /// Makes the tables in DuckDB or in PostgreSQL.
  void createIn(Connection database) throws SQLException {
    createIn(database, Kind::sqlType);
  }

  /// @param type how the database declares a kind
  void createIn(Connection database, Function<Kind, String> type) throws SQLException {
    try (Statement statement = database.createStatement()) {
      for (int table = 0; table < rows.size(); table++) {
        String columns =
            COLUMNS.stream()
                .map(column -> column.name() + " " + type.apply(column.kind()))
                .collect(Collectors.joining(", "));
        statement.execute("CREATE TABLE %s (%s)".formatted(names().get(table), columns));
        if (!rows.get(table).isEmpty()) {
          statement.execute(
              "INSERT INTO %s VALUES %s"
                  .formatted(names().get(table), String.join(", ", rows.get(table))));
        }
      }
    }
  }

  /// Writes the tables of a DuckDB as Parquet files, each of its table's name.
  static void writeFiles(Connection duckDb, Path folder) throws SQLException {
    try (Statement statement = duckDb.createStatement()) {
      for (String table : names()) {
        statement.execute(
            "COPY %s TO '%s' (FORMAT parquet)"
                .formatted(table, folder.resolve(table + ".parquet")));
      }
    }
  }
}
