package io.tributary.connector.jdbc;

import io.tributary.connector.Caller;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A query at the server, from waiting for a connection to giving it back.
///
/// It starts in a thread of its own, so that several sources can work at once; its rows are then
/// fetched by whoever reads. Cancelling and closing are for any thread.
final class RunningQuery {
  private static final Logger LOG = LoggerFactory.getLogger(RunningQuery.class);

  /// What one query is asked on, and how.
  interface Opening {
    /// @return empty where no connection is free and none is needed, so that there are no rows
    Optional<Connection> connect() throws SQLException;

    RowStream rows(Connection connection, List<FieldVector> vectors) throws SQLException;

    /// Whether to wait for a connection for as long as the rows are wanted.
    default boolean isPatient() {
      return false;
    }

    /// Whether it can be opened once more.
    default boolean isRepeatable() {
      return true;
    }

    /// The query failed before its first row.
    default void failed() {}
  }

  private final Opening opening;
  private final ConnectionPool pool;
  private final JdbcErrors errors;
  private final ExecutorService starters;
  private final Optional<Caller> caller = Caller.find();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Connection connection;
  private @Nullable RowStream rows;
  private @Nullable ConnectorException failure;

  /// Those to start the query; over when it has started or failed for good.
  private volatile CompletableFuture<Void> attempts = CompletableFuture.completedFuture(null);

  /// The driver is, or may be, waiting for the server.
  private boolean busy = true;

  /// What was last heard of rows that are let go of.
  private SourceProgress lastProgress = SourceProgress.UNKNOWN;

  private boolean started;
  private boolean closed;
  private volatile boolean cancelled;

  /// @param starters make a thread for each attempt to start a query
  RunningQuery(Opening opening, ConnectionPool pool, JdbcErrors errors, ExecutorService starters) {
    this.starters = starters;
    this.opening = opening;
    this.pool = pool;
    this.errors = errors;
  }

  /// Returns at once.
  ///
  /// @param vectors where rows are moved to
  void start(List<FieldVector> vectors) {
    CompletableFuture<Void> starting =
        Retries.executor().with(starters).runAsync(() -> attempt(vectors));
    attempts = starting;
    var _ =
        starting.whenComplete((_, failed) -> {
          if (failed != null) {
            failedToStart(failed);
          }
        });
  }

  boolean isCancelled() {
    return cancelled;
  }

