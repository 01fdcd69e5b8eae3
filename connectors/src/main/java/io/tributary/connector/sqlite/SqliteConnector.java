package io.tributary.connector.sqlite;

import io.tributary.connector.ConnectorDescriptor;
import io.tributary.connector.ConnectorDescriptor.Kind;
import io.tributary.connector.ConnectorDescriptor.Property;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.NativeQuerySetting;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceProperties;
import io.tributary.connector.SourceWriter;
import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.ConnectionSettings;
import io.tributary.connector.jdbc.JdbcSource;
import io.tributary.connector.jdbc.JdbcWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The connector `sqlite`.
public final class SqliteConnector implements ConnectorFactory {
  private static final String FILE = "file";

  private static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "sqlite",
          "SQLite",
          Kind.SQL,
          List.of(
              new Property(FILE, "absolute path of the database file", true, false),
              new Property(
                  ConnectionSettings.POOL_SIZE, "connections at most, 10 by default", false, false),
              new Property(
                  ConnectionSettings.TIMEOUT,
                  "how long to wait for a connection or for a writer, 10s by default",
                  false,
                  false),
              SourceWriter.PROPERTY,
              NativeQuerySetting.PROPERTY),
          "org.xerial:sqlite-jdbc");

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Source open(SourceConfiguration configuration) {
    SourceProperties properties = new SourceProperties(configuration, DESCRIPTOR);
    String file = properties.text(FILE).orElse("");
    int poolSize = properties.integer(ConnectionSettings.POOL_SIZE, 10, 1, 1000);
    Duration timeout = properties.duration(ConnectionSettings.TIMEOUT, Duration.ofSeconds(10));
    if (!file.isEmpty() && !isPlainAbsolutePath(file)) {
      properties.problem(FILE + " must be an absolute path without ? or #");
    }
    boolean writable = properties.truth(SourceWriter.WRITABLE);
    boolean nativeQueries = properties.truth(NativeQuerySetting.KEY);
    properties.throwIfWrong();
    String name = configuration.name();
    ConnectionPool pool =
        new ConnectionPool(name, SqliteDatabase.connections(file, poolSize, timeout));
    SqliteDatabase database = new SqliteDatabase(name, pool);
    Optional<JdbcWriter> writer =
        writable
            ? Optional.of(
                new JdbcWriter(
                    name,
                    ConnectionPool.forWriting(
                        name, SqliteDatabase.writingConnections(file, poolSize, timeout)),
                    database,
                    new SqliteWriting()))
            : Optional.empty();
    return new JdbcSource(name, pool, database, writer, nativeQueries);
  }

  /// The driver takes what follows a question mark for settings, which could load extensions.
  private static boolean isPlainAbsolutePath(String file) {
    try {
      return Path.of(file).isAbsolute() && file.indexOf('?') < 0 && file.indexOf('#') < 0;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
