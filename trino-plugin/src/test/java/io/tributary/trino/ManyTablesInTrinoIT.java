package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testing.GatewayProcess;
import io.tributary.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A source with many tables, and with wide ones, in a real Trino server.
final class ManyTablesInTrinoIT {

  private static final int TABLES = 3_000;
  private static final int COLUMNS = 10;

  /// So many that they do not fit the four megabytes that a message of gRPC has by default.
  private static final int WIDE_TABLES = 200;

  private static final int WIDE_COLUMNS = 200;

  @TempDir static Path folder;

  private static PostgresServer postgres;
  private static TrinoWithTributary servers;

  @BeforeAll
  static void startServers() throws IOException, InterruptedException {
    postgres = PostgresServer.start();
    makeTables("many", TABLES, COLUMNS);
    makeTables("wide", WIDE_TABLES, WIDE_COLUMNS);
    postgres.execute("COMMENT ON TABLE many.t7 IS 'the seventh'", "INSERT INTO many.t7 VALUES (1)");
    servers =
        TrinoWithTributary.start(
            folder,
            Map.of("sales", GatewayProcess.postgresSource(postgres, postgres.port())),
            Map.of("sales", GatewayProcess.catalog("{gateway}", "tributary.source=sales")));
  }

  private static void makeTables(String schema, int tables, int columns) {
    postgres.execute("CREATE SCHEMA " + schema);
    // As many as one transaction has locks for.
    int atOnce = 500;
    for (int first = 1; first <= tables; first += atOnce) {
      postgres.execute(
          """
          DO $$ BEGIN
            FOR i IN %d..%d LOOP
              EXECUTE format('CREATE TABLE %s.t%%s (%%s)', i,
                (SELECT string_agg(format('a_column_with_number_%%s integer', c), ', ')
                 FROM generate_series(1, %d) AS c));
            END LOOP;
          END $$
          """
              .formatted(first, Math.min(first + atOnce - 1, tables), schema, columns));
    }
  }

  @AfterAll
  static void stopServers() {
    if (servers != null) {
      servers.close();
    }
    postgres.close();
  }

  @Test
  void every_table_is_listed() throws SQLException {
    assertThat(
            number(
                "select count(*) from sales.information_schema.tables where table_schema = 'many'"))
        .isEqualTo(TABLES);
    assertThat(number("select count(*) from system.jdbc.tables where table_cat = 'sales'"))
        .isGreaterThanOrEqualTo(TABLES + WIDE_TABLES);
  }

  @Test
  void every_column_is_listed() throws SQLException {
    assertThat(
            number(
                "select count(*) from sales.information_schema.columns where table_schema ="
                    + " 'many'"))
        .isEqualTo(TABLES * COLUMNS);
    assertThat(
            number(
                "select count(*) from system.jdbc.columns where table_cat = 'sales'"
                    + " and table_schem = 'wide'"))
        .isEqualTo(WIDE_TABLES * WIDE_COLUMNS);
  }

  @Test
  void the_columns_of_one_table_are_listed() throws SQLException {
    assertThat(
            number(
                "select count(*) from sales.information_schema.columns"
                    + " where table_schema = 'many' and table_name = 't77'"))
        .isEqualTo(COLUMNS);
  }

  @Test
  void comments_are_listed() throws SQLException {
    String comments =
        "from system.metadata.table_comments where catalog_name = 'sales' and schema_name = 'many'";

    assertThat(number("select count(*) " + comments)).isEqualTo(TABLES);
    assertThat(number("select count(*) " + comments + " and comment = 'the seventh'")).isEqualTo(1);
  }

  @Test
  void one_table_is_read() throws SQLException {
    assertThat(number("select a_column_with_number_1 from sales.many.t7")).isEqualTo(1);
  }

  private static long number(String sql) throws SQLException {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      assertThat(results.next()).isTrue();
      return results.getLong(1);
    }
  }
}
