package io.tributary.gateway.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.tributary.connector.Source;
import io.tributary.gateway.execution.KeptResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/// Results of queries, for who asks the same again and takes rows of another time.
///
/// A result is found only by the same caller, for the same plan over the same configurations and,
/// where sources tell, the same data. Where one does not tell, its results end with their age.
public final class ResultCache {

  /// What a test or a small program has.
  private static final long DEFAULT_BYTES = 32L << 20;

  private static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(10);

  /// One result takes at most this part of the memory of all, so that it does not drive out all.
  private static final int LARGEST_SHARE = 8;

  /// Keys, schemas, lists.
  private static final int FIXED_BYTES = 2_048;

  private final long maxBytes;
  private final Clock clock;
  private final Cache<ResultKey, Entry> entries;
  private final Map<SourceName, Configured> sources = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /// @param readAt when its query began
  record Entry(KeptResult result, Instant readAt) {}

  private record SourceName(String organisation, String source) {}

  /// How a source was last seen.
  private record Configured(String version, boolean engine, long invalidations) {
    Configured invalidated() {
      return new Configured(version, engine, invalidations + 1);
    }
  }

  ResultCache() {
    this(DEFAULT_BYTES, DEFAULT_MAX_AGE, Clock.systemUTC());
  }

  /// @param maxBytes of all results together
  /// @param maxAge of results whose sources do not tell whether their rows have changed
  public ResultCache(long maxBytes, Duration maxAge, Clock clock) {
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((ResultKey _, Entry entry) -> weight(entry))
            .expireAfter(
                Expiry.writing((ResultKey key, Entry entry) ->
                    key.coversData()
                        ? Duration.ofNanos(Long.MAX_VALUE)
                        : maxAge.minus(age(entry.readAt()))))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .recordStats()
            .build();
  }

  private static int weight(Entry entry) {
    return (int) Math.min(Integer.MAX_VALUE, entry.result().bytes() + FIXED_BYTES);
  }

  /// The largest result that is kept.
  long largestBytes() {
    return maxBytes / LARGEST_SHARE;
  }

  Instant now() {
    return clock.instant();
  }

  Duration age(Instant readAt) {
    Duration age = Duration.between(readAt, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /// A result that is no older than wanted.
  Optional<Entry> find(ResultKey key, Optional<Duration> maxAge) {
    return Optional.ofNullable(entries.getIfPresent(key))
        .filter(entry -> isYoung(entry.readAt(), maxAge));
  }

  boolean isYoung(Instant readAt, Optional<Duration> maxAge) {
    return maxAge.isEmpty() || age(readAt).compareTo(maxAge.get()) <= 0;
  }

  /// @return false where one is kept that began to be read later
  boolean keep(ResultKey key, Entry entry) {
    Entry latest =
        entries
            .asMap()
            .merge(key, entry, (old, made) -> made.readAt().isBefore(old.readAt()) ? old : made);
    return !entry.readAt().isBefore(latest.readAt());
  }

  void countHit() {
    hits.increment();
  }

  void countMiss() {
    misses.increment();
  }

  /// How often results of a source were declared void. A configuration that is not the last one
  /// seen declares them void.
  long invalidations(String organisation, Source source, String configuration) {
    var name = new SourceName(organisation, source.name());
    Configured known = sources.get(name);
    if (known != null && known.version().equals(configuration)) {
      return known.invalidations();
    }
    sources.merge(
        name,
        new Configured(configuration, source.isEngine(), 0),
        (old, found) ->
            new Configured(configuration, found.engine(), old.invalidations()).invalidated());
    forget(key -> key.caller().organisation().equals(organisation) && key.reads(source.name()));
    return invalidations(organisation, source, configuration);
  }

  /// Declares void what was read of a source until now, also by queries that still run: nobody of
  /// any organisation who asks from now on gets it.
  ///
  /// An engine reads any source, and writes to any: what was read through one is void with every
  /// source, and everything is with it.
  public void invalidate(Source changed) {
    sources.replaceAll((name, known) ->
        changed.isEngine() || known.engine() || name.source().equals(changed.name())
            ? known.invalidated()
            : known);
    forget(key -> changed.isEngine() || key.readsEngine() || key.reads(changed.name()));
  }

  private void forget(Predicate<ResultKey> isVoid) {
    entries.asMap().keySet().removeIf(isVoid);
  }

  /// @param waiting requests that wait now
  ResultCacheStatistics statistics(long waiting) {
    entries.cleanUp();
    long bytes =
        entries.policy().eviction().stream()
            .mapToLong(eviction -> eviction.weightedSize().orElse(0))
            .sum();
    return new ResultCacheStatistics(
        hits.sum(), misses.sum(), bytes, waiting, entries.stats().evictionCount());
  }
}
