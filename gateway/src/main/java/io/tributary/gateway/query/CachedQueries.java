package io.tributary.gateway.query;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.LocalSource;
import io.tributary.connector.Source;
import io.tributary.connector.SqlSource;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.KeptResult;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.query.ResultCache.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Queries that ask for the cache of results.
///
/// A result that is to be kept is read to its end before its client gets the first batch: so
/// whoever waits for the same waits for the sources, and never for another client. What turns out
/// too large to be kept goes on as a stream.
final class CachedQueries {
  private static final CacheReport TOO_LARGE =
      CacheReport.notKept("its result is larger than the part of the cache that one may take");

  private static final CacheReport OUTDATED =
      CacheReport.notKept("a result that began to be read later is kept already");

  private final ResultCache cache;
  private final Metadata metadata;
  private final Map<ResultKey, Run> runs = new ConcurrentHashMap<>();
  private final Map<QueryId, Waiter> waiting = new ConcurrentHashMap<>();

  /// Runs a query, or gives a result out again, as it is to be run.
  interface Starter {
    ResultStream run();

    ResultStream replay(KeptResult result);

    /// What is left of the query's time.
    Duration left();

    /// @throws GatewayException why the query was cancelled, if it was
    void throwIfCancelled();
  }

  /// A query that may be given to others too.
  private record Run(Instant startedAt, CompletableFuture<Ending> ended) {}

  /// How a run ended for those who wait for it.
  private sealed interface Ending {
    record Kept(Entry entry) implements Ending {}

    record TooLarge() implements Ending {}

    /// It failed, was cancelled, or its sources changed meanwhile: somebody else must run it.
    record OfNoUse() implements Ending {}
  }

  private record Waiter(Caller caller, CompletableFuture<Ending> ended) {}

  CachedQueries(ResultCache cache, Metadata metadata) {
    this.cache = cache;
    this.metadata = metadata;
  }

  /// Starts a query as its request wants it, which is not to bypass the cache.
  ResultStream start(QueryRequest request, Planned planned, Starter starter) {
    Optional<String> unrepeatable = planned.unrepeatable();
    if (unrepeatable.isPresent()) {
      return reported(starter.run(), CacheReport.notKept(unrepeatable.get()));
    }
    if (request.cache().mode() == CachePolicy.Mode.REFRESH) {
      // A run that began before the request may have read what it is to replace.
      return leading(planned, new Run(cache.now(), new CompletableFuture<>()), starter);
    }
    return use(request, planned, starter);
  }

  private ResultStream use(QueryRequest request, Planned planned, Starter starter) {
    Optional<Duration> maxAge = request.cache().maxAge();
    while (true) {
      ResultKey key = key(planned);
      var mine = new Run(cache.now(), new CompletableFuture<>());
      Run other = runs.putIfAbsent(key, mine);
      if (other == null) {
        return lead(key, mine, maxAge, planned, starter);
      }
      if (!cache.isYoung(other.startedAt(), maxAge)) {
        return leading(planned, mine, starter);
      }
      switch (await(request.id(), other, starter)) {
        case Ending.Kept(Entry entry) when cache.isYoung(entry.readAt(), maxAge) -> {
          return hit(entry, starter);
        }
        case Ending.TooLarge() -> {
          cache.countMiss();
          return reported(starter.run(), TOO_LARGE);
        }
        case Ending.Kept _, Ending.OfNoUse _ -> {}
      }
    }
  }

  /// Runs for all who ask the same meanwhile, unless the result is there already.
  private ResultStream lead(
      ResultKey key, Run run, Optional<Duration> maxAge, Planned planned, Starter starter) {
    try {
      Optional<Entry> known = cache.find(key, maxAge);
      if (known.isPresent()) {
        run.ended().complete(new Ending.Kept(known.get()));
        return hit(known.get(), starter);
      }
      return leading(planned, run, starter);
    } finally {
      runs.remove(key, run);
      // Without effect where the run has told already.
      run.ended().complete(new Ending.OfNoUse());
    }
  }

