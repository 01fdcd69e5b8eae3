package io.tributary.server.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/// Closes what was opened, last first, when the JVM ends: in order, on Ctrl-C or by a signal.
final class Cleanup {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /// Registers itself with the JVM.
  static Cleanup atExit() {
    var cleanup = new Cleanup();
    Runtime.getRuntime().addShutdownHook(new Thread(cleanup::closeAll, "demo-cleanup"));
    return cleanup;
  }

  synchronized <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  private synchronized void closeAll() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        System.err.println("Not cleaned up: " + e.getMessage());
      }
    }
  }
}
