package io.tributary.gateway.metadata;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The turn of one query among those that are planned at the same time. While it waits for a source
/// or the catalog, the turn is another's: a source that does not answer holds up no other plans.
public final class PlanningTurn {

  private static final ScopedValue<PlanningTurn> CURRENT = ScopedValue.newInstance();

  private final Semaphore turns;
  private volatile @Nullable String awaited;

  /// @param turns as many as are planned at once
  public PlanningTurn(Semaphore turns) {
    this.turns = turns;
  }

  /// Plans, in one of the turns that the caller has taken.
  public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> planning) throws X {
    return ScopedValue.where(CURRENT, this).call(planning);
  }

  /// What the planning waits for now, in words; empty while it has its turn.
  public Optional<String> awaited() {
    return Optional.ofNullable(awaited);
  }

  /// Calls somebody who may take long to answer.
  ///
  /// @param whom in words
  static <T> T waitingFor(String whom, Supplier<T> call) {
    return CURRENT.isBound() ? CURRENT.get().without(whom, call) : call.get();
  }

  private <T> T without(String whom, Supplier<T> call) {
    awaited = whom;
    turns.release();
    try {
      return call.get();
    } finally {
      awaited = "others to be planned";
      turns.acquireUninterruptibly();
      awaited = null;
    }
  }
}
