package io.tributary.gateway.query;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.sqlite.SqliteConnector;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;

/// Queries in SQLite's own SQL.
final class SqliteNativeQueriesTest extends NativeQueriesContract {
  private String file = "";

  @Override
  ConnectorFactory connector() {
    return new SqliteConnector();
  }

  @Override
  Map<String, String> properties() {
    return Map.of("file", file);
  }

  @Override
  void start(Path folder) throws SQLException {
    file = folder.resolve("shop.db").toString();
    execute(
        "CREATE TABLE every_type (a INTEGER, b DECIMAL(10,2), c TEXT, d DATE, e BLOB, f REAL, g"
            + " BOOLEAN, h, i TIMESTAMP, j DECIMAL(30,2))",
        "INSERT INTO every_type VALUES (1, 2.5, 'ä', '2024-02-29', x'00ff', 0.1, 1, x'01',"
            + " '2024-02-29 12:00:00', 3), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
            + " NULL)");
  }

  @Override
  void stop() {
    // is in this process
  }

  @Override
  void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  String schema() {
    return "main";
  }

  @Override
  Stream<String> texts() {
    return Stream.of(
        "SELECT * FROM item",
        "SELECT * FROM every_type",
        "SELECT kind, CAST(count(*) AS INTEGER) AS n, CAST(sum(price) AS REAL) AS total FROM item"
            + " GROUP BY kind",
        "SELECT 'x' AS word, NULL AS missing, kind || '!' AS loud FROM item",
        "WITH RECURSIVE n(i) AS (SELECT 'x' UNION ALL SELECT i || 'x' FROM n WHERE length(i) < 10)"
            + " SELECT * FROM n",
        "SELECT id, price FROM item ORDER BY id DESC LIMIT 3");
  }

  /// Its integers may be anything, and so it is not given what compares them.
  @Override
  String pushed() {
    return "SELECT id, id AS other FROM %s LIMIT 2"
        .formatted(query("SELECT id, kind FROM item WHERE id < 5 ORDER BY id DESC"));
  }

  @Override
  Stream<String> refused() {
    return Stream.of(
        "DELETE FROM item",
        "DELETE FROM item RETURNING id",
        "INSERT INTO item (id) VALUES (9) RETURNING id",
        "CREATE TABLE other AS SELECT * FROM item",
        "PRAGMA user_version = 5",
        "PRAGMA locking_mode = EXCLUSIVE",
        "ATTACH 'other.db' AS other",
        "");
  }
}
