package io.tributary.connector.files;

import io.tributary.connector.duckdb.DuckDbInspector;
import io.tributary.connector.duckdb.DuckDbInspector.Column;
import io.tributary.connector.duckdb.DuckDbRelation;
import io.tributary.connector.duckdb.DuckDbSql;
import io.tributary.connector.files.Storage.StoredFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides how DuckDB is to read a table: which reader, dialect, columns and types.
final class TableSettler {
  private static final int REMEMBERED_FILES = 50_000;

  /// As many as DuckDB samples of a JSON file.
  private static final int SAMPLED_ROWS = 20_480;

  /// What DuckDB calls the only column of a file that has no header.
  private static final List<String> NO_NAMES = List.of("column0");

  private static final Pattern NUMBERED = Pattern.compile("(.+)_\\d+", Pattern.DOTALL);
  private static final Pattern DATES = Pattern.compile("DATE|TIMESTAMP");

  private final DuckDbInspector inspector;
  private final RecentlyUsed<Header, List<String>> headers = new RecentlyUsed<>(REMEMBERED_FILES);

  TableSettler(DuckDbInspector inspector) {
    this.inspector = inspector;
  }

  DuckDbRelation settle(FileTable table) throws SQLException {
    String relation =
        switch (table.format()) {
          case PARQUET -> reader("read_parquet", table, List.of());
          case CSV -> csv(table);
          case JSON, NDJSON -> json(table);
        };
    return DuckDbRelation.of(relation, inspector);
  }

  /// The names of the columns of a text file.
  List<String> sampledNames(FileTable table) throws SQLException {
    List<Column> columns =
        table.format() == FileFormat.CSV
            ? sample(table).columns()
            : inspector.columns(reader("read_json", table, jsonOptions(table)));
    return columns.stream().map(Column::name).toList();
  }

  /// DuckDB takes the columns that it is given by their place, so files that have them in another
  /// order get a reader of their own.
  private String csv(FileTable all) throws SQLException {
    FileTable table = withoutEmptyFiles(all);
    Sample sample = sample(table);
    if (!table.isPartitioned()) {
      return csv(table, sample, sample.types());
    }
    Map<List<String>, List<StoredFile>> filesByOrder = filesByOrder(table, sample.dialect());
    List<String> readers = new ArrayList<>();
    for (var order : filesByOrder.entrySet()) {
      readers.add(csv(table.withFiles(order.getValue()), sample, sample.types(order.getKey())));
    }
    return readers.size() == 1
        ? readers.getFirst()
        : readers.stream()
            .map(reader -> "SELECT * FROM " + reader)
            .collect(Collectors.joining(" UNION ALL BY NAME ", "(", ")"));
  }

  private static String csv(FileTable table, Sample sample, Map<String, String> columns)
      throws SQLException {
    List<String> options = new ArrayList<>(sample.dialect());
    options.add("auto_detect = false");
    options.add("columns = " + DuckDbSql.struct(columns));
    if (table.isPartitioned()) {
      // What the folders of some of the files alone look like may be another type.
      options.add("hive_types = " + DuckDbSql.struct(sample.types(table.partitionKeys())));
    }
    return reader("read_csv", table, options);
  }

  /// A file of nothing has no rows either, and says nothing of the others.
  private FileTable withoutEmptyFiles(FileTable table) throws SQLException {
    List<StoredFile> filled =
        table.files().stream()
            .filter(file -> file.bytes() > 0)
            .collect(Collectors.toCollection(ArrayList::new));
    // The first tells the dialect of all.
    while (filled.size() > 1 && isBlank(table, filled.getFirst(), List.of())) {
      filled.removeFirst();
    }
    return filled.isEmpty() ? table : table.withFiles(filled);
  }

  /// The files by the names of their own columns, in lower case.
  private Map<List<String>, List<StoredFile>> filesByOrder(FileTable table, List<String> dialect)
      throws SQLException {
    StoredFile first = table.files().getFirst();
    List<String> expected = header(table, first, dialect);
    Map<List<String>, List<StoredFile>> filesByOrder = new LinkedHashMap<>();
    for (StoredFile file : table.files()) {
      List<String> names = header(table, file, dialect);
      if (Set.copyOf(names).equals(Set.copyOf(expected))) {
        filesByOrder.computeIfAbsent(names, _ -> new ArrayList<>()).add(file);
      } else if (!isBlank(table, file, dialect)) {
        throw new SQLException(
            "partitions of one table must have the same columns: %s has %s, %s has %s"
                .formatted(first.path(), expected, file.path(), names));
      }
    }
    return filesByOrder;
  }

