package io.tributary.gateway.query;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.HeldRead;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.metadata.SourceLease;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A query whose rows its source holds while clients read them part by part.
///
/// It is one query however many parts are read at once: it has one place among those that run, as
/// long as any part is read, and one deadline, from when the first is asked for.
final class HeldQuery {

  /// What it runs in.
  ///
  /// @param timers tell when nobody has read for too long
  record Surroundings(
      QueryExecutor executor,
      QueryLimits limits,
      Admissions admissions,
      QueryHistory history,
      ScheduledExecutorService timers) {}

  /// What it reads, and what keeps the source open.
  record Held(FragmentedPlan.Native plan, HeldRead read, SourceLease lease) {}

  /// A part that somebody reads, or is about to.
  private static final class Reading {
    private final Object reader;
    private final StartingQuery starts = new StartingQuery();
    private volatile @Nullable RunningQuery query;

    Reading(Object reader) {
      this.reader = reader;
    }

    private void cancel() {
      starts.cancel();
      RunningQuery running = query;
      if (running != null) {
        running.cancel();
      }
    }
  }

  private final QueryId id;
  private final Priority priority;
  private final Admission admission;
  private final Held held;
  private final Surroundings surroundings;
  private final Consumer<Optional<HeldParts.Ending>> onEnd;
  private final RunningQuery.Asked asked;

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Integer> unread;
  private final Map<Integer, Reading> readings = new HashMap<>();
  private @Nullable ScheduledFuture<?> expiry;
  private long expiryNanos;
  private boolean started;
  private long startedNanos;
  private long rows;
  private Optional<ErrorCode> failure = Optional.of(ErrorCode.CANCELLED);

  /// Nobody may begin to read any more.
  private boolean ended;

  /// Nobody reads any more either, and all is given back.
  private boolean finished;

  /// Held while a reader waits for the query's place.
  private final ReentrantLock placeLock = new ReentrantLock();

  private int inPlace;

  private Admission.@Nullable Place place;

  /// @param onEnd told once that it is held no more, and how it ended if it had begun
  HeldQuery(
      QueryRequest request,
      Held held,
      Surroundings surroundings,
      Consumer<Optional<HeldParts.Ending>> onEnd) {
    this.id = request.id();
    this.asked = RunningQuery.Asked.by(request);
    this.priority = request.priority();
    this.admission = surroundings.admissions().of(request);
    this.held = held;
    this.surroundings = surroundings;
    this.onEnd = onEnd;
    this.unread =
        IntStream.rangeClosed(1, held.read().parts())
            .boxed()
            .collect(Collectors.toCollection(HashSet::new));
  }

  boolean belongsTo(Caller other) {
    return asked.caller().organisation().equals(other.organisation());
  }

