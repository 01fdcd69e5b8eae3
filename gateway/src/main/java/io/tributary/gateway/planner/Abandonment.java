package io.tributary.gateway.planner;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.plan.Context;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.util.CancelFlag;

/// Whether whoever waits for a plan has given up, in which case rules stop being applied.
public final class Abandonment {

  private static final ScopedValue<CancelFlag> CURRENT = ScopedValue.newInstance();

  private Abandonment() {}

  /// Plans until a flag is set; what then fails, and how, is of no interest to anybody.
  public static <T, X extends Throwable> T call(
      AtomicBoolean abandoned, ScopedValue.CallableOp<? extends T, X> planning) throws X {
    return ScopedValue.where(CURRENT, new CancelFlag(abandoned)).call(planning);
  }

  /// Whether nobody waits for the plan any more that is made here.
  public static boolean isTrue() {
    return CURRENT.isBound() && CURRENT.get().isCancelRequested();
  }

  /// What a planner of Calcite's looks for the flag in.
  static Context context() {
    return CURRENT.isBound() ? Contexts.of(CURRENT.get()) : Contexts.empty();
  }
}