  /// Whether a file holds nothing but ends of lines, whatever compressed it and whatever mark it
  /// begins with. DuckDB takes it for one column.
  private boolean isBlank(FileTable table, StoredFile file, List<String> dialect)
      throws SQLException {
    if (!header(table, file, dialect).equals(NO_NAMES)) {
      return false;
    }
    String lines =
        scan(
            "read_csv",
            table.withFiles(List.of(file)),
            List.of("header = false", "all_varchar = true", "hive_partitioning = false"));
    String sql =
        "SELECT 1 FROM (SELECT coalesce(*COLUMNS(*)) AS line FROM %s) WHERE line IS NOT NULL LIMIT 1"
            .formatted(lines);
    return inspector.rows(sql, row -> row.getInt(1)).isEmpty();
  }

  private record Header(StoredFile file, List<String> dialect) {}

  private List<String> header(FileTable table, StoredFile file, List<String> dialect)
      throws SQLException {
    return headers.get(
        new Header(file, dialect),
        header -> header(table.withFiles(List.of(header.file())), header.dialect()));
  }

  /// Where the first file has no header, another may still have one, which is no row.
  private List<String> header(FileTable file, List<String> dialect) throws SQLException {
    List<String> options = new ArrayList<>(dialect);
    options.remove("header = false");
    options.add("hive_partitioning = false");
    return inspector.columns(scan("read_csv", file, options)).stream()
        .map(column -> lowerCase(column.name()))
        .toList();
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private record Sample(List<String> dialect, List<Column> columns) {
    Map<String, String> types() throws SQLException {
      return types(columns.stream().map(Column::name).toList());
    }

    /// Types by names, in the order of names that need not be in the same case.
    Map<String, String> types(List<String> names) throws SQLException {
      Map<String, Column> known = new HashMap<>();
      columns.forEach(column -> known.put(lowerCase(column.name()), column));
      Map<String, String> types = new LinkedHashMap<>();
      for (String name : names) {
        Column column = known.get(lowerCase(name));
        if (column == null) {
          throw new SQLException("a sample of the files has no column %s".formatted(name));
        }
        types.put(column.name(), column.type());
      }
      return types;
    }
  }

  /// A sample without quotes says nothing of the rest, so double quotes stand wherever no others
  /// were seen, unless the sample has some that are parts of values, which it cannot be read with.
  private Sample sample(FileTable table) throws SQLException {
    Sniffed sniffed = sniffed(table);
    if (sniffed.quote().isPresent()) {
      return sample(table, sniffed.dialect(sniffed.quote().get()));
    }
    try {
      return sample(table, sniffed.dialect("\""));
    } catch (SQLException _) {
      return sample(table, sniffed.dialect(""));
    }
  }

  private Sample sample(FileTable table, List<String> dialect) throws SQLException {
    return new Sample(dialect, inspector.columns(reader("read_csv", table, dialect)));
  }

  /// @param options all but quote and escape
  private record Sniffed(List<String> options, Optional<String> quote, Optional<String> escape) {
    List<String> dialect(String quote) {
      List<String> dialect = new ArrayList<>(options);
      dialect.add("quote = " + DuckDbSql.text(quote));
      dialect.add("escape = " + DuckDbSql.text(escape.orElse(quote)));
      return dialect;
    }
  }

  /// The first file's dialect is all files'.
  private Sniffed sniffed(FileTable table) throws SQLException {
    String sql =
        "SELECT Delimiter, Quote, Escape, Comment, SkipRows, HasHeader, DateFormat, TimestampFormat"
            + " FROM sniff_csv(%s)".formatted(DuckDbSql.file(table.paths().getFirst()));
    return inspector
        .rows(
            sql,
            row -> {
              List<String> options = new ArrayList<>();
              options.add("delim = " + DuckDbSql.text(given(row.getString(1)).orElse(",")));
              options.add("comment = " + DuckDbSql.text(given(row.getString(4)).orElse("")));
              options.add("skip = " + row.getLong(5));
              options.add("header = " + row.getBoolean(6));
              given(row.getString(7))
                  .ifPresent(format -> options.add("dateformat = " + DuckDbSql.text(format)));
              given(row.getString(8))
                  .ifPresent(format -> options.add("timestampformat = " + DuckDbSql.text(format)));
              return new Sniffed(options, given(row.getString(2)), given(row.getString(3)));
            })
        .getFirst();
  }

  private static Optional<String> given(@Nullable String sniffed) {
    return Optional.ofNullable(sniffed)
        .filter(value -> !value.isEmpty() && !value.equals("(empty)"));
  }

  private String json(FileTable table) throws SQLException {
    List<String> options = jsonOptions(table);
    List<Column> columns = inspector.columns(reader("read_json", table, options));
    if (columns.getFirst().name().equals("json") && !holdsObjects(table, options)) {
      // Values that are no objects are the one column that DuckDB calls json.
      options.add("records = false");
    }
    String detecting = casting(reader("read_json", table, options), columns);
    options.add("columns = " + struct(table, columns));
    String told = reader("read_json", table, options);
    return hasRenamed(columns) || !datesAreReadAlike(casting(told, columns), detecting, columns)
        ? detecting
        : told;
  }

  /// Keys that differ in nothing but case: DuckDB numbers the names of their columns, but when told
  /// these, it looks for keys of such names.
  private static boolean hasRenamed(List<Column> columns) {
    Set<String> names =
        columns.stream().map(column -> lowerCase(column.name())).collect(Collectors.toSet());
    return names.stream()
        .map(NUMBERED::matcher)
        .anyMatch(numbered -> numbered.matches() && names.contains(numbered.group(1)));
  }

  /// DuckDB detects several forms of dates, but when told of a date, it expects the ISO form.
  private boolean datesAreReadAlike(String told, String detecting, List<Column> columns) {
    if (columns.stream().noneMatch(column -> DATES.matcher(column.type()).find())) {
      return true;
    }
    // By the names of columns, as one may be named like whatever else stands for a row.
    String wholeRow =
        columns.stream()
            .map(column -> DuckDbSql.identifier(column.name()))
            .collect(Collectors.joining(", ", "row(", ")"));
    String differing =
        """
        SELECT 1 FROM (SELECT %4$s AS told FROM %2$s LIMIT %1$d)
        POSITIONAL JOIN (SELECT %4$s AS detected FROM %3$s LIMIT %1$d)
        WHERE told IS DISTINCT FROM detected LIMIT 1\
        """
            .formatted(SAMPLED_ROWS, told, detecting, wholeRow);
    try {
      return inspector.rows(differing, row -> row.getInt(1)).isEmpty();
    } catch (SQLException _) {
      return false;
    }
  }

  private static String casting(String relation, List<Column> columns) {
    return columns.stream()
        .map(column -> {
          String name = DuckDbSql.identifier(column.name());
          return "CAST(%s AS %s) AS %s".formatted(name, column.type(), name);
        })
        .collect(Collectors.joining(", ", "(SELECT ", " FROM " + relation + ")"));
  }

  /// Objects are rows, however many different keys they have: never maps.
  private static List<String> jsonOptions(FileTable table) {
    String format = table.format() == FileFormat.NDJSON ? "newline_delimited" : "auto";
    return new ArrayList<>(
        List.of("format = " + DuckDbSql.text(format), "map_inference_threshold = -1"));
  }

  private boolean holdsObjects(FileTable table, List<String> options) throws SQLException {
    List<String> asValues = new ArrayList<>(options);
    asValues.add("records = false");
    return inspector
        .columns(reader("read_json", table, asValues))
        .getFirst()
        .type()
        .startsWith("STRUCT(");
  }

  /// The columns that are in the files themselves.
  private static String struct(FileTable table, List<Column> columns) {
    Set<String> keys = Set.copyOf(table.partitionKeys());
    Map<String, String> types = new LinkedHashMap<>();
    for (Column column : columns) {
      if (!keys.contains(column.name())) {
        types.put(column.name(), column.type());
      }
    }
    return DuckDbSql.struct(types);
  }

  private static String reader(String function, FileTable table, List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.add("hive_partitioning = " + table.isPartitioned());
    return scan(function, table, all);
  }

  private static String scan(String function, FileTable table, List<String> options) {
    List<String> arguments = new ArrayList<>();
    arguments.add(DuckDbSql.files(table.paths()));
    arguments.addAll(options);
    return "%s(%s)".formatted(function, String.join(", ", arguments));
  }
}