  boolean isRead() {
    lock.lock();
    try {
      return !readings.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for readers, but not for ever.
  void await() {
    lock.lock();
    try {
      long wait = surroundings.limits().partsWait().toNanos();
      expiryNanos = System.nanoTime() + wait;
      expiry =
          surroundings
              .timers()
              .schedule(
                  () -> Thread.ofVirtual().name("query-expires").start(this::expire),
                  wait,
                  TimeUnit.NANOSECONDS);
    } finally {
      lock.unlock();
    }
  }

  /// Waits as long as if it began to now. While a part is read, the time does not run.
  ///
  /// @return false where it has ended
  boolean renew() {
    lock.lock();
    try {
      if (!ended && readings.isEmpty()) {
        if (expiry != null) {
          expiry.cancel(false);
        }
        await();
      }
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  private void expire() {
    lock.lock();
    try {
      // It may have been read or renewed since this was due.
      if (ended || !readings.isEmpty() || System.nanoTime() - expiryNanos < 0) {
        return;
      }
      ended = true;
    } finally {
      lock.unlock();
    }
    giveBack();
  }

  /// Stops all that read, and lets the source go on. Does not wait.
  void cancel() {
    lock.lock();
    try {
      ended = true;
      readings.values().forEach(Reading::cancel);
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("query-cancelled").start(this::giveBack);
  }

  /// As [HeldQueries#cancel].
  void cancel(int part, Object reader) {
    lock.lock();
    try {
      Optional.ofNullable(readings.get(part))
          .filter(reading -> reading.reader.equals(reader))
          .ifPresent(Reading::cancel);
    } finally {
      lock.unlock();
    }
  }

  /// As [HeldQueries#start].
  ResultStream start(int part, Object reader, BooleanSupplier abandoned) {
    Reading reading = claim(part, reader);
    boolean entered = false;
    boolean opened = false;
    ErrorCode why = ErrorCode.INTERNAL;
    RunningQuery query = null;
    try {
      if (abandoned.getAsBoolean()) {
        reading.starts.cancel();
      }
      reading.starts.interruptibly(this::enter);
      entered = true;
      query =
          new RunningQuery(
              asked,
              surroundings
                  .executor()
                  .execution(
                      held.plan(), held.read(), part, "query-%s-part-%d".formatted(id, part)),
              times(),
              done -> {
                surroundings.history().ended(done);
                leave();
                release(part, done.failure(), done.statistics().rows());
              },
              () -> {});
      reading.query = query;
      // From here on a cancel finds the query itself.
      reading.starts.throwIfCancelled();
      surroundings.history().started(query);
      query.open(surroundings.timers());
      opened = true;
      return query;
    } catch (GatewayException e) {
      why = e.code();
      throw e;
    } finally {
      if (!opened) {
        if (query != null) {
          surroundings.history().ended(query);
          query.discard();
        }
        if (entered) {
          leave();
        }
        release(part, Optional.of(why), 0);
      }
    }
  }

  private Reading claim(int part, Object reader) {
    lock.lock();
    try {
      if (ended) {
        throw HeldQueries.gone(id, surroundings.limits().partsWait());
      }
      if (!unread.contains(part) || readings.containsKey(part)) {
        throw new GatewayException(
            ErrorCode.INVALID_ARGUMENT,
            "part %d of query %s %s: a ticket is good for one reading; run the query again"
                .formatted(part, id, unread.contains(part) ? "is being read" : "was read already"));
      }
      if (expiry != null) {
        expiry.cancel(false);
      }
      if (!started) {
        started = true;
        startedNanos = System.nanoTime();
      }
      var reading = new Reading(reader);
      readings.put(part, reading);
      return reading;
    } finally {
      lock.unlock();
    }
  }

  private RunningQuery.Times times() {
    return new RunningQuery.Times(startedNanos, Duration.ZERO, surroundings.limits().timeout());
  }

  /// Takes the query's place, if no other reader has it already.
  private void enter() {
    try {
      placeLock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorCode.CANCELLED, "the query was cancelled", e);
    }
    try {
      if (inPlace == 0) {
        RunningQuery.Times times = times();
        place =
            admission.enter(
                asked.caller().organisation(),
                priority,
                Weight.HEAVY,
                Admissions.need(false, List.of()),
                times.timeout().minus(times.elapsed()));
      }
      inPlace++;
    } finally {
      placeLock.unlock();
    }
  }

  private void leave() {
    placeLock.lock();
    try {
      inPlace--;
      if (inPlace == 0) {
        Objects.requireNonNull(place).close();
      }
    } finally {
      placeLock.unlock();
    }
  }

  /// A part whose reader failed or left may be read again.
  private void release(int part, Optional<ErrorCode> why, long partRows) {
    boolean over;
    lock.lock();
    try {
      readings.remove(part);
      rows += partRows;
      if (why.isPresent()) {
        failure = why;
      } else {
        unread.remove(part);
      }
      if (unread.isEmpty()) {
        failure = Optional.empty();
        ended = true;
      }
      // The time of those that are still to be read is up, too.
      ended |= why.equals(Optional.of(ErrorCode.DEADLINE_EXCEEDED));
      over = ended;
      if (!over && readings.isEmpty()) {
        await();
      }
    } finally {
      lock.unlock();
    }
    if (over) {
      giveBack();
    }
  }

  /// Lets the source go on, and is over if nobody reads any more.
  private void giveBack() {
    held.read().close();
    lock.lock();
    try {
      if (finished || !readings.isEmpty()) {
        return;
      }
      finished = true;
      if (expiry != null) {
        expiry.cancel(false);
      }
    } finally {
      lock.unlock();
    }
    held.lease().close();
    onEnd.accept(
        started
            ? Optional.of(new HeldParts.Ending(times().elapsed(), rows, failure))
            : Optional.empty());
  }
}
