package io.tributary.connector.files;

import io.tributary.connector.ConnectorContract;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.LocalSource;
import io.tributary.connector.SampleColumn;
import io.tributary.connector.TableDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class FilesContractTest extends ConnectorContract {
  @TempDir private static Path lake;

  @BeforeAll
  static void write() throws Exception {
    Files.createDirectories(lake.resolve("more/log/day=2024-01-01"));
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(SampleColumn.createTableSql("sample", SampleColumn.all()));
      statement.execute("COPY sample TO '%s/sample.parquet'".formatted(lake));
      statement.execute("COPY sample TO '%s/more/as_csv.csv'".formatted(lake));
      statement.execute(
          "COPY (SELECT a_text, a_bigint FROM sample) TO '%s/more/as_json.ndjson'".formatted(lake));
      statement.execute(
          "COPY (SELECT 1 AS id) TO '%s/more/log/day=2024-01-01/a.parquet'".formatted(lake));
    }
  }

  @Override
  protected ConnectorFactory connector() {
    return new FilesConnector();
  }

  @Override
  protected Map<String, String> properties() {
    return Map.of("location", lake.toString());
  }

  @Override
  protected Map<String, String> propertiesOfDeadSource() {
    return Map.of("location", lake.resolve("gone").toString());
  }

  @Override
  protected String sampleSchema() {
    return "main";
  }

  @Override
  protected void copyIntoDuckDb(Connection duckDb, TableDescription table, String made)
      throws SQLException {
    String relation = ((LocalSource) source).relation(table.name()).sql();
    try (Statement statement = duckDb.createStatement()) {
      statement.execute("CREATE TABLE %s AS SELECT * FROM %s".formatted(made, relation));
    }
  }
}
