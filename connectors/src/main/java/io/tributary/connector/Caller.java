package io.tributary.connector;

import java.util.Optional;

/// Who asks: every request has a caller, and pools, caches and stored things are keyed by it.
///
/// @param organisation tenant, `default` on loopback where no header names one
/// @param user user within the tenant, where a header names one
public record Caller(String organisation, Optional<String> user) {

  public static final Caller DEFAULT = new Caller("default", Optional.empty());

  private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

  public Caller {
    if (organisation.isBlank()) {
      throw new IllegalArgumentException("an organisation needs a name");
    }
  }

  /// The caller of the request that this thread works for.
  ///
  /// @throws NoSuchElementException outside any request, which is a defect
  public static Caller current() {
    return CURRENT.get();
  }

  /// Runs an action as this caller, on this thread.
  public void run(Runnable action) {
    ScopedValue.where(CURRENT, this).run(action);
  }

  /// Computes as this caller, on this thread.
  public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> action) throws X {
    return ScopedValue.where(CURRENT, this).call(action);
  }
}
