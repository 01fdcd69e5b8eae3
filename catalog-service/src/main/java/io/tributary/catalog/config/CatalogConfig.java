package io.tributary.catalog.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Settings of the catalog service.
///
/// @param sourcesDirectory where the `NAME.properties` files are; it may come into being later
/// @param sourcesCheckInterval age at which the directory is looked at again, when asked
/// @param discoveryCacheAge age at which schemas, tables and statistics are discovered again
/// @param maxPageSize most tables in one answer
public record CatalogConfig(
    Path sourcesDirectory,
    Duration sourcesCheckInterval,
    Duration discoveryCacheAge,
    int maxPageSize) {

  private static final Duration DEFAULT_SOURCES_CHECK_INTERVAL = Duration.ofSeconds(2);
  private static final Duration DEFAULT_DISCOVERY_CACHE_AGE = Duration.ofMinutes(1);
  private static final int DEFAULT_MAX_PAGE_SIZE = 1_000;

  /// @throws IllegalArgumentException naming every bad value at once
  public CatalogConfig {
    List<String> problems = new ArrayList<>();
    if (sourcesCheckInterval.isNegative()) {
      problems.add(
          "sourcesCheckInterval is %s, it must not be negative".formatted(sourcesCheckInterval));
    }
    if (!discoveryCacheAge.isPositive()) {
      problems.add(
          "discoveryCacheAge is %s, it must be more than zero".formatted(discoveryCacheAge));
    }
    if (maxPageSize < 1) {
      problems.add("maxPageSize is %d, it must be at least 1".formatted(maxPageSize));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /// The defaults over a sources directory.
  public static CatalogConfig of(Path sourcesDirectory) {
    return new CatalogConfig(
        sourcesDirectory,
        DEFAULT_SOURCES_CHECK_INTERVAL,
        DEFAULT_DISCOVERY_CACHE_AGE,
        DEFAULT_MAX_PAGE_SIZE);
  }
}
