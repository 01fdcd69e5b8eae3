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
  private @Nullable GatewayException reason;

  boolean belongsTo(Caller other) {
    return caller.organisation().equals(other.organisation());
  }

  /// Does what a cancel interrupts.
  ///
  /// @throws GatewayException CANCELLED, or what else it was cancelled for
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
        if (reason != null) {
          // It was meant for the step, not for whoever asked for the query.
          boolean _ = Thread.interrupted();
        }
      }
    }
  }

  /// Waits for what a cancel interrupts.
  ///
  /// @throws GatewayException CANCELLED, or what else it was cancelled for
  void interruptibly(Runnable step) {
    boolean _ =
        interruptibly(() -> {
          step.run();
          return true;
        });
  }

  synchronized void throwIfCancelled() {
    if (reason != null) {
      throw reason;
    }
  }

  void cancel() {
    cancel(new GatewayException(ErrorCode.CANCELLED, "the query was cancelled"));
  }

  /// Only the first reason counts.
  synchronized void cancel(GatewayException why) {
    if (reason != null) {
      return;
    }
    reason = why;
    if (waiting != null) {
      waiting.interrupt();
    }
  }
}
