package io.tributary.connector;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// An open source that many use at once. It closes when it has been retired and the last lease has
/// been given back, so that a changed configuration never takes a source from under a running read.
public final class SharedSource {
  private final Source source;
  private final Object lock = new Object();
  private int leases;
  private boolean retired;

  public SharedSource(Source source) {
    this.source = source;
  }

  /// The source, to look at; to use it, hold a lease.
  public Source source() {
    return source;
  }

  /// Keeps the source open until the lease is closed; empty once the source has been retired.
  public Optional<Lease> lease() {
    synchronized (lock) {
      if (retired) {
        return Optional.empty();
      }
      leases++;
      return Optional.of(new Lease());
    }
  }

  /// Gives no more leases, and closes the source as soon as nobody holds one. Idempotent.
  public void retire() {
    synchronized (lock) {
      if (retired) {
        return;
      }
      retired = true;
      if (leases > 0) {
        return;
      }
    }
    source.close();
  }

  private void giveBack() {
    synchronized (lock) {
      leases--;
      if (!retired || leases > 0) {
        return;
      }
    }
    source.close();
  }

  /// The right to use the source. Closing it twice does nothing more.
  public final class Lease implements AutoCloseable {
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease() {}

    public Source source() {
      return source;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        giveBack();
      }
    }
  }
}
