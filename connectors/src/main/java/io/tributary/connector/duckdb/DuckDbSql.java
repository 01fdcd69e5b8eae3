package io.tributary.connector.duckdb;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Spells values for DuckDB.
public final class DuckDbSql {
  private DuckDbSql() {}

  public static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// A list of files. DuckDB takes each for a glob, so wildcards in names become classes of one
  /// character.
  public static String files(List<String> paths) {
    return paths.stream().map(DuckDbSql::file).collect(Collectors.joining(", ", "[", "]"));
  }

  /// A file, by the same rule.
  public static String file(String path) {
    return text(path.replaceAll("[*?\\[]", "[$0]"));
  }

  /// A struct of texts.
  public static String struct(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /// A number, date or timestamp, written as text, as statistics write it; NULL of all else.
  ///
  /// @see io.tributary.connector.TableStatistics.ValueRange
  public static String rangeEnd(String text) {
    return """
    coalesce(try_cast(%1$s AS DOUBLE), epoch_us(try_cast(%1$s AS TIMESTAMP))
      / if(contains(%1$s, ' '), 1, 86400000000))\
    """
        .formatted(text);
  }
}
