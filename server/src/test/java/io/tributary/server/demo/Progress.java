package io.tributary.server.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Lines that say what is going on, each with the seconds since the start.
final class Progress {
  private final PrintWriter out;
  private final long started = System.nanoTime();

  Progress(PrintWriter out) {
    this.out = out;
  }

  void say(String line) {
    double seconds = (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
    out.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds, line);
    out.flush();
  }
}
