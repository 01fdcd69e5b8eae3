package io.tributary.connector.postgresql;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.SampleColumn;
import io.tributary.connector.SqlSourceContract;
import io.tributary.testing.PostgresServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class PostgresqlContractTest extends SqlSourceContract {
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    List<SampleColumn> columns =
        SampleColumn.all().stream()
            .map(column ->
                column.type().equals("DOUBLE")
                    ? new SampleColumn(column.name(), "double precision", column.literals())
                    : column)
            .toList();
    server.execute(
        "SET TimeZone = 'UTC'",
        SampleColumn.createTableSql("sample", columns),
        "CREATE SCHEMA \"More \"\"Things\"\"\"",
        "CREATE TABLE \"More \"\"Things\"\"\".\"Order\" (\"The Id\" int PRIMARY KEY, u uuid, j"
            + " json)",
        "INSERT INTO \"More \"\"Things\"\"\".\"Order\" VALUES (1, gen_random_uuid(), '{}')",
        "CREATE VIEW \"More \"\"Things\"\"\".a_view AS SELECT 1 AS one",
        "CREATE MATERIALIZED VIEW kept AS SELECT 'x'::char(3) AS padded",
        "ANALYZE");
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
  protected Map<String, String> properties() {
    return server.sourceProperties();
  }

  @Override
  protected Map<String, String> propertiesOfDeadSource() {
    // Nothing listens on the discard port of the loopback interface.
    return Map.of(
        "connection-url", "jdbc:postgresql://127.0.0.1:9/postgres",
        "connection-user", server.user(),
        "connection-timeout", "2s");
  }

  @Override
  protected String sampleSchema() {
    return "public";
  }

  @Override
  protected String endlessSql() {
    return "WITH RECURSIVE r(n) AS (SELECT 1::bigint UNION ALL SELECT n + 1 FROM r) SELECT n FROM"
        + " r";
  }

  @Override
  protected String silentSql() {
    return "SELECT count(*) FROM (SELECT generate_series(1, 9223372036854775807)) AS s";
  }

  @Override
  protected String stallingSql() {
    return "SELECT n FROM (SELECT generate_series(1, 9223372036854775807) AS n) AS s"
        + " WHERE n < 100000 OR n % 7 = 8";
  }

  @Override
  protected String failingSql() {
    return "SELECT 1 / (50000 - i)::bigint AS n FROM (SELECT generate_series(1, 100000) AS i) AS s";
  }

  @Override
  protected int runningQueries() throws Exception {
    try (var connection = server.connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tributary'"
                    + " AND state <> 'idle'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
