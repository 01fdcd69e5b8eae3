package io.tributary.connector.duckdb;

import io.tributary.connector.AttachedDatabase;
import io.tributary.connector.ConnectorContract;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.LocalRelation;
import io.tributary.connector.LocalSource;
import io.tributary.connector.SampleColumn;
import io.tributary.connector.TableDescription;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbContractTest extends ConnectorContract {
  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:" + file());
        Statement statement = duckDb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(SampleColumn.createTableSql("sample", SampleColumn.all()));
      statement.execute("CREATE SCHEMA \"More \"\"Things\"\"\"");
      statement.execute(
          "CREATE TABLE \"More \"\"Things\"\"\".\"Order\" (\"The Id\" INTEGER, j JSON)");
      statement.execute("CREATE VIEW \"More \"\"Things\"\"\".a_view AS SELECT a_text FROM sample");
      statement.execute("CREATE VIEW named AS SELECT * FROM shop.main.sample");
    }
  }

  private static Path file() {
    return folder.resolve("shop.v1.duckdb");
  }

  @Override
  protected ConnectorFactory connector() {
    return new DuckDbConnector();
  }

  @Override
  protected Map<String, String> properties() {
    return Map.of("file", file().toString());
  }

  @Override
  protected Map<String, String> propertiesOfDeadSource() {
    return Map.of("file", folder.resolve("gone.duckdb").toString());
  }

  @Override
  protected String sampleSchema() {
    return "main";
  }

  @Override
  protected void copyIntoDuckDb(Connection duckDb, TableDescription table, String made)
      throws SQLException {
    LocalRelation relation = ((LocalSource) source).relation(table.name());
    AttachedDatabase database = relation.database().orElseThrow();
    try (Statement statement = duckDb.createStatement()) {
      statement.execute(
          "ATTACH '%s' AS \"%s\" (READ_ONLY)".formatted(database.file(), database.name()));
      if (database.searched()) {
        statement.execute("SET search_path = 'memory.main,%s.main'".formatted(database.name()));
      }
      statement.execute("CREATE TABLE %s AS SELECT * FROM %s".formatted(made, relation.sql()));
      statement.execute("SET search_path = 'memory.main'");
      statement.execute("DETACH \"%s\"".formatted(database.name()));
    }
  }
}
