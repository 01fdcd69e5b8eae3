package io.tributary.connector.jdbc;

import io.tributary.connector.SqlDialectTraits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A dialect that depends on what the database says of itself when it is first asked.
public final class AskedDialect {

  /// What asks the database.
  @FunctionalInterface
  public interface Question {
    SqlDialectTraits ask(Connection connection) throws SQLException;
  }

  private final ConnectionPool pool;
  private final JdbcErrors errors;
  private final Question question;
  private final AtomicReference<@Nullable SqlDialectTraits> known = new AtomicReference<>();

  /// @param pool stays the caller's
  public AskedDialect(ConnectionPool pool, JdbcErrors errors, Question question) {
    this.pool = pool;
    this.errors = errors;
    this.question = question;
  }

  /// @throws io.tributary.connector.ConnectorException where the database does not answer
  public SqlDialectTraits traits() {
    SqlDialectTraits traits = known.get();
    if (traits == null) {
      try (Connection connection = pool.connect()) {
        traits = question.ask(connection);
      } catch (SQLException e) {
        throw errors.translate(e);
      }
      known.set(traits);
    }
    return traits;
  }
}
