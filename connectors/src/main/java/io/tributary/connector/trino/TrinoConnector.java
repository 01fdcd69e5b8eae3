package io.tributary.connector.trino;

import io.tributary.connector.ConnectorDescriptor;
import io.tributary.connector.ConnectorDescriptor.Kind;
import io.tributary.connector.ConnectorDescriptor.Property;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.NativeQuerySetting;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceProperties;
import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.ConnectionSettings;
import io.tributary.connector.jdbc.JdbcSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The connector `trino`.
public final class TrinoConnector implements ConnectorFactory {
  private static final String FORWARD_USER = "forward-user";
  private static final String DIRECT_PROTOCOL = "direct-protocol";

  private static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "trino",
          "Trino",
          Kind.SQL,
          List.of(
              new Property(
                  ConnectionSettings.URL,
                  "jdbc:trino://host:port/catalog, or jdbc:trino://host:port for all catalogs;"
                      + " with ?SSL=true where the coordinator has TLS",
                  true,
                  false),
              new Property(ConnectionSettings.USER, "user that reads", true, false),
              new Property(
                  ConnectionSettings.PASSWORD, "its password, which needs SSL=true", false, true),
              new Property(
                  ConnectionSettings.POOL_SIZE, "queries at most, 10 by default", false, false),
              new Property(
                  ConnectionSettings.TIMEOUT,
                  "how long to wait for the coordinator, 10s by default",
                  false,
                  false),
              new Property(
                  FORWARD_USER,
                  "true runs queries as the caller's user, whom the connection's user must be"
                      + " allowed to impersonate; false by default",
                  false,
                  false),
              new Property(
                  DIRECT_PROTOCOL,
                  "true takes all rows from the coordinator, also where Trino would spool them to"
                      + " an object store; false by default",
                  false,
                  false),
              NativeQuerySetting.PROPERTY),
          "io.trino:trino-jdbc");

  private static final Pattern FORM =
      Pattern.compile(
          "jdbc:trino://(?<cluster>[^/?@]+)(?:/(?<catalog>[^/?]+)?)?(?<settings>\\?SSL=(?:true|false))?");

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Source open(SourceConfiguration configuration) {
    SourceProperties properties = new SourceProperties(configuration, DESCRIPTOR);
    String url = properties.text(ConnectionSettings.URL).orElse("");
    Matcher form = FORM.matcher(url);
    boolean wellFormed = form.matches();
    if (!url.isEmpty() && !wellFormed) {
      properties.problem(
          "%s must look like jdbc:trino://host:8080/catalog, without credentials and with no setting but SSL=true: use %s and %s"
              .formatted(
                  ConnectionSettings.URL, ConnectionSettings.USER, ConnectionSettings.PASSWORD));
    }
    Optional<String> password = properties.text(ConnectionSettings.PASSWORD);
    if (password.isPresent() && wellFormed && !url.endsWith("?SSL=true")) {
      properties.problem(
          "%s must end in ?SSL=true where there is a %s, for nobody else shall read it"
              .formatted(ConnectionSettings.URL, ConnectionSettings.PASSWORD));
    }
    Map<String, String> connection = new HashMap<>();
    properties.text(ConnectionSettings.USER).ifPresent(user -> connection.put("user", user));
    password.ifPresent(secret -> connection.put("password", secret));
    int poolSize = properties.integer(ConnectionSettings.POOL_SIZE, 10, 1, 1000);
    Duration timeout = properties.duration(ConnectionSettings.TIMEOUT, Duration.ofSeconds(10));
    boolean forwardsUser = properties.truth(FORWARD_USER);
    boolean directProtocol = properties.truth(DIRECT_PROTOCOL);
    boolean nativeQueries = properties.truth(NativeQuerySetting.KEY);
    properties.throwIfWrong();
    connection.put("source", "tributary");
    connection.put("timezone", "UTC");
    // Headers, in which prepared statements travel otherwise, take no long ones.
    connection.put("explicitPrepare", "false");
    if (directProtocol) {
      // The driver asks for spooled results by naming the encodings that it knows.
      connection.put("encoding", "");
    }
    String name = configuration.name();
    ConnectionSettings settings =
        new ConnectionSettings(url, connection, Optional.empty(), poolSize, timeout)
            .withoutTransactions();
    return new JdbcSource(
        name,
        new ConnectionPool(name, settings),
        new TrinoDatabase(
            name, form.group("cluster"), Optional.ofNullable(form.group("catalog")), forwardsUser),
        Optional.empty(),
        nativeQueries);
  }
}
