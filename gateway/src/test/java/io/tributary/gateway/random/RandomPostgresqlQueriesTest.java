package io.tributary.gateway.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.gateway.random.Federation.Comparison;
import io.tributary.gateway.random.Federation.Verdict;
import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random queries over a real PostgreSQL and files give DuckDB's own answers. The property `seed`
/// chooses other tables and, in the long test, other queries.
class RandomPostgresqlQueriesTest {

  private static final long SEED = Long.getLong("seed", 2);
  private static final int SHORT = 500;
  private static final int LONG = 20_000;

  @TempDir private static Path folder;
  private static DuckDBConnection alone;
  private static PostgresServer postgres;
  private static Source shop;
  private static Federation federation;

  @BeforeAll
  static void open() throws SQLException {
    alone = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    RandomTables tables = RandomTables.generate(SEED);
    tables.createIn(alone);
    RandomTables.writeFiles(alone, folder);
    postgres = PostgresServer.start();
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      tables.createIn(connection);
      statement.execute("ANALYZE");
    }
    shop =
        new PostgresqlConnector()
            .open(new SourceConfiguration("shop", "postgresql", postgres.sourceProperties(), "1"));
    federation =
        new Federation(
            alone,
            Map.of("shop", shop, "lake", new ParquetTestSource("lake", folder, alone)),
            Map.of("shop", "public", "lake", "main"),
            folder.resolve("spill"));
  }

  @AfterAll
  static void close() throws Exception {
    shop.close();
    federation.close();
    postgres.close();
  }

  @Test
  void fiveHundredQueriesGiveDuckDbsAnswers() {
    new Differential(federation).run(SEED, SHORT);
  }

  static List<String> found() {
    return FoundQueries.in("found-servers.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("found")
  void aFoundQueryGivesDuckDbsAnswer(String query) {
    assertThat(federation.compare(query, false)).isEqualTo(new Comparison(Verdict.SAME, ""));
  }

  @Tag("soak")
  @Test
  void twentyThousandQueriesGiveDuckDbsAnswers() {
    new Differential(federation).run(SEED * 1_000_003, LONG);
  }
}
