package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.Caller;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.duckdb.DuckDbConnector;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Database files are read in place, with the answers that DuckDB alone gives on them.
class DuckDbFileTest {

  @TempDir private Path folder;
  private Map<String, Source> sources;
  private TestGateway gateway;

  @BeforeEach
  void write() throws SQLException {
    write(
        "store.duckdb",
        "CREATE TABLE orders AS SELECT i AS id, i % 7 AS customer FROM range(1000) r(i)",
        "CREATE TABLE customers AS SELECT i AS id, 'c' || i AS name FROM range(7) r(i)",
        "CREATE VIEW busy AS SELECT customer, count(*) AS n FROM orders GROUP BY customer",
        "CREATE TABLE event AS SELECT 1 AS id, {'id': 7} AS event",
        "CREATE SCHEMA reports",
        "CREATE VIEW reports.names AS SELECT name FROM customers",
        "CREATE VIEW qualified AS SELECT name FROM store.main.customers",
        "CREATE VIEW broken AS SELECT * FROM read_csv('/etc/hostname')",
        """
        CREATE TABLE types AS SELECT 'ok'::ENUM('sad', 'ok') AS e,
          {'a': 1, 'u': 'e1b47cf0-7a3a-4e2f-8d2b-6a1a6c2b8a10'::UUID} AS s, [1, 2] AS l,
          MAP {'k': 1} AS m, 12345678901234567890123456789::HUGEINT AS h, INTERVAL 1 DAY AS iv,
          '{"a": 1}'::JSON AS j, '101'::BIT AS b, '12:00:00+02'::TIMETZ AS ttz,
          '2024-01-01 00:00:00.123456789'::TIMESTAMP_NS AS tns,
          '2024-01-01 00:00:01'::TIMESTAMP_S AS ts, '2024-01-01 00:00:00.001'::TIMESTAMP_MS AS tms,
          union_value(num := 2) AS un, [1, 2, 3]::INTEGER[3] AS arr, 'x'::BLOB AS bl\
        """);
    write("archive.duckdb", "CREATE TABLE orders AS SELECT 5 AS id, 'old' AS name");
    sources = Map.of("store", open("store", "store.duckdb"), "old", open("old", "archive.duckdb"));
    gateway = new TestGateway(new FixedMetadata(sources), folder);
  }

  @AfterEach
  void close() {
    gateway.close();
    sources.values().forEach(Source::close);
  }

  private Source open(String name, String file) {
    return new DuckDbConnector()
        .open(
            new SourceConfiguration(
                name, "duckdb", Map.of("file", folder.resolve(file).toString()), "1"));
  }

  private void write(String file, String... statements) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(file));
        Statement statement = duckDb.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void assertAnswer(String sql, String expectedSql) throws SQLException {
    try (var alone = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:")) {
      gateway.answer(sql).assertSameAs(gateway.answerOf(alone, expectedSql), false);
    }
  }

  @Test
  void aFieldOfAStructThatIsCalledLikeItsTableIsNoColumn() throws SQLException {
    assertAnswer(
        "SELECT e.event.id AS x, e.id AS y FROM store.main.event e", "SELECT 7 AS x, 1 AS y");
  }

  @Test
  void tablesOfTwoFilesAreJoined() throws SQLException {
    assertAnswer(
        "SELECT o.customer, a.name FROM store.main.orders o JOIN old.main.orders a USING (id)",
        "SELECT 5::BIGINT, 'old'");
  }

  /// The query names a table of its own like the one that the view reads.
  @Test
  void aViewReadsItsOwnTables() throws SQLException {
    assertAnswer(
        "SELECT b.n, a.name FROM store.main.busy b JOIN old.main.orders a ON a.id = b.customer",
        "SELECT 143::BIGINT, 'old'");
  }

  @Test
  void aUniqueColumnMayHoldSeveralNulls() throws SQLException {
    write("members.duckdb", "CREATE TABLE members (mail TEXT UNIQUE)");
    write("members.duckdb", "INSERT INTO members VALUES (NULL), (NULL), ('a@b.c')");
    try (Source members = open("members", "members.duckdb");
        var gateway = new TestGateway(new FixedMetadata(Map.of("members", members)), folder);
        var alone = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:")) {
      gateway
          .answer("SELECT DISTINCT mail FROM members.main.members")
          .assertSameAs(gateway.answerOf(alone, "VALUES (NULL), ('a@b.c')"), false);
    }
  }

  @Test
  void viewsFindTablesOfTheSchemaMainAndOfTheirDatabaseByName() throws SQLException {
    assertAnswer(
        "SELECT count(*) FROM store.reports.names JOIN store.main.qualified USING (name)",
        "SELECT 7::BIGINT");
  }

  @Test
  void viewsOfDatabasesWhoseNamesDifferInCaseAreNotReadTogether() throws SQLException {
    write("Store.duckdb", "CREATE VIEW busy AS SELECT 1 AS customer");
    try (Source twin = open("twin", "Store.duckdb");
        var gateway =
            new TestGateway(
                new FixedMetadata(Map.of("store", sources.get("store"), "twin", twin)), folder)) {
      assertThatThrownBy(() -> gateway.answer("SELECT * FROM store.main.busy, twin.main.busy b"))
          .hasMessageContaining("store.duckdb")
          .hasMessageContaining("Store.duckdb")
          .hasMessageContaining("read their tables instead");
    }
  }

  @Test
  void aViewThatReadsAnotherFileIsRefused() {
    assertThatThrownBy(() -> gateway.answer("SELECT * FROM store.main.broken"))
        .hasMessageContaining("store")
        .hasMessageContaining("not allowed");
  }

  @Test
  void everyTypeArrives() throws SQLException {
    assertAnswer(
        "SELECT e, s, l, m, h, iv, j, b, ttz, tns, ts, tms, un, arr, bl FROM store.main.types",
        """
        SELECT 'ok', {'a': 1, 'u': 'e1b47cf0-7a3a-4e2f-8d2b-6a1a6c2b8a10'}, [1, 2],
          MAP {'k': 1}, 12345678901234567890123456789::DECIMAL(38, 0), INTERVAL 1 DAY,
          '{"a": 1}', '101', '12:00:00+02', '2024-01-01 00:00:00.123456789'::TIMESTAMP_NS,
          '2024-01-01 00:00:01'::TIMESTAMP_S, '2024-01-01 00:00:00.001'::TIMESTAMP_MS, '2',
          [1, 2, 3]::INTEGER[3], 'x'::BLOB\
        """);
  }

  @Test
  void aFileThatChangesWhileItIsReadFailsTheQuery() {
    Caller.DEFAULT.run(() -> {
      try (ResultStream rows =
          gateway.queries().start(TestGateway.request("SELECT id FROM store.main.orders"))) {
        Files.setLastModifiedTime(
            folder.resolve("store.duckdb"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        assertThatThrownBy(
                () -> {
                  while (rows.next()) {
                    assertThat(rows.root().getRowCount()).isPositive();
                  }
                })
            .isInstanceOf(GatewayException.class)
            .hasMessageContaining("source store")
            .hasMessageContaining("was written to");
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
  }
}
