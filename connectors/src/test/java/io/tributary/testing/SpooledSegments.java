package io.tributary.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Parts of results that a Trino keeps for its clients to fetch, each a file until a client says
/// that it has read it.
///
/// @param home the folder that the Trino is started in
public record SpooledSegments(Path home) {

  private static final Pattern COUNT = Pattern.compile("\"spooledSegments\":(\\d+)");

  /// Any 256 bits: they keep a client from other segments than its own.
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  /// Makes the Trino spool. Segments are small, so that few rows are several.
  ///
  /// @return its further configuration
  public String configuration() throws IOException {
    Files.writeString(
        Files.createDirectories(home.resolve("etc")).resolve("spooling-manager.properties"),
        "spooling-manager.name=test-local\n");
    return """
    protocol.spooling.enabled=true
    protocol.spooling.shared-secret-key=%s
    protocol.spooling.retrieval-mode=COORDINATOR_PROXY
    protocol.spooling.initial-segment-size=64kB
    protocol.spooling.max-segment-size=1MB
    """
        .formatted(KEY);
  }

  /// How many a query has had whose rows come from one task.
  ///
  /// @param details of the query, as [TrinoProcess#detailsOf] has them
  public static int countedIn(String details) {
    Matcher counts = COUNT.matcher(details);
    return counts.results().mapToInt(count -> Integer.parseInt(count.group(1))).max().orElse(0);
  }

  /// Those that are there.
  public List<Path> files() throws IOException {
    try (Stream<Path> folders = Files.list(parent(home))) {
      Path folder =
          folders
              .filter(file -> file.getFileName().toString().startsWith("spooling"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("Trino does not spool"));
      try (Stream<Path> files = Files.list(folder)) {
        return files.toList();
      }
    }
  }

  /// Takes away those that are there.
  public void lose() throws IOException {
    for (Path file : files()) {
      Files.deleteIfExists(file);
    }
  }

  /// Where the manager makes its folder.
  static Path parent(Path home) {
    return home.resolve("tmp");
  }
}
