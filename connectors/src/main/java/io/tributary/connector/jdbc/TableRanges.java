package io.tributary.connector.jdbc;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The ranges of a table that several connections read, each the next that nobody has taken, all on
/// one snapshot. The first connection finds them out and tells the others.
///
/// It waits for none of them: where they come late or not at all, it reads every range itself.
final class TableRanges {

  private final CompletableFuture<RangedScan> told = new CompletableFuture<>();
  private final Queue<String> left = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> taken = new CompletableFuture<>();

  /// @param scan [RangedScan#NONE] where the query is read as one
  void tell(RangedScan scan) {
    left.addAll(scan.queries());
    told.complete(scan);
    if (left.isEmpty()) {
      taken.complete(null);
    }
  }

  /// There will be none, or nobody wants them any more.
  void abandon() {
    left.clear();
    told.complete(RangedScan.NONE);
    taken.complete(null);
  }

  /// Waits for the first connection.
  RangedScan await() {
    return told.join();
  }

  /// A query for the next range, to be read by whoever asks.
  Optional<String> take() {
    String next = left.poll();
    if (left.isEmpty()) {
      taken.complete(null);
    }
    return Optional.ofNullable(next);
  }

  boolean areTold() {
    return told.isDone();
  }

  boolean areTaken() {
    return taken.isDone();
  }

  /// Runs something as soon as no range is left.
  void whenTaken(Runnable then) {
    CompletableFuture<Void> _ = taken.thenRun(then);
  }
}
