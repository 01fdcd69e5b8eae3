package io.tributary.connector.jdbc;

import dev.failsafe.FailsafeException;
import io.tributary.connector.Caller;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Asks a database on connections of its pool, and again where it failed for a moment only.
final class RetriedQuestions {
  private final ConnectionPool pool;
  private final JdbcDatabase database;
  private final JdbcErrors errors;

  /// @param pool stays the caller's
  RetriedQuestions(ConnectionPool pool, JdbcErrors errors) {
    this.pool = pool;
    this.database = errors.database();
    this.errors = errors;
  }

  /// What is asked on a connection.
  interface Conversation<T> {
    T hold(Connection connection) throws SQLException;
  }

  /// @param caller empty where nobody asks
  /// @throws ConnectorException why the last attempt failed
  <T> T onConnection(Optional<Caller> caller, Conversation<T> conversation) {
    return retried(() -> {
      Connection leased = null;
      try {
        leased = pool.lease();
        database.lend(leased, caller);
        return conversation.hold(leased);
      } finally {
        if (leased != null) {
          pool.giveBack(leased);
        }
      }
    });
  }

  /// One time of asking.
  interface Attempt<T> {
    T make() throws SQLException;
  }

  /// @throws ConnectorException why the last attempt failed
  <T> T retried(Attempt<T> attempt) {
    try {
      return Retries.executor().get(() -> once(attempt));
    } catch (FailsafeException e) {
      throw errors.translate(Retries.failure(e));
    }
  }

  /// A connection that lay idle may have been cut without anybody noticing. No question about a
  /// catalog does harm when it is asked again.
  private <T> T once(Attempt<T> attempt) throws SQLException, Retries.MomentaryException {
    try {
      return attempt.make();
    } catch (SQLException e) {
      if (errors.translate(e).code() == ErrorCode.SOURCE_UNAVAILABLE) {
        pool.forgetIdle();
      }
      Retries.throwIfMomentary(database, e, false);
      throw e;
    }
  }
}
