package io.tributary.connector.files;

import java.io.IOException;
import java.util.List;

/// Where files are kept. Paths are absolute, with `/` between their parts.
interface Storage {

  /// Files and folders directly in a folder, sorted by path, without those whose name begins with a
  /// dot or an underscore.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is no such folder
  Listing list(String folder) throws IOException;

  /// @param folders paths
  record Listing(List<StoredFile> files, List<String> folders) {
    public Listing {
      files = List.copyOf(files);
      folders = List.copyOf(folders);
    }
  }

  /// A file as it was when it was listed: another size or time means other contents.
  record StoredFile(String path, long bytes, long modifiedMilliseconds) {

    String name() {
      return lastPart(path);
    }
  }

  /// What follows the last slash of a path.
  static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
