package io.tributary.connector;

import java.util.List;
import java.util.Optional;

/// A table as DuckDB reads it.
///
/// @param sql what goes after FROM, such as `read_parquet(['/data/a.parquet'])`; its columns are
///   those of the table's description, in name and order
/// @param paths all files and folders that it touches, absolute
/// @param database what must be attached before it is read; its file is none of the paths
public record LocalRelation(String sql, List<String> paths, Optional<AttachedDatabase> database) {
  public LocalRelation {
    paths = List.copyOf(paths);
  }

  public LocalRelation(String sql, List<String> paths) {
    this(sql, paths, Optional.empty());
  }
}
