package io.tributary.server.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Measures two programs in turn, so that a busy machine slows both.
///
/// @param warmUps runs of each that do not count
/// @param runs runs of each that count
/// @param rest before each run, so that it does not pay for what the one before left to be done
record InTurn(int warmUps, int runs, Duration rest) {

  /// Without a rest.
  InTurn(int warmUps, int runs) {
    this(warmUps, runs, Duration.ZERO);
  }

  /// Medians, in milliseconds.
  record Medians(double ours, double peer) {}

  Medians measure(Callable<?> ours, Callable<?> peer) throws Exception {
    for (int run = 0; run < warmUps; run++) {
      ours.call();
      peer.call();
    }
    var oursTimes = new double[runs];
    var peerTimes = new double[runs];
    for (int run = 0; run < runs; run++) {
      oursTimes[run] = milliseconds(ours);
      peerTimes[run] = milliseconds(peer);
    }
    return new Medians(median(oursTimes), median(peerTimes));
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double milliseconds(Callable<?> program) throws Exception {
    Thread.sleep(rest);
    long started = System.nanoTime();
    program.call();
    return (System.nanoTime() - started) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
