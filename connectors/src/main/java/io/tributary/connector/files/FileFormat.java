package io.tributary.connector.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a file's name says of its contents.
enum FileFormat {
  PARQUET(".parquet"),
  CSV(".csv", ".csv.gz", ".tsv", ".tsv.gz"),
  JSON(".json", ".json.gz"),
  /// One JSON object a line.
  NDJSON(".ndjson", ".ndjson.gz", ".jsonl", ".jsonl.gz");

  // The list never changes; its type cannot say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> extensions;

  FileFormat(String... extensions) {
    this.extensions = List.of(extensions);
  }

  /// @return empty for a file that is no table
  static Optional<FileFormat> of(String fileName) {
    for (FileFormat format : values()) {
      if (format.extension(fileName).isPresent()) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /// A file's name without the extension of this format.
  String baseName(String fileName) {
    return extension(fileName)
        .map(extension -> fileName.substring(0, fileName.length() - extension.length()))
        .orElseThrow();
  }

  private Optional<String> extension(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return extensions.stream()
        .filter(extension -> name.endsWith(extension) && name.length() > extension.length())
        .findFirst();
  }
}
