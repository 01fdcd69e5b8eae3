package io.tributary.connector.postgresql;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.DyingSourceContract;
import io.tributary.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class PostgresqlDyingTest extends DyingSourceContract {
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    // Locks of a session are still there after its transaction was undone.
    server.execute(
        """
        CREATE FUNCTION flaky() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
        DECLARE tries bigint;
        BEGIN
          SELECT count(*) INTO tries FROM pg_locks
            WHERE locktype = 'advisory' AND pid = pg_backend_pid();
          PERFORM pg_advisory_lock(tries + 1);
          IF tries < 2 THEN RAISE EXCEPTION 'try again' USING ERRCODE = '40001'; END IF;
          RETURN tries;
        END $$
        """,
        """
        CREATE FUNCTION fails() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
        BEGIN
          RAISE EXCEPTION 'try again' USING ERRCODE = '40001';
        END $$
        """);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected ConnectorFactory connector() {
    return new PostgresqlConnector();
  }

  @Override
  protected int serverPort() {
    return server.port();
  }

  @Override
  protected Map<String, String> properties(int port) {
    return Map.of(
        "connection-url",
        "jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=disable".formatted(port),
        "connection-user",
        server.user(),
        "connection-password",
        server.password(),
        "connection-pool-size",
        "1");
  }

  @Override
  protected String endlessSql() {
    return "SELECT generate_series(1, 9223372036854775807)";
  }

  @Override
  protected String silentSql() {
    return "SELECT count(*) FROM (SELECT generate_series(1, 9223372036854775807)) AS s";
  }

  @Override
  protected String momentarilyFailingSql() {
    return "SELECT flaky()";
  }

  @Override
  protected String momentarilyFailingSqlInMidStream() {
    return "SELECT CASE WHEN n > 100000 THEN fails() ELSE n END"
        + " FROM (SELECT generate_series(1, 9223372036854775807) AS n) AS s";
  }

  @Override
  protected String momentaryFailure() {
    return "try again";
  }

  @Override
  protected void cutConnections() {
    server.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            + " WHERE application_name = 'tributary'");
  }

  @Override
  protected void endQueries() {
    server.execute(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'tributary'");
  }

  @Override
  protected void crash() {
    server.crash(() -> {});
  }

  @Override
  protected int runningQueries() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tributary'"
                    + " AND state = 'active' AND query LIKE 'COPY%'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
