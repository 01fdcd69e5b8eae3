package io.tributary.gateway.query;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.MemoryBudget;
import io.tributary.gateway.execution.MemoryBudget.Reservation;
import io.tributary.gateway.execution.MemoryNeed;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lets so many queries run at once, in all and of each organisation, as there is memory for;
/// others wait for their turn.
///
/// A place that becomes free goes to the organisation that has the fewest, and of its queries to
/// the one of the highest priority that waits longest: so nobody waits for more than one query of
/// each other organisation, however many these have and whatever they say of their priority.
///
/// One of every four places is kept for light queries: a look-up would wait for as long as reports
/// take, where these have all places.
///
/// While the next in turn lacks memory, who needs less may pass it, but no more than run at once:
/// then it comes first, and nobody enters before it.
final class Admission {
  /// Batches that are let go make room without telling anybody.
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// Of so many places heavy queries have all but one.
  private static final int PLACES_TO_A_LIGHT_ONE = 4;

  private final QueryLimits limits;
  private final MemoryBudget memory;
  private final boolean keepsLightPlaces;
  private final ReentrantLock lock = new ReentrantLock();
  private final Running all = new Running();
  private final Running none = new Running();
  private final Map<String, Running> byOrganisation = new HashMap<>();

  /// In the order in which they came.
  private final Set<Waiter> waiters = new LinkedHashSet<>();

  /// Queries that have a place.
  private final class Running {
    private int count;
    private int heavy;

    void add(Weight weight, int more) {
      count += more;
      heavy += weight == Weight.HEAVY ? more : 0;
    }

    /// @param places in all
    boolean hasPlace(Weight weight, int places) {
      return count < places && (weight == Weight.LIGHT || heavy < forHeavy(places));
    }

    private int forHeavy(int places) {
      return keepsLightPlaces ? places - places / PLACES_TO_A_LIGHT_ONE : places;
    }

    /// Why there is no place.
    String state(int places) {
      return count < places ? "%d heavy queries".formatted(heavy) : "%d queries".formatted(count);
    }

    boolean isNone() {
      return count == 0;
    }
  }

  private static final class Waiter {
    private final String organisation;
    private final Priority priority;
    private final Weight weight;
    private final MemoryNeed need;
    private final Condition turn;
    private boolean lacksMemory;
    private int passedBy;
    private @Nullable Place place;

    private Waiter(
        String organisation, Priority priority, Weight weight, MemoryNeed need, Condition turn) {
      this.organisation = organisation;
      this.priority = priority;
      this.weight = weight;
      this.need = need;
      this.turn = turn;
    }
  }

  /// What a query has while it runs.
  final class Place implements AutoCloseable {
    private final String organisation;
    private final Weight weight;
    private final Reservation reserved;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Place(Waiter waiter, Reservation reserved) {
      this.organisation = waiter.organisation;
      this.weight = waiter.weight;
      this.reserved = reserved;
    }

    Reservation memory() {
      return reserved;
    }

