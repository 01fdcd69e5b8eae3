package io.tributary.connector.files;

import io.tributary.connector.duckdb.DuckDbInspector;
import io.tributary.connector.duckdb.DuckDbSql;
import io.tributary.connector.files.Storage.StoredFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which columns a file has, as far as files must share them to be one table: names in order, and
/// for Parquet their types, since those of text files are guesses at a sample.
final class FileShapes {
  private static final Logger LOG = LoggerFactory.getLogger(FileShapes.class);
  private static final int REMEMBERED_FILES = 50_000;

  private final DuckDbInspector inspector;
  private final TableSettler settler;
  private final RecentlyUsed<StoredFile, Optional<String>> known =
      new RecentlyUsed<>(REMEMBERED_FILES);

  FileShapes(DuckDbInspector inspector, TableSettler settler) {
    this.inspector = inspector;
    this.settler = settler;
  }

  /// Whether all files of a table have the same columns. A file that cannot be read is like no
  /// other.
  boolean alike(FileTable table) {
    List<StoredFile> unknown =
        table.files().stream().filter(file -> known.find(file).isEmpty()).toList();
    if (table.format() == FileFormat.PARQUET && unknown.size() > 1) {
      rememberFooters(unknown);
    }
    List<Optional<String>> shapes =
        table.files().stream().map(file -> shape(table, file)).distinct().limit(2).toList();
    return shapes.size() == 1 && shapes.getFirst().isPresent();
  }

  private Optional<String> shape(FileTable table, StoredFile file) {
    return known
        .find(file)
        .orElseGet(() -> {
          Optional<String> shape = look(FileTable.of(table.name(), table.format(), file));
          known.put(file, shape);
          return shape;
        });
  }

  private Optional<String> look(FileTable file) {
    try {
      if (file.format() == FileFormat.PARQUET) {
        return Optional.ofNullable(footers(file.files()).get(file.paths().getFirst()));
      }
      return Optional.of(String.join("\n", settler.sampledNames(file)));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  /// Looks at many files with one question. One that is broken spoils the answer: then each is
  /// looked at by itself.
  private void rememberFooters(List<StoredFile> files) {
    try {
      Map<String, String> shapes = footers(files);
      files.forEach(file -> known.put(file, Optional.ofNullable(shapes.get(file.path()))));
    } catch (SQLException e) {
      LOG.debug("some of the files cannot be read: {}", e.getMessage());
    }
  }

  private Map<String, String> footers(List<StoredFile> files) throws SQLException {
    record Footer(String path, String shape) {}
    List<String> paths = new ArrayList<>();
    files.forEach(file -> paths.add(file.path()));
    String sql =
        """
        SELECT file_name, string_agg(
          concat_ws(' ', num_children, coalesce(duckdb_type, type), name), chr(10) ORDER BY column_id)
        FROM parquet_schema(%s) WHERE column_id > 0 GROUP BY file_name\
        """
            .formatted(DuckDbSql.files(paths));
    Map<String, String> shapes = new HashMap<>();
    inspector
        .rows(sql, row -> new Footer(row.getString(1), row.getString(2)))
        .forEach(footer -> shapes.put(footer.path(), footer.shape()));
    return shapes;
  }
}
