package io.tributary.gateway.metadata;

import io.tributary.connector.Caller;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SharedSource;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.gateway.error.GatewayException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sources that queries read from, one for each organisation and name, opened when first asked
/// for.
///
/// Whether a configuration still is what it was is asked of the catalog when the last answer is
/// older than a bound. A source leaves when its configuration has changed, when nobody has asked
/// for it for a while (nobody can once its configuration is gone), or when it is the one unused for
/// longest among too many. It stays open for a grace period, so that what was planned with it can
/// still lease it, and then until the last lease is given back.
final class OpenSources implements AutoCloseable {
  /// From planning a query to leasing its sources takes milliseconds; this is ample.
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final Duration MAX_IDLE = Duration.ofMinutes(5);

  static final int MAX_OPEN = 256;

  private final CatalogClient catalog;
  private final Map<String, ConnectorFactory> factories;
  private final Duration checkInterval;
  private final Clock clock;

  private final ReentrantLock lock = new ReentrantLock();
  // Least recently used first. Guarded by the lock, like what follows.
  private final LinkedHashMap<Key, Entry> open = new LinkedHashMap<>(16, 0.75f, true);
  private final Deque<Leaving> leaving = new ArrayDeque<>();

  private record Key(String organisation, String source) {}

  private record Entry(SharedSource shared, String version, Instant checkedAt) {
    Entry checkedAt(Instant time) {
      return new Entry(shared, version, time);
    }
  }

  private record Leaving(Entry entry, Instant since) {}

  OpenSources(
      CatalogClient catalog,
      List<ConnectorFactory> factories,
      Duration checkInterval,
      Clock clock) {
    this.catalog = catalog;
    this.factories =
        factories.stream().collect(Collectors.toMap(f -> f.descriptor().id(), Function.identity()));
    this.checkInterval = checkInterval;
    this.clock = clock;
  }

  /// The open source of this name, spelled exactly. To read from it, lease it.
  Source source(String name) {
    Key key = new Key(Caller.current().organisation(), name);
    Optional<Source> known = fresh(key);
    if (known.isPresent()) {
      return known.get();
    }
    // The catalog is asked without the lock: it may be far away.
    return opened(key, catalog.configuration(name));
  }

  /// Holds sources that [#source] gave.
  ///
  /// @throws GatewayException SOURCE_UNAVAILABLE when one has been closed since
  SourceLease lease(Collection<Source> sources) {
    Set<Source> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(sources);
    List<SharedSource.Lease> leases = new ArrayList<>(distinct.size());
    SourceLease all = () -> leases.forEach(SharedSource.Lease::close);
    lock.lock();
    try {
      closeWhatHasLeft();
      for (Source source : distinct) {
        leases.add(lease(source));
      }
    } catch (GatewayException e) {
      all.close();
      throw e;
    } finally {
      lock.unlock();
    }
    return all;
  }

  /// Closes every source as soon as no query reads from it.
  @Override
  public void close() {
    lock.lock();
    try {
      open.values().forEach(entry -> entry.shared().retire());
      leaving.forEach(left -> left.entry().shared().retire());
      open.clear();
      leaving.clear();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Source> fresh(Key key) {
    lock.lock();
    try {
      closeWhatHasLeft();
      return Optional.ofNullable(open.get(key))
          .filter(entry -> clock.instant().isBefore(entry.checkedAt().plus(checkInterval)))
          .map(entry -> entry.shared().source());
    } finally {
      lock.unlock();
    }
  }

  private Source opened(Key key, SourceConfiguration configuration) {
    lock.lock();
    try {
      Instant now = clock.instant();
      Entry known = open.get(key);
      if (known != null && known.version().equals(configuration.version())) {
        open.put(key, known.checkedAt(now));
        return known.shared().source();
      }
      // Opening connects to nothing, so it may happen under the lock.
      Source source = open(configuration);
      leave(open.put(key, new Entry(new SharedSource(source), configuration.version(), now)));
      if (open.size() > MAX_OPEN) {
        leave(open.pollFirstEntry().getValue());
      }
      return source;
    } finally {
      lock.unlock();
    }
  }

  private Source open(SourceConfiguration configuration) {
    ConnectorFactory factory = factories.get(configuration.connector());
    if (factory == null) {
      throw new GatewayException(
          ErrorCode.SOURCE_MISCONFIGURED,
          "source %s needs connector %s, which this gateway does not have"
              .formatted(configuration.name(), configuration.connector()));
    }
    try {
      return factory.open(configuration);
    } catch (ConnectorException e) {
      throw GatewayException.of(e);
    }
  }

  private void leave(@Nullable Entry entry) {
    if (entry != null) {
      leaving.addLast(new Leaving(entry, clock.instant()));
    }
  }

  private void closeWhatHasLeft() {
    Instant now = clock.instant();
    Instant idleSince = now.minus(MAX_IDLE);
    for (Entry entry : List.copyOf(open.values())) {
      if (entry.checkedAt().isBefore(idleSince)) {
        open.values().remove(entry);
        leave(entry);
      }
    }
    Instant leftBefore = now.minus(GRACE);
    while (!leaving.isEmpty() && leaving.getFirst().since().isBefore(leftBefore)) {
      leaving.removeFirst().entry().shared().retire();
    }
  }

  /// The version of the configuration that a source was opened with.
  ///
  /// @throws GatewayException SOURCE_UNAVAILABLE when it has been closed since
  String version(Source source) {
    lock.lock();
    try {
      return entry(source).orElseThrow(() -> changed(source)).version();
    } finally {
      lock.unlock();
    }
  }

  private SharedSource.Lease lease(Source source) {
    return entry(source)
        .map(Entry::shared)
        .flatMap(SharedSource::lease)
        .orElseThrow(() -> changed(source));
  }

  @SuppressWarnings("ReferenceEquality") // this very source, not one like it
  private Optional<Entry> entry(Source source) {
    return Stream.concat(open.values().stream(), leaving.stream().map(Leaving::entry))
        .filter(entry -> entry.shared().source() == source)
        .findFirst();
  }

  private static GatewayException changed(Source source) {
    return new GatewayException(
        ErrorCode.SOURCE_UNAVAILABLE,
        "the configuration of source %s has changed since the query was planned; run it again"
            .formatted(source.name()));
  }
}
