package io.tributary.connector.foreign;

import io.tributary.connector.jdbc.ConnectionMaker;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A driver in a class loader of its own, which sees the JDK and the driver's jars, so that neither
/// its libraries nor its version meet ours. It is loaded at the first connection.
final class ForeignDriver implements ConnectionMaker {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignDriver.class);

  private final String driverClass;
  private final URLClassLoader classes;

  /// @param jars files, absolute
  ForeignDriver(String driverClass, List<Path> jars) {
    this.driverClass = driverClass;
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      try {
        urls.add(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(jar + " is no file", e);
      }
    }
    this.classes =
        new URLClassLoader(
            "driver " + driverClass,
            urls.toArray(URL[]::new),
            ClassLoader.getPlatformClassLoader());
  }

  /// The jars that a setting names: a jar, or a folder of some.
  static List<Path> jars(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.isRegularFile(path) ? List.of(path) : List.of();
    }
    try (var files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  @Override
  public Connection connect(String url, Properties properties) throws SQLException {
    Connection connection;
    try {
      connection = driver().connect(url, properties);
    } catch (LinkageError | IllegalStateException e) {
      throw new SQLException(
          "the driver %s lacks a class that it needs, or is being closed".formatted(driverClass),
          ForeignDatabase.NO_DRIVER,
          e);
    }
    if (connection == null) {
      throw new SQLException(
          "the driver %s does not take this connection-url".formatted(driverClass), "0A000");
    }
    return connection;
  }

  private Driver driver() throws SQLException {
    try {
      return Class.forName(driverClass, true, classes)
          .asSubclass(Driver.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw new SQLException(
          "driver-path has no JDBC driver %s that can be loaded".formatted(driverClass),
          ForeignDatabase.NO_DRIVER,
          e);
    }
  }

  @Override
  public boolean reaches(Connection connection, int timeoutSeconds) throws SQLException {
    return connection.isValid(timeoutSeconds);
  }

  @Override
  public void close() {
    try {
      classes.close();
    } catch (IOException e) {
      LOG.debug("the driver's jars cannot be closed", e);
    }
  }
}