    /// Gives the place and its memory back. Idempotent.
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        leave(this);
      }
    }
  }

  /// @param keepsLightPlaces whether heavy queries leave some places to light ones
  Admission(QueryLimits limits, MemoryBudget memory, boolean keepsLightPlaces) {
    this.limits = limits;
    this.memory = memory;
    this.keepsLightPlaces = keepsLightPlaces;
  }

  /// Waits for a place and for memory. The caller must close the place.
  ///
  /// @throws GatewayException RESOURCE_EXHAUSTED where too many wait already or there will never be
  ///   enough memory, DEADLINE_EXCEEDED where patience ends before its turn comes, CANCELLED where
  ///   the thread is interrupted
  Place enter(
      String organisation, Priority priority, Weight weight, MemoryNeed need, Duration patience) {
    if (memory.leastBytes(need) > memory.mostBytes()) {
      throw new GatewayException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "the query needs %s of memory at least, of which memory.limit leaves queries %s: raise it"
              .formatted(
                  MemoryBudget.size(memory.leastBytes(need)),
                  MemoryBudget.size(memory.mostBytes())));
    }
    lock.lock();
    try {
      var waiter = new Waiter(organisation, priority, weight, need, lock.newCondition());
      int ahead = waiters.size();
      waiters.add(waiter);
      admitNext();
      if (waiter.place == null && ahead >= limits.waiting()) {
        waiters.remove(waiter);
        throw new GatewayException(
            ErrorCode.RESOURCE_EXHAUSTED,
            "%s, and %d wait already; try again later, or raise %s"
                .formatted(state(waiter), ahead, setting(waiter)));
      }
      return await(waiter, patience);
    } finally {
      lock.unlock();
    }
  }

  private Place await(Waiter waiter, Duration patience) {
    Place place = null;
    try {
      long end = System.nanoTime() + patience.toNanos();
      long left = patience.toNanos();
      while (waiter.place == null && left > 0) {
        long _ = waiter.turn.awaitNanos(Math.min(left, LOOK_AGAIN_NANOS));
        left = end - System.nanoTime();
        admitNext();
      }
      place = waiter.place;
      if (place == null) {
        throw new GatewayException(
            ErrorCode.DEADLINE_EXCEEDED,
            "the query waited for its turn until its time was up; %s".formatted(state(waiter)));
      }
      return place;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorCode.CANCELLED, "the query was cancelled", e);
    } finally {
      if (place == null) {
        giveUp(waiter);
      }
    }
  }

  /// It may have been admitted meanwhile, or others may have waited for it.
  private void giveUp(Waiter waiter) {
    waiters.remove(waiter);
    if (waiter.place != null) {
      waiter.place.close();
    }
    admitNext();
  }

  private void leave(Place place) {
    lock.lock();
    try {
      place.reserved.close();
      all.add(place.weight, -1);
      Running others = running(place.organisation);
      others.add(place.weight, -1);
      if (others.isNone()) {
        byOrganisation.remove(place.organisation);
      }
      admitNext();
    } finally {
      lock.unlock();
    }
  }

  /// Lets in whoever can, in turn.
  private void admitNext() {
    boolean admitted = true;
    while (admitted) {
      admitted = admitOne();
    }
  }

  private boolean admitOne() {
    List<Waiter> inTurn =
        byPriority(waiters.stream().filter(this::hasPlace).toList()).stream()
            .sorted(
                Comparator.comparing(this::mayBePassed)
                    .thenComparingInt((Waiter waiter) -> running(waiter.organisation).count))
            .toList();
    for (Waiter waiter : inTurn) {
      Optional<Reservation> reserved = memory.tryReserve(waiter.need);
      if (reserved.isPresent()) {
        admit(waiter, reserved.get());
        return true;
      }
      waiter.lacksMemory = true;
      if (!mayBePassed(waiter)) {
        return false;
      }
    }
    return false;
  }

  /// In the order in which they came, but those of one organisation have changed places by their
  /// priority.
  private static List<Waiter> byPriority(List<Waiter> came) {
    Map<String, Iterator<Waiter>> turns =
        came.stream()
            .sorted(Comparator.comparing(waiter -> waiter.priority))
            .collect(
                Collectors.groupingBy(
                    waiter -> waiter.organisation,
                    Collectors.collectingAndThen(Collectors.toList(), List::iterator)));
    return came.stream()
        .map(waiter -> Objects.requireNonNull(turns.get(waiter.organisation)).next())
        .toList();
  }

  private boolean mayBePassed(Waiter waiter) {
    return waiter.passedBy < limits.concurrent();
  }

  private void admit(Waiter next, Reservation reserved) {
    for (Waiter earlier : waiters) {
      if (earlier.equals(next)) {
        break;
      }
      if (earlier.lacksMemory) {
        earlier.passedBy++;
      }
    }
    waiters.remove(next);
    all.add(next.weight, 1);
    byOrganisation.computeIfAbsent(next.organisation, _ -> new Running()).add(next.weight, 1);
    next.place = new Place(next, reserved);
    next.turn.signal();
  }

  private boolean hasPlace(Waiter waiter) {
    return mayEnter(waiter)
        && running(waiter.organisation).hasPlace(waiter.weight, limits.concurrentPerOrganisation());
  }

  private boolean mayEnter(Waiter waiter) {
    return all.hasPlace(waiter.weight, limits.concurrent());
  }

  private Running running(String organisation) {
    return Objects.requireNonNullElse(byOrganisation.get(organisation), none);
  }

  /// Queries that wait for their turn.
  int waiting() {
    lock.lock();
    try {
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }

  private String state(Waiter waiter) {
    if (hasPlace(waiter)) {
      return "the query needs %s of memory at least, but %s"
          .formatted(MemoryBudget.size(memory.leastBytes(waiter.need)), memory.usage());
    }
    return mayEnter(waiter)
        ? "your organisation runs %s, as many as it may"
            .formatted(running(waiter.organisation).state(limits.concurrentPerOrganisation()))
        : "%s run, as many as may at once".formatted(all.state(limits.concurrent()));
  }

  /// The one that keeps a query waiting.
  private String setting(Waiter waiter) {
    if (hasPlace(waiter)) {
      return "memory.limit";
    }
    return mayEnter(waiter) ? "query.max-concurrent-per-organisation" : "query.max-concurrent";
  }
}
