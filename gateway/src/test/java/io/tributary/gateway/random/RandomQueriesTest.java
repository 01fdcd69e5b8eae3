package io.tributary.gateway.random;

import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.gateway.testing.SqlTestSource;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.duckdb.DuckDBConnection;
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
  private static DuckDBConnection alone;
  private static Federation federation;

  @BeforeAll
  static void open() throws SQLException {
    alone = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    RandomTables.generate(SEED).createIn(alone);
    try (Statement statement = alone.createStatement()) {
      for (String table : RandomTables.names()) {
        statement.execute(
            "COPY %s TO '%s' (FORMAT parquet)"
                .formatted(table, folder.resolve(table + ".parquet")));
      }
    }
    federation =
        new Federation(
            alone,
            Map.of(
                "alpha", new SqlTestSource("alpha", alone),
                "beta", new SqlTestSource("beta", alone),
                "lake", new ParquetTestSource("lake", folder, alone)),
            Map.of("alpha", "main", "beta", "main", "lake", "main"),
            folder.resolve("spill"));
  }

  @AfterAll
  static void close() throws SQLException {
    federation.close();
    alone.close();
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
