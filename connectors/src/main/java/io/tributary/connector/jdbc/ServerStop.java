package io.tributary.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a server is made to stop what it does for somebody who no longer wants it.
final class ServerStop {
  private static final Logger LOG = LoggerFactory.getLogger(ServerStop.class);

  /// A cancel request that arrives between two messages of the driver hits an idle server and is
  /// lost, so it is repeated as long as the driver waits for the server.
  private static final long REPEAT_MILLISECONDS = 100;

  /// After this time a server that does not answer is left alone: its connection is cut.
  private static final long PATIENCE_MILLISECONDS = 10_000;

  /// A cancel request. May be made again.
  @FunctionalInterface
  interface Request {
    void send() throws SQLException;
  }

  private ServerStop() {}

  /// In a thread that nobody interrupts: an interrupted one could not speak to the server; and that
  /// waits for no other, as virtual ones do.
  static void start(JdbcErrors errors, Runnable stop) {
    Thread.ofPlatform().daemon().name("source-cancel-" + errors.source()).start(stop);
  }

  /// Asks until what runs is over.
  ///
  /// @param changed tells when to look again whether it is; its lock is held
  /// @throws SQLException where the server cannot be asked, or does not answer
  static void askUntil(BooleanSupplier isOver, Condition changed, Request request)
      throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLISECONDS);
    try {
      while (!isOver.getAsBoolean()) {
        if (System.nanoTime() > deadline) {
          throw new SQLException("no answer to the cancel request", "08006");
        }
        request.send();
        // Whether the time has passed or the work has ended, the loop's condition tells.
        boolean _ = changed.await(REPEAT_MILLISECONDS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets go of a server that cannot even be asked to stop. Whoever waits for it fails.
  ///
  /// @param why as the driver told it, which may be by an exception that is none of SQL's
  static void cut(@Nullable Connection connection, Exception why, JdbcErrors errors) {
    LOG.warn(
        "a connection is cut, as what runs on it cannot be cancelled: {}",
        why instanceof SQLException told ? errors.translate(told).getMessage() : why.toString());
    try {
      if (connection != null) {
        connection.abort(Runnable::run);
      }
    } catch (SQLException e) {
      LOG.warn("{}", errors.translate(e).getMessage());
    }
  }
}
