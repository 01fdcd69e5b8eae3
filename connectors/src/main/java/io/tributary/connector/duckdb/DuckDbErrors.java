package io.tributary.connector.duckdb;

import io.tributary.connector.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What DuckDB's words about a database file mean.
final class DuckDbErrors {
  private static final Pattern NEWER_VERSION =
      Pattern.compile(
          "version number (?<found>\\d+), but we can only read (storage )?versions?"
              + " (?<known>[^.]*)");
  private static final Pattern PROCESS = Pattern.compile("\\(PID \\d+\\)");

  private DuckDbErrors() {}

  /// @param reason goes after the source's name
  record Failure(ErrorCode code, String reason) {}

  static Failure of(SQLException e, Path file) {
    String message = String.valueOf(e.getMessage());
    Matcher version = NEWER_VERSION.matcher(message);
    if (version.find()) {
      return new Failure(
          ErrorCode.SOURCE_MISCONFIGURED,
          "is configured wrongly: %s was written by another version of DuckDB (storage version %s; this one reads %s)"
              .formatted(file, version.group("found"), version.group("known")));
    }
    if (message.contains("Could not set lock") || message.contains("Unique file handle conflict")) {
      Matcher process = PROCESS.matcher(message);
      return new Failure(
          ErrorCode.SOURCE_UNAVAILABLE,
          "cannot be reached: %s is open for writing elsewhere%s; DuckDB lets nobody read meanwhile"
              .formatted(file, process.find() ? " " + process.group() : ""));
    }
    if (message.contains("not a valid DuckDB database file")) {
      return new Failure(
          ErrorCode.SOURCE_MISCONFIGURED,
          "is configured wrongly: %s is no DuckDB database".formatted(file));
    }
    if (message.contains("encrypted")) {
      return new Failure(
          ErrorCode.NOT_SUPPORTED, "cannot be read: %s is encrypted".formatted(file));
    }
    if (message.contains("Permission Error")) {
      return new Failure(
          ErrorCode.PERMISSION_DENIED,
          "has a view that reads something outside of %s, which is not allowed".formatted(file));
    }
    return new Failure(
        ErrorCode.SOURCE_ERROR, "failed: " + message.lines().findFirst().orElse("").strip());
  }
}
