package io.tributary.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SqlSource;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import io.tributary.testing.MariaDbServer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the server's own statistics tell, to users with and without a right to read them.
final class MysqlStatisticsTest {
  private static final double DAY = 86_400e6;

  private static MariaDbServer server;

  @BeforeAll
  static void start() {
    server = MariaDbServer.start();
    server.execute(
        """
        CREATE TABLE analysed (id INT PRIMARY KEY, week_day BIGINT, price DECIMAL(9, 2), day DATE,
          at DATETIME(6), ts TIMESTAMP NULL, t VARCHAR(9), f DOUBLE, never INT)\
        """,
        """
        INSERT INTO analysed
        SELECT seq, seq % 7, seq * 1.5, DATE '1970-01-01' - INTERVAL (seq % 3) DAY,
          TIMESTAMP '1970-01-02 00:00:00.5' + INTERVAL (seq % 3) DAY, '2024-01-01 00:00:00',
          CASE WHEN seq % 4 > 0 THEN 'x' END, seq / 3, NULL
        FROM seq_1_to_1000\
        """,
        "ANALYZE TABLE analysed PERSISTENT FOR ALL",
        "CREATE TABLE indexed (id INT PRIMARY KEY, n INT)",
        "INSERT INTO indexed SELECT seq, seq FROM seq_1_to_1000",
        "ANALYZE TABLE indexed",
        // The server checks no rights until it is told to.
        "FLUSH PRIVILEGES",
        "CREATE USER everything@localhost IDENTIFIED BY 'x'",
        "GRANT SELECT ON *.* TO everything@localhost",
        "CREATE USER tables@localhost IDENTIFIED BY 'x'",
        "GRANT SELECT ON test.* TO tables@localhost");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, ColumnStatistics> columns(String user, String table) {
    var configuration =
        new SourceConfiguration(
            "shop",
            "mysql",
            Map.of(
                "connection-url",
                server.jdbcUrl("test"),
                "connection-user",
                user,
                "connection-password",
                "x"),
            "1");
    try (SqlSource source = (SqlSource) new MysqlConnector().open(configuration)) {
      return source.statistics(new TableName("test", table)).columns();
    }
  }

  private static ColumnStatistics known(double distinct, double nulls, Optional<ValueRange> range) {
    return new ColumnStatistics(OptionalDouble.of(distinct), OptionalDouble.of(nulls), range);
  }

  @Test
  void columnsAreAsTheLastAnalysisFoundThem() {
    Map<String, ColumnStatistics> columns = columns("everything", "analysed");

    assertThat(columns)
        .containsEntry("id", known(1000, 0, ValueRange.of(1, 1000)))
        .containsEntry("price", known(1000, 0, ValueRange.of(1.5, 1500)))
        .containsEntry("day", known(3, 0, ValueRange.of(-2, 0)))
        .containsEntry("at", known(3, 0, ValueRange.of(DAY + 5e5, 3 * DAY + 5e5)))
        .containsEntry("t", known(1, 0.25, Optional.empty()))
        .containsEntry("f", known(1000, 0, Optional.empty()))
        .containsEntry("ts", known(1, 0, Optional.empty()))
        .containsEntry(
            "never",
            new ColumnStatistics(OptionalDouble.empty(), OptionalDouble.of(1), Optional.empty()))
        .containsEntry("week_day", known(7, 0, ValueRange.of(0, 6)));
  }

  @Test
  void withoutTheRightIndexesAreAllThatIsKnown() {
    assertThat(columns("tables", "analysed"))
        .isEqualTo(
            Map.of("id", new ColumnStatistics(OptionalDouble.of(1000), OptionalDouble.empty())));
  }

  @Test
  void withoutAnAnalysisIndexesAreAllThatIsKnown() {
    assertThat(columns("everything", "indexed"))
        .isEqualTo(
            Map.of("id", new ColumnStatistics(OptionalDouble.of(1000), OptionalDouble.empty())));
  }
}
