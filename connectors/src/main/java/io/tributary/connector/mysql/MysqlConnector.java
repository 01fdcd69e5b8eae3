package io.tributary.connector.mysql;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The connector `mysql`, for MariaDB and MySQL.
public final class MysqlConnector implements ConnectorFactory {
  private static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "mysql",
          "MariaDB and MySQL",
          Kind.SQL,
          List.of(
              new Property(
                  ConnectionSettings.URL,
                  "jdbc:mariadb://host:port or jdbc:mysql://host:port",
                  true,
                  false),
              new Property(
                  ConnectionSettings.USER, "user that reads, and writes if it may", true, false),
              new Property(ConnectionSettings.PASSWORD, "its password", false, true),
              new Property(
                  ConnectionSettings.POOL_SIZE, "connections at most, 10 by default", false, false),
              new Property(
                  ConnectionSettings.TIMEOUT,
                  "how long to wait for a connection, 10s by default",
                  false,
                  false),
              SourceWriter.PROPERTY,
              NativeQuerySetting.PROPERTY),
          "org.mariadb.jdbc:mariadb-java-client");

  /// Only what says how safely to connect: other parameters of the driver read files, run
  /// statements, or change what a query answers.
  private static final Set<String> ALLOWED_PARAMETERS =
      Set.of("sslMode", "serverSslCert", "enabledSslProtocolSuites");

  private static final Pattern FORM =
      Pattern.compile(
          "jdbc:(?:mariadb|mysql)://(?<host>[A-Za-z0-9._:\\[\\]-]+)/?(?<database>[^/?]*)"
              + "(?:\\?(?<parameters>.*))?");

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Source open(SourceConfiguration configuration) {
    SourceProperties properties = new SourceProperties(configuration, DESCRIPTOR);
    Optional<String> url = properties.text(ConnectionSettings.URL);
    url.ifPresent(text -> checkUrl(text, properties));
    String user = properties.text(ConnectionSettings.USER).orElse("");
    Optional<String> password = properties.text(ConnectionSettings.PASSWORD);
    int poolSize = properties.integer(ConnectionSettings.POOL_SIZE, 10, 1, 1000);
    Duration timeout = properties.duration(ConnectionSettings.TIMEOUT, Duration.ofSeconds(10));
    boolean writable = properties.truth(SourceWriter.WRITABLE);
    boolean nativeQueries = properties.truth(NativeQuerySetting.KEY);
    properties.throwIfWrong();
    ConnectionSettings settings =
        new ConnectionSettings(
            url.orElse("").replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"),
            MysqlDatabase.driverProperties(user, password, timeout),
            Optional.of(MysqlDatabase.SESSION),
            poolSize,
            timeout);
    String name = configuration.name();
    ConnectionPool pool = new ConnectionPool(name, settings);
    MysqlDatabase database = new MysqlDatabase(name, pool);
    return new JdbcSource(
        name,
        pool,
        database,
        writable ? Optional.of(writer(name, settings, database)) : Optional.empty(),
        nativeQueries);
  }

  private static JdbcWriter writer(
      String name, ConnectionSettings settings, MysqlDatabase database) {
    ConnectionPool pool = ConnectionPool.forWriting(name, settings);
    return new JdbcWriter(name, pool, database, new MysqlWriting());
  }

  /// A URL may hold a password, so no message repeats it.
  private static void checkUrl(String url, SourceProperties properties) {
    Matcher matcher = FORM.matcher(url);
    if (!matcher.matches()) {
      properties.problem(
          "%s must look like jdbc:mariadb://host:3306, without credentials: use %s and %s"
              .formatted(
                  ConnectionSettings.URL, ConnectionSettings.USER, ConnectionSettings.PASSWORD));
      return;
    }
    String parameters = Optional.ofNullable(matcher.group("parameters")).orElse("");
    for (String parameter : parameters.split("&", -1)) {
      String name = parameter.split("=", 2)[0];
      if (!name.isEmpty() && !ALLOWED_PARAMETERS.contains(name)) {
        properties.problem(
            "%s may not set %s, only %s"
                .formatted(
                    ConnectionSettings.URL,
                    name,
                    String.join(", ", new TreeSet<>(ALLOWED_PARAMETERS))));
      }
    }
  }
}
