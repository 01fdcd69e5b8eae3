package io.tributary.gateway.random;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random queries over two sources that take SQL and one of files give DuckDB's own answers. The
/// property `seed` chooses other tables and, in the long test, other queries.
class RandomQueriesTest {

  private static final long SEED = Long.getLong("seed", 1);
  private static final int SHORT = 500;
  private static final int LONG = 20_000;

  @TempDir private static Path folder;
  private static Federation federation;

  @BeforeAll
  static void open() {
    federation = Federation.withoutServers(RandomTables.generate(SEED), folder);
  }

  @AfterAll
  static void close() {
    federation.close();
  }

  @Test
  void fiveHundredQueriesGiveDuckDbsAnswers() {
    new Differential(federation).run(SEED, SHORT);
  }

  @Tag("soak")
  @Test
  void twentyThousandQueriesGiveDuckDbsAnswers() {
    new Differential(federation).run(SEED * 1_000_003, LONG);
  }
}
