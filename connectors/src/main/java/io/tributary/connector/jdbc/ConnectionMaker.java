package io.tributary.connector.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// Makes connections to one database.
public interface ConnectionMaker extends AutoCloseable {

  Connection connect(String url, Properties properties) throws SQLException;

  /// Whether a connection reaches its database.
  boolean reaches(Connection connection, int timeoutSeconds) throws SQLException;

  /// Lets go of the driver, once no connection is left.
  @Override
  void close();

  /// With the drivers of the class path.
  static ConnectionMaker ofClassPath() {
    return new ConnectionMaker() {
      @Override
      public Connection connect(String url, Properties properties) throws SQLException {
        return DriverManager.getConnection(url, properties);
      }

      @Override
      public boolean reaches(Connection connection, int timeoutSeconds) throws SQLException {
        try (var statement = connection.createStatement()) {
          return statement.execute("SELECT 1");
        }
      }

      @Override
      public void close() {}
    };
  }
}
