package io.tributary.server;

/// What virtual threads run on.
public final class Carriers {
  private static final String PROPERTY = "jdk.virtualThreadScheduler.parallelism";
  private static final int FOR_EACH_CORE = 4;

  private Carriers() {}

  /// Gives virtual threads more carriers than there are cores, unless the JVM was told how many.
  /// Call before the first of them is made.
  ///
  /// A virtual thread that decodes rows keeps its carrier until it waits for something. The kernel
  /// divides the cores among carriers, DuckDB's threads and whatever else computes; with one for
  /// each core, whoever wants to run for a moment waits for those who decode.
  public static void provide() {
    if (System.getProperty(PROPERTY) == null) {
      int carriers = FOR_EACH_CORE * Runtime.getRuntime().availableProcessors();
      System.setProperty(PROPERTY, String.valueOf(carriers));
    }
  }
}
