package io.tributary.connector.files;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import io.tributary.connector.duckdb.DuckDbInspector;
import io.tributary.connector.duckdb.DuckDbSql;
import io.tributary.connector.files.Storage.StoredFile;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the footers of Parquet files tell, and for text files a guess by their size.
final class FileStatistics {
  /// What a value takes in a text file, roughly.
  private static final double BYTES_PER_VALUE = 8;

  /// How much gzip makes of that, roughly.
  private static final double COMPRESSION = 4;

  private final DuckDbInspector inspector;

  FileStatistics(DuckDbInspector inspector) {
    this.inspector = inspector;
  }

  TableStatistics of(FileTable table, List<ColumnDescription> columns) throws SQLException {
    return table.format() == FileFormat.PARQUET
        ? parquet(table)
        : new TableStatistics(OptionalDouble.of(guessedRows(table, columns.size())), Map.of());
  }

  private TableStatistics parquet(FileTable table) throws SQLException {
    String files = DuckDbSql.files(table.paths());
    double rows =
        inspector
            .rows(
                "SELECT sum(num_rows)::DOUBLE FROM parquet_file_metadata(%s)".formatted(files),
                row -> row.getDouble(1))
            .getFirst();
    record Footer(String column, ColumnStatistics statistics) {}
    List<Footer> footers =
        inspector.rows(
            columnsSql(files),
            row -> {
              double values = row.getDouble(2);
              double nulls = row.getDouble(3);
              OptionalDouble nullFraction =
                  row.wasNull() || values == 0
                      ? OptionalDouble.empty()
                      : OptionalDouble.of(nulls / values);
              double width = row.getDouble(4);
              OptionalDouble distinct =
                  row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(Math.min(width, rows));
              double least = row.getDouble(5);
              double greatest = row.getDouble(6);
              Optional<ValueRange> range =
                  row.wasNull() ? Optional.empty() : ValueRange.of(least, greatest);
              return new Footer(
                  row.getString(1), new ColumnStatistics(distinct, nullFraction, range));
            });
    Map<String, ColumnStatistics> columns = new HashMap<>();
    footers.forEach(footer -> columns.put(footer.column(), footer.statistics()));
    return new TableStatistics(OptionalDouble.of(rows), columns);
  }

  /// Per column: values with NULLs, NULLs where all row groups count them, the number of whole
  /// numbers or days from the least to the greatest value, and these two where all row groups that
  /// have values tell theirs.
  private static String columnsSql(String files) {
    return """
    SELECT path_in_schema,
      sum(num_values)::DOUBLE,
      CASE WHEN bool_and(stats_null_count IS NOT NULL) THEN sum(stats_null_count)::DOUBLE END,
      CASE WHEN any_value(type) IN ('INT32', 'INT64') AND NOT bool_or(contains(stats_min_value, ' '))
        THEN coalesce(
        max(try_cast(stats_max_value AS HUGEINT)) - min(try_cast(stats_min_value AS HUGEINT)),
        max(try_cast(stats_max_value AS DATE)) - min(try_cast(stats_min_value AS DATE)))::DOUBLE
        + 1 END,
      CASE WHEN bool_and(%1$s IS NOT NULL OR stats_null_count = num_values) THEN min(%1$s) END,
      CASE WHEN bool_and(%2$s IS NOT NULL OR stats_null_count = num_values) THEN max(%2$s) END
    FROM parquet_metadata(%3$s)
    GROUP BY path_in_schema\
    """
        .formatted(end("stats_min_value"), end("stats_max_value"), files);
  }

  /// Text is NULL.
  private static String end(String value) {
    return "CASE WHEN type <> 'BYTE_ARRAY' THEN %s END".formatted(DuckDbSql.rangeEnd(value));
  }

  private static double guessedRows(FileTable table, int columns) {
    double bytes = 0;
    for (StoredFile file : table.files()) {
      bytes += file.name().endsWith(".gz") ? file.bytes() * COMPRESSION : file.bytes();
    }
    return Math.ceil(bytes / (BYTES_PER_VALUE * Math.max(1, columns)));
  }
}
