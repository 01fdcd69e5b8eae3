package io.tributary.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A question whose asker may lose patience while the server does not answer. It is given up by
/// telling the server so and cutting its connection, which nobody else would get back otherwise.
final class AbandonableQuestion<T> implements RetriedQuestions.Conversation<T> {
  private static final Logger LOG = LoggerFactory.getLogger(AbandonableQuestion.class);

  private final RetriedQuestions.Conversation<T> question;
  private final JdbcErrors errors;
  private @Nullable Connection asked;
  private boolean abandoned;

  AbandonableQuestion(RetriedQuestions.Conversation<T> question, JdbcErrors errors) {
    this.question = question;
    this.errors = errors;
  }

  @Override
  public T hold(Connection connection) throws SQLException {
    begin(connection);
    try {
      return question.hold(connection);
    } catch (SQLException e) {
      throwIfAbandoned();
      throw e;
    } finally {
      end();
    }
  }

  private synchronized void begin(Connection connection) {
    throwIfAbandoned();
    asked = connection;
  }

  private synchronized void throwIfAbandoned() {
    if (abandoned) {
      throw errors.cancelled();
    }
  }

  private synchronized void end() {
    asked = null;
  }

  /// Returns at once, from any thread: a server that cannot be reached is no quicker to be told so.
  void abandon() {
    markAbandoned();
    ServerStop.start(errors, this::stop);
  }

  private synchronized void markAbandoned() {
    abandoned = true;
  }

  /// Whoever asked waits for the end of this, so that nobody else gets the connection before.
  private synchronized void stop() {
    if (asked != null) {
      tell(asked);
      ServerStop.cut(asked, new SQLException("nobody waits for the answer", "57014"), errors);
    }
  }

  private void tell(Connection asking) {
    try {
      errors.database().cancel(asking);
    } catch (SQLException | RuntimeException e) {
      LOG.debug("the server goes on with what nobody waits for", e);
    }
  }
}
