package io.tributary.connector.foreign;

import io.tributary.connector.ConnectorDescriptor;
import io.tributary.connector.ConnectorDescriptor.Kind;
import io.tributary.connector.ConnectorDescriptor.Property;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceProperties;
import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.ConnectionSettings;
import io.tributary.connector.jdbc.JdbcSource;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The connector `jdbc`.
public final class ForeignConnector implements ConnectorFactory {
  private static final String DRIVER_CLASS = "driver-class";
  private static final String DRIVER_PATH = "driver-path";

  private static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "jdbc",
          "Any database with a JDBC driver",
          Kind.SQL,
          List.of(
              new Property(ConnectionSettings.URL, "as the driver takes it", true, true),
              new Property(DRIVER_CLASS, "the driver's class", true, false),
              new Property(
                  DRIVER_PATH,
                  "absolute path of the driver's jar, or of a folder of jars",
                  true,
                  false),
              new Property(ConnectionSettings.USER, "user that reads", false, false),
              new Property(ConnectionSettings.PASSWORD, "its password", false, true),
              new Property(
                  ConnectionSettings.POOL_SIZE, "connections at most, 10 by default", false, false),
              new Property(
                  ConnectionSettings.TIMEOUT,
                  "how long to wait for a connection, 10s by default",
                  false,
                  false)),
          "");

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Source open(SourceConfiguration configuration) {
    SourceProperties properties = new SourceProperties(configuration, DESCRIPTOR);
    String url = properties.text(ConnectionSettings.URL).orElse("");
    List<Path> jars =
        properties.text(DRIVER_PATH).map(path -> jars(path, properties)).orElse(List.of());
    Map<String, String> credentials = new HashMap<>();
    properties.text(ConnectionSettings.USER).ifPresent(user -> credentials.put("user", user));
    properties
        .text(ConnectionSettings.PASSWORD)
        .ifPresent(password -> credentials.put("password", password));
    int poolSize = properties.integer(ConnectionSettings.POOL_SIZE, 10, 1, 1000);
    Duration timeout = properties.duration(ConnectionSettings.TIMEOUT, Duration.ofSeconds(10));
    properties.throwIfWrong();
    ConnectionSettings settings =
        new ConnectionSettings(url, credentials, Optional.empty(), poolSize, timeout);
    String driverClass = properties.text(DRIVER_CLASS).orElseThrow();
    ConnectionPool pool =
        new ConnectionPool(configuration.name(), settings, new ForeignDriver(driverClass, jars));
    return new JdbcSource(
        configuration.name(), pool, new ForeignDatabase(configuration.name(), pool, url));
  }

  private static List<Path> jars(String path, SourceProperties properties) {
    try {
      List<Path> jars = Path.of(path).isAbsolute() ? ForeignDriver.jars(Path.of(path)) : List.of();
      if (jars.isEmpty()) {
        properties.problem(
            "%s must be the absolute path of a jar, or of a folder with jars, on this machine"
                .formatted(DRIVER_PATH));
      }
      return jars;
    } catch (IOException | InvalidPathException e) {
      properties.problem("%s cannot be read".formatted(DRIVER_PATH));
      return List.of();
    }
  }
}
