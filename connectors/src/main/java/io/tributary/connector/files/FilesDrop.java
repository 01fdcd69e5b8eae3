package io.tributary.connector.files;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.RunningChange;
import io.tributary.connector.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a table's files away, and the folders that are empty then. What else lies in these stays.
final class FilesDrop implements RunningChange {
  private static final Logger LOG = LoggerFactory.getLogger(FilesDrop.class);

  private final String source;
  private final TableName name;
  private final Supplier<FileTable> table;
  private final TableLocks locks;
  private final Set<Path> kept;
  private volatile boolean cancelled;

  /// @param table asked when no other change of it runs
  /// @param kept folders that stay, even empty
  FilesDrop(
      String source, TableName name, Supplier<FileTable> table, TableLocks locks, Set<Path> kept) {
    this.source = source;
    this.name = name;
    this.table = table;
    this.locks = locks;
    this.kept = Set.copyOf(kept);
  }

  @Override
  public long run() {
    try (var _ = locks.take(name, () -> cancelled)) {
      FileTable files = table.get();
      if (files.folder().isEmpty()) {
        Files.delete(Path.of(files.paths().getFirst()));
      } else {
        drop(files, Path.of(files.folder().get()));
      }
      return 0;
    } catch (IOException e) {
      throw new ConnectorException(
          ErrorCode.SOURCE_ERROR,
          "source %s: the files of %s cannot be removed: %s"
              .formatted(source, name, e.getMessage()),
          e);
    }
  }

  private void drop(FileTable files, Path folder) throws IOException {
    Path hidden = folder.resolve(hiddenName());
    List<Path> moved = hide(files, folder, hidden);
    try {
      deleteTree(hidden);
      for (Path file : moved) {
        deleteEmpty(file.getParent(), inner -> inner.startsWith(folder) && !kept.contains(inner));
      }
    } catch (IOException e) {
      LOG.warn("{} is dropped, but not all of {} could be deleted", name, hidden, e);
    }
  }

  /// Gives the files names in a hidden folder, all or none.
  private List<Path> hide(FileTable files, Path folder, Path hidden) throws IOException {
    List<Path> moved = new ArrayList<>();
    try {
      for (String path : files.paths()) {
        Path from = Path.of(path);
        move(from, hidden.resolve(folder.relativize(from)));
        moved.add(from);
      }
      return moved;
    } catch (IOException e) {
      for (Path from : moved) {
        try {
          move(hidden.resolve(folder.relativize(from)), from);
        } catch (IOException stays) {
          e.addSuppressed(stays);
        }
      }
      if (e.getSuppressed().length > 0) {
        throw new IOException("some are in %s now; %s".formatted(hidden, e.getMessage()), e);
      }
      deleteTree(hidden);
      throw e;
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Deletes a folder if it is empty, and then those above it.
  ///
  /// @param mayGo asked before each
  static void deleteEmpty(@Nullable Path inner, Predicate<Path> mayGo) throws IOException {
    Path empty = inner;
    while (empty != null && mayGo.test(empty) && isEmpty(empty)) {
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
  public void cancel() {
    cancelled = true;
    locks.wake();
  }

  @Override
  public void close() {}
}
