package io.tributary.connector.postgresql;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Says in one line what went wrong at a PostgreSQL source.
///
/// @param source name of the source
record PostgresqlErrors(String source) {

  ConnectorException translate(SQLException failure) {
    if (failure instanceof SQLTransientConnectionException && failure.getCause() == null) {
      return new ConnectorException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "source %s: all connections of its pool are in use; try again, or raise %s"
              .formatted(source, PostgresqlConfig.POOL_SIZE),
          failure);
    }
    SQLException told = failure.getCause() instanceof SQLException cause ? cause : failure;
    ErrorCode code = code(told.getSQLState());
    String what =
        switch (code) {
          case SOURCE_UNAUTHORIZED -> "refused the credentials";
          case SOURCE_UNAVAILABLE -> "cannot be reached";
          case SOURCE_MISCONFIGURED -> "is configured wrongly";
          case CANCELLED -> "ended the query";
          case TABLE_NOT_FOUND -> "has lost a table since the query was planned";
          default -> "failed";
        };
    return new ConnectorException(
        code, "source %s %s: %s".formatted(source, what, message(told)), failure);
  }

  ConnectorException cancelled() {
    return new ConnectorException(
        ErrorCode.CANCELLED, "the query of source %s was cancelled".formatted(source));
  }

  /// The answer has another shape than the plan was made for.
  ConnectorException changed(String how) {
    return new ConnectorException(
        ErrorCode.SOURCE_ERROR,
        "source %s: %s; its table may have changed since the query was planned"
            .formatted(source, how));
  }

  ConnectorException unfit(String column, String reason) {
    return new ConnectorException(
        ErrorCode.DATA_ERROR, "source %s, column %s: %s".formatted(source, column, reason));
  }

  private static ErrorCode code(@Nullable String state) {
    if (state == null) {
      return ErrorCode.SOURCE_ERROR;
    }
    return switch (state) {
      case "42P01" -> ErrorCode.TABLE_NOT_FOUND;
      case "57014" -> ErrorCode.CANCELLED;
      case "3D000" -> ErrorCode.SOURCE_MISCONFIGURED;
      case "53300", "57P01", "57P02", "57P03" -> ErrorCode.SOURCE_UNAVAILABLE;
      default ->
          switch (state.substring(0, Math.min(2, state.length()))) {
            case "08" -> ErrorCode.SOURCE_UNAVAILABLE;
            case "22" -> ErrorCode.DATA_ERROR;
            case "28" -> ErrorCode.SOURCE_UNAUTHORIZED;
            default -> ErrorCode.SOURCE_ERROR;
          };
    };
  }

  private static String message(SQLException failure) {
    ServerErrorMessage server =
        failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    String text = server == null ? failure.getMessage() : server.getMessage();
    return text == null ? "no reason given" : text.lines().findFirst().orElse("").strip();
  }
}
