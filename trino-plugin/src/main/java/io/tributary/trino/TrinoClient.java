package io.tributary.trino;

import io.tributary.trino.TributaryCatalogStoreConfig.Coordinator;
import io.trino.jdbc.NonRegisteringTrinoDriver;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// A client of Trino's coordinator, with a connection for each statement.
final class TrinoClient {

  private static final int TIMEOUT_SECONDS = 60;

  /// One of our own: the driver's public class registers itself with the whole JVM.
  private static final class UnregisteredDriver extends NonRegisteringTrinoDriver {}

  private final Driver driver = new UnregisteredDriver();
  private final Coordinator coordinator;

  TrinoClient(Coordinator coordinator) {
    this.coordinator = coordinator;
  }

  /// Runs a statement that has no rows.
  void run(String sql) throws SQLException {
    String url = "jdbc:trino://" + coordinator.uri().getAuthority();
    try (Connection connection = driver.connect(url, properties());
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      statement.execute(sql);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", coordinator.user());
    coordinator.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("SSL", Boolean.toString(coordinator.usesTls()));
    properties.setProperty("source", "tributary catalog store");
    return properties;
  }
}
