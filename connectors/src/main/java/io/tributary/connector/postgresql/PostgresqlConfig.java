package io.tributary.connector.postgresql;

import io.tributary.connector.NativeQuerySetting;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceProperties;
import io.tributary.connector.SourceWriter;
import io.tributary.connector.jdbc.ConnectionSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How to reach a PostgreSQL.
///
/// @param parallelReads connections that may read one table at the same time
/// @param timeout for making a connection and for waiting for a free one
/// @param writable whether its tables may be changed
/// @param nativeQueries whether queries in its own SQL are taken
record PostgresqlConfig(
    String url,
    String user,
    Optional<String> password,
    int poolSize,
    int parallelReads,
    Duration timeout,
    boolean writable,
    boolean nativeQueries) {

  static final String URL = ConnectionSettings.URL;
  static final String USER = ConnectionSettings.USER;
  static final String PASSWORD = ConnectionSettings.PASSWORD;
  static final String POOL_SIZE = ConnectionSettings.POOL_SIZE;
  static final String PARALLEL_READS = "parallel-reads";
  static final String TIMEOUT = ConnectionSettings.TIMEOUT;

  private static final String EXAMPLE = "jdbc:postgresql://host:5432/database";

  /// Only what says where and how safely to connect. The driver has parameters that load classes or
  /// read and write files, and others that would change what a query answers.
  private static final Set<String> ALLOWED_PARAMETERS =
      Set.of(
          "channelBinding",
          "gssEncMode",
          "hostRecheckSeconds",
          "loadBalanceHosts",
          "sslmode",
          "sslrootcert",
          "targetServerType");

  private static final Pattern FORM =
      Pattern.compile(
          "jdbc:postgresql://(?<host>[^/?]+)/(?<database>[^/?]+)(?:\\?(?<parameters>.*))?");

  static PostgresqlConfig from(SourceConfiguration configuration) {
    SourceProperties properties =
        new SourceProperties(configuration, PostgresqlConnector.DESCRIPTOR);
    Optional<String> url = properties.text(URL);
    url.ifPresent(text -> checkUrl(text, properties));
    PostgresqlConfig config =
        new PostgresqlConfig(
            url.orElse(""),
            properties.text(USER).orElse(""),
            properties.text(PASSWORD),
            properties.integer(POOL_SIZE, 10, 1, 1000),
            properties.integer(PARALLEL_READS, 4, 1, 64),
            properties.duration(TIMEOUT, Duration.ofSeconds(10)),
            properties.truth(SourceWriter.WRITABLE),
            properties.truth(NativeQuerySetting.KEY));
    properties.throwIfWrong();
    return config;
  }

  /// A URL may hold a password, so no message repeats it.
  private static void checkUrl(String url, SourceProperties properties) {
    Matcher matcher = FORM.matcher(url);
    if (!matcher.matches()) {
      properties.problem(URL + " must look like " + EXAMPLE);
      return;
    }
    if (matcher.group("host").contains("@")) {
      properties.problem(
          "%s must not hold credentials: use %s and %s".formatted(URL, USER, PASSWORD));
    }
    String parameters = Optional.ofNullable(matcher.group("parameters")).orElse("");
    for (String parameter : parameters.split("&", -1)) {
      String name = parameter.split("=", 2)[0];
      if (name.equals("user") || name.equals("password")) {
        properties.problem("%s must not hold %s: use connection-%s".formatted(URL, name, name));
      } else if (!name.isEmpty() && !ALLOWED_PARAMETERS.contains(name)) {
        properties.problem(
            "%s may not set %s, only %s"
                .formatted(URL, name, String.join(", ", new TreeSet<>(ALLOWED_PARAMETERS))));
      }
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL at %s as %s with password ***".formatted(url, user);
  }
}
