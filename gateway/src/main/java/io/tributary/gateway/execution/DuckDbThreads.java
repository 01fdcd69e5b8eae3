package io.tributary.gateway.execution;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Platform threads that DuckDB computes on. Where others want the same cores, these get a tenth of
/// what the others get: one report then keeps no look-up waiting, and what no one else wants is
/// theirs whole. DuckDB's own threads inherit this from the one that starts an instance.
///
/// Only on Linux, where a thread has a nice value of its own. Java's own priorities change nothing
/// there.
final class DuckDbThreads {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbThreads.class);

  /// Ten steps of nice value are a weight of a tenth in Linux' scheduler.
  private static final int NICE = 10;

  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;
  private static final @Nullable MethodHandle SET_PRIORITY = setPriority();

  private DuckDbThreads() {}

  // Restricted is every call out of Java; this one has numbers alone.
  @SuppressWarnings("restricted")
  private static @Nullable MethodHandle setPriority() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return null;
    }
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("setpriority"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT));
  }

  static ThreadFactory named(String name) {
    return withStack(name, 0);
  }

  /// @param stackBytes 0 for as many as usual
  static ThreadFactory withStack(String name, long stackBytes) {
    ThreadFactory threads = Thread.ofPlatform().name(name).stackSize(stackBytes).factory();
    return work ->
        threads.newThread(() -> {
          giveWay();
          work.run();
        });
  }

  private static void giveWay() {
    if (SET_PRIORITY == null) {
      return;
    }
    int failed;
    try {
      failed = (int) SET_PRIORITY.invokeExact(PRIO_PROCESS, CALLING_THREAD, NICE);
    } catch (Throwable e) {
      throw new IllegalStateException("setpriority cannot be called", e);
    }
    if (failed != 0) {
      LOG.debug("the system refused a lower priority");
    }
  }
}
