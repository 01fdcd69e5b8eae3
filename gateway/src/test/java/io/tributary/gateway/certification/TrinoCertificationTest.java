package io.tributary.gateway.certification;

import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.trino.TrinoConnector;
import io.tributary.gateway.certification.EdgeValues.Kind;
import io.tributary.testing.TrinoProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

class TrinoCertificationTest extends Certification {
  /// Trino takes no longer statements than of a million letters.
  private static final int ROWS_AT_ONCE = 200;

  private @Nullable TrinoProcess trino;

  @Override
  String connector() {
    return "trino";
  }

  @Override
  String schema() {
    return "default";
  }

  @Override
  Source source(Path folder) throws Exception {
    TrinoProcess server =
        TrinoProcess.launch(
            folder.resolve("trino"),
            Map.of("memory", "connector.name=memory\nmemory.max-data-per-node=64MB\n"));
    trino = server;
    server.awaitReady();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Connection connection = server.connect()) {
      EdgeValues.create(duckDb, Kind::duckDbType, this::holds);
      copy(duckDb, connection, EdgeValues.TABLE);
      copy(duckDb, connection, EdgeValues.LETTERS);
    }
    return new TrinoConnector()
        .open(
            new SourceConfiguration(
                "source",
                connector(),
                Map.of("connection-url", server.url() + "/memory", "connection-user", "test"),
                "1"));
  }

  @AfterAll
  void stop() {
    Objects.requireNonNull(trino).close();
  }

  private static void copy(Connection from, Connection to, String table) throws SQLException {
    try (Statement read = from.createStatement();
        ResultSet row = read.executeQuery("SELECT * FROM " + table);
        Statement write = to.createStatement()) {
      ResultSetMetaData columns = row.getMetaData();
      List<String> types = new ArrayList<>();
      List<String> declared = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        types.add(type(columns.getColumnTypeName(i)));
        declared.add(columns.getColumnName(i) + " " + types.getLast());
      }
      write.execute(
          "CREATE TABLE memory.default.%s (%s)".formatted(table, String.join(", ", declared)));
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
          values.add(
              literal(
                  types.get(i).startsWith("timestamp")
                      ? row.getObject(i + 1, LocalDateTime.class)
                      : row.getObject(i + 1),
                  types.get(i)));
        }
        rows.add("(" + String.join(", ", values) + ")");
      }
      for (int i = 0; i < rows.size(); i += ROWS_AT_ONCE) {
        write.execute(
            "INSERT INTO memory.default.%s VALUES %s"
                .formatted(
                    table,
                    String.join(", ", rows.subList(i, Math.min(rows.size(), i + ROWS_AT_ONCE)))));
      }
    }
  }

  private static String type(String duckDbType) {
    return switch (duckDbType) {
      case "FLOAT" -> "real";
      case "TIMESTAMP" -> "timestamp(6)";
      default -> duckDbType.toLowerCase(Locale.ROOT);
    };
  }

  private static String literal(@Nullable Object value, String type) {
    return value == null
        ? "NULL"
        : "CAST('%s' AS %s)".formatted(text(value).replace("'", "''"), type);
  }

  private static String text(Object value) {
    return value instanceof LocalDateTime ? value.toString().replace('T', ' ') : value.toString();
  }
}
