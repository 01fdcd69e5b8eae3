package io.tributary.gateway.random;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Queries that once got another answer than DuckDB's, or none.
final class FoundQueries {

  private FoundQueries() {}

  /// Those of a file in the tests' resources, one a line; a line that begins with `#` is a comment.
  static List<String> in(String name) {
    try (InputStream file = FoundQueries.class.getResourceAsStream("/random/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
