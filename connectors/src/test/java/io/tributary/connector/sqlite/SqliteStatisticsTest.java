package io.tributary.connector.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStatisticsTest {
  @TempDir private Path folder;

  private TableStatistics statistics(String... statements) throws SQLException {
    Path file = folder.resolve("shop.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    try (Source source =
        new SqliteConnector()
            .open(
                new SourceConfiguration("shop", "sqlite", Map.of("file", file.toString()), "1"))) {
      return source.statistics(new TableName("main", "t"));
    }
  }

  private static ColumnStatistics in(double least, double greatest) {
    return new ColumnStatistics(
        OptionalDouble.empty(), OptionalDouble.empty(), ValueRange.of(least, greatest));
  }

  @Test
  void theEndsOfIndexesAreTheRangesOfColumns() throws SQLException {
    TableStatistics statistics =
        statistics(
            """
            CREATE TABLE t (id INTEGER PRIMARY KEY, n INT, price DECIMAL(9, 2), day DATE,
              at TIMESTAMP, word TEXT, other INT)\
            """,
            """
            INSERT INTO t VALUES (7, NULL, 1.5, '1969-12-31', '1970-01-01 00:00:02', 'x', 1),
              (9, -4, 20, '1970-02-01', '1970-01-02 00:00:00', 'y', 2), (8, 4, 3, NULL, NULL, 'z', 3)\
            """,
            "CREATE INDEX ns ON t (n)",
            "CREATE INDEX prices ON t (price DESC, other)",
            "CREATE INDEX days ON t (day)",
            "CREATE INDEX ats ON t (at)",
            "CREATE INDEX words ON t (word)");

    assertThat(statistics)
        .isEqualTo(
            new TableStatistics(
                OptionalDouble.of(3),
                Map.of(
                    "id", in(7, 9),
                    "n", in(-4, 4),
                    "price", in(1.5, 20),
                    "day", in(-1, 31),
                    "at", in(2e6, 86_400e6))));
  }

  @Test
  void indexesThatDoNotHoldAllRowsInOrderTellNothing() throws SQLException {
    TableStatistics statistics =
        statistics(
            "CREATE TABLE t (a INT, b INT, c INT)",
            "INSERT INTO t VALUES (1, 1, 1), (2, 2, 2)",
            "CREATE INDEX some ON t (a) WHERE a > 1",
            "CREATE INDEX twice ON t (b * 2)",
            "CREATE INDEX caseless ON t (c COLLATE NOCASE)");

    assertThat(statistics.columns()).isEmpty();
  }

  @Test
  void endsThatAreNotOfTheirColumnsTypeTellNothing() throws SQLException {
    TableStatistics statistics =
        statistics(
            "CREATE TABLE t (n INT, day DATE, empty INT)",
            "INSERT INTO t VALUES (1, '2024-01-01', NULL), ('many', 'never', NULL)",
            "CREATE INDEX ns ON t (n)",
            "CREATE INDEX days ON t (day)",
            "CREATE INDEX none ON t (empty)");

    assertThat(statistics.columns()).isEmpty();
  }

  @Test
  void anAnalysisCountsTheDistinctValuesOfIndexes() throws SQLException {
    TableStatistics statistics =
        statistics(
            "CREATE TABLE t (n INT, word TEXT)",
            "INSERT INTO t VALUES (1, 'a'), (1, 'b'), (2, 'c'), (2, 'd')",
            "CREATE INDEX ns ON t (n)",
            "CREATE INDEX words ON t (word)",
            "ANALYZE");

    assertThat(statistics)
        .isEqualTo(
            new TableStatistics(
                OptionalDouble.of(4),
                Map.of(
                    "n",
                    new ColumnStatistics(
                        OptionalDouble.of(2), OptionalDouble.empty(), ValueRange.of(1, 2)),
                    "word",
                    new ColumnStatistics(
                        OptionalDouble.of(4), OptionalDouble.empty(), Optional.empty()))));
  }
}
