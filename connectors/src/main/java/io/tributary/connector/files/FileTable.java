package io.tributary.connector.files;

import io.tributary.connector.TableName;
import io.tributary.connector.files.Storage.StoredFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// Files that are one table.
///
/// @param partitionKeys names before the `=` of the folders that the files lie in, below the
///   table's own folder
/// @param folder the table's own, where it is not just a file
/// @param problem why the table cannot be read, where its files alone tell
record FileTable(
    TableName name,
    FileFormat format,
    List<StoredFile> files,
    List<String> partitionKeys,
    Optional<String> folder,
    Optional<String> problem) {

  FileTable {
    files = List.copyOf(files);
    partitionKeys = List.copyOf(partitionKeys);
  }

  static FileTable of(TableName name, FileFormat format, StoredFile file) {
    return new FileTable(
        name, format, List.of(file), List.of(), Optional.empty(), Optional.empty());
  }

  /// @param folder the table's own
  static FileTable of(TableName name, FileFormat format, List<StoredFile> files, String folder) {
    return new FileTable(name, format, files, List.of(), Optional.of(folder), Optional.empty());
  }

  /// @param folder the table's own
  static FileTable partitioned(
      TableName name, FileFormat format, List<StoredFile> files, String folder) {
    SequencedSet<String> keys = new LinkedHashSet<>();
    for (StoredFile file : files) {
      String[] parts = file.path().substring(folder.length()).split("/", -1);
      for (int i = 0; i < parts.length - 1; i++) {
        int equals = parts[i].indexOf('=');
        if (equals > 0) {
          keys.add(parts[i].substring(0, equals));
        }
      }
    }
    return new FileTable(
        name, format, files, List.copyOf(keys), Optional.of(folder), Optional.empty());
  }

  boolean isPartitioned() {
    return !partitionKeys.isEmpty();
  }

  List<String> paths() {
    return files.stream().map(StoredFile::path).toList();
  }

  /// @param some of them
  FileTable withFiles(List<StoredFile> some) {
    return new FileTable(name, format, some, partitionKeys, folder, problem);
  }

  FileTable withName(TableName other) {
    return new FileTable(other, format, files, partitionKeys, folder, problem);
  }

  FileTable withProblem(String found) {
    return new FileTable(name, format, files, partitionKeys, folder, Optional.of(found));
  }
}
