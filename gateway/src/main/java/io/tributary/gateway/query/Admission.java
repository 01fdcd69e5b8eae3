package io.tributary.gateway.query;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets so many queries run at once, in all and of each organisation; others wait for their turn.
///
/// A place that becomes free goes to the organisation that has the fewest, and of its queries to
/// the one that waits longest: so nobody waits for more than one query of each other organisation,
/// however many these have.
final class Admission {
  private final QueryLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Integer> running = new HashMap<>();
  private int allRunning;

  /// In the order in which they came.
  private final Set<Waiter> waiters = new LinkedHashSet<>();

  private static final class Waiter {
    private final String organisation;
    private final Condition turn;
    private boolean admitted;

    private Waiter(String organisation, Condition turn) {
      this.organisation = organisation;
      this.turn = turn;
    }
  }

  Admission(QueryLimits limits) {
    this.limits = limits;
  }

  /// Waits for a place, to be given back by [#leave].
  ///
  /// @throws GatewayException RESOURCE_EXHAUSTED where too many wait already, DEADLINE_EXCEEDED
  ///   where patience ends before its turn comes, CANCELLED where the thread is interrupted
  void enter(String organisation, Duration patience) {
    lock.lock();
    try {
      if (hasPlace(organisation)) {
        take(organisation);
        return;
      }
      if (waiters.size() >= limits.waiting()) {
        throw new GatewayException(
            ErrorCode.RESOURCE_EXHAUSTED,
            "%s, and %d wait already; try again later"
                .formatted(state(organisation), waiters.size()));
      }
      await(new Waiter(organisation, lock.newCondition()), patience);
    } finally {
      lock.unlock();
    }
  }

  private void await(Waiter waiter, Duration patience) {
    waiters.add(waiter);
    boolean goesOn = false;
    try {
      long nanoseconds = patience.toNanos();
      while (!waiter.admitted && nanoseconds > 0) {
        nanoseconds = waiter.turn.awaitNanos(nanoseconds);
      }
      if (!waiter.admitted) {
        throw new GatewayException(
            ErrorCode.DEADLINE_EXCEEDED,
            "the query waited for its turn until its time was up; %s"
                .formatted(state(waiter.organisation)));
      }
      goesOn = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorCode.CANCELLED, "the query was cancelled", e);
    } finally {
      waiters.remove(waiter);
      if (!goesOn && waiter.admitted) {
        release(waiter.organisation);
      }
    }
  }

  /// Gives a place back.
  void leave(String organisation) {
    lock.lock();
    try {
      release(organisation);
    } finally {
      lock.unlock();
    }
  }

  private void release(String organisation) {
    allRunning--;
    running.computeIfPresent(organisation, (_, count) -> count == 1 ? null : count - 1);
    waiters.stream()
        .filter(waiter -> !waiter.admitted && hasPlace(waiter.organisation))
        .min(Comparator.comparingInt(waiter -> running(waiter.organisation)))
        .ifPresent(next -> {
          take(next.organisation);
          next.admitted = true;
          next.turn.signal();
        });
  }

  private boolean hasPlace(String organisation) {
    return allRunning < limits.concurrent()
        && running(organisation) < limits.concurrentPerOrganisation();
  }

  private int running(String organisation) {
    return running.getOrDefault(organisation, 0);
  }

  private void take(String organisation) {
    allRunning++;
    running.merge(organisation, 1, Integer::sum);
  }

  private String state(String organisation) {
    return allRunning < limits.concurrent()
        ? "your organisation runs %d queries, as many as it may".formatted(running(organisation))
        : "%d queries run".formatted(allRunning);
  }
}
