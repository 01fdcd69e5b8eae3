package io.tributary.server.bench;

import io.tributary.testing.PostgresServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/// PostgreSQL's own client, which neither decodes nor encodes what it copies.
final class Psql {
  private final ProcessBuilder process;

  /// @param command what it is to do, with its answer going nowhere
  Psql(PostgresServer postgres, String command) {
    process =
        new ProcessBuilder(
                "psql",
                "--no-psqlrc",
                "--host=127.0.0.1",
                "--port=" + postgres.port(),
                "--username=" + postgres.user(),
                "--dbname=postgres",
                "--command=" + command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT);
    process.environment().put("PGPASSWORD", postgres.password());
  }

  /// Runs it to its end.
  int run() throws IOException, InterruptedException {
    int exit = process.start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("psql ended with " + exit);
    }
    return exit;
  }
}
