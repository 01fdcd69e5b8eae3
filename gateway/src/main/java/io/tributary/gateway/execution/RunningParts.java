package io.tributary.gateway.execution;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.SourceRead;
import io.tributary.gateway.error.GatewayException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
  private final List<Statement> statements = new ArrayList<>();
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
  void execute(Connection connection, String sql) throws SQLException, IOException {
    try (Statement command = connection.createStatement()) {
      interruptibly(command, () -> command.execute(sql));
    }
  }

  /// Runs a statement that a stop interrupts.
  <T> T interruptibly(Statement statement, Action<T> action) throws SQLException, IOException {
    lock.lock();
    try {
      // Under the lock: who stops sees either the statement or that there is none to come.
      if (stopped != null) {
        throw stopped;
      }
      statements.add(statement);
    } finally {
      lock.unlock();
    }
    try {
      return action.run();
    } finally {
      lock.lock();
      try {
        statements.remove(statement);
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
    List<SourceRead> running;
    lock.lock();
    try {
      if (stopped != null) {
        return;
      }
      stopped = reason;
      running = List.copyOf(reads);
    } finally {
      lock.unlock();
    }
    // A thread of its own, as virtual ones may wait for each other.
    Thread.ofPlatform()
        .daemon()
        .name("stop-query")
        .start(() -> {
          running.forEach(RunningParts::cancel);
          interruptStatements();
        });
  }

  /// One that cannot be cancelled keeps no other from it.
  private static void cancel(SourceRead read) {
    try {
      read.cancel();
    } catch (ConnectorException e) {
      LOG.warn("a read cannot be cancelled", e);
    }
  }

  /// An interrupt that comes before DuckDB began is lost, hence again and again.
  private void interruptStatements() {
    lock.lock();
    try {
      while (!statements.isEmpty()) {
        for (Statement statement : statements) {
          interrupt(statement);
        }
        if (changed.await(INTERRUPT_AGAIN_MILLISECONDS, TimeUnit.MILLISECONDS)) {
          LOG.trace("a statement ended");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private static void interrupt(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      LOG.debug("the statement had ended already", e);
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
