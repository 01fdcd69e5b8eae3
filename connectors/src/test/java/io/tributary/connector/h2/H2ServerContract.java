package io.tributary.connector.h2;

import io.tributary.connector.SampleColumn;
import io.tributary.connector.SqlSourceContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;

/// H2 as a server, for every connector that reads it.
public abstract class H2ServerContract extends SqlSourceContract {
  @SuppressWarnings("NullAway.Init") // serve sets both, before all tests
  private static Server server;

  @SuppressWarnings("NullAway.Init")
  private static Connection keeper;

  /// Starts the server, with the table `sample` of these columns; before all tests.
  protected static void serve(List<SampleColumn> columns) throws SQLException {
    server = Server.createTcpServer("-tcpPort", "0").start();
    keeper = DriverManager.getConnection("jdbc:h2:mem:contract", "sa", "");
    try (Statement statement = keeper.createStatement()) {
      statement.execute(
          columns.stream()
              .map(column -> "\"%s\" %s".formatted(column.name(), declared(column.type())))
              .collect(Collectors.joining(", ", "CREATE TABLE \"sample\" (", ")")));
      for (int row = 0; row < 3; row++) {
        int wanted = row;
        statement.execute(
            columns.stream()
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

  /// Where the database is, as an URL goes on after `jdbc:h2:tcp://`.
  protected static String place() {
    return "localhost:%d/mem:contract".formatted(server.getPort());
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
  protected String stallingSql() {
    return "SELECT x FROM system_range(1, 1000000000000) WHERE x < 100000 OR mod(x, 7) = 8";
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
