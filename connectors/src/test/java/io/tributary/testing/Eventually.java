package io.tributary.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for what happens elsewhere.
public final class Eventually {
  private static final long LOOK_AGAIN_NANOSECONDS = 5_000_000;

  private Eventually() {}

  /// Returns as soon as a condition holds.
  ///
  /// @param what completes "it did not happen that ..."
  /// @throws AssertionError when time is over
  public static void holds(String what, Duration atMost, Callable<Boolean> condition)
      throws Exception {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "it did not happen that %s within %d ms".formatted(what, atMost.toMillis()));
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOSECONDS);
    }
  }
}
