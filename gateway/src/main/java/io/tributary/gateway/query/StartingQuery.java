package io.tributary.gateway.query;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A query that does not run yet: it is planned, or waits for its turn. Whoever cancels it need not
/// wait for that.
final class StartingQuery {
  private final Caller caller = Caller.current();
  private @Nullable Thread waiting;
  private boolean cancelled;

  boolean belongsTo(Caller other) {
    return caller.organisation().equals(other.organisation());
  }

  /// Does what a cancel interrupts.
  ///
  /// @throws GatewayException CANCELLED
  <T> T interruptibly(Supplier<T> step) {
    synchronized (this) {
      throwIfCancelled();
      waiting = Thread.currentThread();
    }
    try {
      return step.get();
    } finally {
      synchronized (this) {
        waiting = null;
        if (cancelled) {
          // It was meant for the step, not for whoever asked for the query.
          boolean _ = Thread.interrupted();
        }
      }
    }
  }

  /// Waits for what a cancel interrupts.
  ///
  /// @throws GatewayException CANCELLED
  void interruptibly(Runnable step) {
    boolean _ =
        interruptibly(() -> {
          step.run();
          return true;
        });
  }

  synchronized void throwIfCancelled() {
    if (cancelled) {
      throw new GatewayException(ErrorCode.CANCELLED, "the query was cancelled");
    }
  }

  synchronized void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }
}
