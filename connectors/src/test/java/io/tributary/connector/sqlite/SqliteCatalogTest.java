package io.tributary.connector.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteCatalogTest {
  @TempDir private Path folder;

  private List<TableDescription.Key> keys(String table) throws SQLException {
    Path file = folder.resolve("shop.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(table);
    }
    try (Source source =
        new SqliteConnector()
            .open(
                new SourceConfiguration("shop", "sqlite", Map.of("file", file.toString()), "1"))) {
      return source.describe(new TableName("main", "t")).orElseThrow().keys();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"INTEGER", "BOOLEAN", "DOUBLE", "DECIMAL(9, 2)", "DATE", "VARCHAR(9)", "BLOB"})
  void aKeyOfValuesThatAreDeliveredAsDistinctAsStoredIsOne(String type) throws SQLException {
    assertThat(keys("CREATE TABLE t (x %s NOT NULL PRIMARY KEY)".formatted(type)))
        .containsExactly(new TableDescription.Key("primary key", List.of("x"), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TIME", "TIMESTAMP", "DATETIME", "NUMERIC", "JSON", ""})
  void aKeyOfValuesThatSeveralStoredOnesAreDeliveredAsIsNone(String type) throws SQLException {
    assertThat(
            keys(
                "CREATE TABLE t (x %s NOT NULL UNIQUE, id INT, PRIMARY KEY (id, x))"
                    .formatted(type)))
        .isEmpty();
  }

  @Test
  void otherKeysOfSuchATableStay() throws SQLException {
    assertThat(keys("CREATE TABLE t (id INTEGER PRIMARY KEY, at TIMESTAMP NOT NULL UNIQUE)"))
        .containsExactly(new TableDescription.Key("primary key", List.of("id"), true));
  }
}
