package io.tributary.catalog.source;

import io.tributary.catalog.error.CatalogException;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sources of a directory, one a file.
///
/// The directory is looked at again when somebody asks and the last look is older than a bound. A
/// source whose file is unchanged stays open; one whose file changed or went away is closed as soon
/// as nobody uses it. Files are the server's own, so every organisation sees the same sources.
public final class SourceRegistry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SourceRegistry.class);

  private final Path directory;
  private final SourceOpener opener;
  private final Duration checkInterval;
  private final Clock clock;
  private final ReentrantLock checking = new ReentrantLock();
  private volatile Snapshot snapshot =
      new Snapshot(Collections.emptyNavigableMap(), Instant.MIN, Optional.empty());

  /// What the directory held.
  ///
  /// @param directoryProblem why the directory could not be listed, if so
  private record Snapshot(
      NavigableMap<String, ConfiguredSource> sources,
      Instant checkedAt,
      Optional<String> directoryProblem) {}

  /// @param environment what `${ENV:NAME}` refers to
  public SourceRegistry(
      Path directory,
      Duration checkInterval,
      List<ConnectorFactory> factories,
      Map<String, String> environment,
      Clock clock) {
    this.directory = directory;
    this.checkInterval = checkInterval;
    this.opener = new SourceOpener(factories, environment);
    this.clock = clock;
  }

  /// All sources, failed ones included, by name.
  public List<ConfiguredSource> sources() {
    return List.copyOf(current().sources().values());
  }

  /// A source by name, whatever the case of the letters.
  ///
  /// @throws CatalogException SOURCE_NOT_FOUND naming what is near
  public ConfiguredSource source(String name) {
    NavigableMap<String, ConfiguredSource> sources = current().sources();
    Optional<ConfiguredSource> found =
        NameLookup.find("source", name, sources.keySet()).map(sources::get);
    return found.orElseThrow(() ->
        new CatalogException(
            ErrorCode.SOURCE_NOT_FOUND,
            "source \"%s\" does not exist%s"
                .formatted(name, NameLookup.didYouMean(name, sources.keySet()))));
  }

  /// A source that can be used.
  ///
  /// @throws CatalogException SOURCE_NOT_FOUND naming what is near; SOURCE_MISCONFIGURED with the
  ///   reason
  public ConfiguredSource.Ready ready(String name) {
    return switch (source(name)) {
      case ConfiguredSource.Ready ready -> ready;
      case ConfiguredSource.Failed failed ->
          throw new CatalogException(
              ErrorCode.SOURCE_MISCONFIGURED,
              "source %s cannot be used: %s".formatted(failed.name(), failed.reason()));
    };
  }

  /// Looks at the directory now.
  public void refresh() {
    checking.lock();
    try {
      check();
    } finally {
      checking.unlock();
    }
  }

  /// Closes every source. Those in use close when their use ends.
  @Override
  public void close() {
    checking.lock();
    try {
      snapshot.sources().values().forEach(SourceRegistry::retire);
      snapshot = new Snapshot(Collections.emptyNavigableMap(), Instant.MAX, Optional.empty());
    } finally {
      checking.unlock();
    }
  }

  private Snapshot current() {
    if (isFresh(snapshot)) {
      return snapshot;
    }
    checking.lock();
    try {
      if (!isFresh(snapshot)) {
        check();
      }
      return snapshot;
    } finally {
      checking.unlock();
    }
  }

  private boolean isFresh(Snapshot candidate) {
    // Compared from the present, since the first snapshot's time cannot be added to.
    return candidate.checkedAt().isAfter(clock.instant().minus(checkInterval));
  }

  private void check() {
    Snapshot before = snapshot;
    Instant now = clock.instant();
    NavigableMap<String, ConfiguredSource> sources = new TreeMap<>();
    try {
      for (Path file : files()) {
        String name = SourceOpener.sourceName(file);
        sources.put(name, opener.open(file, Optional.ofNullable(before.sources().get(name))));
      }
    } catch (IOException | UncheckedIOException e) {
      keep(before, now, e);
      return;
    }
    snapshot = new Snapshot(Collections.unmodifiableNavigableMap(sources), now, Optional.empty());
    settle(before.sources(), sources);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(SourceRegistry::isSourceFile).sorted().toList();
    } catch (NoSuchFileException _) {
      // No directory is no sources: it may come later.
      return List.of();
    }
  }

  private static boolean isSourceFile(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SourceOpener.SUFFIX) && !name.startsWith(".") && !Files.isDirectory(file);
  }

  /// A directory that cannot be listed for the moment does not take the sources away.
  private void keep(Snapshot before, Instant now, Exception problem) {
    Optional<String> text = Optional.of(String.valueOf(problem));
    if (!text.equals(before.directoryProblem())) {
      log.warn("The sources in {} stay as they are: it cannot be listed", directory, problem);
    }
    snapshot = new Snapshot(before.sources(), now, text);
  }

  private static void settle(
      Map<String, ConfiguredSource> before, Map<String, ConfiguredSource> after) {
    after.forEach((name, source) -> {
      if (!source.equals(before.get(name))) {
        announce(source);
      }
    });
    before.forEach((name, source) -> {
      if (!source.equals(after.get(name))) {
        retire(source);
      }
      if (!after.containsKey(name)) {
        log.info("Source {} is gone", name);
      }
    });
  }

  private static void announce(ConfiguredSource source) {
    switch (source) {
      case ConfiguredSource.Ready ready ->
          log.info("Source {} is ready ({})", ready.name(), ready.connector());
      case ConfiguredSource.Failed failed ->
          log.warn("Source {} cannot be used: {}", failed.name(), failed.reason());
    }
  }

  private static void retire(ConfiguredSource source) {
    switch (source) {
      case ConfiguredSource.Ready ready -> ready.shared().retire();
      case ConfiguredSource.Failed _ -> {}
    }
  }
}
