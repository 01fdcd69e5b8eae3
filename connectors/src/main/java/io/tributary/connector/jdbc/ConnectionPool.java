package io.tributary.connector.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bounded pool of a source's connections: in transactions, and set up so that answers do not
/// depend on the server's configuration. Makes no connection before the first use.
public final class ConnectionPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

  private final String source;
  private final ConnectionSettings settings;
  private final Driver driver;
  private final HikariDataSource pool;

  /// To make the first connection, while somebody does.
  private final AtomicReference<@Nullable FutureTask<Connection>> first = new AtomicReference<>();

  /// Read-only connections.
  ///
  /// @param source name of the source
  public ConnectionPool(String source, ConnectionSettings settings) {
    this(source, settings, ConnectionMaker.ofClassPath());
  }

  /// Read-only connections.
  ///
  /// @param source name of the source
  /// @param maker closed with the pool
  public ConnectionPool(String source, ConnectionSettings settings, ConnectionMaker maker) {
    this(source, settings, maker, true);
  }

  /// Connections that may change the source.
  ///
  /// @param source name of the source
  public static ConnectionPool forWriting(String source, ConnectionSettings settings) {
    return new ConnectionPool(source, settings, ConnectionMaker.ofClassPath(), false);
  }

  private ConnectionPool(
      String source, ConnectionSettings settings, ConnectionMaker maker, boolean readOnly) {
    this.source = source;
    this.settings = settings;
    this.driver = new Driver(settings, maker);
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName((readOnly ? "source-" : "source-writes-") + source);
    hikari.setDataSource(driver);
    settings.sessionSql().ifPresent(hikari::setConnectionInitSql);
    // Commits the line above: a rollback would undo it.
    hikari.setIsolateInternalQueries(true);
    hikari.setAutoCommit(!settings.transactions());
    hikari.setReadOnly(readOnly && settings.transactions());
    hikari.setMinimumIdle(0);
    hikari.setMaximumPoolSize(settings.poolSize());
    hikari.setConnectionTimeout(Math.max(250, settings.timeout().toMillis()));
    hikari.setValidationTimeout(Math.max(250, Math.min(5_000, settings.timeout().toMillis() / 2)));
    hikari.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(hikari);
  }

  /// A connection, to be given to [#giveBack] or to [#discard].
  ///
  /// The pool itself would try again until its time is over: an attempt of our own tells at once
  /// that the server is down or refuses the password. Of those who find the pool empty one makes
  /// it, and its failure is that of all.
  Connection lease() throws SQLException {
    while (pool.getHikariPoolMXBean().getTotalConnections() == 0) {
      var attempt = new FutureTask<>(this::leaseFirst);
      FutureTask<Connection> running = first.compareAndExchange(null, attempt);
      if (running == null) {
        try {
          attempt.run();
          return await(attempt);
        } finally {
          first.set(null);
        }
      }
      await(running);
    }
    return pool.getConnection();
  }

  private Connection leaseFirst() throws SQLException {
    driver.makeReady();
    try {
      return pool.getConnection();
    } finally {
      driver.closeReady();
    }
  }

  private static Connection await(FutureTask<Connection> attempt) throws SQLException {
    try {
      return attempt.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SQLException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for a connection", e);
    }
  }

  /// A connection, if there is one, or room for one, beside those that are waited for.
  Optional<Connection> leaseIfFree() throws SQLException {
    HikariPoolMXBean state = pool.getHikariPoolMXBean();
    int wanted = state.getActiveConnections() + state.getThreadsAwaitingConnection();
    if (wanted >= settings.poolSize()) {
      return Optional.empty();
    }
    try {
      return Optional.of(pool.getConnection());
    } catch (SQLTransientConnectionException e) {
      LOG.debug("the last free connection of {} was just taken", source, e);
      return Optional.empty();
    }
  }

  /// A connection to hold for a while without using it, if less than half of them are in use.
  Optional<Connection> leaseIfMostAreFree() throws SQLException {
    return pool.getHikariPoolMXBean().getActiveConnections() < settings.poolSize() / 2
        ? leaseIfFree()
        : Optional.empty();
  }

  /// Connections at most.
  int size() {
    return settings.poolSize();
  }

  /// One that is broken is closed for good.
  void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("a connection of {} was broken when it was given back", source, e);
      pool.evictConnection(connection);
    } finally {
      serveWhoWaits();
    }
  }

  /// Gives back a connection whose state is in doubt: it is closed for good.
  void discard(Connection connection) {
    pool.evictConnection(connection);
    serveWhoWaits();
  }

  /// In place of a connection that was closed, the pool makes another only when it is asked for
  /// one, however many wait already. So it is asked.
  private void serveWhoWaits() {
    HikariPoolMXBean now = pool.getHikariPoolMXBean();
    if (now.getThreadsAwaitingConnection() == 0
        || now.getTotalConnections() == settings.poolSize()) {
      return;
    }
    Thread.ofVirtual()
        .name("source-pool-" + source)
        .start(() -> {
          try (Connection made = pool.getConnection()) {
            LOG.trace("{} serves who waited", made);
          } catch (SQLException e) {
            LOG.debug("no connection for those who wait", e);
          }
        });
  }

  /// A connection beside the pool's, to close after use.
  public Connection connect() throws SQLException {
    return driver.connect();
  }

  /// Closes the connections that nobody uses.
  void forgetIdle() {
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  /// Reaches the server without the pool.
  void test() throws SQLException {
    try (Connection connection = driver.connect()) {
      if (!driver.maker.reaches(connection, settings.timeoutSeconds())) {
        throw new SQLException("the connection is not answered", "08006");
      }
    }
  }

  @Override
  public void close() {
    pool.close();
    driver.close();
  }

  @Override
  public String toString() {
    return "pool of source %s: %s".formatted(source, settings.url());
  }

  /// Makes connections for the pool, one of which it may have made before it is asked.
  private static final class Driver implements DataSource, AutoCloseable {
    private final ConnectionMaker maker;
    private final String url;
    private final Properties properties = new Properties();
    private final int timeoutSeconds;
    private final AtomicReference<@Nullable Connection> ready = new AtomicReference<>();

    private Driver(ConnectionSettings settings, ConnectionMaker maker) {
      this.maker = maker;
      this.url = settings.url();
      this.timeoutSeconds = settings.timeoutSeconds();
      properties.putAll(settings.properties());
    }

    private Connection connect() throws SQLException {
      return maker.connect(url, properties);
    }

    /// By one at a time, who closes what the pool has not taken.
    private void makeReady() throws SQLException {
      ready.set(connect());
    }

    private void closeReady() {
      Connection left = ready.getAndSet(null);
      if (left == null) {
        return;
      }
      try {
        left.close();
      } catch (SQLException e) {
        LOG.debug("an unused connection was broken", e);
      }
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection made = ready.getAndSet(null);
      return made == null ? connect() : made;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      throw new SQLFeatureNotSupportedException("the source's own credentials are used");
    }

    @Override
    public void close() {
      closeReady();
      maker.close();
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
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
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
