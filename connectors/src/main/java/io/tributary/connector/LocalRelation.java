package io.tributary.connector;

import java.util.List;

/// A table as DuckDB reads it.
///
/// @param sql what goes after FROM, such as `read_parquet(['/data/a.parquet'])`; its columns are
///   those of the table's description, in name and order
/// @param paths all files and folders that it touches, absolute
public record LocalRelation(String sql, List<String> paths) {
  public LocalRelation {
    paths = List.copyOf(paths);
  }
}
