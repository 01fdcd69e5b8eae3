package io.tributary.connector.mysql;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.jdbc.AskedDialect;
import io.tributary.connector.jdbc.ColumnReader;
import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.JdbcCatalog;
import io.tributary.connector.jdbc.JdbcDatabase;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.NativeQueries;
import io.tributary.connector.jdbc.ResultColumn;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// One MariaDB or MySQL server.
final class MysqlDatabase implements JdbcDatabase {
  /// What would change the meaning of SQL, the text of values, or how many rows arrive. A reader
  /// may be slow where another source is slower still, so the server is to wait for it. Where the
  /// server sorts, also for windows and groups, it looks at no more than `max_sort_length` bytes of
  /// a text, and fails unless its buffer holds fifteen rows of these. MariaDB alone reads what is
  /// in `/*M! */`: it joins without an index by comparing every pair of rows unless it may hash
  /// them, which MySQL does anyway; and `HAVING x > 0 AND NOT y` ends its process where it moves
  /// conditions from HAVING to WHERE. It is also made to assign what an UPDATE sets at once, not
  /// from left to right.
  static final String SESSION =
      """
      SET SESSION sql_mode = CONCAT('STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,NO_UNSIGNED_SUBTRACTION' \
      /*M!100305 , ',SIMULTANEOUS_ASSIGNMENT' */), \
      time_zone = '+00:00', sql_select_limit = DEFAULT, sql_auto_is_null = 0, \
      net_write_timeout = 3600, \
      max_sort_length = 65535, sort_buffer_size = GREATEST(@@sort_buffer_size, 16777216) \
      /*M!100000 , join_cache_level = 4, join_buffer_size = 8388608, join_buffer_space_limit = 33554432 */ \
      /*M!100403 , optimizer_switch = 'condition_pushdown_from_having=off' */\
      """;

  private static final int CANCEL_MILLISECONDS = 10_000;

  private final ConnectionPool pool;
  private final AskedDialect dialect;

  /// @param source name of the source
  /// @param pool also makes the connections that cancel
  MysqlDatabase(String source, ConnectionPool pool) {
    this.pool = pool;
    this.dialect =
        new AskedDialect(
            pool,
            new JdbcErrors(source, this),
            connection -> MysqlDialect.traits(knowsLetters(connection)));
  }

  static Map<String, String> driverProperties(
      String user, Optional<String> password, Duration timeout) {
    Map<String, String> properties = new HashMap<>();
    properties.put("user", user);
    password.ifPresent(text -> properties.put("password", text));
    properties.put("connectTimeout", Long.toString(timeout.toMillis()));
    properties.put("tcpKeepAlive", "true");
    // Values in binary: a FLOAT as text has lost digits.
    properties.put("useServerPrepStmts", "true");
    properties.put("cachePrepStmts", "false");
    properties.put("tinyInt1isBit", "false");
    properties.put("yearIsDateType", "false");
    properties.put("allowLocalInfile", "false");
    properties.put("connectionAttributes", "program_name:tributary");
    return properties;
  }

  /// Asks the server at the first call what it is.
  @Override
  public SqlDialectTraits dialect() {
    return dialect.traits();
  }

  /// From 10.10 on MariaDB has the cases of Unicode 14, which are DuckDB's.
  private static boolean knowsLetters(Connection connection) throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    int version = server.getDatabaseMajorVersion() * 100 + server.getDatabaseMinorVersion();
    return server.getDatabaseProductName().equals("MariaDB") && version >= 1010;
  }

  @Override
  public JdbcCatalog catalog(Connection connection) {
    return new MysqlCatalog(connection);
  }

  @Override
  public Optional<NativeQueries> nativeQueries() {
    return Optional.of(new MysqlQueries(this));
  }

  @Override
  public List<ColumnReader> columns(ResultSet result, List<FieldVector> vectors, JdbcErrors errors)
      throws SQLException {
    List<ColumnReader> readers = new ArrayList<>(ResultColumn.of(result, vectors, errors));
    for (int i = 0; i < readers.size(); i++) {
      FieldVector vector = vectors.get(i);
      if (vector.getField().getType() instanceof ArrowType.Timestamp
          && result.getMetaData().getColumnType(i + 1) == Types.TIMESTAMP) {
        readers.set(i, new MysqlDateTime(i + 1, vector));
      }
    }
    return List.copyOf(readers);
  }

  /// The driver's own way does nothing between two fetches, when the server is still at work.
  @Override
  public void cancel(PreparedStatement running) throws SQLException {
    cancel(running.getConnection());
  }

  @Override
  public void cancel(Connection running) throws SQLException {
    long thread = running.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
    try (Connection beside = pool.connect();
        Statement kill = beside.createStatement()) {
      // A server that has stopped answering must not keep whoever cancels, and then gives it up.
      beside.setNetworkTimeout(Runnable::run, CANCEL_MILLISECONDS);
      kill.execute("KILL QUERY " + thread);
    } catch (SQLException e) {
      if (e.getErrorCode() != MysqlErrors.NO_SUCH_THREAD) {
        throw e;
      }
    }
  }

  @Override
  public boolean closingReadsOn() {
    return true;
  }

  @Override
  public ErrorCode code(SQLException failure) {
    return MysqlErrors.code(failure);
  }

  @Override
  public boolean isMomentary(SQLException failure, boolean sent) {
    return MysqlErrors.isMomentary(failure, sent);
  }

  @Override
  public String message(SQLException failure) {
    // The driver puts the connection's number before the server's words.
    return JdbcDatabase.super.message(failure).replaceFirst("^\\(conn[:=]\\d+\\) ", "");
  }
}
