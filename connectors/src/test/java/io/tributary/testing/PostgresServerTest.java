package io.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresServerTest {
  @TempDir Path folder;

  @Test
  void aKeptClusterHasItsTablesAtTheNextStart() throws SQLException {
    Path data = folder.resolve("cluster");
    try (PostgresServer server = PostgresServer.startIn(data)) {
      server.execute("CREATE TABLE kept AS SELECT 42 AS answer");
    }

    try (PostgresServer server = PostgresServer.startIn(data);
        var connection = server.connect();
        var rows = connection.createStatement().executeQuery("SELECT answer FROM kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(42);
    }
  }

  @Test
  void aWrongPasswordIsRefused() {
    try (PostgresServer server = PostgresServer.start()) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }
}
