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
  private final FileTable table;

  FilesDrop(String source, FileTable table) {
    this.source = source;
    this.table = table;
  }

  @Override
  public long run() {
    try {
      if (table.folder().isEmpty()) {
        Files.delete(Path.of(table.paths().getFirst()));
        return 0;
      }
      Path folder = Path.of(table.folder().get());
      Path hidden = folder.resolveSibling(hiddenName());
      Files.move(folder, hidden, StandardCopyOption.ATOMIC_MOVE);
      deleteTree(hidden);
      return 0;
    } catch (IOException e) {
      throw new ConnectorException(
          ErrorCode.SOURCE_ERROR,
          "source %s: the files of %s cannot be removed: %s"
              .formatted(source, table.name(), e.getMessage()),
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
