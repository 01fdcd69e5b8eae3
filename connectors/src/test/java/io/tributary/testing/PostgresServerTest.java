package io.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
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
  void aServerWhoseProcessWasKilledIsReplaced() throws Exception {
    Path data = folder.resolve("orphaned");
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Orphaning.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(killed.inputReader().readLine()).isEqualTo("running");
    killed.destroyForcibly().waitFor();

    try (PostgresServer server = PostgresServer.startIn(data);
        var connection = server.connect()) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  /// Starts a server and waits to be killed.
  static final class Orphaning {
    public static void main(String[] arguments) throws IOException {
      PostgresServer server = PostgresServer.startIn(Path.of(arguments[0]));
      System.out.println("running");
      int _ = System.in.read();
      server.close();
    }
  }

  @Test
  void aFolderInUseIsRefused() {
    Path data = folder.resolve("taken");
    try (PostgresServer server = PostgresServer.startIn(data)) {
      assertThatThrownBy(() -> PostgresServer.startIn(data))
          .hasMessageContaining(data.toString())
          .hasRootCauseInstanceOf(OverlappingFileLockException.class);
      assertThat(server.port()).isPositive();
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
