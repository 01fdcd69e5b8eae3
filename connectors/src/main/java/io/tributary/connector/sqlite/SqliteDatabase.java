package io.tributary.connector.sqlite;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.jdbc.AskedDialect;
import io.tributary.connector.jdbc.ColumnReader;
import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.ConnectionSettings;
import io.tributary.connector.jdbc.JdbcCatalog;
import io.tributary.connector.jdbc.JdbcDatabase;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.NativeQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/// One SQLite database file.
final class SqliteDatabase implements JdbcDatabase {
  private static final int KEPT_KILOBYTES = 256 << 10;

  private final AskedDialect dialect;

  /// @param source name of the source
  /// @param pool of connections that read
  SqliteDatabase(String source, ConnectionPool pool) {
    this.dialect =
        new AskedDialect(
            pool,
            new JdbcErrors(source, this),
            connection -> SqliteDialect.traits(isUtf8(connection)));
  }

  /// For reading only.
  static ConnectionSettings connections(String file, int poolSize, Duration timeout) {
    // SQLITE_OPEN_READONLY: a file that is missing is not made.
    return connections(file, poolSize, timeout, Map.of("open_mode", "1"));
  }

  /// For writing. What a transaction writes is kept in memory at first: to put it aside it would
  /// need the file for itself, and wait for readers again and again, among them that of the rows
  /// which it writes. Tables are renamed though there are views that find none at that moment.
  static ConnectionSettings writingConnections(String file, int poolSize, Duration timeout) {
    // SQLITE_OPEN_READWRITE, again of a file that is there.
    return connections(
        file,
        poolSize,
        timeout,
        Map.of(
            "open_mode", "2",
            "cache_spill", Integer.toString(-KEPT_KILOBYTES),
            "legacy_alter_table", "true"));
  }

  private static ConnectionSettings connections(
      String file, int poolSize, Duration timeout, Map<String, String> access) {
    Map<String, String> properties = new HashMap<>(access);
    properties.put("busy_timeout", Long.toString(timeout.toMillis()));
    properties.put("enable_load_extension", "false");
    return new ConnectionSettings(
        "jdbc:sqlite:" + file, properties, Optional.empty(), poolSize, timeout);
  }

  /// Asks the file at the first call in which encoding its text is.
  @Override
  public SqlDialectTraits dialect() {
    return dialect.traits();
  }

  private static boolean isUtf8(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet encoding = statement.executeQuery("PRAGMA encoding")) {
      encoding.next();
      return encoding.getString(1).equals("UTF-8");
    }
  }

  @Override
  public JdbcCatalog catalog(Connection connection) {
    return new SqliteCatalog(connection);
  }

  @Override
  public Optional<NativeQueries> nativeQueries() {
    return Optional.of(new SqliteQueries(this));
  }

  @Override
  public List<ColumnReader> columns(ResultSet result, List<FieldVector> vectors, JdbcErrors errors)
      throws SQLException {
    int delivered = result.getMetaData().getColumnCount();
    if (delivered != vectors.size()) {
      throw errors.changed(
          "%d columns arrive where %d were expected".formatted(delivered, vectors.size()));
    }
    return SqliteColumn.of(vectors);
  }

  @Override
  public void cancel(PreparedStatement running) throws SQLException {
    cancel(running.getConnection());
  }

  @Override
  public void cancel(Connection running) throws SQLException {
    running.unwrap(SQLiteConnection.class).getDatabase().interrupt();
  }

  @Override
  public boolean computesInProcess() {
    return true;
  }

  @Override
  public ErrorCode code(SQLException failure) {
    if (message(failure).contains("no such table")) {
      return ErrorCode.TABLE_NOT_FOUND;
    }
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(failure.getErrorCode() & 0xff);
    return switch (code) {
      case SQLITE_INTERRUPT -> ErrorCode.CANCELLED;
      case SQLITE_CANTOPEN, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR ->
          ErrorCode.SOURCE_UNAVAILABLE;
      case SQLITE_PERM, SQLITE_AUTH -> ErrorCode.SOURCE_UNAUTHORIZED;
      case SQLITE_NOTADB -> ErrorCode.SOURCE_MISCONFIGURED;
      case SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE, SQLITE_CONSTRAINT -> ErrorCode.DATA_ERROR;
      default -> ErrorCode.SOURCE_ERROR;
    };
  }

  /// A file that a writer holds has been waited for already.
  @Override
  public boolean isMomentary(SQLException failure, boolean sent) {
    return false;
  }
}
