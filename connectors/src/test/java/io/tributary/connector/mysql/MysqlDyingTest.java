package io.tributary.connector.mysql;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.DyingSourceContract;
import io.tributary.testing.MariaDbServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class MysqlDyingTest extends DyingSourceContract {
  private static MariaDbServer server;

  @BeforeAll
  static void start() {
    server = MariaDbServer.start();
    server.execute(
        """
        CREATE FUNCTION flaky() RETURNS BIGINT NOT DETERMINISTIC
        BEGIN
          SET @tries = COALESCE(@tries, -1) + 1;
          IF @tries < 2 THEN
            SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'try again';
          END IF;
          RETURN @tries;
        END
        """,
        """
        CREATE FUNCTION fails() RETURNS BIGINT NOT DETERMINISTIC
        BEGIN
          SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'try again';
          RETURN 1;
        END
        """);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected ConnectorFactory connector() {
    return new MysqlConnector();
  }

  @Override
  protected int serverPort() {
    return server.port();
  }

  @Override
  protected Map<String, String> properties(int port) {
    return Map.of(
        "connection-url",
        "jdbc:mariadb://127.0.0.1:%d/test?sslMode=disable".formatted(port),
        "connection-user",
        server.user(),
        "connection-pool-size",
        "1");
  }

  @Override
  protected String endlessSql() {
    return "SELECT seq FROM test.seq_1_to_1000000000000";
  }

  @Override
  protected String silentSql() {
    return "SELECT count(*) FROM test.seq_1_to_1000000000000 WHERE seq % 7 = 8";
  }

  @Override
  protected String momentarilyFailingSql() {
    return "SELECT test.flaky()";
  }

  @Override
  protected String momentarilyFailingSqlInMidStream() {
    return "SELECT CASE WHEN seq > 100000 THEN test.fails() ELSE seq END"
        + " FROM test.seq_1_to_1000000000000";
  }

  @Override
  protected String momentaryFailure() {
    return "try again";
  }

  @Override
  protected void cutConnections() throws Exception {
    killOthers("CONNECTION");
  }

  @Override
  protected void endQueries() throws Exception {
    killOthers("QUERY");
  }

  private static void killOthers(String what) throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      List<Long> others = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID()"
                  + " AND USER = 'root'")) {
        while (rows.next()) {
          others.add(rows.getLong(1));
        }
      }
      for (long other : others) {
        statement.execute("KILL %s %d".formatted(what, other));
      }
    }
  }

  @Override
  protected void crash() {
    server.crash();
  }

  /// Not what a connection begins with: to end that would end no query.
  @Override
  protected int runningQueries() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM information_schema.PROCESSLIST"
                    + " WHERE COMMAND IN ('Query', 'Execute') AND INFO LIKE '%test.%'"
                    + " AND ID <> CONNECTION_ID()")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