  /// As [SourceRead#progress].
  SourceProgress progress() {
    lock.lock();
    try {
      return rows == null ? lastProgress : rows.progress();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there are rows and marks the query as busy: the caller fetches them, and calls
  /// [#pause] when it stops for a while.
  ///
  /// @throws ConnectorException why there are none
  RowStream resume() {
    lock.lock();
    try {
      while (!started && failure == null && !cancelled && !closed) {
        changed.awaitUninterruptibly();
      }
      if (failure != null) {
        throw failure;
      }
      if (cancelled || closed) {
        throw errors.cancelled();
      }
      busy = true;
      return Objects.requireNonNull(rows);
    } finally {
      lock.unlock();
    }
  }

  void pause() {
    lock.lock();
    try {
      busy = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean mustBeStopped() {
    return rows != null && rows.mustBeStopped();
  }

  /// What a failure while fetching means, now and whenever the rows are asked for again. A
  /// cancelled query fails as such, whatever the server said.
  ConnectorException failed(SQLException e) {
    return failed(errors.translate(e));
  }

  private ConnectorException failed(ConnectorException e) {
    lock.lock();
    try {
      failure = cancelled ? errors.cancelled() : e;
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /// Makes the server stop working on this query, and gives its connection up when it has. Returns
  /// at once; idempotent.
  void cancel() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      stop();
    } finally {
      lock.unlock();
    }
    endAttempts();
  }

  /// Ends what runs, waits until it has ended, and gives the connection back. Nobody may be
  /// fetching any more, except in a query that was cancelled. Idempotent.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    endAttempts();
    lock.lock();
    try {
      if (connection != null && (busy || mustBeStopped())) {
        stop();
        while (connection != null) {
          changed.awaitUninterruptibly();
        }
      }
    } finally {
      lock.unlock();
    }
    giveBack();
  }

  /// Not with the lock: an attempt that fails meanwhile keeps cancelling out while it tells, for
  /// which it needs the lock.
  private void endAttempts() {
    attempts.cancel(false);
  }

  private void stop() {
    if (cancelled) {
      return;
    }
    ServerStop.start(
        errors,
        () -> {
          try {
            stopServer();
          } finally {
            // Whoever closes the query waits for this, whatever the driver does.
            giveBack();
          }
        });
    // Not before there is a thread for it: else nobody would try again.
    cancelled = true;
    changed.signalAll();
  }

  private void attempt(List<FieldVector> vectors) throws SQLException, Retries.MomentaryException {
    try {
      Optional<Connection> leased = connect();
      if (leased.isEmpty()) {
        endUnlessConnected();
        return;
      }
      if (!keep(leased.get())) {
        pool.giveBack(leased.get());
        return;
      }
      errors.database().lend(leased.get(), caller);
      RowStream made = opening.rows(leased.get(), vectors);
      if (keep(made)) {
        made.start();
        started();
      }
    } catch (SQLException e) {
      boolean sent = isSent();
      giveBack();
      if (!sent && errors.translate(e).code() == ErrorCode.SOURCE_UNAVAILABLE) {
        pool.forgetIdle();
      }
      if (opening.isRepeatable()) {
        Retries.throwIfMomentary(errors.database(), e, sent);
      }
      throw e;
    } catch (RuntimeException | Error e) {
      giveBack();
      throw e;
    }
  }

  /// The pool gives up on who waits for long, and so who is patient asks it again.
  private Optional<Connection> connect() throws SQLException {
    while (true) {
      try {
        return opening.connect();
      } catch (SQLException e) {
        if (!opening.isPatient() || !JdbcErrors.isPoolExhausted(e) || !isWanted()) {
          throw e;
        }
      }
    }
  }

  private boolean isWanted() {
    lock.lock();
    try {
      return !cancelled && !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean isSent() {
    lock.lock();
    try {
      return rows != null && rows.isSent();
    } finally {
      lock.unlock();
    }
  }

  private void failedToStart(Throwable thrown) {
    switch (thrown) {
      case CancellationException _ -> {
        // An attempt may still run; whoever cancelled sees to its end.
        return;
      }
      case Retries.MomentaryException momentary -> failed(momentary.failure());
      case SQLException e -> failed(e);
      case ConnectorException e -> failed(e);
      default -> {
        LOG.error("the driver of source {} broke", errors.source(), thrown);
        failed(new SQLException("the driver broke: " + thrown.getClass().getName(), thrown));
      }
    }
    pause();
    opening.failed();
  }

  /// Has no rows, unless it has a connection to get them by.
  void endUnlessConnected() {
    lock.lock();
    try {
      if (connection == null && !started && failure == null) {
        rows = new NoRows();
        started = true;
        busy = false;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private static final class NoRows implements RowStream {
    @Override
    public void start() {}

    @Override
    public boolean isSent() {
      return false;
    }

    @Override
    public long move(int row) {
      return END;
    }

    @Override
    public void cancel() {}

    @Override
    public boolean mustBeStopped() {
      return false;
    }

    @Override
    public void close() {}
  }

  private boolean keep(Connection leased) {
    lock.lock();
    try {
      if (cancelled || closed || started) {
        busy = false;
        changed.signalAll();
        return false;
      }
      connection = leased;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean keep(RowStream made) {
    lock.lock();
    try {
      if (cancelled || closed) {
        busy = false;
        changed.signalAll();
        return false;
      }
      rows = made;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void started() {
    lock.lock();
    try {
      started = true;
      busy = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns when the driver waits for the server no more.
  private void stopServer() {
    lock.lock();
    try {
      if (!busy && connection != null && mustBeStopped()) {
        stopRows();
      }
      ServerStop.askUntil(() -> !busy || connection == null, changed, this::stopRows);
    } catch (SQLException | RuntimeException e) {
      ServerStop.cut(connection, e, errors);
    } finally {
      lock.unlock();
    }
  }

  private void stopRows() throws SQLException {
    if (rows != null) {
      rows.cancel();
    }
  }

  private void giveBack() {
    Connection left;
    RowStream unread;
    lock.lock();
    try {
      left = connection;
      unread = rows;
      if (rows != null) {
        lastProgress = rows.progress();
      }
      connection = null;
      rows = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (left == null) {
      return;
    }
    if (cancelled || (unread != null && unread.mustBeStopped())) {
      // A late cancel request could still hit the next query on it; or it failed where the driver
      // cannot tell any more whether the server is done.
      pool.discard(left);
      return;
    }
    try {
      if (unread != null) {
        unread.close();
      }
      pool.giveBack(left);
    } catch (SQLException e) {
      pool.discard(left);
    }
  }
}
