package io.tributary.connector.h2;

import io.tributary.connector.ConnectorDescriptor;
import io.tributary.connector.ConnectorDescriptor.Kind;
import io.tributary.connector.ConnectorDescriptor.Property;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceProperties;
import io.tributary.connector.SourceWriter;
import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.ConnectionSettings;
import io.tributary.connector.jdbc.JdbcSource;
import io.tributary.connector.jdbc.JdbcWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The connector `h2`.
public final class H2Connector implements ConnectorFactory {
  private static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "h2",
          "H2",
          Kind.SQL,
          List.of(
              new Property(
                  ConnectionSettings.URL,
                  "jdbc:h2:file:/absolute/path, jdbc:h2:tcp://host:port/path or"
                      + " jdbc:h2:ssl://host:port/path",
                  true,
                  false),
              new Property(
                  ConnectionSettings.USER,
                  "user that reads, and writes if it may; sa by default",
                  false,
                  false),
              new Property(ConnectionSettings.PASSWORD, "its password", false, true),
              new Property(
                  ConnectionSettings.POOL_SIZE, "connections at most, 10 by default", false, false),
              new Property(
                  ConnectionSettings.TIMEOUT,
                  "how long to wait for a connection, 10s by default",
                  false,
                  false),
              SourceWriter.PROPERTY),
          "com.h2database:h2");

  private static final Pattern FORM =
      Pattern.compile(
          "jdbc:h2:(?<place>(?:file:)?/[^;?]+|(?:tcp|ssl)://[^;?]+)(?<settings>(?:;[^;]*)*)");

  /// Only how to get at the data: other settings run statements, or change what a query answers.
  private static final Set<String> ALLOWED_SETTINGS = Set.of("AUTO_SERVER", "CIPHER");

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Source open(SourceConfiguration configuration) {
    SourceProperties properties = new SourceProperties(configuration, DESCRIPTOR);
    String url = properties.text(ConnectionSettings.URL).orElse("");
    if (!url.isEmpty()) {
      checkUrl(url, properties);
    }
    String user = properties.text(ConnectionSettings.USER).orElse("sa");
    Optional<String> password = properties.text(ConnectionSettings.PASSWORD);
    int poolSize = properties.integer(ConnectionSettings.POOL_SIZE, 10, 1, 1000);
    Duration timeout = properties.duration(ConnectionSettings.TIMEOUT, Duration.ofSeconds(10));
    boolean writable = properties.truth(SourceWriter.WRITABLE);
    properties.throwIfWrong();
    String name = configuration.name();
    H2Database database = new H2Database();
    ConnectionSettings settings =
        H2Database.connections(url, user, password.orElse(""), poolSize, timeout, writable);
    Optional<JdbcWriter> writer =
        writable
            ? Optional.of(
                new JdbcWriter(
                    name, ConnectionPool.forWriting(name, settings), database, new H2Writing()))
            : Optional.empty();
    return new JdbcSource(name, new ConnectionPool(name, settings), database, writer);
  }

  /// A URL may hold a password, so no message repeats it.
  private static void checkUrl(String url, SourceProperties properties) {
    Matcher matcher = FORM.matcher(url);
    if (!matcher.matches()) {
      properties.problem(
          "%s must look like jdbc:h2:file:/data/shop or jdbc:h2:tcp://host:9092/shop, without credentials: use %s and %s"
              .formatted(
                  ConnectionSettings.URL, ConnectionSettings.USER, ConnectionSettings.PASSWORD));
      return;
    }
    for (String setting : matcher.group("settings").split(";", -1)) {
      String name = setting.split("=", 2)[0].strip().toUpperCase(Locale.ROOT);
      if (!name.isEmpty() && !ALLOWED_SETTINGS.contains(name)) {
        properties.problem(
            "%s may not set %s, only %s"
                .formatted(
                    ConnectionSettings.URL,
                    name,
                    String.join(", ", new TreeSet<>(ALLOWED_SETTINGS))));
      }
    }
  }
}
