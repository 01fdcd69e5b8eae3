package io.tributary.connector.h2;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.jdbc.ColumnReader;
import io.tributary.connector.jdbc.ConnectionSettings;
import io.tributary.connector.jdbc.JdbcCatalog;
import io.tributary.connector.jdbc.JdbcDatabase;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.ResultColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/// One H2 database.
final class H2Database implements JdbcDatabase {
  /// Rows are computed as they are fetched, instead of all before the first.
  private static final String SESSION = "SET TIME ZONE 'UTC'; SET LAZY_QUERY_EXECUTION 1";

  static ConnectionSettings connections(
      String url, String user, String password, int poolSize, Duration timeout, boolean writable) {
    return new ConnectionSettings(
        url + settings(url, writable),
        Map.of("user", user, "password", password),
        Optional.of(SESSION),
        poolSize,
        timeout);
  }

  /// A file that is missing is not made, and one that only we have open is not written to unless it
  /// may be.
  private static String settings(String url, boolean writable) {
    boolean shared = url.toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=TRUE");
    return url.contains("://") || shared || writable
        ? ";IFEXISTS=TRUE"
        : ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r";
  }

  @Override
  public SqlDialectTraits dialect() {
    return H2Dialect.TRAITS;
  }

  @Override
  public JdbcCatalog catalog(Connection connection) {
    return new H2Catalog(connection);
  }

  @Override
  public List<ColumnReader> columns(ResultSet result, List<FieldVector> vectors, JdbcErrors errors)
      throws SQLException {
    return ResultColumn.of(result, vectors, errors);
  }

  /// Unless it is a server, which this does no harm.
  @Override
  public boolean computesInProcess() {
    return true;
  }

  @Override
  public ErrorCode code(SQLException failure) {
    if (failure instanceof SQLFeatureNotSupportedException) {
      return ErrorCode.NOT_SUPPORTED;
    }
    return switch (failure.getErrorCode()) {
      // No such table, with and without others of a like name.
      case 42102, 42103, 42104 -> ErrorCode.TABLE_NOT_FOUND;
      // The statement was cancelled.
      case 57014 -> ErrorCode.CANCELLED;
      // A wrong password, missing rights, no connections from elsewhere.
      case 28000, 90040, 90096, 90117 -> ErrorCode.SOURCE_UNAUTHORIZED;
      // No such database; it is in use, closed or exclusive; no connection; the disk fails.
      case 8000, 90013, 90020, 90028, 90031, 90067, 90098, 90121, 90124, 90135, 90146, 90149 ->
          ErrorCode.SOURCE_UNAVAILABLE;
      // A file of another version or with another key.
      case 90048, 90049 -> ErrorCode.SOURCE_MISCONFIGURED;
      default -> byState(failure.getSQLState());
    };
  }

  private static ErrorCode byState(@Nullable String state) {
    if (state != null && (state.startsWith("22") || state.startsWith("23"))) {
      return ErrorCode.DATA_ERROR;
    }
    return state != null && state.startsWith("08")
        ? ErrorCode.SOURCE_UNAVAILABLE
        : ErrorCode.SOURCE_ERROR;
  }

  /// After a deadlock, and where a server's connection is broken.
  @Override
  public boolean isMomentary(SQLException failure, boolean sent) {
    return failure.getErrorCode() == 40001 || failure.getErrorCode() == 90067;
  }

  /// Without the statement, which H2 appends.
  @Override
  public String message(SQLException failure) {
    String message = JdbcDatabase.super.message(failure);
    int end = message.indexOf("; SQL statement:");
    return end < 0 ? message : message.substring(0, end);
  }
}
