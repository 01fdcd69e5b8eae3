package io.tributary.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.SampleColumn;
import io.tributary.connector.SqlSourceContract;
import io.tributary.connector.TableName;
import io.tributary.testing.MariaDbServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class MysqlContractTest extends SqlSourceContract {
  private static MariaDbServer server;

  @BeforeAll
  static void start() {
    server = MariaDbServer.start();
    List<String> statements = new ArrayList<>();
    statements.add("SET time_zone = '+00:00', sql_mode = 'ANSI_QUOTES,STRICT_ALL_TABLES'");
    statements.add(
        columns().stream()
            .map(column -> column.name() + " " + declared(column.type()))
            .collect(Collectors.joining(", ", "CREATE TABLE sample (", ")")));
    for (int row = 0; row < 3; row++) {
      int wanted = row;
      statements.add(
          columns().stream()
              .map(column -> column.literals().get(wanted))
              .collect(Collectors.joining(", ", "INSERT INTO sample VALUES (", ")")));
    }
    statements.addAll(
        List.of(
            "CREATE DATABASE \"More \"\"Things\"\"\"",
            "CREATE TABLE \"More \"\"Things\"\"\".\"Order\" (\"The Id\" int PRIMARY KEY, u uuid, j"
                + " json, e ENUM('a', 'b'), b bit(5))",
            "INSERT INTO \"More \"\"Things\"\"\".\"Order\" VALUES (1, uuid(), '{}', 'b', 17)",
            "CREATE VIEW \"More \"\"Things\"\"\".a_view AS SELECT 1 AS one",
            "CREATE TABLE \"More \"\"Things\"\"\".kept (padded CHAR(3), at INET6)",
            "INSERT INTO \"More \"\"Things\"\"\".kept VALUES ('x', '::1')"));
    server.execute(statements.toArray(String[]::new));
  }

  /// MariaDB's TIMESTAMP begins in 1970, and its FLOAT takes no number that is rounded to the
  /// least.
  private static List<SampleColumn> columns() {
    return SampleColumn.all().stream()
        .map(column ->
            switch (column.type()) {
              case "TIMESTAMPTZ" ->
                  with(column, "'1970-01-01 00:00:01'", "'2024-02-29 12:00:00.5'");
              case "REAL" -> with(column, "-3.402823466e38", "1.1754944e-38");
              default -> column;
            })
        .toList();
  }

  private static SampleColumn with(SampleColumn column, String first, String second) {
    return new SampleColumn(column.name(), column.type(), List.of(first, second, "NULL"));
  }

  private static String declared(String type) {
    return switch (type) {
      case "BOOLEAN" -> "BIT(1)";
      case "REAL" -> "FLOAT";
      case "VARCHAR" -> "VARCHAR(100) CHARACTER SET utf8mb4";
      case "TIME" -> "TIME(6)";
      case "TIMESTAMP" -> "DATETIME(6)";
      case "TIMESTAMPTZ" -> "TIMESTAMP(6) NULL";
      default -> type;
    };
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void lengthsOfTextsAreToldInCharacters() {
    assertThat(sample().columns())
        .filteredOn(column -> column.sourceType().startsWith("varchar"))
        .isNotEmpty()
        .extracting(ColumnDescription::maxLength)
        .containsOnly(OptionalInt.of(100));
    assertThat(sample().columns())
        .filteredOn(column -> !column.sourceType().startsWith("varchar"))
        .extracting(ColumnDescription::maxLength)
        .containsOnly(OptionalInt.empty());
  }

  @Test
  void whatAViewComputesMayBeOfAnyLength() {
    server.execute(
        "CREATE TABLE test.code (c varchar(3))",
        "CREATE VIEW test.codes AS SELECT c FROM test.code");
    assertThat(source.describe(new TableName("test", "codes")).orElseThrow().columns())
        .extracting(ColumnDescription::maxLength)
        .containsExactly(OptionalInt.empty());
  }

  @Override
  protected ConnectorFactory connector() {
    return new MysqlConnector();
  }

  @Override
  protected Map<String, String> properties() {
    return Map.of("connection-url", server.jdbcUrl("test"), "connection-user", server.user());
  }

  @Override
  protected Map<String, String> propertiesOfDeadSource() {
    // Nothing listens on the discard port of the loopback interface.
    return Map.of(
        "connection-url", "jdbc:mariadb://127.0.0.1:9?sslMode=disable",
        "connection-user", server.user(),
        "connection-timeout", "2s");
  }

  @Override
  protected String sampleSchema() {
    return "test";
  }

  @Override
  protected List<SampleColumn> sampleColumns() {
    return columns();
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
  protected String stallingSql() {
    return "SELECT seq FROM test.seq_1_to_1000000000000 WHERE seq < 100000 OR seq % 7 = 8";
  }

  @Override
  protected String failingSql() {
    return "SELECT 9223372036854725807 + CAST(seq AS SIGNED) FROM test.seq_1_to_100000";
  }

  @Override
  protected int runningQueries() throws Exception {
    try (var connection = server.connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM information_schema.PROCESSLIST"
                    + " WHERE COMMAND IN ('Query', 'Execute') AND ID <> CONNECTION_ID()")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
