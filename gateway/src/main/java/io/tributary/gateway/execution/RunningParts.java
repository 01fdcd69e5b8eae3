package io.tributary.gateway.execution;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.SourceRead;
import io.tributary.gateway.error.GatewayException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.ConnectionInterrupt;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What of a query runs right now, and how to stop it: the sources first, because DuckDB notices
/// only between batches.
final class RunningParts {
  private static final Logger LOG = LoggerFactory.getLogger(RunningParts.class);
  private static final long INTERRUPT_AGAIN_MILLISECONDS = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<SourceRead> reads = new ArrayList<>();

  /// A connection is in it as often as it is used.
  private final List<DuckDBConnection> busy = new ArrayList<>();

  private @Nullable GatewayException stopped;
  private @Nullable ConnectorException failure;

  /// Counts a read in; one that comes after the stop is stopped as well.
  void add(SourceRead read) {
    boolean tooLate;
    lock.lock();
    try {
      reads.add(read);
      tooLate = stopped != null;
    } finally {
      lock.unlock();
    }
    if (tooLate) {
      read.cancel();
    }
  }

  /// Runs a command that a stop interrupts.
  void execute(DuckDBConnection connection, String sql) throws SQLException, IOException {
    try (Statement command = connection.createStatement()) {
      interruptibly(connection, () -> command.execute(sql));
    }
  }

  /// Runs what a stop interrupts.
  ///
  /// @param connection which does it
  <T> T interruptibly(DuckDBConnection connection, Action<T> action)
      throws SQLException, IOException {
    lock.lock();
    try {
      // Under the lock: who stops sees either the connection or that there is none to come.
      if (stopped != null) {
        throw stopped;
      }
      busy.add(connection);
    } finally {
      lock.unlock();
    }
    try {
      return action.run();
    } finally {
      lock.lock();
      try {
        busy.remove(connection);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Something that DuckDB does.
  @FunctionalInterface
  interface Action<T> {
    T run() throws SQLException, IOException;
  }

  /// Remembers the first failure of a source: DuckDB would only tell of it in a stack trace.
  void failed(ConnectorException e) {
    lock.lock();
    try {
      if (failure == null) {
        failure = e;
      }
    } finally {
      lock.unlock();
    }
  }

  Optional<ConnectorException> sourceFailure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  Optional<GatewayException> stopReason() {
    lock.lock();
    try {
      return Optional.ofNullable(stopped);
    } finally {
      lock.unlock();
    }
  }

  void throwIfStopped() {
    stopReason()
        .ifPresent(reason -> {
          throw reason;
        });
  }

  /// Stops everything; only the first reason counts. Does not wait.
  void stop(GatewayException reason) {
    lock.lock();
    try {
      if (stopped != null) {
        return;
      }
      List<SourceRead> running = List.copyOf(reads);
      // A thread of its own, as virtual ones may wait for each other.
      Thread.ofPlatform()
          .daemon()
          .name("stop-query")
          .start(() -> {
            running.forEach(RunningParts::cancel);
            interruptConnections();
          });
      // Not before there is a thread for it: else nobody would try again.
      stopped = reason;
    } finally {
      lock.unlock();
    }
  }

  /// One that cannot be cancelled keeps no other from it.
  private static void cancel(SourceRead read) {
    try {
      read.cancel();
    } catch (RuntimeException e) {
      LOG.warn("a read cannot be cancelled", e);
    }
  }

  /// An interrupt that comes before DuckDB began is lost, hence again and again.
  private void interruptConnections() {
    lock.lock();
    try {
      while (!busy.isEmpty()) {
        for (DuckDBConnection connection : busy) {
          interrupt(connection);
        }
        if (changed.await(INTERRUPT_AGAIN_MILLISECONDS, TimeUnit.MILLISECONDS)) {
          LOG.trace("a connection is done");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private static void interrupt(DuckDBConnection connection) {
    try {
      ConnectionInterrupt.send(connection);
    } catch (SQLException e) {
      LOG.debug("the connection was closed already", e);
    }
  }

  /// Gives the sources' connections back.
  void closeReads() {
    List<SourceRead> all;
    lock.lock();
    try {
      all = List.copyOf(reads);
      reads.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(SourceRead::close);
  }
}
