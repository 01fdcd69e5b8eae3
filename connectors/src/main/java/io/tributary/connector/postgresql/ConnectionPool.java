package io.tributary.connector.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The bounded pool of a source's connections: read-only, in transactions, and set up so that
/// answers do not depend on the server's configuration. Makes no connection before the first use.
final class ConnectionPool implements AutoCloseable {
  /// What would change the text or meaning of values. `search_path` stays as the role has it.
  private static final String SESSION =
      """
      SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; \
      SET extra_float_digits = 3; SET bytea_output = 'hex'; SET lc_monetary = 'C'; \
      SET standard_conforming_strings = on\
      """;

  /// Types that the driver would otherwise ask for as text.
  private static final String MORE_BINARY_TYPES =
      "BOOL,BOOL_ARRAY,NUMERIC_ARRAY,DATE_ARRAY,TIME_ARRAY,TIMESTAMP_ARRAY,TIMESTAMPTZ_ARRAY,"
          + "NAME_ARRAY";

  private final String source;
  private final PostgresqlConfig config;
  private final Driver driver;
  private final HikariDataSource pool;

  ConnectionPool(String source, PostgresqlConfig config) {
    this.source = source;
    this.config = config;
    this.driver = new Driver(config);
    HikariConfig settings = new HikariConfig();
    settings.setPoolName("postgresql-" + source);
    settings.setDataSource(driver);
    settings.setConnectionInitSql(SESSION);
    // Commits the line above: a rollback would undo it.
    settings.setIsolateInternalQueries(true);
    settings.setAutoCommit(false);
    settings.setReadOnly(true);
    settings.setMinimumIdle(0);
    settings.setMaximumPoolSize(config.poolSize());
    settings.setConnectionTimeout(Math.max(250, config.timeout().toMillis()));
    settings.setValidationTimeout(Math.max(250, Math.min(5_000, config.timeout().toMillis() / 2)));
    settings.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(settings);
  }

  /// A connection, to be closed or given to [#discard].
  Connection lease() throws SQLException {
    if (pool.getHikariPoolMXBean().getTotalConnections() == 0) {
      // The pool itself would try again until its time is over: an attempt of our own tells at
      // once that the server is down or refuses the password.
      driver.makeReady();
    }
    return pool.getConnection();
  }

  /// Gives back a connection whose state is in doubt: it is closed for good.
  void discard(Connection connection) {
    pool.evictConnection(connection);
  }

  /// Closes the connections that nobody uses.
  void forgetIdle() {
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  /// Reaches the server without the pool.
  void test() throws SQLException {
    try (Connection connection = driver.connect();
        var statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  @Override
  public void close() {
    pool.close();
    driver.close();
  }

  @Override
  public String toString() {
    return "pool of source %s: %s".formatted(source, config);
  }

  /// Makes connections for the pool, the first of which it may have made before it is asked.
  private static final class Driver implements DataSource, AutoCloseable {
    private final String url;
    private final Properties properties = new Properties();
    private final int timeoutSeconds;
    private final ConcurrentLinkedQueue<Connection> ready = new ConcurrentLinkedQueue<>();

    private Driver(PostgresqlConfig config) {
      this.url = config.url();
      this.timeoutSeconds = Math.toIntExact(Math.max(1, config.timeout().toSeconds()));
      properties.setProperty("user", config.user());
      config.password().ifPresent(password -> properties.setProperty("password", password));
      properties.setProperty("ApplicationName", "tributary");
      properties.setProperty("connectTimeout", Integer.toString(timeoutSeconds));
      properties.setProperty("loginTimeout", Integer.toString(timeoutSeconds));
      properties.setProperty("tcpKeepAlive", "true");
      properties.setProperty("readOnlyMode", "always");
      properties.setProperty("preparedStatementCacheQueries", "0");
      properties.setProperty("binaryTransferEnable", MORE_BINARY_TYPES);
      // The server writes a UUID as text exactly as it is to be read.
      properties.setProperty("binaryTransferDisable", "UUID");
      properties.setProperty("logServerErrorDetail", "false");
    }

    private Connection connect() throws SQLException {
      return DriverManager.getConnection(url, properties);
    }

    private void makeReady() throws SQLException {
      ready.add(connect());
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection made = ready.poll();
      return made == null ? connect() : made;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      throw new SQLFeatureNotSupportedException("the source's own credentials are used");
    }

    @Override
    public void close() {
      for (Connection left = ready.poll(); left != null; left = ready.poll()) {
        try {
          left.close();
        } catch (SQLException e) {
          System.getLogger(ConnectionPool.class.getName())
              .log(System.Logger.Level.DEBUG, "an unused connection was broken", e);
        }
      }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    /// Also how long the pool waits for its own threads when it closes.
    @Override
    public int getLoginTimeout() {
      return timeoutSeconds;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("wraps nothing: " + type.getName().toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
