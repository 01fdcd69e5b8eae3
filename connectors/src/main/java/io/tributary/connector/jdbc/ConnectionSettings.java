package io.tributary.connector.jdbc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How the connections of a pool are made.
///
/// @param url without credentials
/// @param properties the driver's own, among them the credentials
/// @param sessionSql run once on each connection, so that answers do not depend on how the server
///   is configured
/// @param timeout for making a connection and for waiting for a free one
/// @param transactions whether what reads or writes is in a transaction, ended by whoever began it
public record ConnectionSettings(
    String url,
    Map<String, String> properties,
    Optional<String> sessionSql,
    int poolSize,
    Duration timeout,
    boolean transactions) {

  /// Keys of the settings that connectors have alike.
  public static final String URL = "connection-url";

  public static final String USER = "connection-user";
  public static final String PASSWORD = "connection-password";
  public static final String POOL_SIZE = "connection-pool-size";
  public static final String TIMEOUT = "connection-timeout";

  public ConnectionSettings {
    properties = Map.copyOf(properties);
  }

  /// With transactions.
  public ConnectionSettings(
      String url,
      Map<String, String> properties,
      Optional<String> sessionSql,
      int poolSize,
      Duration timeout) {
    this(url, properties, sessionSql, poolSize, timeout, true);
  }

  /// For what has no use for them and would take its time to begin and to end each.
  public ConnectionSettings withoutTransactions() {
    return new ConnectionSettings(url, properties, sessionSql, poolSize, timeout, false);
  }

  public int timeoutSeconds() {
    return Math.toIntExact(Math.max(1, timeout.toSeconds()));
  }

  @Override
  public String toString() {
    return "connections to %s with password ***".formatted(url);
  }
}
