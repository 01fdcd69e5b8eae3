package io.tributary.connector.files;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.RunningChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;

/// Takes a table's files away: one by deleting it, a folder by giving it a hidden name before.
final class FilesDrop implements RunningChange {
  private final String source;
  private final FilesWriter.Known table;
  private final Path folder;

  /// @param folder the table's, if it is one
  FilesDrop(String source, FilesWriter.Known table, Path folder) {
    this.source = source;
    this.table = table;
    this.folder = folder;
  }

  @Override
  public long run() {
    FileTable files = table.files();
    try {
      if (files.files().size() == 1 && !files.isPartitioned()) {
        Files.delete(Path.of(files.paths().getFirst()));
        return 0;
      }
      if (!files.paths().stream().allMatch(path -> Path.of(path).startsWith(folder))) {
        throw new ConnectorException(
            ErrorCode.NOT_SUPPORTED,
            "source %s: %s is not a folder of its own: remove its files by hand"
                .formatted(source, files.name()));
      }
      Path hidden = folder.resolveSibling(hiddenName());
      Files.move(folder, hidden, StandardCopyOption.ATOMIC_MOVE);
      deleteTree(hidden);
      return 0;
    } catch (IOException e) {
      throw new ConnectorException(
          ErrorCode.SOURCE_ERROR,
          "source %s: the files of %s cannot be removed: %s"
              .formatted(source, files.name(), e.getMessage()),
          e);
    }
  }

  /// Left out by all who look for tables.
  static String hiddenName() {
    return ".tributary-" + UUID.randomUUID();
  }

  static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (var paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void cancel() {}

  @Override
  public void close() {}
}
