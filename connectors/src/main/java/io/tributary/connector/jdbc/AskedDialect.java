package io.tributary.connector.jdbc;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.SqlDialectTraits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A dialect that depends on what the database says of itself when it is first asked.
public final class AskedDialect {

  /// What asks the database.
  @FunctionalInterface
  public interface Question {
    SqlDialectTraits ask(Connection connection) throws SQLException;
  }

  private final RetriedQuestions questions;
  private final JdbcErrors errors;
  private final Question question;

  /// What was answered, or is being asked.
  private final AtomicReference<@Nullable FutureTask<SqlDialectTraits>> asked =
      new AtomicReference<>();

  /// @param pool stays the caller's
  public AskedDialect(ConnectionPool pool, JdbcErrors errors, Question question) {
    this.questions = new RetriedQuestions(pool, errors);
    this.errors = errors;
    this.question = question;
  }

  /// One question is asked for all who come before its answer, and its failure is that of all.
  ///
  /// @throws ConnectorException where the database does not answer
  public SqlDialectTraits traits() {
    FutureTask<SqlDialectTraits> asking = asking();
    try {
      return asking.get();
    } catch (ExecutionException e) {
      asked.compareAndSet(asking, null);
      if (e.getCause() instanceof ConnectorException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw errors.cancelled();
    }
  }

  /// In a thread of its own, so that nobody who stops waiting takes the answer from the others.
  private FutureTask<SqlDialectTraits> asking() {
    FutureTask<SqlDialectTraits> running = asked.get();
    if (running != null) {
      return running;
    }
    var mine = new FutureTask<>(() -> questions.onConnection(Optional.empty(), question::ask));
    running = asked.compareAndExchange(null, mine);
    if (running != null) {
      return running;
    }
    Thread.ofPlatform().daemon().name("source-dialect-" + errors.source()).start(mine);
    return mine;
  }
}
