package io.tributary.connector.foreign;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.SampleColumn;
import io.tributary.connector.SqlSourceContract;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// H2, as if nothing were known of it but its driver.
final class ForeignH2ContractTest extends SqlSourceContract {
  private static Server server;
  private static Connection keeper;

  @BeforeAll
  static void start() throws SQLException {
    server = Server.createTcpServer("-tcpPort", "0").start();
    keeper = DriverManager.getConnection("jdbc:h2:mem:foreign", "sa", "");
    try (Statement statement = keeper.createStatement()) {
      statement.execute(
          columns().stream()
              .map(column -> "\"%s\" %s".formatted(column.name(), declared(column.type())))
              .collect(Collectors.joining(", ", "CREATE TABLE \"sample\" (", ")")));
      for (int row = 0; row < 3; row++) {
        int wanted = row;
        statement.execute(
            columns().stream()
                .map(column -> column.literals().get(wanted))
                .collect(Collectors.joining(", ", "INSERT INTO \"sample\" VALUES (", ")")));
      }
      for (String sql :
          List.of(
              "CREATE SCHEMA \"More \"\"Things\"\"\"",
              "CREATE TABLE \"More \"\"Things\"\"\".\"Order\" (\"The Id\" int PRIMARY KEY, u uuid,"
                  + " j json, e ENUM('a', 'b'), a int array, r row(x int, y varchar), g geometry,"
                  + " i interval day to second, t time with time zone, d decfloat(20), c char(5),"
                  + " n timestamp(9), o java_object, b blob, l clob, v varchar_ignorecase)",
              "INSERT INTO \"More \"\"Things\"\"\".\"Order\" VALUES (1, random_uuid(),"
                  + " json '{\"a\": 1}', 'b', array[1, 2], (1, 'x'), 'POINT (1 2)',"
                  + " interval '1 02:03:04' day to second, time with time zone '10:00:00+02', 1.5,"
                  + " 'x', timestamp '2024-01-01 00:00:00.123456789', X'05', X'04', 'text', 'V')",
              "CREATE VIEW \"More \"\"Things\"\"\".a_view AS SELECT 1 AS one",
              "CREATE TABLE parts (a INT, b INT, PRIMARY KEY (a, b))")) {
        statement.execute(sql);
      }
    }
  }

  private static String declared(String type) {
    return switch (type) {
      case "TIME" -> "TIME(6)";
      case "TIMESTAMPTZ" -> "TIMESTAMP WITH TIME ZONE";
      default -> type;
    };
  }

  @AfterAll
  static void stop() throws SQLException {
    keeper.close();
    server.stop();
  }

  @Override
  protected ConnectorFactory connector() {
    return new ForeignConnector();
  }

  @Override
  protected Map<String, String> properties() {
    return properties("localhost:%d/mem:foreign".formatted(server.getPort()));
  }

  @Override
  protected Map<String, String> propertiesOfDeadSource() {
    // Nothing listens on the discard port of the loopback interface.
    return properties("127.0.0.1:9/gone");
  }

  private static Map<String, String> properties(String place) {
    return Map.of(
        "connection-url", "jdbc:h2:tcp://%s;LAZY_QUERY_EXECUTION=1".formatted(place),
        "connection-user", "sa",
        "connection-timeout", "2s",
        "driver-class", "org.h2.Driver",
        "driver-path", jarOf(org.h2.Driver.class));
  }

  private static String jarOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  /// REAL is read as DOUBLE, because some databases mean 64 bits by it.
  private static List<SampleColumn> columns() {
    return SampleColumn.all().stream().filter(column -> !column.type().equals("REAL")).toList();
  }

  @Override
  protected List<SampleColumn> sampleColumns() {
    return columns();
  }

  @Override
  protected String sampleSchema() {
    return "PUBLIC";
  }

  @Override
  protected String endlessSql() {
    return "SELECT x FROM system_range(1, 1000000000000)";
  }

  @Override
  protected String silentSql() {
    return "SELECT count(*) FROM system_range(1, 1000000000000) WHERE mod(x, 7) = 8";
  }

  @Override
  protected String failingSql() {
    return "SELECT 9223372036854725807 + x FROM system_range(1, 100000)";
  }

  @Override
  protected int runningQueries() throws Exception {
    try (Statement statement = keeper.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM information_schema.sessions WHERE executing_statement IS NOT"
                    + " NULL AND session_id <> session_id()")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
