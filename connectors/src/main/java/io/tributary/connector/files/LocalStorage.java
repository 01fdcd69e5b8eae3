package io.tributary.connector.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The local disk below one folder. A link to a file is followed as long as the file lies in that
/// folder too; links to folders are not followed, so that there are neither ways out nor circles.
final class LocalStorage implements Storage {
  private static final Logger LOG = LoggerFactory.getLogger(LocalStorage.class);

  private final Path root;

  /// @param root absolute
  LocalStorage(Path root) {
    this.root = root.normalize();
  }

  @Override
  public Listing list(String folder) throws IOException {
    Path path = Path.of(folder).normalize();
    if (!path.startsWith(root)) {
      throw new IOException("%s lies outside of %s".formatted(path, root));
    }
    List<StoredFile> files = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    try (var entries = Files.list(path)) {
      for (Path entry : entries.filter(LocalStorage::isVisible).sorted().toList()) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          folders.add(entry.toString());
        } else if (Files.isRegularFile(entry) && !leadsOut(entry)) {
          BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
          files.add(
              new StoredFile(
                  entry.toString(), attributes.size(), attributes.lastModifiedTime().toMillis()));
        }
      }
    }
    return new Listing(files, folders);
  }

  private static boolean isVisible(Path entry) {
    String name = entry.getFileName().toString();
    return !name.startsWith(".") && !name.startsWith("_");
  }

  private boolean leadsOut(Path entry) throws IOException {
    if (Files.isSymbolicLink(entry) && !entry.toRealPath().startsWith(root.toRealPath())) {
      LOG.warn("{} is left out: it is a link out of {}", entry, root);
      return true;
    }
    return false;
  }
}
