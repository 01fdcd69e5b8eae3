package io.tributary.gateway.query;

import io.tributary.connector.LocalRelation;
import io.tributary.connector.TableKind;
import io.tributary.gateway.fragment.LocalTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells by size and time of the files that tables lie in whether their rows are what they were.
final class FileVersions {

  private FileVersions() {}

  /// A version of what some tables hold; empty where their files do not tell.
  static Optional<String> of(List<LocalTable> tables) {
    List<String> stamps = new ArrayList<>();
    for (LocalTable table : tables) {
      // A view may say what time it is.
      if (table.table().description().kind() != TableKind.TABLE) {
        return Optional.empty();
      }
      for (Path file : files(table.relation())) {
        Optional<String> stamp = stamp(file);
        if (stamp.isEmpty()) {
          return Optional.empty();
        }
        stamps.add(stamp.get());
      }
    }
    return Optional.of(String.join(" ", stamps));
  }

  private static List<Path> files(LocalRelation relation) {
    List<Path> files = new ArrayList<>();
    relation.paths().forEach(path -> files.add(Path.of(path)));
    relation
        .database()
        .ifPresent(database -> {
          files.add(Path.of(database.file()));
          // What was committed last may be in the log alone.
          Path log = Path.of(database.file() + ".wal");
          if (Files.exists(log)) {
            files.add(log);
          }
        });
    return files;
  }

  private static Optional<String> stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.isRegularFile()
          ? Optional.of("%s:%d:%s".formatted(file, now.size(), now.lastModifiedTime()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // whoever reads it gets to hear why
    }
  }
}
