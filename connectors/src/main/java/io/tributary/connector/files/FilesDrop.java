package io.tributary.connector.files;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.RunningChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes a table's files away, and the folders that are empty then. What else lies in these stays.
final class FilesDrop implements RunningChange {
  private final String source;
  private final FileTable table;
  private final Set<Path> kept;

  /// @param kept folders that stay, even empty
  FilesDrop(String source, FileTable table, Set<Path> kept) {
    this.source = source;
    this.table = table;
    this.kept = Set.copyOf(kept);
  }

  @Override
  public long run() {
    try {
      if (table.folder().isEmpty()) {
        Files.delete(Path.of(table.paths().getFirst()));
      } else {
        drop(Path.of(table.folder().get()));
      }
      return 0;
    } catch (IOException e) {
      throw new ConnectorException(
          ErrorCode.SOURCE_ERROR,
          "source %s: the files of %s cannot be removed: %s"
              .formatted(source, table.name(), e.getMessage()),
          e);
    }
  }

  /// Files get hidden names first, all or none.
  private void drop(Path folder) throws IOException {
    Path hidden = folder.resolve(hiddenName());
    Map<Path, Path> moved = new LinkedHashMap<>();
    try {
      for (String path : table.paths()) {
        Path from = Path.of(path);
        Path to = hidden.resolve(folder.relativize(from));
        Files.createDirectories(to.getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        moved.put(from, to);
      }
    } catch (IOException e) {
      for (Map.Entry<Path, Path> move : moved.entrySet()) {
        Files.move(move.getValue(), move.getKey(), StandardCopyOption.ATOMIC_MOVE);
      }
      deleteTree(hidden);
      throw e;
    }
    deleteTree(hidden);
    for (Path file : moved.keySet()) {
      deleteEmpty(file.getParent(), folder);
    }
  }

  /// Deletes a folder that is empty, and those above it, up to the table's own.
  private void deleteEmpty(@Nullable Path inner, Path folder) throws IOException {
    Path empty = inner;
    while (empty != null && empty.startsWith(folder) && !kept.contains(empty) && isEmpty(empty)) {
      Files.delete(empty);
      empty = empty.getParent();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return false;
    }
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
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
