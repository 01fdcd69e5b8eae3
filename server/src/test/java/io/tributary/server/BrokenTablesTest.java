package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A source with a view of a table that was dropped still tells of its other tables.
final class BrokenTablesTest {
  @TempDir private static Path folder;
  private static GatewayRunner gateway;
  private static Connection connection;

  @BeforeAll
  static void start() throws Exception {
    Path file = folder.resolve("store.duckdb");
    try (Connection store = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = store.createStatement()) {
      statement.execute("CREATE TABLE gone (id INTEGER)");
      statement.execute("CREATE VIEW stale AS SELECT id FROM gone");
      statement.execute("DROP TABLE gone");
      statement.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
      statement.execute("CREATE TABLE child (parent_id INTEGER REFERENCES parent (id))");
    }
    gateway =
        GatewayRunner.builder()
            .source("store", Map.of("connector.name", "duckdb", "file", file.toString()))
            .start();
    connection = DriverManager.getConnection(gateway.jdbcUrl());
  }

  @AfterAll
  static void stop() throws SQLException {
    connection.close();
    gateway.close();
  }

  @Test
  void theInformationSchemaHasTheColumnsOfOtherTables() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      ResultSet rows =
          statement.executeQuery(
              "SELECT column_name FROM store.information_schema.columns"
                  + " WHERE table_schema = 'main' ORDER BY column_name");
      assertThat(column(rows, "column_name")).containsExactly("id", "parent_id");
    }
  }

  @Test
  void clientsListTheColumnsOfOtherTables() throws SQLException {
    ResultSet columns = connection.getMetaData().getColumns("store", null, "%", "%");
    assertThat(column(columns, "TABLE_NAME")).containsExactlyInAnyOrder("child", "parent");
  }

  @Test
  void keysOfOtherTablesAreExported() throws SQLException {
    ResultSet keys = connection.getMetaData().getExportedKeys("store", "main", "parent");
    assertThat(column(keys, "FKTABLE_NAME")).containsExactly("child");
  }

  private static List<String> column(ResultSet rows, String column) throws SQLException {
    List<String> values = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        values.add(rows.getString(column));
      }
    }
    return values;
  }
}
