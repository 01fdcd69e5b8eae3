package io.tributary.gateway.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.gateway.random.Federation.Comparison;
import io.tributary.gateway.random.Federation.Verdict;
import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.testing.MariaDbServer;
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

/// Random queries over a real MariaDB and files give DuckDB's own answers. The property `seed`
/// chooses other tables and, in the long test, other queries.
class RandomMysqlQueriesTest {

  private static final long SEED = Long.getLong("seed", 3);
  private static final int SHORT = 100;
  private static final int LONG = 20_000;

  @TempDir private static Path folder;
  private static DuckDBConnection alone;
  private static MariaDbServer server;
  private static Source shop;
  private static Federation federation;

  @BeforeAll
  static void open() throws SQLException {
    alone = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    RandomTables tables = RandomTables.generate(SEED).finite();
    tables.createIn(alone);
    RandomTables.writeFiles(alone, folder);
    server = MariaDbServer.start();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES'");
      tables.createIn(connection, RandomMysqlQueriesTest::type);
    }
    shop =
        new MysqlConnector()
            .open(
                new SourceConfiguration(
                    "shop",
                    "mysql",
                    Map.of("connection-url", server.jdbcUrl(""), "connection-user", server.user()),
                    "1"));
    federation =
        new Federation(
            alone,
            Map.of("shop", shop, "lake", new ParquetTestSource("lake", folder, alone)),
            Map.of("shop", "test", "lake", "main"),
            folder.resolve("spill"));
  }

  /// How MariaDB declares what the tables hold.
  static String type(Kind kind) {
    return switch (kind) {
      case TEXT -> "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
      case TIMESTAMP -> "DATETIME(6)";
      case BOOLEAN -> "BIT(1)";
      default -> kind.sqlType();
    };
  }

  @AfterAll
  static void close() throws Exception {
    shop.close();
    federation.close();
    server.close();
  }

  @Test
  void aHundredQueriesGiveDuckDbsAnswers() {
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
