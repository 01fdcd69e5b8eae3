package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// Says in one line what went wrong at a source.
///
/// @param source name of the source
/// @param database knows what its failures mean
public record JdbcErrors(String source, JdbcDatabase database) {

  /// What a failure means to users.
  public ConnectorException translate(SQLException failure) {
    if (isPoolExhausted(failure)) {
      return new ConnectorException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "source %s: all connections of its pool are in use; try again, or raise %s"
              .formatted(source, ConnectionSettings.POOL_SIZE),
          failure);
    }
    SQLException told = told(failure);
    ErrorCode code = database.code(told);
    String what =
        switch (code) {
          case SOURCE_UNAUTHORIZED -> "refused the credentials";
          case SOURCE_UNAVAILABLE -> "cannot be reached";
          case QUERY_LOOP -> "was asked by itself";
          case SOURCE_MISCONFIGURED -> "is configured wrongly";
          case CANCELLED -> "ended the query";
          case TABLE_NOT_FOUND -> "has lost a table since the query was planned";
          default -> "failed";
        };
    return new ConnectorException(
        code, "source %s %s: %s".formatted(source, what, message(told)), failure);
  }

  /// Whether the pool has waited for a free connection until its time was over.
  static boolean isPoolExhausted(SQLException failure) {
    return failure instanceof SQLTransientConnectionException && failure.getCause() == null;
  }

  /// What the database said, where the pool has words of its own around it.
  static SQLException told(SQLException failure) {
    return failure.getCause() instanceof SQLException cause ? cause : failure;
  }

  ConnectorException cancelled() {
    return new ConnectorException(
        ErrorCode.CANCELLED, "the query of source %s was cancelled".formatted(source));
  }

  /// The answer has another shape than the plan was made for.
  public ConnectorException changed(String how) {
    return new ConnectorException(
        ErrorCode.SOURCE_ERROR,
        "source %s: %s; its table may have changed since the query was planned"
            .formatted(source, how));
  }

  /// The moment as of which a query was to be read is gone.
  ConnectorException snapshotLost(SQLException failure) {
    return new ConnectorException(
        ErrorCode.SOURCE_ERROR,
        "source %s has ended the connection that kept its rows as they were for this query: %s;"
                .formatted(source, message(told(failure)))
            + " run the query again",
        failure);
  }

  /// A value cannot be held by the vector of its column.
  public ConnectorException unfit(String column, String reason) {
    return new ConnectorException(
        ErrorCode.DATA_ERROR, "source %s, column %s: %s".formatted(source, column, reason));
  }

  /// For some columns a source would make a value of its own, and for others it fails.
  void requireNullable(ColumnDescription column) {
    if (!column.field().isNullable()) {
      throw unfit(
          column.name(), "NULL is given where none may be: leave the column out for its default");
    }
  }

  /// No values are sent to a column of its type.
  public ConnectorException unwritten(ColumnDescription column) {
    return new ConnectorException(
        ErrorCode.NOT_SUPPORTED,
        "source %s, column %s: values of the type %s are not written"
            .formatted(source, column.name(), column.sourceType()));
  }

  /// A column would not keep what is computed for it.
  public ConnectorException altered(ColumnDescription column) {
    return new ConnectorException(
        ErrorCode.NOT_SUPPORTED,
        "source %s, column %s: %s may not keep a computed value as it is: assign a constant, or a column of the same type"
            .formatted(source, column.name(), column.sourceType()));
  }

  private String message(SQLException failure) {
    return database.message(failure).lines().findFirst().orElse("").strip();
  }
}
