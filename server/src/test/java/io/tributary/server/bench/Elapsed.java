package io.tributary.server.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What something took, in milliseconds.
///
/// @param clock from its beginning to its end
/// @param processor that its thread had, whatever else the machine did meanwhile
record Elapsed(double clock, double processor) {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// Each by itself the median of so many runs.
  static Elapsed medianOf(int runs, Runnable action) {
    return median(Stream.generate(() -> of(action)).limit(runs).toList());
  }

  static Elapsed median(List<Elapsed> all) {
    return new Elapsed(median(all, Elapsed::clock), median(all, Elapsed::processor));
  }

  static Elapsed worst(List<Elapsed> all) {
    return new Elapsed(worst(all, Elapsed::clock), worst(all, Elapsed::processor));
  }

  private static Elapsed of(Runnable action) {
    long began = System.nanoTime();
    long had = THREADS.getCurrentThreadCpuTime();
    action.run();
    long processor = THREADS.getCurrentThreadCpuTime() - had;
    return new Elapsed(milliseconds(System.nanoTime() - began), milliseconds(processor));
  }

  private static double milliseconds(long nanos) {
    return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  private static double median(List<Elapsed> all, ToDoubleFunction<Elapsed> part) {
    return InTurn.median(all.stream().mapToDouble(part).toArray());
  }

  private static double worst(List<Elapsed> all, ToDoubleFunction<Elapsed> part) {
    return all.stream().mapToDouble(part).max().orElseThrow();
  }
}