  private ResultStream hit(Entry entry, Starter starter) {
    cache.countHit();
    return reported(starter.replay(entry.result()), CacheReport.hit(cache.age(entry.readAt())));
  }

  private ResultStream leading(Planned planned, Run run, Starter starter) {
    cache.countMiss();
    ResultKey before = key(planned);
    ResultStream live = starter.run();
    boolean streams = false;
    try {
      var recorder = new KeptResult.Recorder(live.arrowSchema());
      while (live.next()) {
        recorder.add(live.root());
        if (recorder.bytes() > cache.largestBytes()) {
          run.ended().complete(new Ending.TooLarge());
          streams = true;
          return new ReportedStream(live, recorder.result(), done -> done.with(TOO_LARGE));
        }
      }
      QueryStatistics done = live.statistics();
      live.close();
      var entry = new Entry(recorder.result(), run.startedAt());
      CacheReport report = keep(before, entry, planned, run);
      return new ReportedStream(starter.replay(entry.result()), _ -> done.with(report));
    } finally {
      if (!streams) {
        live.close();
      }
    }
  }

  private CacheReport keep(ResultKey before, Entry entry, Planned planned, Run run) {
    if (!key(planned).equals(before)) {
      return CacheReport.notKept("a source changed while it was read");
    }
    boolean kept = cache.keep(before, entry);
    run.ended().complete(new Ending.Kept(entry));
    return kept ? CacheReport.KEPT : OUTDATED;
  }

  private static ResultStream reported(ResultStream stream, CacheReport report) {
    return new ReportedStream(stream, done -> done.with(report));
  }

  private ResultKey key(Planned planned) {
    Caller caller = Caller.current();
    List<ResultKey.SourceVersion> versions = new ArrayList<>();
    planned
        .sourcesByName()
        .forEach((name, source) -> {
          String configuration = metadata.configurationVersion(source);
          versions.add(
              new ResultKey.SourceVersion(
                  name,
                  source.isEngine(),
                  configuration,
                  cache.invalidations(caller.organisation(), source, configuration),
                  data(planned, name, source)));
        });
    return new ResultKey(planned.digest(), caller, versions);
  }

  private static Optional<String> data(Planned planned, String name, Source source) {
    return switch (source) {
      case SqlSource _ -> Optional.empty();
      case LocalSource _ -> FileVersions.of(planned.localTables(name));
    };
  }

  private Ending await(QueryId id, Run run, Starter starter) {
    var waiter = new Waiter(Caller.current(), run.ended().copy());
    if (waiting.putIfAbsent(id, waiter) != null) {
      throw new GatewayException(ErrorCode.INVALID_ARGUMENT, "query %s runs already".formatted(id));
    }
    try {
      // From here on a cancel finds who waits; it may have come before.
      starter.throwIfCancelled();
      return waiter.ended().get(starter.left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new GatewayException(
          ErrorCode.DEADLINE_EXCEEDED,
          "the query waited until its time was up for one that asked the same",
          e);
    } catch (ExecutionException | InterruptedException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new GatewayException(ErrorCode.CANCELLED, "the query was cancelled", e);
    } finally {
      waiting.remove(id, waiter);
    }
  }

  /// Cancels a query that waits for another.
  ///
  /// @return false where none of the caller's organisation does
  boolean cancelWaiting(QueryId id) {
    Waiter waiter = waiting.get(id);
    return waiter != null
        && waiter.caller().organisation().equals(Caller.current().organisation())
        && waiter.ended().completeExceptionally(new InterruptedException("cancelled"));
  }

  ResultCacheStatistics statistics() {
    return cache.statistics(waiting.size());
  }

  /// Cancels all that wait.
  void close() {
    waiting
        .values()
        .forEach(waiter ->
            waiter.ended().completeExceptionally(new InterruptedException("shutting down")));
  }
}
