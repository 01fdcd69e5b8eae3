package io.tributary.connector.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/// What tells a file from the same one with other contents.
///
/// @param key of the file system, which another file of the same name has not; empty where it has
///   none
record FileStamp(long bytes, FileTime modified, Optional<Object> key) {

  /// Empty where there is no file.
  static Optional<FileStamp> of(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new FileStamp(
              attributes.size(),
              attributes.lastModifiedTime(),
              Optional.ofNullable(attributes.fileKey())));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
